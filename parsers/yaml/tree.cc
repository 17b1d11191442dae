#include "parsers/yaml/tree.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "lint/source/first_problems.h"
#include "parsers/yaml/yaml.h"

namespace execlint::yaml {

const RouteStep* TreeBuilder::Inherited(const Properties& properties) const {
  if (!properties.tag.empty()) return buffer_.RouteAt(properties.tag_span.begin);
  return frames_.empty() ? nullptr : frames_.back().inside;
}

void TreeBuilder::Leaf(Traced value, const KeyText& key, const Properties& properties) {
  Add({.value = value, .span = value->span, .key = key}, properties);
}

void TreeBuilder::Begin(bool is_map, std::uint32_t begin, const Properties& properties) {
  if (properties.anchor != 0) anchors_[properties.anchor] = std::nullopt;
  frames_.push_back({.is_map = is_map,
                     .begin = begin,
                     .properties = properties,
                     .outer = Inherited(properties),
                     .inside = buffer_.RouteAt(begin)});
}

void TreeBuilder::End(std::uint32_t end) {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  const Span span{buffer_.file, frame.begin, std::max(end, frame.begin)};
  if (frame.open == nullptr && frames_.empty()) frame.open = buffer_.around;
  if (!frame.merged.empty()) MergeInto(frame);
  const Value* value = frame.is_map ? store_.Map(frame.entries, span, frame.open)
                                    : store_.List(frame.items, span, frame.open);
  if (value->open_because != frame.open) MeetLimit(span, "aliases expand to too much");
  const RouteStep* own = frame.inside == frame.outer ? nullptr : frame.inside;
  Add({.value = {value, own}, .span = span, .nodes = frame.nodes, .height = frame.height + 1},
      frame.properties);
}

void TreeBuilder::Add(Node node, const Properties& properties) {
  if (!properties.tag.empty() && dialect_ == Dialect::kTerraform) {
    AddProblem(Problem::kSyntax, properties.tag_span, "this tag has no meaning here");
  }
  if (!properties.tag.empty()) {
    const Span whole{buffer_.file, properties.tag_span.begin, node.span.end};
    const Entry entry{properties.tag, properties.tag_span, node.value};
    const RouteStep* route = buffer_.RouteAt(whole.begin);
    const RouteStep* inherited = frames_.empty() ? nullptr : frames_.back().inside;
    node.value = {store_.Map(std::span(&entry, 1), whole), route == inherited ? nullptr : route};
    bound_.AddValue();
    node.span = whole;
    node.key = {};
    ++node.nodes;
    ++node.height;
  }
  if (properties.anchor != 0) {
    Node kept = node;
    // Seen from elsewhere, what it inherits here is its own.
    kept.value.route = buffer_.RouteAt(node.span.begin);
    anchors_[properties.anchor] = kept;
  }
  if (frames_.empty()) {
    root_ = {node.value.value, store_.Chain(node.value.route, buffer_.route)};
    return;
  }
  Frame& frame = frames_.back();
  frame.nodes += node.nodes;
  frame.height = std::max(frame.height, node.height);
  if (!frame.is_map) {
    frame.items.push_back(node.value);
    bound_.AddValue();
  } else if (!frame.has_key) {
    frame.has_key = true;
    frame.key = node.key;
    frame.key_span = node.span;
  } else {
    frame.has_key = false;
    AddValue(frame, node);
    bound_.AddValue();
  }
}

void TreeBuilder::AddValue(Frame& frame, const Node& node) {
  if (frame.key.hole != nullptr) {
    MarkOpen(frame.key.hole);  // an entry of unknown name
  } else if (frame.key.kind == KeyText::kUnusable) {
    MarkOpen(store_.Intern({.why = Why::kUnsupported,
                            .name = "a key that is not a string",
                            .naming = Symbol::Naming::kWords,
                            .at = frame.key_span}));
  } else if (frame.key.kind == KeyText::kMerge) {
    AddMerge(frame, node);
  } else {
    frame.entries.push_back({frame.key.text, frame.key_span, node.value, frame.key.secret});
  }
}

void TreeBuilder::AddMerge(Frame& frame, const Node& node) {
  if (dialect_ == Dialect::kTerraform && node.value->is_map()) {
    MergeInOrder(frame, node);
  } else if (dialect_ == Dialect::kTerraform && node.value->is_list()) {
    AddProblem(Problem::kSyntax, node.span, "merge key `<<` takes a map");
  } else if (node.value->is_map()) {
    frame.merged.push_back(node.value);
  } else if (node.value->is_list()) {
    for (const Traced& item : node.value->items()) {
      frame.merged.push_back(store_.Inside(node.value, item));
    }
    if (node.value->open()) MarkOpen(node.value->open_because);
  } else if (node.value->is_unknown()) {
    MarkOpen(&node.value->symbol());
  } else {
    AddProblem(Problem::kSyntax, node.span, "merge key `<<` takes a map or a list of maps");
  }
}

// To Terraform, a merge key counts where it stands: what comes behind it wins.
void TreeBuilder::MergeInOrder(Frame& frame, const Node& node) {
  if (!Spend(node.value->count, 0, node.span)) return;
  std::vector<Entry> brought(node.value->entries().begin(), node.value->entries().end());
  for (Entry& entry : brought) {
    entry.value = store_.Inside(node.value, entry.value);
    entry.secret_key = HasSecretKey(node.value, entry);
  }
  frame.entries.insert(frame.entries.end(), brought.begin(), brought.end());
  frame.nodes += brought.size();
  if (node.value->open()) MarkOpen(node.value->open_because);
}

// The entries that merge keys bring go first, since of two entries of one name the last counts; and
// only those that nothing overrides, since a key that stands twice is a mistake elsewhere.
void TreeBuilder::MergeInto(Frame& frame) {
  std::set<std::string_view> names;
  for (const Entry& entry : frame.entries) names.insert(entry.key);
  std::vector<Entry> brought;
  for (const Traced& source : frame.merged) {
    if (source->is_unknown()) {
      if (frame.open == nullptr) frame.open = &source->symbol();
      continue;
    }
    if (!source->is_map()) continue;
    if (source->open() && frame.open == nullptr) frame.open = source->open_because;
    if (!Spend(source->entries().size(), 0, source->span)) {
      frame.open = store_.Intern(
          {.why = Why::kLimit, .name = "too many aliases", .naming = Symbol::Naming::kWords});
      break;
    }
    const std::size_t first = brought.size();
    for (auto entry = source->entries().rbegin(); entry != source->entries().rend(); ++entry) {
      if (!names.insert(entry->key).second) continue;
      brought.push_back({entry->key, entry->key_span, store_.Inside(source, entry->value),
                         HasSecretKey(source, *entry)});
    }
    std::reverse(brought.begin() + static_cast<std::ptrdiff_t>(first), brought.end());
  }
  frame.nodes += brought.size();
  frame.entries.insert(frame.entries.begin(), brought.begin(), brought.end());
}

void TreeBuilder::Alias(std::size_t anchor, std::string_view text, Span span) {
  const auto found = anchors_.find(anchor);
  const auto unknown = [&](Why why, std::string_view name) {
    const Symbol* symbol = store_.Intern({.why = why, .name = std::string(name), .at = span});
    Add({.value = {store_.Unknown(symbol, span)}, .span = span}, {});
  };
  if (found == anchors_.end() || !found->second) {
    AddProblem(Problem::kSyntax, span, "alias of a node that contains it");
    return unknown(Why::kBroken, text);
  }
  Node node = *found->second;
  if (!Spend(node.nodes, node.height, span)) return unknown(Why::kLimit, text);
  node.value = store_.Via(node.value, RouteStep::How::kReference, span);
  node.span = span;
  Add(node, {});
}

bool TreeBuilder::Spend(std::size_t nodes, int height, Span span) {
  const bool deep = static_cast<int>(frames_.size()) + height > kMaxDepth;
  if (!deep && spent_ + nodes <= kMaxAliasedNodes) {
    spent_ += nodes;
    return true;
  }
  MeetLimit(span, deep ? "aliases nest too deep" : "aliases expand to too much");
  return false;
}

void TreeBuilder::MeetLimit(Span span, std::string_view message) {
  if (!limit_met_) AddProblem(Problem::kLimit, span, message);
  limit_met_ = true;
}

void TreeBuilder::MarkOpen(const Symbol* why) {
  if (!frames_.empty() && frames_.back().open == nullptr) frames_.back().open = why;
}

void TreeBuilder::MarkAllOpen(const Symbol* why) {
  for (Frame& frame : frames_) {
    if (frame.open == nullptr) frame.open = why;
  }
}

Traced* TreeBuilder::Last() {
  if (frames_.empty()) return nullptr;
  Frame& frame = frames_.back();
  if (!frame.is_map) return frame.items.empty() ? nullptr : &frame.items.back();
  return frame.entries.empty() || frame.has_key ? nullptr : &frame.entries.back().value;
}

Traced TreeBuilder::Finish(std::uint32_t end, const Symbol* broken) {
  if (broken != nullptr) MarkAllOpen(broken);
  while (!frames_.empty()) End(end);
  return root_;
}

void TreeBuilder::AddProblem(Problem::Kind kind, Span span, std::string_view message) {
  if (problems_.size() <= kMostProblems) problems_.push_back({kind, span, std::string(message)});
}

}  // namespace execlint::yaml
