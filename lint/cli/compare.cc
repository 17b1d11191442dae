#include "lint/cli/compare.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "lint/cli/baseline_file.h"
#include "lint/engine/rule.h"
#include "lint/project/project_root.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"
#include "lint/source/write_file.h"

namespace execlint {
namespace {

// The findings of a run, and behind them those that comments suppress: these are there too, so that
// what is known of them is not fixed.
std::vector<KnownFinding> AllOf(const Run& run) {
  std::vector<KnownFinding> all;
  for (const Finding& finding : run.analysis.findings) {
    all.push_back(ToKnown(finding, *run.project.sources));
  }
  for (const Suppressed& one : run.suppressed) {
    all.push_back(ToKnown(one.finding, *run.project.sources));
  }
  return all;
}

// Would the run have found again what is known? Only where its rule ran, in the files looked at.
bool IsJudged(const KnownFinding& known, const Run& run, std::span<const Rule* const> rules) {
  return run.project.Reports(known.path) && !run.settings.configs.Excludes(known.path) &&
         std::any_of(rules.begin(), rules.end(),
                     [&](const Rule* rule) { return rule->name == known.rule; });
}

// Workloads by unit and address.
using Workloads = std::set<std::pair<std::string_view, std::string_view>>;

Workloads WorkloadsOf(const Analysis& analysis) {
  Workloads workloads;
  for (const WorkloadReport& one : analysis.workloads) workloads.emplace(one.unit, one.address);
  return workloads;
}

// Can it no longer be determined whether findings of before are still there?
class UnknownNow {
 public:
  UnknownNow(const Analysis& before, const Analysis& now)
      : workloads_now_(WorkloadsOf(now)), reads_less_(now.unread_modules > before.unread_modules) {
    const Workloads workloads_before = WorkloadsOf(before);
    for (const UnknownEntry& entry : now.unknowns) {
      unknown_.emplace(entry.hop, entry.unit, entry.workload);
      if (workloads_before.contains({entry.unit, entry.workload})) continue;
      new_units_.emplace(entry.hop, entry.unit);
      new_names_.emplace(entry.hop, entry.workload);
    }
  }

  bool operator()(const Finding& finding) const {
    const Hop hop = finding.rule->hop;
    return std::any_of(finding.workloads.begin(), finding.workloads.end(), [&](const Reached& one) {
      if (unknown_.contains({hop, one.unit, one.workload})) return true;
      if (workloads_now_.contains({one.unit, one.workload})) return false;
      // It may be there by another name, in another folder, or in a module that is not read.
      return reads_less_ || new_units_.contains({hop, one.unit}) ||
             new_names_.contains({hop, one.workload});
    });
  }

 private:
  const Workloads workloads_now_;
  const bool reads_less_;
  // Unknown hops of workloads, by unit and address; of those that were not there before, by each.
  std::set<std::tuple<Hop, std::string_view, std::string_view>> unknown_;
  std::set<std::pair<Hop, std::string_view>> new_units_, new_names_;
};

std::string Counted(std::size_t count, std::string_view what) {
  return Format("{} {}{}", count, what, count == 1 ? "" : "s");
}

Formerly::Was WhatItWas(const KnownFinding& known) { return {known.severity, known.extent}; }

// Workloads that are affected now and were not, though they were there.
std::vector<std::string> Spared(const Finding& before, const Finding& now,
                                const Workloads& workloads_before) {
  Workloads affected;
  for (const Reached& one : before.workloads) affected.emplace(one.unit, one.workload);
  std::vector<std::string> spared;
  for (const Reached& one : now.workloads) {
    const bool was_there = workloads_before.contains({one.unit, one.workload});
    if (was_there && !affected.contains({one.unit, one.workload})) spared.push_back(one.workload);
  }
  return spared;
}

// ` (note in the baseline)`, ` (1 more workload than before this change)`.
std::string Remark(const Finding& finding, const Formerly::Was& was, std::string_view when) {
  if (finding.severity > was.severity) return Format(" ({} {})", SeverityName(was.severity), when);
  const Extent now = ExtentOf(finding);
  if (now.subjects > was.extent.subjects) {
    return Format(" ({} than {})", Counted(now.subjects - was.extent.subjects, "more workload"),
                  when);
  }
  if (!was.spared.empty()) {
    const std::size_t more = was.spared.size() - 1;
    return Format(" (not reported for `{}`{} {})", was.spared.front(),
                  more == 0 ? "" : Format(" and {} more", more), when);
  }
  return Format(" (only under conditions {})", when);
}

}  // namespace

tl::expected<Comparison, Error> Comparison::Begin(const Options& options) {
  Comparison comparison;
  if (const std::string& path = options.write_baseline; !path.empty()) {
    if (IsWrittenOutside(path)) {
      return tl::make_unexpected(Error{Format("{}: {}", path, kFolderLeadsOut)});
    }
    auto overwritten = ReadBaseline(path);
    if (!overwritten) {
      return tl::make_unexpected(
          Error{Format("{}; it is not overwritten", overwritten.error().message)});
    }
    if (*overwritten) comparison.entries_ = std::move(**overwritten);
  }
  if (const std::string& path = options.baseline; !path.empty()) {
    auto entries = ReadBaseline(path);
    if (!entries) return tl::make_unexpected(entries.error());
    if (!*entries) {
      return tl::make_unexpected(
          Error{Format("{}: no such file; `execlint --write-baseline {}` creates it", path, path)});
    }
    comparison.entries_ = std::move(**entries);
  }
  return comparison;
}

tl::expected<RunInput, Error> Comparison::EndOfChange(RunInput input, const Options& options,
                                                      const Parts& parts,
                                                      const Deadline& deadline) {
  if (options.diff_base.empty()) return input;
  auto change = FindChange(input.project, options.diff_base, deadline);
  if (!change) {
    return tl::make_unexpected(Error{"--diff-base: " + change.error().message});
  }
  change_ = std::move(*change);
  if (change_->end.empty()) return input;
  Settings settings;
  auto end = LoadCommit(*change_, change_->end, input.project, options.jobs,
                        ReadSettings(options, parts, settings), deadline);
  if (!end) return tl::make_unexpected(end.error());
  objects_of_end_ = end->objects;
  return RunInput{std::move(end->project), std::move(settings)};
}

tl::expected<void, Error> Comparison::Compare(Run& run, const Request& request, const Saying& say) {
  const Options& options = request.options;
  formerly_.resize(run.analysis.findings.size());
  if (change_) {
    if (auto done = CompareWithBase(run, request, say); !done) {
      return tl::make_unexpected(Error{"--diff-base: " + done.error().message});
    }
  }
  if (!options.baseline.empty() || !options.write_baseline.empty()) {
    if (auto done = CompareWithBaseline(run, request, say); !done) return done;
  }
  for (std::size_t i = 0; i < formerly_.size(); ++i) {
    Finding& finding = run.analysis.findings[i];
    const auto& [baseline, base] = formerly_[i];
    if (baseline && baseline->Worse(finding)) {
      finding.message += Remark(finding, *baseline, "in the baseline");
    } else if (!baseline && base && base->Worse(finding)) {
      finding.message += Remark(finding, *base, "before this change");
    }
  }
  return {};
}

tl::expected<void, Error> Comparison::CompareWithBase(Run& run, const Request& request,
                                                      const Saying& say) {
  const Options& options = request.options;
  if (objects_of_end_) {
    if (auto whole = CheckWhole(*change_, change_->end, *objects_of_end_); !whole) return whole;
  }
  Settings settings;
  auto loaded = LoadCommit(
      *change_, change_->base, run.project, options.jobs,
      SameSettings(options, request.parts, run.project, run.settings, settings), request.deadline);
  if (!loaded) return tl::make_unexpected(loaded.error());
  const std::shared_ptr<GitObjects> objects = loaded->objects;
  auto analyzed = Analyze({std::move(loaded->project), std::move(settings)}, request);
  if (!analyzed) return tl::make_unexpected(analyzed.error());
  if (auto whole = CheckWhole(*change_, change_->base, *objects); !whole) return whole;
  run_at_base_ = std::move(*analyzed);
  const Run& before = *run_at_base_;

  std::vector<KnownFinding> known;
  Affected affected_before, affected_now;
  for (const Finding& finding : before.analysis.findings) {
    known.push_back(ToKnown(finding, *before.project.sources));
    affected_before.Add(finding);
  }
  for (const Suppressed& one : before.suppressed) affected_before.Add(one.finding);
  for (const Finding& finding : run.analysis.findings) affected_now.Add(finding);
  for (const Suppressed& one : run.suppressed) affected_now.Add(one.finding);
  const Recognized recognized = Recognize(known, AllOf(run), change_->renames);
  const Workloads workloads_before = WorkloadsOf(before.analysis);
  for (std::size_t i = 0; i < formerly_.size(); ++i) {
    const auto& one = recognized.known_of[i];
    if (!one) continue;
    formerly_[i].base = WhatItWas(known[*one]);
    formerly_[i].base->spared =
        Spared(before.analysis.findings[*one], run.analysis.findings[i], workloads_before);
  }
  const Selected was = Select(before.analysis, *before.project.sources,
                              SelectionIn(before.project, before.settings, options));
  base_ = BaseRevision{.commit = change_->base};
  const bool lost = LostInput(run);
  const UnknownNow is_unknown_now(before.analysis, run.analysis);
  for (const std::size_t i : recognized.gone) {
    // What has moved to where nobody looks is not fixed.
    const auto renamed = change_->renames.find(known[i].path);
    const bool looked_at =
        renamed == change_->renames.end() || run.project.Reports(renamed->second);
    const Finding& finding = before.analysis.findings[i];
    if (!was.shown(i) || !looked_at || affected_now.AtLeastFor(finding, affected_before)) continue;
    const bool undecided = lost || is_unknown_now(finding);
    (undecided ? base_->undecided : base_->fixed).push_back(known[i]);
  }
  for (const Problem& unread : UnreadIn(before)) {
    if (!LosesInput(unread.kind)) continue;
    say(Format("{} at {}: {}; what is found in it counts as new", unread.path,
               change_->base.substr(0, 12), unread.message));
  }
  return {};
}

tl::expected<void, Error> Comparison::CompareWithBaseline(Run& run, const Request& request,
                                                          const Saying& say) {
  const Options& options = request.options;
  const bool prunes = !options.baseline.empty();  // if it writes
  const std::vector<KnownFinding> findings = AllOf(run);
  const Recognized recognized = Recognize(entries_, findings, {});
  const Selected selected =
      Select(run.analysis, *run.project.sources, SelectionIn(run.project, run.settings, options));
  std::vector<KnownFinding> written;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const auto& entry = recognized.known_of[i];
    const bool suppressed = i >= formerly_.size();
    const Fate fate = suppressed ? Fate::kElsewhere : selected.fates[i];
    if (prunes || fate == Fate::kElsewhere) {
      // An entry stays, in the words of today; what became worse stays so.
      if (!entry) continue;
      written.push_back(findings[i]);
      written.back().severity = std::min(findings[i].severity, entries_[*entry].severity);
      Extent& extent = written.back().extent;
      const Extent& known = entries_[*entry].extent;
      extent = {std::min(extent.subjects, known.subjects), extent.conditional || known.conditional};
      if (!suppressed) formerly_[i].baseline = WhatItWas(entries_[*entry]);
      continue;
    }
    const auto& problem = run.analysis.findings[i].problem;
    if (fate == Fate::kRule || (problem && LosesInput(*problem))) continue;
    formerly_[i].baseline = WhatItWas(findings[i]);
    written.push_back(findings[i]);
  }
  gone_ = BaselineGone{.input_was_lost = LostInput(run)};
  for (const std::size_t i : recognized.gone) {
    const bool judged = IsJudged(entries_[i], run, request.rules);
    if (judged) gone_->entries.push_back(entries_[i]);
    if (!judged || gone_->input_was_lost) written.push_back(entries_[i]);
  }
  if (options.write_baseline.empty()) return {};
  for (KnownFinding& one : written) SpellPaths(one.message, {});
  const std::string text = BaselineText(written);
  if (auto done = WriteFile(options.write_baseline, text); !done) return done;
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) - 1;
  std::string message = Format("wrote {} to {}", Counted(lines, "finding"), options.write_baseline);
  if (!gone_->input_was_lost && !gone_->entries.empty()) {
    const std::size_t gone = gone_->entries.size();
    message += Format("; {} no longer found {} left out",
                      gone == 1 ? "1 entry that is" : Format("{} entries that are", gone),
                      gone == 1 ? "is" : "are");
    gone_->entries.clear();
  }
  say(message);
  return {};
}

}  // namespace execlint
