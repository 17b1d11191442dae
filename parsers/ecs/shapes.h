// Shapes of the ECS API that CloudFormation shares: tags, capacity provider strategies, ENABLED.
#ifndef EXECLINT_PARSERS_ECS_SHAPES_H_
#define EXECLINT_PARSERS_ECS_SHAPES_H_

#include "lint/model/attribute.h"
#include "lint/value/value_store.h"
#include "parsers/ecs/keys.h"

namespace execlint::ecs {

// `[{"key": "env", "value": "prod"}]`, or a map of tags.
Fact<List<Tag>> LowerTags(Traced list, Place owner, KeyCase keys, ValueStore& values);

// The providers in `[{"capacityProvider": "FARGATE", "weight": 1}]`.
Fact<List<Ref>> LowerProviders(Traced list, Place owner, KeyCase keys, ValueStore& values);

// `ENABLED` and `DISABLED`.
Fact<bool> LowerEnabled(Traced value, Place owner, ValueStore& values);

// True where a map stands, whatever is in it.
Fact<bool> LowerPresence(Traced value, Place owner, ValueStore& values);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_SHAPES_H_
