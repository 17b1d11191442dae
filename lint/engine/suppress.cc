#include "lint/engine/suppress.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "lint/engine/join.h"
#include "lint/engine/rule.h"

namespace execlint {
namespace {

constexpr std::string_view kIgnore = "ignore[";

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  return text;
}

// The text after `execlint:` in a comment; nothing for any other comment.
std::optional<std::string_view> BehindMarker(std::string_view comment) {
  const std::size_t marker = comment.find(kSuppressionMarker);
  if (marker == std::string_view::npos) return std::nullopt;
  // Only the comment's own opener may stand in front of it.
  const std::string_view before = Trimmed(comment.substr(0, marker));
  if (before != "#" && before != "//" && before != "/*") return std::nullopt;
  return Trimmed(comment.substr(marker + kSuppressionMarker.size()));
}

using Active = PlacedSuppression;

// The suppression comments of one file, by the line they cover. One that stands alone speaks of the
// next line that holds more than comments.
std::multimap<std::uint32_t, Active> ByLine(FileId file, const SourceMap& sources) {
  const std::vector<Span>& comments = sources.comments(file);
  std::set<std::uint32_t> comment_lines;  // nothing but comments on them
  for (const Span& span : comments) {
    const std::uint32_t first = sources.Locate(file, span.begin).line;
    if (!Trimmed(sources.Text({file, sources.Line(file, first).begin, span.begin})).empty())
      continue;
    const std::uint32_t last = sources.Locate(file, span.end - 1).line;
    for (std::uint32_t line = first; line <= last; ++line) comment_lines.insert(line);
  }
  std::multimap<std::uint32_t, Active> lines;
  for (Active& active : SuppressionsOf(file, sources)) {
    std::uint32_t line = sources.Locate(file, active.span.begin).line;
    while (comment_lines.contains(line)) ++line;
    lines.emplace(line, std::move(active));
  }
  return lines;
}

class Comments {
 public:
  explicit Comments(const SourceMap& sources) : sources_(sources) {}

  // The comment at the head of a block around `span` that names `rule`.
  const Active* AroundIt(Span span, std::string_view rule) {
    if (!span.valid()) return nullptr;
    for (const Span& block : sources_.blocks(span.file)) {
      if (block.begin > span.begin || block.end < span.end) continue;
      const Active* active = Covering({span.file, block.begin, block.begin}, rule);
      if (active != nullptr) return active;
    }
    return nullptr;
  }

  // The comment that covers the line on which `span` starts and names `rule`.
  const Active* Covering(Span span, std::string_view rule) {
    if (!span.valid()) return nullptr;
    auto [it, fresh] = files_.try_emplace(span.file);
    if (fresh) it->second = ByLine(span.file, sources_);
    const std::uint32_t line = sources_.Locate(span.file, span.begin).line;
    const auto [begin, end] = it->second.equal_range(line);
    for (auto active = begin; active != end; ++active) {
      const auto& rules = active->second.comment.rules;
      if (std::find(rules.begin(), rules.end(), rule) != rules.end()) return &active->second;
    }
    return nullptr;
  }

 private:
  const SourceMap& sources_;
  std::map<FileId, std::multimap<std::uint32_t, Active>> files_;
};

}  // namespace

SuppressionComment ParseSuppression(std::string_view text) {
  SuppressionComment comment;
  const auto said = BehindMarker(text);
  if (!said || !said->starts_with(kIgnore)) return comment;
  text = *said;
  text.remove_prefix(kIgnore.size());
  const std::size_t close = text.find(']');
  if (close == std::string_view::npos) return comment;
  std::string_view names = text.substr(0, close);
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const std::string_view name = Trimmed(names.substr(0, comma));
    if (!name.empty()) comment.rules.emplace_back(name);
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  std::string_view reason = Trimmed(text.substr(close + 1));
  if (reason.ends_with("*/")) reason = Trimmed(reason.substr(0, reason.size() - 2));
  comment.reason = reason;
  return comment;
}

std::vector<PlacedSuppression> SuppressionsOf(FileId file, const SourceMap& sources) {
  std::vector<PlacedSuppression> found;
  for (const Span& span : sources.comments(file)) {
    SuppressionComment comment = ParseSuppression(sources.Text(span));
    if (!comment.rules.empty()) found.push_back({std::move(comment), span});
  }
  return found;
}

std::vector<IdleComment> IdleComments(FileId file, const SourceMap& sources,
                                      const std::vector<Use>& uses,
                                      std::span<const Rule* const> asked) {
  std::vector<IdleComment> idle;
  for (const Span& span : sources.comments(file)) {
    const std::string_view text = sources.Text(span);
    const SuppressionComment comment = ParseSuppression(text);
    if (comment.rules.empty() && BehindMarker(text)) {
      idle.push_back({span, "is not understood: write `execlint: ignore[rule] reason`"});
    }
    for (const std::string& rule : comment.rules) {
      const auto is_asked = [&](const Rule* one) { return one->name == rule; };
      const auto is_use = [&](const Use& use) { return use.comment == span && use.rule == rule; };
      if (std::any_of(asked.begin(), asked.end(), is_asked) &&
          std::none_of(uses.begin(), uses.end(), is_use)) {
        idle.push_back({span, "suppresses nothing: there is no finding of `" + rule + "` here"});
      }
    }
  }
  return idle;
}

std::vector<Suppressed> Suppress(std::vector<Finding>& findings, const SourceMap& sources,
                                 std::vector<Use>* uses) {
  const auto use = [uses](const Active* active, std::string_view rule) {
    if (uses != nullptr) uses->push_back({active->span, rule});
  };
  std::vector<Suppressed> removed;
  std::vector<Finding> kept;
  Comments comments(sources);
  for (Finding& finding : findings) {
    const std::string_view rule = finding.rule->name;
    const Active* by = comments.Covering(finding.primary, rule);
    if (by == nullptr) by = comments.Covering(finding.owner_head, rule);
    if (by == nullptr) by = comments.AroundIt(finding.primary, rule);
    Finding whole = std::move(finding);
    const Fingerprints prints = whole.fingerprints;
    const Active* on_a_way = nullptr;
    std::vector<Finding> open;
    std::size_t ways = 0;
    for (Finding& one : WaysOf(whole)) {
      ++ways;
      const Active* covering = nullptr;
      for (const Span& place : one.way) {
        if (covering == nullptr) covering = comments.Covering(place, rule);
      }
      if (covering == nullptr) open.push_back(std::move(one));
      if (covering != nullptr) use(covering, rule);
      if (on_a_way == nullptr) on_a_way = covering;
    }
    if (by == nullptr && open.empty()) by = on_a_way;
    if (by != nullptr) {
      use(by, rule);
      removed.push_back({std::move(whole), by->span, by->comment.reason});
      continue;
    }
    if (open.size() < ways) whole = Join(std::move(open));
    whole.fingerprints = prints;
    kept.push_back(std::move(whole));
  }
  findings = std::move(kept);
  return removed;
}

}  // namespace execlint
