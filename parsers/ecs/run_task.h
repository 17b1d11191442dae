// What starts a task once, and what changes a service: the inputs of run-task and update-service,
// as the API has them. Step Functions and EventBridge Scheduler hand them on, with capital first
// letters.
#ifndef EXECLINT_PARSERS_ECS_RUN_TASK_H_
#define EXECLINT_PARSERS_ECS_RUN_TASK_H_

#include <string_view>

#include "lint/model/lowering.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/ecs/map_reader.h"

namespace execlint::ecs {

void LowerRunTask(const MapReader& reader, KeyCase keys, Service& launcher);
void LowerServiceUpdate(const MapReader& reader, ServiceUpdate& update);

// Where a target of EventBridge Scheduler stands that may call the API itself, with its input as
// JSON (a universal target):
//   {Arn: "arn:aws:scheduler:::aws-sdk:ecs:runTask", Input: "{\"TaskDefinition\": \"web\"}"}
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
struct UniversalTarget {
  std::string_view arn, input;  // paths
  std::string_view shown;       // goes before the path of what stands in the input
};
// Fills in the launcher, but for its head and name; false where the target never calls run-task.
bool LowerUniversalTarget(const ResourceReader& reader, const UniversalTarget& target,
                          SourceMap& sources, Service& launcher);
// Adds an update of a service, where the target of the schedule `head` calls update-service.
void LowerUniversalUpdate(const ResourceReader& reader, const UniversalTarget& target,
                          const Head& head, SourceMap& sources, Model& model);

// The task role that the overrides in a text of JSON name, which EventBridge hands to run-task:
// `{"taskRoleArn": "...", "containerOverrides": [...]}`.
Fact<Ref> LowerRoleOverride(Traced overrides, Place owner, ValueStore& values, SourceMap& sources);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_RUN_TASK_H_
