// Whatever names a task definition and is no launcher that is read: a function, a policy that
// allows running it, a launcher whose settings are not seen.
#include <algorithm>
#include <set>
#include <string_view>

#include "parsers/terraform/lower/lowering.h"
#include "parsers/terraform/values/find_resources.h"

namespace execlint::terraform {
namespace {

bool IsLauncher(std::string_view type) {
  const auto launchers = LauncherTypes();
  return std::any_of(launchers.begin(), launchers.end(),
                     [&](const TypeRow& row) { return row.type == type; });
}

// A deployment changes which revision a service runs, and launches nothing itself.
bool IsDeployment(std::string_view type) {
  return type.starts_with("aws_codedeploy_") || type.starts_with("aws_codepipeline");
}

}  // namespace

void FindOtherLaunchers(const Lowering& lowering) {
  Evaluator& evaluator = lowering.unit.evaluator();
  std::set<ResourceId> tasks, read;
  for (const TaskDefinition& task : lowering.model.task_definitions) tasks.insert(task.head.id);
  if (tasks.empty()) return;
  for (const Service& launcher : lowering.model.services) read.insert(launcher.head.id);
  const auto look = [&](const UnitResource& resource) {
    const Instance& instance = *resource.instance;
    if (!read.insert(instance.id).second) return;
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
  // A launcher may get the task definition by way of a variable or an output.
  for (const UnitResource& resource : lowering.unit.resources()) {
    if (IsLauncher(resource.instance->type())) look(resource);
  }
  for (const UnitResource& resource : lowering.unit.Naming("aws_ecs_task_definition.")) {
    const std::string_view type = resource.instance->type();
    if (!type.starts_with("aws_ecs_") && !IsDeployment(type)) look(resource);
  }
}

}  // namespace execlint::terraform
