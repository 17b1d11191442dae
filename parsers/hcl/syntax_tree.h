// The tree that the tree-sitter grammar gives for a piece of HCL, as a flat vector in the order of
// the text. Used by the lowering (parsers/hcl/lowering.h) alone; everybody else sees
// parsers/hcl/ast.h.
//
//   SyntaxParser parser;
//   SyntaxTree tree(parser, "x = [1, 2]");
//   for (const NodeIndex child : tree.Children(0)) ... tree[child].kind ...
//
// Comments are left out. Offsets count from the start of the text that was parsed.
//
// The work is linear in the size of the text. Text that would need more is one error: only text
// that is full of errors does.
#ifndef EXECLINT_PARSERS_HCL_SYNTAX_TREE_H_
#define EXECLINT_PARSERS_HCL_SYNTAX_TREE_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace execlint::hcl {

// The nodes of the grammar that lowering tells apart; kToken is any keyword, operator or bracket.
enum class NodeKind : std::uint8_t {
  kToken,
  kError,
  kConfigFile,
  kBody,
  kAttribute,
  kBlock,
  kBlockStart,
  kBlockEnd,
  kIdentifier,
  kExpression,
  kLiteralValue,
  kNumber,
  kBool,
  kNull,
  kStringLiteral,
  kTemplateExpression,
  kQuotedTemplate,
  kHeredocTemplate,
  kQuoteStart,
  kQuoteEnd,
  kHeredocStart,
  kHeredocTag,
  kTemplateLiteral,
  kInterpolation,
  kDirective,
  kTemplateFor,
  kTemplateForStart,
  kTemplateForEnd,
  kTemplateIf,
  kTemplateIfIntro,
  kTemplateElseIntro,
  kTemplateIfEnd,
  kStripMarker,
  kCollection,
  kTuple,
  kObject,
  kObjectItem,
  kVariable,
  kCall,
  kArguments,
  kEllipsis,
  kForExpression,
  kForTuple,
  kForObject,
  kForIntro,
  kForCondition,
  kConditional,
  kOperation,
  kUnary,
  kBinary,
  kGetAttr,
  kIndex,
  kNewIndex,
  kLegacyIndex,
  kSplat,
  kAttributeSplat,
  kFullSplat,
};

using NodeIndex = std::uint32_t;

struct SyntaxNode {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  NodeIndex next = 0;  // the first node behind this one and all below it
  NodeKind kind = NodeKind::kToken;
  bool missing = false;    // not written: the grammar went on as if it had been
  bool has_error = false;  // it is, or holds, an error or something missing
};

// tree-sitter, with the memory that it works in and keeps for the next tree. For one thread at a
// time, whichever that is.
class SyntaxParser {
 public:
  SyntaxParser();
  ~SyntaxParser();
  SyntaxParser(const SyntaxParser&) = delete;
  SyntaxParser& operator=(const SyntaxParser&) = delete;

 private:
  friend class SyntaxTree;
  class State;
  std::unique_ptr<State> state_;
};

class SyntaxTree {
 public:
  // The children of a node, for a loop.
  class ChildRange {
   public:
    class Iterator {
     public:
      Iterator(const SyntaxNode* nodes, NodeIndex at) : nodes_(nodes), at_(at) {}
      NodeIndex operator*() const { return at_; }
      Iterator& operator++() {
        at_ = nodes_[at_].next;
        return *this;
      }
      bool operator==(const Iterator& other) const { return at_ == other.at_; }

     private:
      const SyntaxNode* nodes_;
      NodeIndex at_;
    };
    ChildRange(const SyntaxNode* nodes, NodeIndex parent) : nodes_(nodes), parent_(parent) {}
    Iterator begin() const { return {nodes_, parent_ + 1}; }
    Iterator end() const { return {nodes_, nodes_[parent_].next}; }

   private:
    const SyntaxNode* nodes_;
    NodeIndex parent_;
  };

  SyntaxTree(SyntaxParser& parser, std::string_view text);

  const SyntaxNode& operator[](NodeIndex index) const { return nodes_[index]; }
  ChildRange Children(NodeIndex parent) const { return {nodes_.data(), parent}; }
  std::vector<NodeIndex> ChildList(NodeIndex parent) const;
  // The first child of that kind, or 0.
  NodeIndex Child(NodeIndex parent, NodeKind kind) const;
  // The first error or missing thing of the whole tree; the root if there is none.
  NodeIndex FirstError() const;
  bool has_error() const { return nodes_[0].has_error; }
  // It would have taken too much work.
  bool given_up() const { return given_up_; }

 private:
  std::vector<SyntaxNode> nodes_;  // 0 is the root
  bool given_up_ = false;
};

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_SYNTAX_TREE_H_
