#include "parsers/hcl/syntax_tree.h"

#include <tree_sitter/api.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "parsers/hcl/walk_tree.h"

extern "C" const TSLanguage* execlint_hcl_language(void);

namespace execlint::hcl {
namespace {

constexpr std::pair<std::string_view, NodeKind> kNames[] = {
    {"config_file", NodeKind::kConfigFile},
    {"body", NodeKind::kBody},
    {"attribute", NodeKind::kAttribute},
    {"block", NodeKind::kBlock},
    {"block_start", NodeKind::kBlockStart},
    {"block_end", NodeKind::kBlockEnd},
    {"identifier", NodeKind::kIdentifier},
    {"expression", NodeKind::kExpression},
    {"literal_value", NodeKind::kLiteralValue},
    {"numeric_lit", NodeKind::kNumber},
    {"bool_lit", NodeKind::kBool},
    {"null_lit", NodeKind::kNull},
    {"string_lit", NodeKind::kStringLiteral},
    {"template_expr", NodeKind::kTemplateExpression},
    {"quoted_template", NodeKind::kQuotedTemplate},
    {"heredoc_template", NodeKind::kHeredocTemplate},
    {"quoted_template_start", NodeKind::kQuoteStart},
    {"quoted_template_end", NodeKind::kQuoteEnd},
    {"heredoc_start", NodeKind::kHeredocStart},
    {"heredoc_identifier", NodeKind::kHeredocTag},
    {"template_literal", NodeKind::kTemplateLiteral},
    {"template_interpolation", NodeKind::kInterpolation},
    {"template_directive", NodeKind::kDirective},
    {"template_for", NodeKind::kTemplateFor},
    {"template_for_start", NodeKind::kTemplateForStart},
    {"template_for_end", NodeKind::kTemplateForEnd},
    {"template_if", NodeKind::kTemplateIf},
    {"template_if_intro", NodeKind::kTemplateIfIntro},
    {"template_else_intro", NodeKind::kTemplateElseIntro},
    {"template_if_end", NodeKind::kTemplateIfEnd},
    {"strip_marker", NodeKind::kStripMarker},
    {"collection_value", NodeKind::kCollection},
    {"tuple", NodeKind::kTuple},
    {"object", NodeKind::kObject},
    {"object_elem", NodeKind::kObjectItem},
    {"variable_expr", NodeKind::kVariable},
    {"function_call", NodeKind::kCall},
    {"function_arguments", NodeKind::kArguments},
    {"ellipsis", NodeKind::kEllipsis},
    {"for_expr", NodeKind::kForExpression},
    {"for_tuple_expr", NodeKind::kForTuple},
    {"for_object_expr", NodeKind::kForObject},
    {"for_intro", NodeKind::kForIntro},
    {"for_cond", NodeKind::kForCondition},
    {"conditional", NodeKind::kConditional},
    {"operation", NodeKind::kOperation},
    {"unary_operation", NodeKind::kUnary},
    {"binary_operation", NodeKind::kBinary},
    {"get_attr", NodeKind::kGetAttr},
    {"index", NodeKind::kIndex},
    {"new_index", NodeKind::kNewIndex},
    {"legacy_index", NodeKind::kLegacyIndex},
    {"splat", NodeKind::kSplat},
    {"attr_splat", NodeKind::kAttributeSplat},
    {"full_splat", NodeKind::kFullSplat},
};

const TSLanguage* Language() {
  static const TSLanguage* const language = execlint_hcl_language();
  return language;
}

std::vector<NodeKind> KindsOfSymbols() {
  const TSLanguage* language = Language();
  std::vector<NodeKind> kinds(ts_language_symbol_count(language), NodeKind::kToken);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::string_view name = ts_language_symbol_name(language, static_cast<TSSymbol>(i));
    for (const auto& [known, kind] : kNames) {
      if (name == known) kinds[i] = kind;
    }
  }
  return kinds;
}

NodeKind KindOf(TSSymbol symbol) {
  static const std::vector<NodeKind> kinds = KindsOfSymbols();
  return symbol < kinds.size() ? kinds[symbol] : NodeKind::kError;
}

// tree-sitter asks for some dozens of small pieces of memory per line and gives nearly all of them
// back. They are kept for the next parse, by size, and by thread: a tree is freed where it was
// made.
class Pieces {
 public:
  static void* Allocate(std::size_t size) {
    const std::size_t steps = (size + kStep - 1) / kStep;
    if (steps >= kLists) return Make(size, 0);
    Piece*& first = Mine().first_[steps];
    if (first == nullptr) return Make(steps * kStep, steps);
    Piece* const piece = std::exchange(first, first->next);
    return piece;
  }
  static void* AllocateZeroed(std::size_t count, std::size_t size) {
    void* const made = Allocate(count * size);
    std::memset(made, 0, count * size);
    return made;
  }
  static void* Resize(void* old, std::size_t size) {
    if (old == nullptr) return Allocate(size);
    const std::size_t steps = HeadOf(old)->steps;
    if (steps == 0) {
      Head* const head = static_cast<Head*>(std::realloc(HeadOf(old), sizeof(Head) + size));
      if (head == nullptr) std::abort();
      return head + 1;
    }
    if (size <= steps * kStep) return old;
    void* const made = Allocate(size);
    std::memcpy(made, old, steps * kStep);
    Free(old);
    return made;
  }
  static void Free(void* old) {
    if (old == nullptr) return;
    const std::size_t steps = HeadOf(old)->steps;
    if (steps == 0) {
      std::free(HeadOf(old));
      return;
    }
    Piece*& first = Mine().first_[steps];
    first = new (old) Piece{first};
  }

  ~Pieces() {
    for (Piece* piece : first_) {
      while (piece != nullptr) std::free(HeadOf(std::exchange(piece, piece->next)));
    }
  }

 private:
  static constexpr std::size_t kStep = 16;
  static constexpr std::size_t kLists = 64;  // larger ones are malloc's
  struct alignas(16) Head {
    std::size_t steps;
  };
  struct Piece {
    Piece* next;
  };

  static Head* HeadOf(void* piece) { return static_cast<Head*>(piece) - 1; }
  static void* Make(std::size_t size, std::size_t steps) {
    Head* const head = static_cast<Head*>(std::malloc(sizeof(Head) + size));
    if (head == nullptr) std::abort();
    head->steps = steps;
    return head + 1;
  }
  static Pieces& Mine() {
    thread_local Pieces pieces;
    return pieces;
  }

  Piece* first_[kLists] = {};
};

constexpr std::size_t kBytesPerNode = 3;  // at least, in most code

TSTree* ParseText(std::string_view text) {
  struct DeleteParser {
    void operator()(TSParser* parser) const { ts_parser_delete(parser); }
  };
  static const bool once = [] {
    ts_set_allocator(Pieces::Allocate, Pieces::AllocateZeroed, Pieces::Resize, Pieces::Free);
    return true;
  }();
  static_cast<void>(once);
  thread_local const std::unique_ptr<TSParser, DeleteParser> parser = [] {
    std::unique_ptr<TSParser, DeleteParser> made(ts_parser_new());
    ts_parser_set_language(made.get(), Language());
    return made;
  }();
  return ts_parser_parse_string(parser.get(), nullptr, text.data(),
                                static_cast<std::uint32_t>(text.size()));
}

}  // namespace

SyntaxTree::SyntaxTree(std::string_view text) {
  TSTree* tree = ParseText(text);
  nodes_.reserve(text.size() / kBytesPerNode);
  struct Building {
    std::vector<SyntaxNode>& nodes;
    std::vector<NodeIndex> path;  // the nodes above
  } building{nodes_, {}};
  const HclVisitor visitor{.payload = &building,
                           .enter =
                               [](void* payload, const HclNode* node) {
                                 auto& [nodes, path] = *static_cast<Building*>(payload);
                                 path.push_back(static_cast<NodeIndex>(nodes.size()));
                                 nodes.push_back({node->begin, node->end, 0, KindOf(node->symbol),
                                                  node->missing, node->has_error});
                               },
                           .leave =
                               [](void* payload) {
                                 auto& [nodes, path] = *static_cast<Building*>(payload);
                                 nodes[path.back()].next = static_cast<NodeIndex>(nodes.size());
                                 path.pop_back();
                               }};
  execlint_hcl_walk(tree, &visitor);
  ts_tree_delete(tree);
}

std::vector<NodeIndex> SyntaxTree::ChildList(NodeIndex parent) const {
  std::size_t count = 0;
  for ([[maybe_unused]] const NodeIndex child : Children(parent)) ++count;
  std::vector<NodeIndex> children;
  children.reserve(count);
  for (const NodeIndex child : Children(parent)) children.push_back(child);
  return children;
}

NodeIndex SyntaxTree::Child(NodeIndex parent, NodeKind kind) const {
  for (const NodeIndex child : Children(parent)) {
    if (nodes_[child].kind == kind) return child;
  }
  return 0;
}

NodeIndex SyntaxTree::FirstError() const {
  for (NodeIndex i = 0; i < nodes_.size();) {
    if (nodes_[i].kind == NodeKind::kError || nodes_[i].missing) return i;
    i = nodes_[i].has_error ? i + 1 : nodes_[i].next;
  }
  return 0;
}

}  // namespace execlint::hcl
