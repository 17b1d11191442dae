#include "parsers/hcl/ast_builder.h"

#include <algorithm>
#include <numeric>

namespace execlint::hcl {
namespace {

constexpr std::uint32_t kFewAttributes = 32;  // which are searched one by one

}  // namespace

RangeOf<std::uint32_t> AstBuilder::SortedByName(RangeOf<Attribute> attributes) {
  if (attributes.count <= kFewAttributes) return {};
  std::vector<std::uint32_t> numbers(attributes.count);
  std::iota(numbers.begin(), numbers.end(), attributes.first);
  // The first one stays the first of those that have one name.
  std::ranges::stable_sort(numbers, {}, [&](std::uint32_t number) -> std::string_view {
    return ast_.attributes_[number].name.text;
  });
  return Append<std::uint32_t>(ast_.by_name_, numbers);
}

// Trees live as long as the run, so they keep no room to grow.
Ast AstBuilder::Finish() {
  ast_.exprs_.shrink_to_fit();
  ast_.attributes_.shrink_to_fit();
  ast_.blocks_.shrink_to_fit();
  ast_.lists_.shrink_to_fit();
  ast_.items_.shrink_to_fit();
  ast_.parts_.shrink_to_fit();
  return std::move(ast_);
}

int AstBuilder::Deepest(std::initializer_list<ExprId> children) const {
  int deepest = 0;
  for (const ExprId child : children) deepest = std::max(deepest, Depth(child));
  return deepest;
}

int AstBuilder::DepthOf(RangeOf<ExprId> list) const {
  int deepest = 0;
  for (const ExprId child : ast_.list(list)) deepest = std::max(deepest, Depth(child));
  return deepest;
}

int AstBuilder::DepthBelow(const Object& e) const {
  int deepest = 0;
  for (const ObjectItem& item : ast_.items(e)) {
    deepest = std::max(deepest, Deepest({item.key, item.value}));
  }
  return deepest;
}

int AstBuilder::DepthBelow(const For& e) const {
  const ForClause& clause = ast_.clause(e);
  return Deepest({clause.collection, clause.key, clause.value, clause.condition});
}

// A directive counts as one level.
int AstBuilder::DepthOf(RangeOf<TemplatePart> parts) const {
  int deepest = 0;
  for (const TemplatePart& part : ast_.parts(parts)) {
    const int depth =
        std::visit(Overloaded{[](const Text&) { return 0; },
                              [&](const Interpolation& e) { return Depth(e.expression); },
                              [&](const IfDirective& e) {
                                return 1 + std::max({Depth(e.condition), DepthOf(e.then_parts),
                                                     DepthOf(e.else_parts)});
                              },
                              [&](const ForDirective& e) {
                                return 1 + std::max(Depth(e.collection), DepthOf(e.parts));
                              }},
                   part.form);
    deepest = std::max(deepest, depth);
  }
  return deepest;
}

}  // namespace execlint::hcl
