#include "lint/engine/unseen.h"

#include <algorithm>
#include <utility>

#include "lint/project/not_read.h"
#include "lint/verdict/verdict.h"

namespace execlint {
namespace {

void Add(UnknownEntry entry, Analysis& analysis) {
  const HopReport launch{.hop = entry.hop,
                         .states = {{.state = Verdict::State::kUnknown,
                                     .reasons = {entry.what + ": " + entry.reason}}}};
  const auto same = [&](const WorkloadReport& other) {
    return other.address == entry.workload && other.unit == entry.unit;
  };
  if (std::none_of(analysis.workloads.begin(), analysis.workloads.end(), same)) {
    analysis.workloads.push_back({.address = entry.workload,
                                  .unit = entry.unit,
                                  .at = entry.at,
                                  .environment = "unclassified",
                                  .hops = {launch}});
  }
  analysis.unknowns.push_back(std::move(entry));
}

}  // namespace

void AddUnseenModules(const Model& model, const SourceMap& sources, Analysis& analysis) {
  for (const Model::OpaqueFlagInput& flag : model.opaque_flag_inputs) {
    Add({.workload = flag.call,
         .unit = model.path,
         .hop = Hop::kLaunch,
         .what = "what runs with ECS Exec behind `" + flag.input + "`",
         .reason =
             Reason(*flag.why) + "; a copy in the project that is called by its path would be read",
         .at = sources.Spell(flag.place.span)},
        analysis);
  }
}

void AddUnseenFiles(const Project& project, Analysis& analysis) {
  for (const ProjectFile& file : project.files) {
    const auto found = FindNotRead(file.path, project.sources.Text(file.id));
    if (!found || !found->turns_exec_on) continue;
    Add({.workload = file.path,
         .unit = file.path,
         .hop = Hop::kLaunch,
         .what = "what runs with ECS Exec here",
         .reason = "the file " + found->what + "; " + found->instead,
         .at = Span::At(file.id, 0)},
        analysis);
  }
}

}  // namespace execlint
