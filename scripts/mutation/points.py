"""Finds the places to mutate in one C++ file, with libclang."""

import dataclasses
import os
import re
import shutil
import subprocess
import sys

RELATIONAL = {
    "==": ["!="],
    "!=": ["=="],
    "<": ["<=", ">="],
    "<=": ["<", ">"],
    ">": [">=", "<="],
    ">=": [">", "<"],
}
LOGICAL = {"&&": ["||"], "||": ["&&"]}
SWAPPED_CALLS = {
    "max": "min",
    "min": "max",
    "any_of": "all_of",
    "all_of": "any_of",
    "max_element": "min_element",
    "min_element": "max_element",
}
FEW_ENUMERATORS = 4  # so many at most, and each is replaced by every other one


@dataclasses.dataclass
class Point:
    """One mutant: what stands at [start, end) of the file, and what becomes of it.

    form: 'flip'   a condition, which is negated
          'alt'    an expression, which becomes `alternative`
          'drop'   a statement with its semicolon, which is left out
          'flipvar' what is in the parentheses of `if (T name = init)`; `alternative` is the name
    """

    file: str
    start: int
    end: int
    form: str
    operator: str
    original: str
    replacement: str
    function: str
    alternative: str = ""
    line: int = 0
    column: int = 0
    number: int = 0
    key: str = ""

    def where(self):
        return f"{self.file}:{self.line}:{self.column}"

    def described(self):
        return f"{self.number} {self.where()} {self.operator} {self.original} -> {self.replacement}"


def load_clang():
    try:
        import clang.cindex as cindex
    except ImportError:  # a python that is not the distribution's
        sys.path.append("/usr/lib/python3/dist-packages")
        try:
            import clang.cindex as cindex
        except ImportError:
            sys.exit("mutate.py: needs libclang's Python bindings: apt-get install python3-clang-19")
    return cindex


def without_pch(header):
    """A copy of the header, beside which no precompiled one stands: libclang would take that."""
    copy = header.removesuffix(".hxx") + "_as_text.hxx"
    if not os.path.exists(copy):
        shutil.copyfile(header, copy)
    return copy


def clang_arguments(command, source, compiler_root):
    """The arguments of a compile command that a parse wants."""
    kept, skip = [], 0
    for position, word in enumerate(command[1:]):
        if skip:
            skip -= 1
            continue
        if word in ("-o", "-MF", "-MT", "-MQ"):
            skip = 1
        elif word == "-Xclang":
            # -Xclang -include-pch -Xclang FILE.pch; -Xclang -include -Xclang FILE.hxx stays.
            following = command[position + 2]
            if following == "-include":
                kept += ["-include", without_pch(command[position + 4])]
                skip = 3
            elif following == "-include-pch":
                skip = 3
            else:
                skip = 1
        elif word in ("-c", source, "-Winvalid-pch", "-MD", "-MMD"):
            continue
        elif word.endswith((".gch", ".pch")):
            continue
        else:
            kept.append(word)
    return kept + ["-resource-dir", compiler_root, "-w"]


def resource_dir():
    for compiler in ("clang++-19", "clang++"):
        try:
            return subprocess.run([compiler, "-print-resource-dir"], check=True, text=True,
                                  stdout=subprocess.PIPE).stdout.strip()
        except (OSError, subprocess.CalledProcessError):
            continue
    sys.exit("mutate.py: needs clang++-19")


def masked(text):
    """The text with what is in comments, strings and characters blanked, offsets kept."""
    out = list(text)

    def blank(start, end):
        for i in range(start, min(end, len(out))):
            if out[i] != "\n":
                out[i] = " "

    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"([^\s()\\]{0,16})\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
                         r"|(?<![0-9a-zA-Z_])'(?:\\.|[^'\\\n])+'", re.S)
    for match in pattern.finditer(text):
        if match.group().startswith(("//", "/*")):
            blank(match.start(), match.end())
        else:  # the quotes stay, so that something is seen to be there
            blank(match.start() + 1, match.end() - 1)
    return "".join(out)


def one_line(text):
    return re.sub(r"\s+", " ", text).strip()


class Finder:
    def __init__(self, cindex, path, name, data, arguments):
        self.K = cindex.CursorKind
        self.T = cindex.TypeKind
        self.path, self.name = path, name
        self.data = data  # bytes: libclang counts bytes
        self.text = data.decode("latin-1")  # one character a byte
        self.masked = masked(self.text)
        self.points, self.seen = [], set()
        unit = cindex.Index.create().parse(
            path, arguments, unsaved_files=[(path, data.decode())],
            options=cindex.TranslationUnit.PARSE_DETAILED_PROCESSING_RECORD)
        self.errors = [str(d) for d in unit.diagnostics if d.severity >= 3]
        self.macros = []
        functions = (self.K.FUNCTION_DECL, self.K.CXX_METHOD, self.K.CONSTRUCTOR,
                     self.K.DESTRUCTOR, self.K.CONVERSION_FUNCTION, self.K.FUNCTION_TEMPLATE)
        top = [c for c in unit.cursor.get_children() if self.is_here(c)]
        for cursor in top:
            if cursor.kind == self.K.MACRO_INSTANTIATION:
                self.macros.append((cursor.extent.start.offset, cursor.extent.end.offset))
        for cursor in top:
            if cursor.kind in (self.K.MACRO_INSTANTIATION, self.K.MACRO_DEFINITION,
                               self.K.INCLUSION_DIRECTIVE):
                continue
            self.outside(cursor, functions)
        self.points.sort(key=lambda p: (p.start, -p.end, p.operator, p.replacement))

    def is_here(self, cursor):
        file = cursor.location.file
        return file is not None and file.name == self.path

    def extent(self, cursor):
        start, end = cursor.extent.start, cursor.extent.end
        if start.file is None or start.file.name != self.path:
            return None
        return (start.offset, end.offset) if start.offset < end.offset else None

    def children(self, cursor):
        found = []
        for child in cursor.get_children():
            span = self.extent(child)
            if span is not None:
                found.append((span, child))
        return found

    # -- what is outside functions -------------------------------------------------------------

    def outside(self, cursor, functions):
        kind = cursor.kind
        if kind in functions:
            if cursor.is_definition() and not self.is_constant(cursor):
                self.in_function(cursor, self.qualified(cursor))
        elif kind == self.K.VAR_DECL:
            if not self.is_constant(cursor):
                for inner in cursor.walk_preorder():
                    if inner.kind == self.K.LAMBDA_EXPR and self.is_here(inner):
                        self.lambda_body(inner, self.qualified(cursor))
        elif kind in (self.K.NAMESPACE, self.K.LINKAGE_SPEC, self.K.STRUCT_DECL, self.K.CLASS_DECL,
                      self.K.CLASS_TEMPLATE, self.K.UNEXPOSED_DECL):
            for child in cursor.get_children():
                if self.is_here(child):
                    self.outside(child, functions)

    def is_constant(self, declaration):
        span = self.extent(declaration)
        if span is None:
            return True
        before = self.masked[span[0]:max(span[0], declaration.location.offset)]
        return re.search(r"\b(constexpr|consteval|constinit)\b", before) is not None

    def qualified(self, cursor):
        parts = []
        while cursor is not None and cursor.kind not in (self.K.NAMESPACE, self.K.TRANSLATION_UNIT):
            name = re.sub(r"<.*", "", cursor.spelling) if cursor.kind in (
                self.K.CONSTRUCTOR, self.K.FUNCTION_TEMPLATE) else cursor.spelling
            if name and "(" not in name:
                parts.insert(0, name)
            cursor = cursor.semantic_parent
        return "::".join(parts)

    def in_function(self, cursor, name):
        for span, child in self.children(cursor):
            if child.kind == self.K.COMPOUND_STMT:
                self.body(child, name)
            elif child.kind.is_expression() and cursor.kind == self.K.CONSTRUCTOR:
                self.visit(child, span, cursor, name, None, False)

    def body(self, compound, name):
        statements = self.children(compound)
        last = statements[-1] if statements else None
        scope = {"last": last[0] if last else None,
                 "ends_in_return": bool(last) and last[1].kind == self.K.RETURN_STMT,
                 "switch": False}
        self.visit(compound, self.extent(compound), None, name, scope, False)

    def lambda_body(self, cursor, name):
        for span, child in self.children(cursor):
            if child.kind == self.K.COMPOUND_STMT:
                self.body(child, name)
            elif child.kind.is_expression() and child.kind != self.K.PARM_DECL:
                self.visit(child, span, cursor, name, None, False)  # an init capture

    # -- what is in them ------------------------------------------------------------------------

    def core(self, cursor):
        """Without the implicit nodes around an expression."""
        span = self.extent(cursor)
        while cursor.kind in (self.K.UNEXPOSED_EXPR, self.K.PAREN_EXPR):
            inner = self.children(cursor)
            if len(inner) != 1:
                break
            if cursor.kind == self.K.UNEXPOSED_EXPR and inner[0][0] != span:
                break
            cursor, span = inner[0][1], inner[0][0]
        return cursor

    def infix(self, cursor):
        """(operator, where it begins, where it ends) when this is an expression `a OP b`."""
        if cursor.kind in (self.K.DECL_REF_EXPR, self.K.MEMBER_REF_EXPR) or (
                not cursor.kind.is_expression()):
            return None  # the others may have template arguments
        inner = sorted((span for span, _ in self.children(cursor)))
        if len(inner) < 2:
            return None
        start, end = inner[0][1], inner[-1][0]
        between = self.masked[start:end]
        sign = between.strip()
        if not re.fullmatch(r"[-+*/%|&^<>=!]+", sign):
            return None
        start += between.index(sign)
        return sign, start, start + len(sign)

    def is_complement(self, cursor):
        """Is negating this one already another mutant?"""
        cursor = self.core(cursor)
        infix = self.infix(cursor)
        if infix is not None:
            return infix[0] in RELATIONAL
        span = self.extent(cursor)
        return cursor.kind == self.K.CXX_BOOL_LITERAL_EXPR or (
            span is not None and self.text[span[0]] == "!" and cursor.kind in (
                self.K.UNARY_OPERATOR, self.K.CALL_EXPR, self.K.UNEXPOSED_EXPR))

    def add(self, start, end, form, operator, name, alternative="", replacement=None):
        identity = (start, end, form, operator, alternative)
        if identity in self.seen:
            return
        if any(s < end and start < e for s, e in self.macros):
            return
        self.seen.add(identity)
        original = one_line(self.text[start:end])
        self.points.append(Point(
            file=self.name, start=start, end=end, form=form, operator=operator, original=original,
            replacement=one_line(alternative if replacement is None else replacement),
            function=name, alternative=alternative,
            line=self.text.count("\n", 0, start) + 1,
            column=start - (self.text.rfind("\n", 0, start) + 1) + 1))

    def visit(self, cursor, span, parent, name, scope, compared):
        K = self.K
        kind = cursor.kind
        if kind in (K.PARM_DECL, K.STATIC_ASSERT, K.TYPE_REF, K.TEMPLATE_REF, K.NAMESPACE_REF,
                    K.FIELD_DECL, K.ENUM_DECL, K.TYPEDEF_DECL, K.TYPE_ALIAS_DECL):
            return
        if kind == K.LAMBDA_EXPR:
            self.lambda_body(cursor, name)
            return
        if kind in (K.FUNCTION_DECL, K.CXX_METHOD, K.CONSTRUCTOR, K.DESTRUCTOR,
                    K.CONVERSION_FUNCTION, K.FUNCTION_TEMPLATE):  # of a local class
            if cursor.is_definition() and not self.is_constant(cursor):
                self.in_function(cursor, self.qualified(cursor))
            return
        if kind == K.VAR_DECL and self.is_constant(cursor):
            return
        if kind.is_expression() and re.match(r"(sizeof|alignof|noexcept|decltype)\b",
                                             self.masked[span[0]:span[1]]):
            return

        children = self.children(cursor)
        compares = False
        if kind.is_expression():
            compares = self.expression(cursor, span, parent, name, compared, children)
        if kind == K.RETURN_STMT:
            self.return_statement(span, children, name, scope)
        elif kind in (K.BREAK_STMT, K.CONTINUE_STMT):
            self.drop(span, "drop " + one_line(self.text[span[0]:span[1]]), name)
        elif kind in (K.IF_STMT, K.WHILE_STMT, K.FOR_STMT):
            self.condition(cursor, span, children, name)
        elif kind == K.CONDITIONAL_OPERATOR and len(children) == 3:
            test, condition = children[0]
            if not self.is_complement(condition):
                self.add(*test, "flip", "negate ?:", name, replacement=self.negated(*test))
        self.expression_statements(cursor, span, children, name)

        if kind == K.CASE_STMT:
            children = children[1:]
        if kind == K.SWITCH_STMT and scope is not None:
            scope = dict(scope, switch=True)
        for inner_span, inner in children:
            if kind == K.VAR_DECL and inner_span[0] < cursor.location.offset:
                continue  # in its type
            if kind in (K.DECL_REF_EXPR, K.MEMBER_REF_EXPR) and inner.kind.is_expression() and (
                    kind == K.DECL_REF_EXPR or inner_span[0] > cursor.location.offset):
                continue  # a template argument
            if kind == K.IF_STMT and self.masked[span[0]:].startswith("if constexpr"):
                opening = self.masked.index("(", span[0])
                if inner_span[0] < self.closing(opening):
                    continue
            self.visit(inner, inner_span, cursor, name, scope, compares or (
                compared and kind in (K.UNEXPOSED_EXPR, K.PAREN_EXPR)))

    def expression(self, cursor, span, parent, name, compared, children):
        """Adds the mutants of one expression; is it a comparison?"""
        K = self.K
        text = self.text[span[0]:span[1]]
        infix = self.infix(cursor)
        if infix is not None:
            sign, start, end = infix
            for table, operator in ((RELATIONAL, "relational"), (LOGICAL, "logical")):
                for other in table.get(sign, []):
                    self.add(*span, "alt", f"{operator} {sign} {other}", name,
                             self.text[span[0]:start] + other + self.text[end:span[1]])
            return sign in RELATIONAL
        if text.startswith("!") and cursor.kind in (K.UNARY_OPERATOR, K.CALL_EXPR):
            self.add(*span, "flip", "drop !", name, replacement=text[1:])
        elif cursor.kind == K.CXX_BOOL_LITERAL_EXPR and text in ("true", "false"):
            self.add(*span, "alt", "bool", name, "false" if text == "true" else "true")
        elif cursor.kind == K.INTEGER_LITERAL:
            decimal = re.fullmatch(r"(\d[\d']*?)([uUlLzZ]*)", text)
            if decimal and not (text.startswith("0") and len(text) > 1):
                more = str(int(decimal.group(1).replace("'", "")) + 1) + decimal.group(2)
                self.add(*span, "alt", "integer", name, more)
            elif re.fullmatch(r"0[xXbB]?[0-9a-fA-F']+[uUlL]*", text):
                self.add(*span, "alt", "integer", name, f"{text} + 1")
        elif cursor.kind == K.DECL_REF_EXPR and not compared:
            self.enumerator(cursor, span, text, name)
        elif cursor.kind == K.CALL_EXPR and children:
            callee = children[0][0]
            match = re.fullmatch(r"std::(ranges::)?(\w+)", self.text[callee[0]:callee[1]])
            if match and match.group(2) in SWAPPED_CALLS and callee[0] == span[0]:
                old, new = match.group(2), SWAPPED_CALLS[match.group(2)]
                at = callee[1] - len(old)
                self.add(*span, "alt", f"call {old} {new}", name,
                         self.text[span[0]:at] + new + self.text[callee[1]:span[1]])
        return False

    def enumerator(self, cursor, span, text, name):
        constant = cursor.referenced
        if constant is None or constant.kind != self.K.ENUM_CONSTANT_DECL:
            return
        enum = constant.semantic_parent
        if enum is None or not enum.is_scoped_enum():
            return
        names = [c.spelling for c in enum.get_children() if c.kind == self.K.ENUM_CONSTANT_DECL]
        if constant.spelling not in names or not text.endswith(constant.spelling):
            return
        others = [n for n in names if n != constant.spelling]
        if len(names) > FEW_ENUMERATORS:
            others = [names[(names.index(constant.spelling) + 1) % len(names)]]
        for other in others:
            self.add(*span, "alt", f"enum {constant.spelling} {other}", name,
                     text[:len(text) - len(constant.spelling)] + other)

    def negated(self, start, end):
        return f"!({self.text[start:end]})"

    def closing(self, opening):
        depth = 0
        for i in range(opening, len(self.masked)):
            if self.masked[i] in "([{":
                depth += 1
            elif self.masked[i] in ")]}":
                depth -= 1
                if depth == 0:
                    return i
        return len(self.masked)

    def parts(self, start, end):
        """[start, end) cut at its own semicolons."""
        cut, depth, begin = [], 0, start
        for i in range(start, end):
            sign = self.masked[i]
            depth += (sign in "([{") - (sign in ")]}")
            if sign == ";" and depth == 0:
                cut.append((begin, i))
                begin = i + 1
        return cut + [(begin, end)]

    def condition(self, cursor, span, children, name):
        keyword = re.match(r"\w+", self.text[span[0]:]).group()
        if self.masked[span[0]:].startswith("if constexpr"):
            return
        opening = self.masked.find("(", span[0])
        closing = self.closing(opening)
        parts = self.parts(opening + 1, closing)
        if keyword == "for":
            if len(parts) != 3:
                return
            start, end = parts[1]
        else:
            start, end = parts[-1]
        inside = [(s, c) for s, c in children if start <= s[0] and s[1] <= end]
        if not inside:
            return
        variables = [c for _, c in inside if c.kind in (self.K.VAR_DECL, self.K.DECL_STMT)]
        if variables:
            variable = variables[0]
            if variable.kind == self.K.DECL_STMT:
                variable = next(iter(variable.get_children()))
            if keyword == "if" and len(parts) == 1 and variable.kind == self.K.VAR_DECL:
                lead = len(self.text[start:end]) - len(self.text[start:end].lstrip())
                self.add(start + lead, end, "flipvar", "negate if", name, variable.spelling,
                         replacement=f"{self.text[start:end]}; !{variable.spelling}")
            return
        if len(inside) != 1:
            inside = [max(inside, key=lambda found: found[0][1] - found[0][0])]
        test, condition = inside[0]
        if not self.is_complement(condition):
            self.add(*test, "flip", f"negate {keyword}", name, replacement=self.negated(*test))

    def with_semicolon(self, span):
        end = span[1]
        while end < len(self.masked) and self.masked[end].isspace():
            end += 1
        if end < len(self.masked) and self.masked[end] == ";":
            return span[0], end + 1
        return None

    def drop(self, span, operator, name):
        whole = self.with_semicolon(span)
        if whole is not None:
            self.add(*whole, "drop", operator, name, replacement="nothing")

    def return_statement(self, span, children, name, scope):
        if children:
            value_span, value = children[0]
            if (value.type.get_canonical().kind == self.T.BOOL and not self.is_complement(value)):
                self.add(*value_span, "flip", "negate return", name,
                         replacement=self.negated(*value_span))
        if scope is None or scope["switch"] or scope["last"] == span:
            return
        # Without it, something after it must still return.
        if not children or scope["ends_in_return"]:
            self.drop(span, "drop return", name)

    def expression_statements(self, cursor, span, children, name):
        K = self.K
        kind = cursor.kind
        if kind == K.COMPOUND_STMT:
            statements = children
        elif kind in (K.IF_STMT, K.WHILE_STMT, K.FOR_STMT, K.CXX_FOR_RANGE_STMT):
            closing = self.closing(self.masked.find("(", span[0]))
            statements = [(s, c) for s, c in children if s[0] > closing]
        elif kind == K.CASE_STMT:
            statements = children[1:]
        elif kind == K.DEFAULT_STMT:
            statements = children
        else:
            return
        for inner_span, inner in statements:
            if not inner.kind.is_expression():
                continue
            text = self.text[inner_span[0]:inner_span[1]]
            if text.startswith(("(void)", "static_cast<void>")):
                continue
            infix = self.infix(self.core(inner))
            what = infix[0] if infix else "call"
            if not infix and re.search(r"(^(\+\+|--))|((\+\+|--)$)", text):
                what = "step"
            self.drop(inner_span, f"drop {what}", name)


def give_keys(points):
    """Keys stay the same when lines move: a place is told by the text around it."""
    counts = {}
    for point in points:
        base = " | ".join((point.file, point.function, point.operator, point.original,
                           point.replacement))
        counts[base] = counts.get(base, 0) + 1
        point.key = f"{base} | {counts[base]}"


def find(path, name, arguments):
    """(points, errors) of the file at `path`, called `name` in the repository."""
    cindex = load_clang()
    with open(path, "rb") as file:
        data = file.read()
    finder = Finder(cindex, path, name, data, arguments)
    give_keys(finder.points)
    return finder.points, finder.errors


def compile_command(commands, path):
    """The command that compiles a file, or one that would, in the way of its neighbours."""
    best, length = None, -1
    for entry in commands:
        if entry["file"] == path:
            return entry
        common = len(os.path.commonpath([entry["file"], path]))
        if entry["file"].endswith((".cc", ".cxx", ".cpp")) and common > length:
            best, length = entry, common
    return best
