// The states of a Step Functions state machine that run a task of ECS or change a service, in
// Amazon States Language:
//
//   {"States": {"Run": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync",
//                       "Parameters": {"TaskDefinition": "...", "EnableExecuteCommand": true}}}}
//
// They stand in States, in the branches of a Parallel and in the processor of a Map. `Parameters`
// belongs to JSONPath, `Arguments` to JSONata. What an execution gives (a key that ends in `.$`, a
// text in `{% %}`) is unknown.
#ifndef EXECLINT_PARSERS_ECS_STATES_H_
#define EXECLINT_PARSERS_ECS_STATES_H_

#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/ecs/map_reader.h"

namespace execlint::ecs {

struct StateMachine {
  Traced definition = {};     // a map, or a string that holds one as JSON
  Traced substitutions = {};  // a map from `name` to what stands for the text `${name}`
};

// Adds a launcher, or an update of a service, for each such state of the state machine `head`.
void LowerStates(const Cases<StateMachine>& machines, const Head& head, ValueStore& values,
                 SourceMap& sources, Model& model);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_STATES_H_
