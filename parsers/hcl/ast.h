// The syntax tree of HCL: what was written, with the place of every piece, and nothing about what
// it means. Made by parsers/hcl/parser.h; never changed afterwards, so threads may share it.
//
// An Ast owns all nodes of one parse in flat vectors. Nodes name each other by id or by range, and
// the Ast resolves both. Names and verbatim text are views into the SourceMap's bytes; decoded text
// lives in the Ast. Both outlive a move of the Ast, neither a copy of it (which does not exist).
//
//   ParsedBody parsed = Parse(sources, file, item);  // resource "aws_ecs_service" "web" {...}
//   const Ast& ast = parsed.ast;
//   const Block& service = ast.blocks(parsed.body)[0];  // type.text "resource"
//   ast.labels(service)[1].text;                        // "web"
//   for (const Attribute& a : ast.attributes(service.body)) {
//     const Expr& value = ast[a.value];  // value.span: from its first byte past its last
//     if (const auto* b = std::get_if<Bool>(&value.form)) Use(a.name.text, b->value, value.span);
//   }
//   for (const Block& child : ast.blocks(service.body)) Visit(child);
//
// Walking expressions is one std::visit over `Expr::form`:
//
//   std::visit(Overloaded{
//     [&](const GetAttr& e) { Walk(e.base); Print(e.name.text); },
//     [&](const Call& e) { for (ExprId argument : ast.list(e.arguments)) Walk(argument); },
//     [&](const Template& e) { for (const TemplatePart& part : ast.parts(e.parts)) ...; },
//     ...}, ast[id].form);
//
// No expression nests deeper than kMaxDepth, so a recursive walk is bounded.
//
// How source maps to forms:
//
//   1.5  true  null             Number, Bool, Null
//   "a-${x}\n"  <<EOT ...       Template (a plain string too: one Text part, or none for "")
//   var.a.b                     GetAttr(GetAttr(Variable var, a), b)
//   a[0]  a["k"]  a.0           Index (a.0: legacy)
//   a[*].b[0].c                 Splat(a, each = GetAttr(Index(GetAttr(SplatItem, b), 0), c), full)
//   a.*.b[0].c                  GetAttr(Index(Splat(a, each = GetAttr(SplatItem, b)), 0), c)
//   f(a, b...)                  Call, expand_last
//   c ? a : b   -a   a + b      Conditional, Unary, Binary
//   [a, b]  {a = b, (k) : v}    Tuple, Object
//   [for v in l : v if c]       For; {for k, v in m : k => v...} too (is_object, grouped)
//   (a)                         Parens
//   what could not be read      Broken: a problem says where and why. Always the whole value of
//                               the attribute, when its text is not HCL
#ifndef EXECLINT_PARSERS_HCL_AST_H_
#define EXECLINT_PARSERS_HCL_AST_H_

#include <cstdint>
#include <list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lint/source/span.h"

namespace execlint::hcl {

// One function object out of several lambdas, for std::visit.
template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

// Brackets, blocks, templates, operators: all nesting counts. What is deeper is Broken.
inline constexpr int kMaxDepth = 256;

enum class ExprId : std::uint32_t { kNone = 0 };
enum class BodyId : std::uint32_t { kNone = 0 };

// `count` neighbours in one of the Ast's vectors; T says which.
template <class T>
struct RangeOf {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// An identifier, or a label without its quotes. The span of a quoted label includes the quotes.
struct Name {
  std::string_view text;
  Span span;
};

// ---- expressions

struct Broken {};
struct Null {};
struct Bool {
  bool value = false;
};
struct Number {
  double value = 0;
  std::string_view text;  // as written; `value` is the nearest double
};

struct TemplatePart;

// A quoted string, a heredoc, or a template file.
//
// Text parts hold what remains after the template's own rules: escapes decoded, `<<-` indentation
// and what `~` strips removed. No part is empty text.
struct Template {
  RangeOf<TemplatePart> parts;
  enum Kind : std::uint8_t { kQuoted, kHeredoc, kFile } kind = kQuoted;
  // "${x}", nothing else: the value is that of the one interpolation, whatever its type. Every
  // other template is a string.
  bool passes_through = false;
};

struct Variable {
  std::string_view name;  // var, local, each, aws_ecs_service ...: the Expr's span is the name's
};
struct GetAttr {
  ExprId base{};
  Name name;
};
struct Index {
  ExprId base{};
  ExprId key{};
  bool legacy = false;  // a.0
};

// For every element of `source`, `each`, in which SplatItem is the element.
struct Splat {
  ExprId source{};
  ExprId each{};
  bool full = false;  // a[*], else a.*
};
struct SplatItem {};

struct Call {
  Name function;  // namespaces included: provider::aws::arn_parse
  RangeOf<ExprId> arguments;
  bool expand_last = false;  // f(list...)
};
struct Conditional {
  ExprId condition{};
  ExprId if_true{};
  ExprId if_false{};
};

enum class UnaryOp : std::uint8_t { kNegate, kNot };
struct Unary {
  UnaryOp op{};
  ExprId operand{};
};

enum class BinaryOp : std::uint8_t {
  kMultiply,
  kDivide,
  kModulo,
  kAdd,
  kSubtract,  // numbers
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kEqual,
  kNotEqual,
  kAnd,
  kOr,
};
struct Binary {
  BinaryOp op{};
  ExprId left{};
  ExprId right{};
};

struct Tuple {
  RangeOf<ExprId> elements;
};

// `name` is set where the key is a bare word ({name = 1}, also {true = 1}): that word is the key.
// Otherwise the key is the value of `key` ({"name" = 1}, {(var.k) = 1}, {1 = 2}).
struct ObjectItem {
  ExprId key{};
  ExprId value{};
  std::string_view name;
};
struct Object {
  RangeOf<ObjectItem> items;
};

// The clauses of a For; `key_name` is empty, `key` and `condition` kNone where they are not
// written.
struct ForClause {
  Name key_name;
  Name value_name;
  ExprId collection{};
  ExprId key{};  // objects: what stands before =>
  ExprId value{};
  ExprId condition{};
};
struct For {
  std::uint32_t clause = 0;  // see Ast::clause
  bool is_object = false;
  bool grouped = false;  // {for ... : k => v...}
};

struct Parens {
  ExprId inner{};
};

struct Expr {
  Span span;
  std::variant<Broken, Null, Bool, Number, Template, Variable, GetAttr, Index, Splat, SplatItem,
               Call, Conditional, Unary, Binary, Tuple, Object, For, Parens>
      form;
};

// ---- parts of a template

// Literal text. Verbatim: `text` is byte for byte what stands at the part's span. Otherwise the
// span is an escape (\n, \u00e9, $${) and `text` is what it stands for. Text that is interrupted by
// an escape, or by indentation that `<<-` removes, is several parts; so the text of a template and
// the parts' spans are just what SourceMap::AddBuffer takes.
struct Text {
  std::string_view text;
  bool verbatim = true;
};
struct Interpolation {
  ExprId expression{};
};
// %{ if condition }then_parts%{ else }else_parts%{ endif }
struct IfDirective {
  ExprId condition{};
  RangeOf<TemplatePart> then_parts;
  RangeOf<TemplatePart> else_parts;
};
// %{ for key, value in collection }parts%{ endfor }
struct ForDirective {
  Name key_name;  // empty where not written
  Name value_name;
  ExprId collection{};
  RangeOf<TemplatePart> parts;
};
// An interpolation's span is `${...}` whole, a directive's from its first `%{` past its last `}`.
struct TemplatePart {
  Span span;
  std::variant<Text, Interpolation, IfDirective, ForDirective> form;
};

// ---- bodies

struct Attribute {
  Name name;
  ExprId value{};
  Span span;  // from the name past the value
};

struct Block {
  Name type;
  RangeOf<Name> labels;
  BodyId body{};
  Span span;  // from the type past the closing brace
  Span head;  // the type and the labels: what a finding about the whole block points at
};

// Attributes and blocks are each in the order of the file.
struct Body {
  RangeOf<Attribute> attributes;
  RangeOf<Block> blocks;
  // Of a body with many attributes: their numbers in the Ast, sorted by name. Else empty.
  RangeOf<std::uint32_t> by_name;
  Span span;            // what stands between the braces
  bool broken = false;  // a part could not be read: what is not seen here may still be written
};

class Ast {
 public:
  Ast();
  Ast(Ast&&) = default;
  Ast& operator=(Ast&&) = default;

  // kNone is a Broken expression, or an empty body.
  const Expr& operator[](ExprId id) const { return exprs_[static_cast<std::uint32_t>(id)]; }
  const Body& operator[](BodyId id) const { return bodies_[static_cast<std::uint32_t>(id)]; }

  std::span<const Attribute> attributes(BodyId id) const {
    return Slice(attributes_, (*this)[id].attributes);
  }
  std::span<const Block> blocks(BodyId id) const { return Slice(blocks_, (*this)[id].blocks); }
  std::span<const Name> labels(const Block& block) const { return Slice(labels_, block.labels); }

  std::span<const ExprId> list(RangeOf<ExprId> range) const { return Slice(lists_, range); }
  std::span<const ObjectItem> items(const Object& object) const {
    return Slice(items_, object.items);
  }
  std::span<const TemplatePart> parts(RangeOf<TemplatePart> range) const {
    return Slice(parts_, range);
  }
  const ForClause& clause(const For& expression) const { return clauses_[expression.clause]; }

  // The attribute of that name, or nullptr; the first one where a name is written twice.
  const Attribute* Find(BodyId id, std::string_view name) const;

  // The memory that it takes, about.
  std::size_t bytes() const;

  // The text of a template that has no interpolation and no directive; nothing for any other
  // expression. Looks through parentheses.
  std::optional<std::string> ConstantString(ExprId id) const;

 private:
  friend class AstBuilder;

  template <class T>
  static std::span<const T> Slice(const std::vector<T>& all, RangeOf<T> range) {
    return std::span<const T>(all).subspan(range.first, range.count);
  }

  std::vector<Expr> exprs_;
  std::vector<Body> bodies_;
  std::vector<Attribute> attributes_;
  std::vector<std::uint32_t> by_name_;
  std::vector<Block> blocks_;
  std::vector<Name> labels_;
  std::vector<ExprId> lists_;
  std::vector<ObjectItem> items_;
  std::vector<TemplatePart> parts_;
  std::vector<ForClause> clauses_;
  std::list<std::string> decoded_;  // a list: the text of a part stays where it is
};

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_AST_H_
