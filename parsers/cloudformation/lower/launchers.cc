// Whatever refers to a task definition and is no service: a schedule, an event target, a state
// machine, a job, or a policy that lets somebody run it.
#include <set>

#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/lower/lowering.h"

namespace execlint::cloudformation {

void FindOtherLaunchers(const Lowering& lowering) {
  const Template& tmpl = lowering.evaluator.tmpl();
  ValueStore& values = lowering.evaluator.store();
  for (const TemplateResource& resource : tmpl.resources()) {
    if (resource.type.starts_with("AWS::ECS::") || !resource.properties) continue;
    std::set<ResourceId> named;
    const auto add = [&](const Reference& reference) {
      const TemplateResource* task = tmpl.resource(reference.logical);
      if (task == nullptr || task->type != "AWS::ECS::TaskDefinition") return;
      if (!named.insert(task->id).second) return;
      const Symbol* arn = values.Intern({.why = Why::kComputedByAws,
                                         .name = "Ref " + std::string(task->name),
                                         .at = reference.at,
                                         .resource = task->id});
      const Place place{.span = reference.at};
      OtherLauncher launcher{.head = MakeHead(resource, lowering)};
      launcher.task_definition.in = Cases<Fact<Ref>>(
          Fact<Ref>::Known(Ref{{{values.Unknown(arn, reference.at)}}, task->id, {}, place}, place));
      lowering.model.other_launchers.push_back(std::move(launcher));
    };
    VisitReferences(*resource.properties, {.reference = add, .condition = {}, .intrinsic = {}});
  }
}

}  // namespace execlint::cloudformation
