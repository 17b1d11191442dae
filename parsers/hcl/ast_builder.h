// Fills an Ast (parsers/hcl/ast.h) and keeps its promise that no expression nests deeper than
// kMaxDepth. Used by the lowering alone.
#ifndef EXECLINT_PARSERS_HCL_AST_BUILDER_H_
#define EXECLINT_PARSERS_HCL_AST_BUILDER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/hcl/ast.h"

namespace execlint::hcl {

class AstBuilder {
 public:
  AstBuilder() : depths_(1, 0) {}

  // kNone when the expression would be too deep: its children are in the tree, unused.
  template <class Form>
  ExprId Add(Span span, Form form) {
    const int depth = 1 + DepthBelow(form);
    if (depth > kMaxDepth) return ExprId::kNone;
    ast_.exprs_.push_back({span, std::move(form)});
    depths_.push_back(static_cast<std::uint16_t>(depth));
    return static_cast<ExprId>(ast_.exprs_.size() - 1);
  }
  const Expr& operator[](ExprId id) const { return ast_[id]; }

  RangeOf<ExprId> AddList(const std::vector<ExprId>& v) { return Append<ExprId>(ast_.lists_, v); }
  RangeOf<ObjectItem> AddItems(const std::vector<ObjectItem>& v) {
    return Append<ObjectItem>(ast_.items_, v);
  }
  RangeOf<TemplatePart> AddParts(const std::vector<TemplatePart>& v) {
    return Append<TemplatePart>(ast_.parts_, v);
  }
  RangeOf<Name> AddLabels(const std::vector<Name>& v) { return Append<Name>(ast_.labels_, v); }
  std::uint32_t AddClause(ForClause clause) {
    ast_.clauses_.push_back(clause);
    return static_cast<std::uint32_t>(ast_.clauses_.size() - 1);
  }
  BodyId AddBody(Span span, const std::vector<Attribute>& attributes,
                 const std::vector<Block>& blocks, bool broken) {
    const RangeOf<Attribute> all = Append<Attribute>(ast_.attributes_, attributes);
    ast_.bodies_.push_back(
        {all, Append<Block>(ast_.blocks_, blocks), SortedByName(all), span, broken});
    return static_cast<BodyId>(ast_.bodies_.size() - 1);
  }
  // Text that does not stand in the source as it is.
  std::string_view Keep(std::string decoded) {
    return ast_.decoded_.emplace_back(std::move(decoded));
  }

  Ast Finish();

 private:
  template <class T>
  static RangeOf<T> Append(std::vector<T>& all, const std::vector<T>& added) {
    const RangeOf<T> range{static_cast<std::uint32_t>(all.size()),
                           static_cast<std::uint32_t>(added.size())};
    all.insert(all.end(), added.begin(), added.end());
    return range;
  }

  RangeOf<std::uint32_t> SortedByName(RangeOf<Attribute> attributes);

  int Depth(ExprId id) const { return depths_[static_cast<std::uint32_t>(id)]; }
  int Deepest(std::initializer_list<ExprId> children) const;
  int DepthOf(RangeOf<TemplatePart> parts) const;

  template <class Form>
  int DepthBelow(const Form&) const {
    return 0;
  }
  int DepthBelow(const Template& e) const { return DepthOf(e.parts); }
  int DepthBelow(const GetAttr& e) const { return Depth(e.base); }
  int DepthBelow(const Index& e) const { return Deepest({e.base, e.key}); }
  int DepthBelow(const Splat& e) const { return Deepest({e.source, e.each}); }
  int DepthBelow(const Call& e) const { return DepthOf(e.arguments); }
  int DepthBelow(const Conditional& e) const {
    return Deepest({e.condition, e.if_true, e.if_false});
  }
  int DepthBelow(const Unary& e) const { return Depth(e.operand); }
  int DepthBelow(const Binary& e) const { return Deepest({e.left, e.right}); }
  int DepthBelow(const Tuple& e) const { return DepthOf(e.elements); }
  int DepthBelow(const Object& e) const;
  int DepthBelow(const For& e) const;
  int DepthBelow(const Parens& e) const { return Depth(e.inner); }
  int DepthOf(RangeOf<ExprId> list) const;

  Ast ast_;
  std::vector<std::uint16_t> depths_;  // of each expression
};

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_AST_BUILDER_H_
