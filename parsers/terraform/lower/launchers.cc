// Whatever refers to a task definition and is no service: a schedule, an event target, a pipe, a
// state machine, a job, or a policy that allows running it.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "parsers/terraform/lower/lowering.h"
#include "parsers/terraform/values/find_resources.h"

namespace execlint::terraform {
namespace {

// Types that start tasks, also where the task definition comes by way of a variable or an output.
constexpr std::array<std::string_view, 4> kStarters = {"aws_cloudwatch_event_target",
                                                       "aws_scheduler_schedule", "aws_pipes_pipe",
                                                       "aws_sfn_state_machine"};

}  // namespace

bool IsWanted(std::string_view type, Interest interest) {
  if (interest < Interest::kPolicies) return false;
  const auto is_type = [type](const TypeRow& row) { return row.type == type; };
  if (std::ranges::any_of(NetworkTypes(), is_type)) return interest == Interest::kServices;
  if (RowOf(type) != nullptr) return true;
  return std::find(kStarters.begin(), kStarters.end(), type) != kStarters.end();
}

void FindOtherLaunchers(const Lowering& lowering) {
  Evaluator& evaluator = lowering.unit.evaluator();
  std::set<ResourceId> tasks;
  for (const TaskDefinition& task : lowering.model.task_definitions) tasks.insert(task.head.id);
  if (tasks.empty()) return;
  const auto look = [&](const UnitResource& resource) {
    const Instance& instance = *resource.instance;
    const Cases<Traced> all =
        lowering.unit.Explored([&] { return evaluator.WholeBlock(instance); });
    std::set<ResourceId> named;
    for (const Case<Traced>& one : all.all()) {
      FindResources(one.value, [&](ResourceId id, Place place) {
        if (!tasks.contains(id) || !named.insert(id).second) return;
        const Instance& task = *evaluator.modules().Resource(id);
        const Ref ref{{{evaluator.store().Unknown(task.object, place.span)}}, id, "arn", place};
        OtherLauncher launcher{.head = MakeHead(resource, lowering)};
        launcher.task_definition.in = Cases<Fact<Ref>>(Fact<Ref>::Known(ref, place));
        lowering.model.other_launchers.push_back(std::move(launcher));
      });
    }
  };
  for (const UnitResource& resource : lowering.unit.resources()) {
    if (RowOf(resource.instance->type()) == nullptr) look(resource);
  }
  // Everything else counts where it names the task definition itself.
  for (const UnitResource& resource : lowering.unit.Naming("aws_ecs_task_definition.")) {
    const std::string_view type = resource.instance->type();
    if (type.starts_with("aws_ecs_")) continue;
    if (std::find(kStarters.begin(), kStarters.end(), type) == kStarters.end()) look(resource);
  }
}

}  // namespace execlint::terraform
