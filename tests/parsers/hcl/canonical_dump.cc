#include "tests/parsers/hcl/canonical_dump.h"

#include <bit>
#include <cstdint>
#include <string_view>

#include "lint/source/format.h"
#include "parsers/hcl/template_text.h"

namespace execlint::hcl {
namespace {

constexpr std::string_view kBinarySigns[] = {
    "*", "/", "%", "+", "-", "<", "<=", ">", ">=", "==", "!=", "&&", "||"};

std::string Quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte > 0x7E || c == '\'' || c == '\\') {
      out += Format("\\{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + "'";
}

std::string At(Span span) { return Format("@{}-{}", span.begin, span.end); }

std::string Number16(double value) {
  return Format("#{:016x}", std::bit_cast<std::uint64_t>(value));
}

class Dumper {
 public:
  Dumper(const SourceMap& sources, const Ast& ast) : sources_(sources), ast_(ast) {}

  std::string Body(BodyId id) const {
    std::string out;
    for (const Attribute& attribute : ast_.attributes(id)) {
      out += Format("A {}-{} {} {}\n", attribute.span.begin, attribute.span.end,
                    attribute.name.text, Expression(attribute.value));
    }
    for (const Block& block : ast_.blocks(id)) {
      out += Format("B {}-{} {}", block.span.begin, block.span.end, block.type.text);
      for (const Name& label : ast_.labels(block)) {
        out += ' ' + Quoted(label.text) + At(label.span);
      }
      const Span body = ast_[block.body].span;
      out += Format(" {{{}-{}}}\n", body.begin, body.end);
      out += Body(block.body);
    }
    return out;
  }

  std::string Expression(ExprId id) const {
    const Expr& e = ast_[id];
    return std::visit([&](const auto& form) { return Print(form); }, e.form) + At(e.span);
  }

 private:
  std::string Print(const Broken&) const { return "(broken)"; }
  std::string Print(const Null&) const { return "null"; }
  std::string Print(const Bool& e) const { return e.value ? "true" : "false"; }
  std::string Print(const Number& e) const { return Number16(e.value); }
  std::string Print(const Template& e) const {
    if (e.passes_through) {
      const auto& part = std::get<Interpolation>(ast_.parts(e.parts)[0].form);
      return "(w " + Expression(part.expression) + ")";
    }
    return "(t" + Parts(e.parts) + ")";
  }
  std::string Print(const Variable& e) const { return Format("v:{}", e.name); }
  std::string Print(const GetAttr& e) const {
    return Format("(. {} {})", Expression(e.base), e.name.text);
  }
  std::string Print(const Index& e) const {
    return "([] " + Expression(e.base) + " " + Key(e.key) + ")";
  }
  std::string Print(const Splat& e) const {
    return "(splat " + Expression(e.source) + " " + Expression(e.each) + ")";
  }
  std::string Print(const SplatItem&) const { return "*"; }
  std::string Print(const Call& e) const {
    std::string out = Format("(call {}", e.function.text);
    for (const ExprId argument : ast_.list(e.arguments)) out += " " + Expression(argument);
    return out + (e.expand_last ? " ...)" : ")");
  }
  std::string Print(const Conditional& e) const {
    return "(? " + Expression(e.condition) + " " + Expression(e.if_true) + " " +
           Expression(e.if_false) + ")";
  }
  std::string Print(const Unary& e) const {
    return (e.op == UnaryOp::kNot ? "(u! " : "(u- ") + Expression(e.operand) + ")";
  }
  std::string Print(const Binary& e) const {
    return Format("({} {} {})", kBinarySigns[static_cast<int>(e.op)], Expression(e.left),
                  Expression(e.right));
  }
  std::string Print(const Tuple& e) const {
    std::string out = "(tuple";
    for (const ExprId element : ast_.list(e.elements)) out += " " + Expression(element);
    return out + ")";
  }
  std::string Print(const Object& e) const {
    std::string out = "(object";
    for (const ObjectItem& item : ast_.items(e)) {
      out += ' ';
      if (item.name.empty()) {
        out += Expression(item.key);
      } else {
        out += Format("k:{}", item.name) + At(ast_[item.key].span);
      }
      out += " = " + Expression(item.value);
    }
    return out + ")";
  }
  std::string Print(const For& e) const {
    const ForClause& clause = ast_.clause(e);
    std::string out = e.is_object ? "(for-object " : "(for-tuple ";
    out += Names(clause.key_name, clause.value_name) + " " + Expression(clause.collection);
    if (e.is_object) out += " key " + Expression(clause.key);
    out += " value " + Expression(clause.value);
    if (e.grouped) out += " ...";
    if (clause.condition != ExprId::kNone) out += " if " + Expression(clause.condition);
    return out + ")";
  }
  std::string Print(const Parens& e) const { return "(p " + Expression(e.inner) + ")"; }

  static std::string Names(const Name& key, const Name& value) {
    return key.text.empty() ? std::string(value.text) : Format("{},{}", key.text, value.text);
  }

  // A constant key is a step of a reference, which has no place of its own in the other tree.
  std::string Key(ExprId id) const {
    const Expr& key = ast_[id];
    if (const auto* number = std::get_if<Number>(&key.form)) return Number16(number->value);
    if (const auto* value = std::get_if<Bool>(&key.form)) return Print(*value);
    if (std::holds_alternative<Null>(key.form)) return "null";
    if (std::holds_alternative<Template>(key.form)) {
      if (const auto text = ast_.ConstantString(id)) return Quoted(*text);
    }
    return Expression(id);
  }

  // Reads the source again where the text is said to come from.
  bool IsAtItsSpan(const TemplatePart& part, const Text& piece) const {
    const std::string_view written = sources_.Text(part.span);
    if (piece.verbatim) return written == piece.text;
    if (written == "$${" || written == "%%{") return written.substr(1) == piece.text;
    std::uint32_t size = 0;
    return DecodeEscape(written, &size) == piece.text && size == written.size();
  }

  std::string Parts(RangeOf<TemplatePart> range) const {
    std::string out;
    std::string text;
    const auto flush = [&] {
      if (!text.empty()) out += " " + Quoted(text);
      text.clear();
    };
    for (const TemplatePart& part : ast_.parts(range)) {
      if (const auto* piece = std::get_if<Text>(&part.form)) {
        text += IsAtItsSpan(part, *piece) ? std::string(piece->text) : "<wrong span>";
        continue;
      }
      flush();
      if (const auto* hole = std::get_if<Interpolation>(&part.form)) {
        out += " " + Expression(hole->expression);
      } else if (const auto* branch = std::get_if<IfDirective>(&part.form)) {
        out += " (if " + Expression(branch->condition) + " [" + Parts(branch->then_parts) + "] [" +
               Parts(branch->else_parts) + "])" + At(part.span);
      } else if (const auto* loop = std::get_if<ForDirective>(&part.form)) {
        out += " (each " + Names(loop->key_name, loop->value_name) + " " +
               Expression(loop->collection) + " [" + Parts(loop->parts) + "])" + At(part.span);
      }
    }
    flush();
    return out;
  }

  const SourceMap& sources_;
  const Ast& ast_;
};

}  // namespace

std::string CanonicalDump(const SourceMap& sources, FileId file, const Parser& parser) {
  const ParsedBody parsed = parser.ParseFile(sources, file);
  std::string out = Dumper(sources, parsed.ast).Body(parsed.body);
  for (const Problem& problem : parsed.problems) {
    out += Format("D {}-{} {}\n", problem.span.begin, problem.span.end, problem.message);
  }
  return out;
}

std::string CanonicalDump(const SourceMap& sources, const Ast& ast, ExprId expression) {
  return Dumper(sources, ast).Expression(expression);
}

}  // namespace execlint::hcl
