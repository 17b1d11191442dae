// From the grammar's tree to our own (parsers/hcl/ast.h). What the grammar gets wrong is put right:
//
//   a ? b : c ? d : e   nests to the right (the grammar: to the left);
//   a.*.b[0]            takes the index of the list (the grammar: of each element);
//   a[*].b[*].c         nests the second splat in the first (the grammar: the other way round);
//   templates           are cut by the rules of template_text.h, from the gaps between sequences.
//
// A tree that holds an error is not lowered: where the grammar goes on behind an error is a guess.
//
// Used by parsers/hcl/parser.cc alone.
#ifndef EXECLINT_PARSERS_HCL_LOWERING_H_
#define EXECLINT_PARSERS_HCL_LOWERING_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/source/span.h"
#include "parsers/hcl/ast.h"
#include "parsers/hcl/ast_builder.h"
#include "parsers/hcl/syntax_tree.h"
#include "parsers/hcl/template_text.h"

namespace execlint::hcl {

// The attributes and blocks of one body, while they are collected.
struct BodyContents {
  std::vector<Attribute> attributes;
  std::vector<Block> blocks;
  bool broken = false;
};

class Lowering {
 public:
  // Offset `i` of the tree's text is offset `i + shift` of the file.
  Lowering(const SourceMap& sources, FileId file, const SyntaxTree& tree, std::int64_t shift,
           AstBuilder& builder, std::vector<Problem>& problems);

  // The children of a config_file or body node.
  void LowerBody(NodeIndex node, BodyContents& out);

  // An `expression` node, or any node that is one.
  ExprId LowerExpression(NodeIndex node);

  // The parts of a template whose text is [begin, end) of the file.
  struct TemplateSource {
    std::vector<NodeIndex> children;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool remove_indentation = false;
    Template::Kind kind = Template::kQuoted;
    Span span;
  };
  ExprId LowerTemplate(const TemplateSource& source);

 private:
  friend class TemplateLowering;

  using Nodes = std::span<const NodeIndex>;

  void LowerAttribute(NodeIndex node, BodyContents& out);
  void LowerBlock(NodeIndex node, BodyContents& out);
  Name LowerLabel(NodeIndex node);

  ExprId LowerNode(NodeIndex node);
  ExprId LowerOperand(Nodes nodes);
  ExprId LowerSteps(ExprId base, std::uint32_t begin, Nodes steps);
  ExprId LowerStep(ExprId base, std::uint32_t begin, NodeIndex step);
  ExprId LowerFullSplat(ExprId source, std::uint32_t begin, Nodes inside, Nodes rest);
  ExprId LowerAttributeSplat(ExprId source, std::uint32_t begin, Nodes inside);
  ExprId LowerConditional(NodeIndex node);
  ExprId LowerUnary(NodeIndex node);
  ExprId LowerBinary(NodeIndex node);
  ExprId LowerCall(NodeIndex node);
  ExprId LowerTuple(NodeIndex node);
  ExprId LowerObject(NodeIndex node);
  ExprId LowerFor(NodeIndex node);
  void LowerForIntro(NodeIndex intro, ForClause& clause);
  ExprId LowerQuoted(NodeIndex node);
  ExprId LowerHeredoc(NodeIndex node);
  ExprId LowerNumber(Span span);

  ExprId BrokenAt(NodeIndex node);
  ExprId BrokenSpan(Span span) { return builder_.Add(span, Broken{}); }
  void ReportDepth(Span span);
  // Adds an expression; Broken and a problem when it would be too deep.
  template <class Form>
  ExprId Add(Span span, Form form) {
    const ExprId id = builder_.Add(span, std::move(form));
    if (id != ExprId::kNone) return id;
    ReportDepth(span);
    return BrokenSpan(span);
  }

  std::uint32_t Begin(NodeIndex node) const { return ToFile(tree_[node].begin); }
  std::uint32_t End(NodeIndex node) const { return ToFile(tree_[node].end); }
  std::uint32_t ToFile(std::uint32_t offset) const;
  Span SpanOf(NodeIndex node) const { return {file_, Begin(node), End(node)}; }
  Span Between(std::uint32_t begin, std::uint32_t end) const { return {file_, begin, end}; }
  std::string_view Text(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  std::string_view TextOf(NodeIndex node) const { return Text(SpanOf(node)); }
  Name NameOf(NodeIndex node) const { return {TextOf(node), SpanOf(node)}; }
  NodeKind KindOf(NodeIndex node) const { return tree_[node].kind; }

  const std::string_view text_;  // of the whole file
  const FileId file_;
  const SyntaxTree& tree_;
  const std::int64_t shift_;
  AstBuilder& builder_;
  std::vector<Problem>& problems_;
  int depth_ = 0;
};

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_LOWERING_H_
