#include "lint/cli/about_suppressions.h"

#include <algorithm>
#include <map>

#include "lint/engine/registry.h"
#include "lint/engine/rule_names.h"
#include "lint/engine/rule_states.h"
#include "lint/render/escape.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

class RemarkLines {
 public:
  RemarkLines(const LoadedProject& project, const Parts& parts, const std::vector<Use>& uses,
              std::span<const Rule* const> ran, const Selection& selection)
      : project_(project),
        parts_(parts),
        ran_(ran),
        states_(selection),
        names_(RuleNames(parts.rules)),
        shown_(project.root) {
    for (const Use& use : uses) uses_of_[use.comment.file].push_back(use);
  }

  void OfFile(const ProjectFile& file) {
    const SourceMap& sources = *project_.sources;
    const std::vector<PlacedSuppression> all = SuppressionsOf(file.id, sources);
    if (all.empty() && !MayHoldSuppression(sources.Text(file.id))) return;
    for (const PlacedSuppression& placed : all) {
      for (const std::string& name : placed.comment.rules) {
        if (FindRule(parts_.rules, name)) continue;
        Add(placed.span, SafeText(WhyNotARule(parts_.rules, name)));
      }
      if (!placed.comment.rules.empty() && placed.comment.reason.empty()) {
        if (++without_reason_ == 1) first_without_reason_ = Where(placed.span);
      }
    }
    const std::vector<const Rule*> asked = AskedIn(file.path);
    for (const IdleComment& idle :
         IdleComments(file.id, sources, uses_of_[file.id], asked, names_, parts_.today)) {
      const std::string_view text = sources.Text(idle.comment);
      const bool comment = text.starts_with('#') || text.starts_with('/');
      Add(idle.comment,
          Format("this {} {}", comment ? "comment" : "suppression", SafeText(idle.message)));
    }
  }

  void Of(const Config& config) {
    for (const IdleComment& idle : IdleEntries(config, uses_of_[config.file], ran_, parts_.today)) {
      Add(idle.comment, "this entry " + SafeText(idle.message));
    }
  }

  std::vector<std::string> Take() {
    if (without_reason_ == 1) {
      lines_.push_back(first_without_reason_ +
                       ": this suppression gives no reason: add one after the rule names");
    } else if (without_reason_ > 1) {
      lines_.push_back(
          Format("{} suppressions give no reason, the first in {}: add one after "
                 "the rule names",
                 without_reason_, first_without_reason_));
    }
    return std::move(lines_);
  }

 private:
  std::string Where(Span at) const {
    return Format("{}:{}", SafeText(shown_(project_.sources->path(at.file))),
                  project_.sources->Locate(at.file, at.begin).line);
  }
  void Add(Span at, const std::string& message) { lines_.push_back(Where(at) + ": " + message); }

  std::vector<const Rule*> AskedIn(const std::string& path) {
    std::vector<const Rule*> asked;
    std::copy_if(ran_.begin(), ran_.end(), std::back_inserter(asked), [&](const Rule* rule) {
      return states_.Of(*rule, path, Environment::kUnclassified, true).asked ||
             states_.Of(*rule, path, Environment::kProduction, true).asked ||
             states_.Of(*rule, path, Environment::kNonProduction, true).asked;
    });
    return asked;
  }

  const LoadedProject& project_;
  const Parts& parts_;
  std::map<FileId, std::vector<Use>> uses_of_;  // by the file that the suppression is in
  const std::span<const Rule* const> ran_;
  RuleStates states_;
  const std::vector<std::string_view> names_;
  const ShownPaths shown_;
  std::vector<std::string> lines_;
  std::size_t without_reason_ = 0;
  std::string first_without_reason_;
};

}  // namespace

std::vector<std::string> AboutSuppressions(const LoadedProject& project, const Parts& parts,
                                           const std::vector<Use>& uses,
                                           std::span<const Rule* const> ran,
                                           const Selection& selection) {
  RemarkLines lines(project, parts, uses, ran, selection);
  for (const ProjectFile& file : project.files) {
    if (project.Reports(file.path)) lines.OfFile(file);
  }
  if (selection.configs != nullptr) {
    for (const auto& config : selection.configs->all()) {
      // Where a part of what it governs was looked at, an entry may well be for another part.
      if (!config->path.empty() && project.Reports(config->path)) lines.Of(*config);
    }
  }
  return lines.Take();
}

}  // namespace execlint
