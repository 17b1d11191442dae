// Whatever names a task definition and is no launcher that is read: a function, a policy that
// allows running it, a launcher whose settings are not seen.
#include <set>
#include <string>
#include <string_view>

#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/lower/lowering.h"

namespace execlint::cloudformation {
namespace {

// A deployment changes which revision a service runs, and launches nothing itself.
bool IsDeployment(std::string_view type) {
  return type.starts_with("AWS::CodeDeploy::") || type.starts_with("AWS::CodePipeline::");
}

}  // namespace

void FindOtherLaunchers(const Lowering& lowering) {
  ValueStore& values = lowering.evaluator.store();
  std::set<ResourceId> read;
  for (const Service& launcher : lowering.model.services) read.insert(launcher.head.id);
  for (const TemplateResource& resource : lowering.stack.tmpl.resources()) {
    if (resource.type.starts_with("AWS::ECS::") || !resource.properties) continue;
    if (read.contains(resource.id) || IsDeployment(resource.type)) continue;
    // The parameters of a nested stack are followed in the nested stack itself.
    if (lowering.stack.NestedAt(resource.id) != nullptr) continue;
    std::set<ResourceId> named;
    VisitResources(*resource.properties, lowering.stack, [&](const ResourceReference& reference) {
      const TemplateResource& task = reference.resource;
      if ((task.type != "AWS::ECS::TaskDefinition" &&
           task.type != "AWS::ECS::DaemonTaskDefinition") ||
          !named.insert(task.id).second)
        return;
      const std::string name = reference.stack.prefix + std::string(task.name);
      const Symbol* arn = values.Intern({.why = Why::kComputedByAws,
                                         .name = "Ref " + name,
                                         .at = reference.at,
                                         .resource = task.id});
      const Place place{.span = reference.at};
      OtherLauncher launcher{.head = MakeHead(resource, lowering)};
      launcher.task_definition.in = Cases<Fact<Ref>>(
          Fact<Ref>::Known(Ref{{{values.Unknown(arn, reference.at)}}, task.id, {}, place}, place));
      lowering.model.other_launchers.push_back(std::move(launcher));
    });
  }
}

}  // namespace execlint::cloudformation
