#include "lint/engine/suppress.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "lint/engine/join.h"
#include "lint/engine/rule.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

bool IsBlank(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; });
}

bool IsOver(const std::string& until, const std::string& today) {
  return !until.empty() && !today.empty() && until < today;
}

using Active = PlacedSuppression;

// The lines of a file that hold comments and nothing else.
std::set<std::uint32_t> CommentLines(FileId file, const SourceMap& sources) {
  const std::vector<Span>& comments = sources.comments(file);
  std::set<std::uint32_t> lines, with_code;
  std::uint32_t done = 0;  // the end of the comment before
  for (std::size_t i = 0; i < comments.size(); ++i) {
    const Span& span = comments[i];
    const std::uint32_t first = sources.Locate(file, span.begin).line;
    const std::uint32_t last = sources.Locate(file, span.end - 1).line;
    for (std::uint32_t line = first; line <= last; ++line) lines.insert(line);
    const std::uint32_t from = std::max(sources.Line(file, first).begin, done);
    std::uint32_t to = sources.Line(file, last).end;
    if (i + 1 < comments.size()) to = std::min(to, comments[i + 1].begin);
    if (!IsBlank(sources.Text({file, from, span.begin}))) with_code.insert(first);
    if (to > span.end && !IsBlank(sources.Text({file, span.end, to}))) with_code.insert(last);
    done = span.end;
  }
  for (const std::uint32_t line : with_code) lines.erase(line);
  return lines;
}

// The suppression comments of one file, by the line they cover and the rule they name; of several,
// the first. One that stands alone speaks of the next line that holds more than comments.
using ByLine = std::map<std::pair<std::uint32_t, std::string>, const Active*>;
ByLine OfLines(FileId file, const std::vector<Active>& all, const SourceMap& sources) {
  const std::set<std::uint32_t> comment_lines = CommentLines(file, sources);
  std::map<std::uint32_t, std::uint32_t> next;  // of a line of comments: the one that they cover
  for (auto line = comment_lines.rbegin(); line != comment_lines.rend(); ++line) {
    const auto behind = next.find(*line + 1);
    next.emplace(*line, behind == next.end() ? *line + 1 : behind->second);
  }
  ByLine lines;
  for (const Active& active : all) {
    const std::uint32_t line = sources.Locate(file, active.span.begin).line;
    const auto covered = next.find(line);
    for (const std::string& rule : active.comment.rules) {
      lines.try_emplace({covered == next.end() ? line : covered->second, rule}, &active);
    }
  }
  return lines;
}

class Comments {
 public:
  Comments(const SourceMap& sources, const std::string& today) : sources_(sources), today_(today) {}

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

  // What covers the line on which `span` starts, or the resource it stands in, and names `rule`.
  const Active* Covering(Span span, std::string_view rule) {
    if (!span.valid()) return nullptr;
    const auto [it, fresh] = files_.try_emplace(span.file);
    if (fresh) Load(span.file, it->second);
    const OfFile& file = it->second;
    if (!file.by_line.empty()) {
      const std::uint32_t line = sources_.Locate(span.file, span.begin).line;
      const auto comment = file.by_line.find({line, std::string(rule)});
      if (comment != file.by_line.end()) return comment->second;
    }
    // Each stands in a resource of its own.
    const auto behind = std::ranges::upper_bound(file.data, span.begin, {},
                                                 [](const Active& one) { return one.block.begin; });
    if (behind == file.data.begin()) return nullptr;
    const Active& data = *std::prev(behind);
    const auto& rules = data.comment.rules;
    const bool covers = data.block.Contains(span) && std::ranges::find(rules, rule) != rules.end();
    return covers ? &data : nullptr;
  }

 private:
  struct OfFile {
    std::vector<Active> comments;
    ByLine by_line;
    std::vector<Active> data;  // in the order of their blocks
  };

  // Those that count.
  void Load(FileId id, OfFile& file) {
    for (Active& active : SuppressionsOf(id, sources_)) {
      if (!active.comment.wrong.empty() || IsOver(active.comment.until, today_)) continue;
      (active.block.valid() ? file.data : file.comments).push_back(std::move(active));
    }
    std::ranges::sort(file.data, {}, [](const Active& one) { return one.block.begin; });
    file.by_line = OfLines(id, file.comments, sources_);
  }

  const SourceMap& sources_;
  const std::string& today_;
  std::map<FileId, OfFile> files_;
};

bool IsCalled(const SuppressionEntry& entry, std::string_view address) {
  return !address.empty() &&
         (entry.resource.text == address || MatchesGlob(entry.resource.text, address));
}

using EntriesByPath = PartsByPath<SuppressionEntry>;

// The entries of the configurations, for one finding.
class Entries {
 public:
  Entries(const Finding& finding, const SourceMap& sources, const SuppressOptions& options,
          EntriesByPath& by_path)
      : deadline_(options.deadline) {
    const std::string_view path =
        finding.primary.valid() ? sources.path(finding.primary.file) : finding.unit;
    for (const SuppressionEntry* entry : by_path.Of(path)) {
      if (entry->rule.text != finding.rule->name || IsOver(entry->until, options.today)) continue;
      entries_.push_back(entry);
    }
  }

  // That is for the finding whichever workload leads there.
  const SuppressionEntry* ForAll(const Finding& finding) const {
    return First([&](const SuppressionEntry& entry) {
      return entry.resource.text.empty() || IsCalled(entry, finding.owner);
    });
  }
  // That is for its workload.
  const SuppressionEntry* ForWay(const Finding& way) const {
    return First([&](const SuppressionEntry& entry) {
      return std::any_of(way.workloads.begin(), way.workloads.end(),
                         [&](const Reached& one) { return IsCalled(entry, one.workload); });
    });
  }

 private:
  template <class F>
  const SuppressionEntry* First(const F& fits) const {
    for (const SuppressionEntry* one : entries_) {
      if (deadline_ != nullptr) deadline_->Check();
      if (fits(*one)) return one;
    }
    return nullptr;
  }

  const Deadline* deadline_;
  std::vector<const SuppressionEntry*> entries_;
};

// What suppresses a finding.
struct Suppressor {
  Span at = {};
  std::string reason = {};
  bool in_source = true;

  static std::optional<Suppressor> Of(const Active* active) {
    if (active == nullptr) return std::nullopt;
    return Suppressor{active->span, active->comment.reason};
  }
  static std::optional<Suppressor> Of(const SuppressionEntry* entry) {
    if (entry == nullptr) return std::nullopt;
    return Suppressor{entry->at, entry->reason, false};
  }
};

bool Ran(std::span<const Rule* const> asked, std::string_view rule) {
  return std::any_of(asked.begin(), asked.end(),
                     [&](const Rule* one) { return one->name == rule; });
}

std::string Expired(const std::string& until) {
  return Format("has expired: it counted until {}; remove it, or extend `until`", until);
}

}  // namespace

std::vector<IdleComment> IdleComments(FileId file, const SourceMap& sources,
                                      const std::vector<Use>& uses,
                                      std::span<const Rule* const> asked,
                                      std::span<const std::string_view> names,
                                      const std::string& today) {
  std::vector<IdleComment> idle;
  std::set<std::pair<std::uint32_t, std::string_view>> used;  // of this file
  for (const Use& use : uses) {
    if (use.comment.file == file) used.emplace(use.comment.begin, use.rule);
  }
  for (const Span& span : sources.comments(file)) {
    if (const std::string meant = MeantAsSuppression(sources.Text(span), names); !meant.empty()) {
      idle.push_back({span, "cannot be parsed: write `" + meant + "`"});
    }
  }
  for (const Span& span : SlashesInYaml(file, sources)) {
    idle.push_back({span, "suppresses nothing: in YAML a comment begins with `#`, not with `//`"});
  }
  for (const PlacedSuppression& one : SuppressionsOf(file, sources)) {
    if (!one.comment.wrong.empty()) {
      idle.push_back({one.span, (one.block.valid() ? "does not count: " : "") + one.comment.wrong});
      continue;
    }
    if (IsOver(one.comment.until, today)) {
      idle.push_back({one.span, Expired(one.comment.until)});
      continue;
    }
    for (const std::string& rule : one.comment.rules) {
      if (Ran(asked, rule) && !used.contains({one.span.begin, rule})) {
        idle.push_back(
            {one.span, "suppresses nothing: there is no finding of `" + rule + "` here"});
      }
    }
  }
  std::stable_sort(idle.begin(), idle.end(), [](const IdleComment& a, const IdleComment& b) {
    return a.comment.begin < b.comment.begin;
  });
  return idle;
}

std::vector<IdleComment> IdleEntries(const Config& config, const std::vector<Use>& uses,
                                     std::span<const Rule* const> asked, const std::string& today) {
  std::vector<IdleComment> idle;
  std::set<std::uint32_t> used;  // where they begin in the file of the configuration
  for (const Use& use : uses) {
    if (use.comment.file == config.file) used.insert(use.comment.begin);
  }
  for (const SuppressionEntry& entry : config.suppress) {
    if (IsOver(entry.until, today)) {
      idle.push_back({entry.at, Expired(entry.until)});
      continue;
    }
    if (used.contains(entry.at.begin) || !Ran(asked, entry.rule.text)) continue;
    idle.push_back({entry.at, "suppresses nothing: there is no finding of `" + entry.rule.text +
                                  "` that it is for"});
  }
  return idle;
}

std::vector<Suppressed> Suppress(std::vector<Finding>& findings, const SourceMap& sources,
                                 std::vector<Use>* uses, const SuppressOptions& options) {
  const auto use = [uses](const Suppressor& by, std::string_view rule) {
    if (uses != nullptr) uses->push_back({by.at, rule});
  };
  std::vector<Suppressed> removed;
  std::vector<Finding> kept;
  Comments comments(sources, options.today);
  EntriesByPath by_path(options.configs, &Config::suppress, options.deadline);
  for (Finding& finding : findings) {
    const std::string_view rule = finding.rule->name;
    const Entries entries(finding, sources, options, by_path);
    auto by = Suppressor::Of(comments.Covering(finding.primary, rule));
    if (!by) by = Suppressor::Of(comments.Covering(finding.owner_head, rule));
    if (!by) by = Suppressor::Of(comments.AroundIt(finding.primary, rule));
    if (!by) by = Suppressor::Of(entries.ForAll(finding));
    Finding whole = std::move(finding);
    const Fingerprints prints = whole.fingerprints;
    std::optional<Suppressor> on_a_way;
    std::vector<Finding> open;
    std::size_t ways = 0;
    for (Finding& one : WaysOf(whole)) {
      ++ways;
      std::optional<Suppressor> covering;
      for (const Span& place : one.way) {
        if (!covering) covering = Suppressor::Of(comments.Covering(place, rule));
      }
      if (!covering) covering = Suppressor::Of(entries.ForWay(one));
      if (covering) {
        use(*covering, rule);
        if (!on_a_way) on_a_way = covering;
      } else {
        open.push_back(std::move(one));
      }
    }
    if (!by && open.empty()) by = on_a_way;
    if (by) {
      use(*by, rule);
      removed.push_back({std::move(whole), by->at, by->reason, by->in_source});
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
