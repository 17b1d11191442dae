// What starts a task once: the input of run-task, as the API has it. Step Functions and EventBridge
// Scheduler hand it on, with capital first letters.
#ifndef EXECLINT_PARSERS_ECS_RUN_TASK_H_
#define EXECLINT_PARSERS_ECS_RUN_TASK_H_

#include "lint/model/ecs.h"
#include "lint/source/source_map.h"
#include "parsers/ecs/map_reader.h"

namespace execlint::ecs {

void LowerRunTask(const MapReader& reader, KeyCase keys, Service& launcher);

// The task role that the overrides in a text of JSON name, which EventBridge hands to run-task:
// `{"taskRoleArn": "...", "containerOverrides": [...]}`.
Fact<Ref> LowerRoleOverride(Traced overrides, Place owner, ValueStore& values, SourceMap& sources);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_RUN_TASK_H_
