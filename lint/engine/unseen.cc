#include "lint/engine/unseen.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/project/not_read.h"
#include "lint/source/path_in_words.h"
#include "lint/verdict/verdict.h"

namespace execlint {
namespace {

// Adds entries, and a workload for those that have none yet.
class Adding {
 public:
  explicit Adding(Analysis& analysis) : analysis_(analysis) {
    for (const WorkloadReport& one : analysis.workloads) known_.emplace(one.unit, one.address);
  }

  void Add(UnknownEntry entry) {
    if (known_.emplace(entry.unit, entry.workload).second) {
      const HopReport launch{.hop = entry.hop,
                             .states = {{.state = Verdict::State::kUnknown,
                                         .reasons = {entry.what + ": " + entry.reason}}}};
      analysis_.workloads.push_back({.address = entry.workload,
                                     .unit = entry.unit,
                                     .at = entry.at,
                                     .environment = "unclassified",
                                     .hops = {launch}});
    }
    analysis_.unknowns.push_back(std::move(entry));
  }

 private:
  Analysis& analysis_;
  std::set<std::pair<std::string, std::string>> known_;  // unit and address of each workload
};

// The calls of one address, in the order of the model.
using CallsByAddress = std::multimap<std::string_view, const Model::UnreadCall*>;

// The calls that the reason names, or something of them: `module.a.b` names `module.a`. What
// another unit has is followed by its path.
std::set<const Model::UnreadCall*> NamedBy(std::string_view reason, const CallsByAddress& calls) {
  std::set<const Model::UnreadCall*> named;
  for (std::size_t at = reason.find('`'); at != reason.npos; at = reason.find('`', at + 1)) {
    const std::string_view rest = reason.substr(at + 1);
    const std::size_t end = rest.find('`');
    if (end == rest.npos) break;
    const std::string_view behind = rest.substr(end + 1);
    for (std::size_t of = 0; of <= end; ++of) {
      if (of < end && rest[of] != '.' && rest[of] != '[') continue;
      const auto [first, last] = calls.equal_range(rest.substr(0, of));
      for (auto one = first; one != last; ++one) {
        const std::string& unit = one->second->unit;
        const bool is_it = unit.empty() ? !behind.starts_with(" of `")
                                        : behind.starts_with(" of `" + PathInWords(unit) + "`");
        if (is_it) named.insert(one->second);
      }
    }
  }
  return named;
}

}  // namespace

void AddUnseenModules(const Model& model, const SourceMap& sources, Analysis& analysis) {
  Adding adding(analysis);
  for (const Model::OpaqueFlagInput& flag : model.opaque_flag_inputs) {
    adding.Add({.workload = flag.call,
                .unit = model.path,
                .hop = Hop::kLaunch,
                .what = "which workloads use ECS Exec behind `" + flag.input + "`",
                .reason = Reason(*flag.why) +
                          "; execlint reads a copy in the project that is called by its path",
                .at = sources.Spell(flag.place.span)});
  }
}

std::vector<Span> WantedModules(const Model& model, const SourceMap& sources, Analysis& analysis) {
  CallsByAddress calls;
  for (const Model::UnreadCall& call : model.unread_calls) calls.emplace(call.address, &call);
  std::set<const Model::UnreadCall*> wanted_calls;
  for (const WorkloadReport& workload : analysis.workloads) {
    const auto [first, last] = calls.equal_range(workload.address);
    for (auto one = first; one != last; ++one) {
      if (one->second->unit.empty()) wanted_calls.insert(one->second);
    }
  }
  for (UnknownEntry& entry : analysis.unknowns) {
    if (!calls.empty() && model.values != nullptr) model.values->budget().CheckTime();
    const std::set<const Model::UnreadCall*> named = NamedBy(entry.reason, calls);
    if (!named.empty()) entry.module = sources.Spell((*named.rbegin())->at);
    wanted_calls.insert(named.begin(), named.end());
  }
  std::vector<Span> wanted;
  for (const Model::UnreadCall* call : wanted_calls) wanted.push_back(sources.Spell(call->at));
  return wanted;
}

void AddUnseenFiles(const Project& project, Analysis& analysis) {
  Adding adding(analysis);
  for (const ProjectFile& file : project.files) {
    const auto found = FindNotRead(file.path, project.sources.Text(file.id));
    if (!found || !found->turns_exec_on) continue;
    adding.Add({.workload = file.path,
                .unit = file.path,
                .hop = Hop::kLaunch,
                .what = "which workloads use ECS Exec here",
                .reason = "the file " + found->what + "; " + found->instead,
                .at = Span::At(file.id, 0)});
  }
}

}  // namespace execlint
