#include "lint/engine/engine.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <map>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

#include "lint/engine/elsewhere.h"
#include "lint/engine/examples.h"
#include "lint/engine/join.h"
#include "lint/engine/spelling.h"
#include "lint/engine/unseen.h"
#include "lint/source/parallel.h"

namespace execlint {
namespace {

void MergeFindings(std::vector<Finding>& findings, const SourceMap& sources) {
  const auto key_before = [&sources](const Finding& a, const Finding& b) {
    if (!(a.primary == b.primary)) return Before(a.primary, b.primary, sources);
    if (a.rule != b.rule) return a.rule->name < b.rule->name;
    if (a.stated != b.stated) return a.stated > b.stated;
    // The first of equals gives the merged finding its message: the gravest, the surest, then the
    // one of the first workload.
    if (a.severity != b.severity) return a.severity > b.severity;
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    const Reached none;
    const Reached& x = a.workloads.empty() ? none : a.workloads.front();
    const Reached& y = b.workloads.empty() ? none : b.workloads.front();
    return std::tie(x.unit, x.workload, a.message) < std::tie(y.unit, y.workload, b.message);
  };
  std::stable_sort(findings.begin(), findings.end(), key_before);
  std::vector<Finding> merged;
  for (auto first = findings.begin(); first != findings.end();) {
    const auto end = std::find_if(first, findings.end(), [&](const Finding& other) {
      return other.rule != first->rule || !(other.primary == first->primary) ||
             other.stated != first->stated;
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
    prints.block = WithOrdinal(prints.block, ++seen_block[prints.block]);
  }
  findings = std::move(merged);
}

void AddComments(const Project& project, std::span<const Frontend> frontends) {
  for (const Frontend& frontend : frontends) {
    if (frontend.add_comments == nullptr) continue;
    ParallelFor(project.files.size(), project.jobs, [&](std::size_t i) {
      const ProjectFile& file = project.files[i];
      frontend.add_comments(project.sources, file.path, file.id);
    });
    // One after the other: several links may lead to one file.
    for (const ProjectFile& link : project.links) {
      frontend.add_comments(project.sources, link.path, link.id);
    }
  }
}

// What the units without an exec path add and limit, if any finding depends on that.
void ReadOthers(const Project& project, const Discovery& discovery, std::vector<Analysis>& parts) {
  const Question question = QuestionOf(parts, project.sources);
  if (question.empty()) return;
  std::vector<Analysis> others(discovery.others.size());
  ParallelFor(others.size(), project.jobs, [&](std::size_t i) {
    const std::unique_ptr<Model> model = discovery.others[i].load(question);
    if (model == nullptr) return;
    others[i].additions = AdditionsOf(*model, project.sources);
    others[i].boundaries = BoundaryFiles(*model, project.sources);
  });
  std::move(others.begin(), others.end(), std::back_inserter(parts));
}

}  // namespace

Analysis Merge(std::vector<Analysis> parts, const SourceMap& sources) {
  Analysis all;
  const auto append = [](auto& to, auto& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  };
  for (Analysis& part : parts) {
    append(all.findings, part.findings);
    append(all.unknowns, part.unknowns);
    append(all.workloads, part.workloads);
    all.unread_modules += part.unread_modules;
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

Discovery Discover(const Project& project, std::span<const Frontend> frontends) {
  AddComments(project, frontends);
  Discovery all;
  for (const Frontend& frontend : frontends) {
    Discovery found = frontend.discover(project);
    std::move(found.units.begin(), found.units.end(), std::back_inserter(all.units));
    std::move(found.others.begin(), found.others.end(), std::back_inserter(all.others));
    std::move(found.problems.begin(), found.problems.end(), std::back_inserter(all.problems));
  }
  std::sort(all.units.begin(), all.units.end(),
            [](const UnitPlan& a, const UnitPlan& b) { return a.path < b.path; });
  return all;
}

Analysis AnalyzeUnits(const Project& project, const Discovery& discovery,
                      std::span<const Rule* const> rules) {
  const std::vector<UnitPlan>& units = discovery.units;
  // A large unit that came last would keep one thread busy while the others have nothing to do.
  std::vector<std::size_t> order(units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return units[a].bytes > units[b].bytes; });
  std::vector<Analysis> parts(units.size() + 1);
  std::vector<std::atomic<bool>> declared(project.variables.size());
  ParallelFor(units.size(), project.jobs, [&](std::size_t i) {
    const std::unique_ptr<Model> model = units[order[i]].load();
    if (model == nullptr) return;
    parts[order[i]] = AnalyzeModel(*model, project.sources, rules);
    for (std::size_t v = 0; v < declared.size(); ++v) {
      const auto& inputs = model->inputs;
      const std::string& name = project.variables[v].first;
      if (std::find(inputs.begin(), inputs.end(), name) != inputs.end()) declared[v] = true;
    }
  });
  Model loose;  // what belongs to no unit
  loose.values = std::make_unique<ValueStore>();
  loose.problems = discovery.problems;
  parts.back() = AnalyzeModel(loose, project.sources, rules);
  AddUnseenFiles(project, parts.back());
  ReadOthers(project, discovery, parts);
  WeighAdditions(parts);
  DropBoundaries(parts);
  FoldExamples(parts);
  Analysis all = Merge(std::move(parts), project.sources);
  for (std::size_t v = 0; v < declared.size(); ++v) {
    if (!declared[v]) all.undeclared_inputs.push_back(project.variables[v].first);
  }
  return all;
}

Analysis AnalyzeProject(const Project& project, std::span<const Frontend> frontends,
                        std::span<const Rule* const> rules) {
  return AnalyzeUnits(project, Discover(project, frontends), rules);
}

}  // namespace execlint
