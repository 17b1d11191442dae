#include "lint/engine/engine.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "lint/engine/config.h"
#include "lint/engine/join.h"
#include "lint/engine/spelling.h"
#include "lint/source/parallel.h"

namespace execlint {
namespace {

void MergeFindings(std::vector<Finding>& findings, const SourceMap& sources) {
  const auto key_before = [&sources](const Finding& a, const Finding& b) {
    if (!(a.primary == b.primary)) return Before(a.primary, b.primary, sources);
    if (a.rule != b.rule) return a.rule->name < b.rule->name;
    if (a.stated != b.stated) return a.stated > b.stated;
    if (a.inside != b.inside) return a.inside < b.inside;
    // The first of equals gives the merged finding its message: the gravest, the surest, then the
    // one of the first workload.
    if (a.severity != b.severity) return a.severity > b.severity;
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    const Reached none;
    const Reached& x = a.workloads.empty() ? none : a.workloads.front();
    const Reached& y = b.workloads.empty() ? none : b.workloads.front();
    if (x.unit != y.unit || x.workload != y.workload) {
      return std::tie(x.unit, x.workload) < std::tie(y.unit, y.workload);
    }
    // Of one workload: in the order in which they were found, as its parts are written.
    return a.workloads.empty() && b.workloads.empty() && a.message < b.message;
  };
  std::stable_sort(findings.begin(), findings.end(), key_before);
  std::vector<Finding> merged;
  for (auto first = findings.begin(); first != findings.end();) {
    const auto end = std::find_if(first, findings.end(), [&](const Finding& other) {
      return other.rule != first->rule || !(other.primary == first->primary) ||
             other.stated != first->stated || other.inside != first->inside;
    });
    merged.push_back(Join({std::make_move_iterator(first), std::make_move_iterator(end)}));
    first = end;
  }
  std::stable_sort(merged.begin(), merged.end(), [&sources](const Finding& a, const Finding& b) {
    if (!(a.primary == b.primary)) return Before(a.primary, b.primary, sources);
    if (a.rule != b.rule) return a.rule->name < b.rule->name;
    return a.severity > b.severity;
  });
  std::map<std::string, unsigned> seen_address, seen_block;
  for (Finding& finding : merged) {
    Fingerprints& prints = finding.fingerprints;
    prints.address = WithOrdinal(prints.address, ++seen_address[prints.address]);
    prints.plain_block = prints.block;
    prints.block = WithOrdinal(prints.block, ++seen_block[prints.block]);
  }
  findings = std::move(merged);
}

void AddComments(const Project& project, std::span<const Frontend> frontends) {
  for (const Frontend& frontend : frontends) {
    if (frontend.add_comments == nullptr) continue;
    ParallelFor(project.files.size(), project.jobs, [&](std::size_t i) {
      project.CheckTime();
      const ProjectFile& file = project.files[i];
      frontend.add_comments(project.sources, file.path, file.id);
    });
    // One after the other: several links may lead to one file.
    for (const ProjectFile& link : project.links) {
      frontend.add_comments(project.sources, link.path, link.id);
    }
  }
}

}  // namespace

Analysis Merge(std::vector<Analysis> parts, const SourceMap& sources) {
  Analysis all;
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  for (Analysis& part : parts) {
    append(all.given_up, part.given_up);
    append(all.findings, part.findings);
    append(all.unknowns, part.unknowns);
    append(all.workloads, part.workloads);
    append(all.wanted_modules, part.wanted_modules);
    all.unread_modules += part.unread_modules;
    all.fetched_modules += part.fetched_modules;
  }
  std::sort(all.wanted_modules.begin(), all.wanted_modules.end(),
            [&](const Span& a, const Span& b) { return Before(a, b, sources); });
  all.wanted_modules.erase(std::unique(all.wanted_modules.begin(), all.wanted_modules.end()),
                           all.wanted_modules.end());
  for (const Finding& finding : all.findings) {
    for (const Reached& one : finding.workloads) {
      all.reported.emplace(finding.rule->hop, one.unit, one.workload);
    }
  }
  MergeFindings(all.findings, sources);
  std::sort(all.unknowns.begin(), all.unknowns.end(),
            [](const UnknownEntry& a, const UnknownEntry& b) {
              return std::tie(a.unit, a.workload, a.hop, a.reason, a.what, a.when) <
                     std::tie(b.unit, b.workload, b.hop, b.reason, b.what, b.when);
            });
  std::sort(all.workloads.begin(), all.workloads.end(),
            [](const WorkloadReport& a, const WorkloadReport& b) {
              return std::tie(a.unit, a.address) < std::tie(b.unit, b.address);
            });
  return all;
}

Project::Givens Project::GivenTo(std::string_view unit) const {
  Givens givens;
  if (configs != nullptr) {
    const Config& config = configs->Of(unit);
    for (const Config::VarFile& one : config.var_files) givens.var_files.push_back({one.file, 0});
    for (const Config::Variable& one : config.variables) {
      givens.variables.emplace_back(one.name.text, one.value.text);
    }
  }
  const std::size_t configured = givens.variables.size();
  givens.variables.insert(givens.variables.end(), variables.begin(), variables.end());
  for (const GivenVarFile& one : var_files) {
    givens.var_files.push_back({one.file, configured + one.after});
  }
  return givens;
}

Discovery Discover(const Project& project, std::span<const Frontend> frontends) {
  AddComments(project, frontends);
  Discovery all;
  for (const Frontend& frontend : frontends) {
    Discovery found = frontend.discover(project);
    for (UnitPlan& unit : found.units) {
      if (unit.frontend.empty()) unit.frontend = frontend.name;
    }
    for (OtherPlan& other : found.others) other.whole.frontend = frontend.name;
    std::move(found.units.begin(), found.units.end(), std::back_inserter(all.units));
    std::move(found.others.begin(), found.others.end(), std::back_inserter(all.others));
    std::move(found.problems.begin(), found.problems.end(), std::back_inserter(all.problems));
    std::move(found.unread.begin(), found.unread.end(), std::back_inserter(all.unread));
  }
  std::sort(all.units.begin(), all.units.end(),
            [](const UnitPlan& a, const UnitPlan& b) { return a.path < b.path; });
  return all;
}

Analysis AnalyzeProject(const Project& project, std::span<const Frontend> frontends,
                        std::span<const Rule* const> rules) {
  return AnalyzeUnits(project, Discover(project, frontends), rules);
}

}  // namespace execlint
