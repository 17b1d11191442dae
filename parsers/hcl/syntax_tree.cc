#include "parsers/hcl/syntax_tree.h"

#include <tree_sitter/api.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

#include "parsers/hcl/walk_tree.h"

extern "C" TSLanguage* execlint_hcl_language(void);

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

// tree-sitter asks for some dozens of small pieces of memory per line and gives nearly all of them
// back. They are kept for the next tree, by size. Each is malloc's own, so that a piece that nobody
// gives back is a leak that a sanitizer sees. Where there is no more memory, an exception goes
// through tree-sitter, which is compiled for that.
class Pieces {
 public:
  Pieces() = default;
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;
  ~Pieces() {
    for (Piece* piece : first_) {
      while (piece != nullptr) std::free(HeadOf(std::exchange(piece, piece->next)));
    }
  }

  // How many bytes were ever asked for: a measure of the work that was done with them, and the same
  // on every machine.
  std::size_t asked_for() const { return asked_for_; }

  void* Allocate(std::size_t size) {
    asked_for_ += size;
    const std::size_t steps = (size + kStep - 1) / kStep;
    if (steps >= kLists) return Make(size, 0);
    Piece*& first = first_[steps];
    if (first == nullptr) return Make(steps * kStep, steps);
    return std::exchange(first, first->next);
  }
  void* AllocateZeroed(std::size_t count, std::size_t size) {
    void* const made = Allocate(count * size);
    std::memset(made, 0, count * size);
    return made;
  }
  void* Resize(void* old, std::size_t size) {
    if (old == nullptr) return Allocate(size);
    const std::size_t steps = HeadOf(old)->steps;
    if (steps == 0) {
      asked_for_ += size;
      Head* const head = static_cast<Head*>(std::realloc(HeadOf(old), sizeof(Head) + size));
      if (head == nullptr) throw std::bad_alloc();
      return head + 1;
    }
    if (size <= steps * kStep) return old;
    void* const made = Allocate(size);
    std::memcpy(made, old, steps * kStep);
    Free(old);
    return made;
  }
  void Free(void* old) {
    if (old == nullptr) return;
    const std::size_t steps = HeadOf(old)->steps;
    if (steps == 0) {
      std::free(HeadOf(old));
      return;
    }
    Piece*& first = first_[steps];
    first = new (old) Piece{first};
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
    if (head == nullptr) throw std::bad_alloc();
    head->steps = steps;
    return head + 1;
  }

  Piece* first_[kLists] = {};
  std::size_t asked_for_ = 0;
};

// The one thing that is not an object's: tree-sitter takes its memory from four functions of the
// whole process, which are not told for whom. So each thread has a pointer to the pieces of the
// parser that it runs, for as long as it runs it.
thread_local Pieces* pieces_in_use = nullptr;

class WithPieces {
 public:
  explicit WithPieces(Pieces& pieces) : before_(std::exchange(pieces_in_use, &pieces)) {
    static const bool once = [] {
      ts_set_allocator([](std::size_t size) { return pieces_in_use->Allocate(size); },
                       [](std::size_t count, std::size_t size) {
                         return pieces_in_use->AllocateZeroed(count, size);
                       },
                       [](void* old, std::size_t size) { return pieces_in_use->Resize(old, size); },
                       [](void* old) { pieces_in_use->Free(old); });
      return true;
    }();
    static_cast<void>(once);
  }
  ~WithPieces() { pieces_in_use = before_; }
  WithPieces(const WithPieces&) = delete;
  WithPieces& operator=(const WithPieces&) = delete;

 private:
  Pieces* const before_;
};

template <auto* release>
struct Release {
  template <class T>
  void operator()(T* released) const {
    release(released);
  }
};

std::vector<NodeKind> KindsOfSymbols(const TSLanguage* language) {
  std::vector<NodeKind> kinds(ts_language_symbol_count(language), NodeKind::kToken);
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::string_view name = ts_language_symbol_name(language, static_cast<TSSymbol>(i));
    for (const auto& [known, kind] : kNames) {
      if (name == known) kinds[i] = kind;
    }
  }
  return kinds;
}

constexpr std::size_t kBytesPerNode = 3;  // at least, in most code

// What tree-sitter may do, for each byte of the text and once for the whole, counted in the bytes
// of memory that it asks for and, as so many of these, the bytes of the text that it looks at. Text
// without an error takes 50 per byte, and 450 in the worst case known (a run of `!`). Behind an
// error, both may grow with the square of the size: what was read since is taken up again and
// again.
constexpr std::size_t kWorkPerByte = 1024;
constexpr std::size_t kWorkAtLeast = std::size_t{64} * 1024;
constexpr std::size_t kWorkOfLooking = 16;

// A text for tree-sitter, a chunk at a time, so that it is known how often it looks at it.
struct WatchedText {
  static constexpr std::size_t kChunk = 512;

  const std::string_view text;
  const Pieces& pieces;
  const std::size_t limit = kWorkAtLeast + kWorkPerByte * text.size();
  const std::size_t before = pieces.asked_for();
  std::size_t looked_at = 0;

  static const char* Read(void* payload, std::uint32_t at, TSPoint, std::uint32_t* size) {
    WatchedText& watched = *static_cast<WatchedText*>(payload);
    const std::string_view chunk = watched.text.substr(at, kChunk);
    watched.looked_at += chunk.size();
    *size = static_cast<std::uint32_t>(chunk.size());
    return chunk.data();
  }
  static bool IsTooMuch(TSParseState* state) {
    const WatchedText& watched = *static_cast<WatchedText*>(state->payload);
    const std::size_t asked_for = watched.pieces.asked_for() - watched.before;
    return asked_for + kWorkOfLooking * watched.looked_at > watched.limit;
  }
};

// The grammar knows exponents only behind a fraction. Without that, digits stand for `e3` and `e-3`
// while it reads; in names and texts that changes nothing either. Empty: there are none.
std::string WithoutExponents(std::string_view text) {
  std::string masked;
  const auto is_digit = [text](std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
  };
  for (std::size_t at = 1; at < text.size(); ++at) {
    if ((text[at] != 'e' && text[at] != 'E') || !is_digit(at - 1)) continue;
    const bool sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-');
    if (!is_digit(at + 1 + (sign ? 1 : 0))) continue;
    if (masked.empty()) masked = text;
    masked[at] = '0';
    if (sign) masked[at + 1] = '0';
  }
  return masked;
}

}  // namespace

class SyntaxParser::State {
 public:
  State() : language_(execlint_hcl_language()), kinds_(KindsOfSymbols(language_.get())) {
    MakeParser();
  }
  ~State() {
    const WithPieces with(pieces_);
    parser_.reset();
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // False: it took too much work, and there are no nodes.
  bool Parse(std::string_view text, std::vector<SyntaxNode>& nodes) {
    if (!ParseOnce(text, nodes)) return false;
    if (nodes.empty() || !nodes[0].has_error) return true;
    const std::string masked = WithoutExponents(text);
    if (masked.empty()) return true;
    nodes.clear();
    return ParseOnce(masked, nodes);
  }

 private:
  bool ParseOnce(std::string_view text, std::vector<SyntaxNode>& nodes) {
    if (parser_ == nullptr) MakeParser();
    const WithPieces with(pieces_);
    WatchedText watched{text, pieces_};
    std::unique_ptr<TSTree, Release<ts_tree_delete>> tree;
    try {
      tree.reset(ts_parser_parse_with_options(
          parser_.get(), nullptr, {&watched, WatchedText::Read, TSInputEncodingUTF8, nullptr},
          {.payload = &watched, .progress_callback = WatchedText::IsTooMuch}));
    } catch (const std::bad_alloc&) {
      // Nobody knows what state it is in. What it holds is lost.
      [[maybe_unused]] const TSParser* const lost = parser_.release();
      throw;
    }
    if (tree == nullptr) {
      ts_parser_reset(parser_.get());
      return false;
    }
    nodes.reserve(text.size() / kBytesPerNode);
    Building building{nodes, kinds_, {}};
    const HclVisitor visitor{
        .payload = &building, .enter = Building::Enter, .leave = Building::Leave};
    execlint_hcl_walk(tree.get(), &visitor);
    return true;
  }

  void MakeParser() {
    const WithPieces with(pieces_);
    parser_.reset(ts_parser_new());
    ts_parser_set_language(parser_.get(), language_.get());
  }

  struct Building {
    std::vector<SyntaxNode>& nodes;
    const std::vector<NodeKind>& kinds;
    std::vector<NodeIndex> path;  // the nodes above

    static void Enter(void* payload, const HclNode* node) {
      auto& [nodes, kinds, path] = *static_cast<Building*>(payload);
      path.push_back(static_cast<NodeIndex>(nodes.size()));
      const NodeKind kind = node->symbol < kinds.size() ? kinds[node->symbol] : NodeKind::kError;
      nodes.push_back({node->begin, node->end, 0, kind, node->missing, node->has_error});
    }
    static void Leave(void* payload) {
      auto& [nodes, kinds, path] = *static_cast<Building*>(payload);
      nodes[path.back()].next = static_cast<NodeIndex>(nodes.size());
      path.pop_back();
    }
  };

  // In this order: each needs those before it until it is gone.
  Pieces pieces_;
  std::unique_ptr<TSLanguage, Release<std::free>> language_;
  std::vector<NodeKind> kinds_;  // of the language's symbols
  std::unique_ptr<TSParser, Release<ts_parser_delete>> parser_;
};

SyntaxParser::SyntaxParser() : state_(std::make_unique<State>()) {}
SyntaxParser::~SyntaxParser() = default;

SyntaxTree::SyntaxTree(SyntaxParser& parser, std::string_view text) {
  if (parser.state_->Parse(text, nodes_)) return;
  given_up_ = true;
  nodes_.assign(1, {.begin = 0,
                    .end = static_cast<std::uint32_t>(text.size()),
                    .next = 1,
                    .kind = NodeKind::kError,
                    .has_error = true});
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
