// Whatever the bytes are, the HCL scanner and parser end, stay within the file, and keep the
// promises of their headers.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lint/source/source_map.h"
#include "parsers/hcl/ast.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"

namespace execlint::hcl {
namespace {

void Require(bool promise) {
  if (!promise) std::abort();
}

class Checker {
 public:
  Checker(const SourceMap& sources, FileId file, const Ast& ast)
      : sources_(sources), file_(file), size_(sources.Text(file).size()), ast_(ast) {}

  void Check(Span span) const {
    Require(span.file == file_ && span.begin <= span.end && span.end <= size_);
  }
  void Check(const Name& name) const {
    if (!name.text.empty()) Check(name.span);
  }
  void Check(const std::vector<Problem>& problems) const {
    for (const Problem& problem : problems) {
      Check(problem.span);
      Require(!problem.span.empty() || problem.span.begin == size_);
    }
  }

  void Body(BodyId id) const {
    Check(ast_[id].span);
    for (const Attribute& attribute : ast_.attributes(id)) {
      Check(attribute.span);
      Require(attribute.name.text == sources_.Text(attribute.name.span));
      Expression(attribute.value, attribute.span, 1);
    }
    for (const Block& block : ast_.blocks(id)) {
      Check(block.span);
      Require(block.span.Contains(block.head) && block.span.Contains(ast_[block.body].span));
      for (const Name& label : ast_.labels(block)) Require(block.head.Contains(label.span));
      Body(block.body);
    }
  }

  void Expression(ExprId id, Span parent, int depth) const {
    Require(id != ExprId::kNone && depth <= kMaxDepth);
    const Expr& e = ast_[id];
    Check(e.span);
    Require(parent.Contains(e.span));
    const auto child = [&](ExprId c) { Expression(c, e.span, depth + 1); };
    std::visit(Overloaded{[&](const Template& t) { Parts(t.parts, e.span, depth + 1); },
                          [&](const GetAttr& g) { child(g.base), Check(g.name); },
                          [&](const Index& i) { child(i.base), child(i.key); },
                          [&](const Splat& s) { child(s.source), child(s.each); },
                          [&](const Call& c) {
                            Check(c.function);
                            for (const ExprId argument : ast_.list(c.arguments)) child(argument);
                          },
                          [&](const Conditional& c) {
                            child(c.condition), child(c.if_true), child(c.if_false);
                          },
                          [&](const Unary& u) { child(u.operand); },
                          [&](const Binary& b) { child(b.left), child(b.right); },
                          [&](const Tuple& t) {
                            for (const ExprId element : ast_.list(t.elements)) child(element);
                          },
                          [&](const Object& o) {
                            for (const ObjectItem& i : ast_.items(o)) child(i.key), child(i.value);
                          },
                          [&](const For& f) {
                            const ForClause& clause = ast_.clause(f);
                            child(clause.collection), child(clause.value);
                            if (f.is_object) child(clause.key);
                            if (clause.condition != ExprId::kNone) child(clause.condition);
                          },
                          [&](const Parens& p) { child(p.inner); }, [](const auto&) {}},
               e.form);
  }

  void Parts(RangeOf<TemplatePart> parts, Span parent, int depth) const {
    Require(depth <= kMaxDepth + 1);
    for (const TemplatePart& part : ast_.parts(parts)) {
      Check(part.span);
      Require(parent.Contains(part.span));
      if (const auto* text = std::get_if<Text>(&part.form)) {
        Require(!text->text.empty());
        Require(!text->verbatim || text->text == sources_.Text(part.span));
      } else if (const auto* hole = std::get_if<Interpolation>(&part.form)) {
        Expression(hole->expression, part.span, depth);
      } else if (const auto* branch = std::get_if<IfDirective>(&part.form)) {
        Expression(branch->condition, part.span, depth + 1);
        Parts(branch->then_parts, part.span, depth + 1);
        Parts(branch->else_parts, part.span, depth + 1);
      } else if (const auto* loop = std::get_if<ForDirective>(&part.form)) {
        Expression(loop->collection, part.span, depth + 1);
        Parts(loop->parts, part.span, depth + 1);
      }
    }
  }

 private:
  const SourceMap& sources_;
  const FileId file_;
  const std::size_t size_;
  const Ast& ast_;
};

void CheckOrder(const std::vector<Span>& spans) {
  for (std::size_t i = 1; i < spans.size(); ++i) Require(spans[i - 1].end <= spans[i].begin);
}

void Run(std::string text) {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", std::move(text));
  const Parser parser;
  const ScannedFile scanned = Scan(sources, file);
  const Ast nothing;
  Checker(sources, file, nothing).Check(scanned.problems);
  std::vector<Span> items;
  for (const Item& item : scanned.items) {
    items.push_back(item.span);
    const ParsedBody parsed = parser.Parse(sources, file, item);
    const Checker checker(sources, file, parsed.ast);
    checker.Body(parsed.body);
    checker.Check(parsed.problems);
  }
  CheckOrder(items);
  CheckOrder(Comments(sources, file));
  const ParsedBody whole = parser.ParseFile(sources, file);
  Checker(sources, file, whole.ast).Body(whole.body);
  const Span all{file, 0, static_cast<std::uint32_t>(sources.Text(file).size())};
  for (const auto parse : {&Parser::ParseExpression, &Parser::ParseTemplate}) {
    const ParsedExpression parsed = (parser.*parse)(sources, file);
    const Checker checker(sources, file, parsed.ast);
    checker.Expression(parsed.expression, all, 1);
    checker.Check(parsed.problems);
  }
}

}  // namespace
}  // namespace execlint::hcl

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  execlint::hcl::Run(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
