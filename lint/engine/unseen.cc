#include "lint/engine/unseen.h"

#include <algorithm>
#include <utility>

#include "lint/project/not_read.h"
#include "lint/source/path_in_words.h"
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

// Does the reason name the call, or something of it? What another unit has is followed by its path.
bool Names(std::string_view reason, const Model::UnreadCall& call) {
  const std::string begin = "`" + call.address;
  const std::string of_unit = call.unit.empty() ? "" : " of `" + PathInWords(call.unit) + "`";
  for (std::size_t at = reason.find(begin); at != reason.npos; at = reason.find(begin, at + 1)) {
    const std::string_view rest = reason.substr(at + begin.size());
    const std::size_t end = rest.find('`');
    const bool whole = end == 0 || rest.starts_with('.') || rest.starts_with('[');
    if (!whole || end == rest.npos) continue;
    const std::string_view behind = rest.substr(end + 1);
    if (call.unit.empty() ? !behind.starts_with(" of `") : behind.starts_with(of_unit)) return true;
  }
  return false;
}

}  // namespace

void AddUnseenModules(const Model& model, const SourceMap& sources, Analysis& analysis) {
  for (const Model::OpaqueFlagInput& flag : model.opaque_flag_inputs) {
    Add({.workload = flag.call,
         .unit = model.path,
         .hop = Hop::kLaunch,
         .what = "which workloads use ECS Exec behind `" + flag.input + "`",
         .reason = Reason(*flag.why) +
                   "; execlint reads a copy in the project that is called by its path",
         .at = sources.Spell(flag.place.span)},
        analysis);
  }
}

std::vector<Span> WantedModules(const Model& model, const SourceMap& sources, Analysis& analysis) {
  std::vector<Span> wanted;
  for (const Model::UnreadCall& call : model.unread_calls) {
    const auto runs = [&](const WorkloadReport& one) {
      return call.unit.empty() && one.address == call.address;
    };
    bool is_wanted = std::any_of(analysis.workloads.begin(), analysis.workloads.end(), runs);
    for (UnknownEntry& entry : analysis.unknowns) {
      if (!Names(entry.reason, call)) continue;
      entry.module = sources.Spell(call.at);
      is_wanted = true;
    }
    if (is_wanted) wanted.push_back(sources.Spell(call.at));
  }
  return wanted;
}

void AddUnseenFiles(const Project& project, Analysis& analysis) {
  for (const ProjectFile& file : project.files) {
    const auto found = FindNotRead(file.path, project.sources.Text(file.id));
    if (!found || !found->turns_exec_on) continue;
    Add({.workload = file.path,
         .unit = file.path,
         .hop = Hop::kLaunch,
         .what = "which workloads use ECS Exec here",
         .reason = "the file " + found->what + "; " + found->instead,
         .at = Span::At(file.id, 0)},
        analysis);
  }
}

}  // namespace execlint
