// Builds values out of nodes as they come: containers, keys, tags, anchors, aliases, merge keys,
// and the bounds on all of them. It does not read the text; parsers/yaml/reader.h gives it the
// spans.
#ifndef EXECLINT_PARSERS_YAML_TREE_H_
#define EXECLINT_PARSERS_YAML_TREE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "lint/value/buffer.h"
#include "lint/value/parsed.h"
#include "lint/value/text_bound.h"
#include "lint/value/value_store.h"
#include "parsers/yaml/yaml.h"

namespace execlint::yaml {

// What stands before a node.
struct Properties {
  std::string_view tag = {};  // one of its own (not a core tag), as written; empty for none
  Span tag_span = {};
  std::size_t anchor = 0;  // the library's number; 0 for none
};

// What a node is as a key.
struct KeyText {
  enum Kind : std::uint8_t { kText, kMerge, kUnusable } kind = kUnusable;
  std::string_view text = {};
  const Symbol* hole = nullptr;  // part of the text is unknown
  bool secret = false;
};

class TreeBuilder {
 public:
  TreeBuilder(const Buffer& buffer, ValueStore& store, Dialect dialect)
      : buffer_(buffer), store_(store), dialect_(dialect) {}

  // The route that holds for whatever comes next, and for what stands in a node with a tag.
  const RouteStep* Inherited(const Properties& properties) const;

  // `value` with its route beyond the inherited one.
  void Leaf(Traced value, const KeyText& key, const Properties& properties);
  void Begin(bool is_map, std::uint32_t begin, const Properties& properties);
  void End(std::uint32_t end);
  // `text`: as written, `*name`.
  void Alias(std::size_t anchor, std::string_view text, Span span);

  bool InContainer() const { return !frames_.empty(); }
  bool InMap() const { return InContainer() && frames_.back().is_map; }
  bool KeyDue() const { return InMap() && !frames_.back().has_key; }
  // What came last is a key.
  bool KeyJustRead() const { return InMap() && frames_.back().has_key; }
  // The key that came last is none.
  void SpoilKey(const Symbol* why) { frames_.back().key.hole = why; }
  // The innermost container may hold more than is seen; all containers may.
  void MarkOpen(const Symbol* why);
  void MarkAllOpen(const Symbol* why);

  // What came last, if it stands in a container that is not closed; else null.
  Traced* Last();
  // The document. Containers that are not closed end at `end` and are open because of `broken`.
  Traced Finish(std::uint32_t end, const Symbol* broken);

  void AddProblem(Problem::Kind kind, Span span, std::string_view message);
  std::vector<Problem>& problems() { return problems_; }
  // What has come so far.
  TextBound& bound() { return bound_; }

 private:
  // A finished node and what it costs to look at all of it.
  struct Node {
    Traced value;
    Span span;
    KeyText key = {};
    std::size_t nodes = 1;
    int height = 0;
  };
  struct Frame {
    bool is_map = false;
    bool has_key = false;
    std::uint32_t begin = 0;
    Properties properties = {};
    const RouteStep* outer = nullptr;   // inherited by the container
    const RouteStep* inside = nullptr;  // inherited by what stands in it
    const Symbol* open = nullptr;
    KeyText key = {};
    Span key_span = {};
    std::vector<Traced> items = {};
    std::vector<Entry> entries = {};
    std::vector<Traced> merged = {};  // maps, those that win first
    std::size_t nodes = 1;
    int height = 0;
  };

  void Add(Node node, const Properties& properties);
  void AddValue(Frame& frame, const Node& node);
  void AddMerge(Frame& frame, const Node& node);
  [[gnu::noinline]] void MergeInOrder(Frame& frame, const Node& node);
  void MergeInto(Frame& frame);
  // Accounts for nodes seen a second time. False, with a problem: too many.
  bool Spend(std::size_t nodes, int height, Span span);
  void MeetLimit(Span span, std::string_view message);

  const Buffer& buffer_;
  ValueStore& store_;
  Dialect dialect_;
  std::vector<Frame> frames_;
  std::map<std::size_t, std::optional<Node>> anchors_;  // nothing: not finished yet
  std::size_t spent_ = 0;
  TextBound bound_;
  bool limit_met_ = false;
  Traced root_;
  std::vector<Problem> problems_;
};

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_TREE_H_
