// Shapes of AWS's APIs that several formats share: tags, capacity provider strategies, ENABLED, the
// network interfaces of instances.
#ifndef EXECLINT_PARSERS_ECS_SHAPES_H_
#define EXECLINT_PARSERS_ECS_SHAPES_H_

#include <string_view>

#include "lint/model/attribute.h"
#include "lint/model/lowering.h"
#include "lint/value/value_store.h"
#include "parsers/ecs/keys.h"

namespace execlint::ecs {

// `[{"key": "env", "value": "prod"}]`, or a map of tags.
Fact<List<Tag>> LowerTags(Traced list, Place owner, KeyCase keys, ValueStore& values);

// The providers in `[{"capacityProvider": "FARGATE", "weight": 1}]`.
Fact<List<Ref>> LowerProviders(Traced list, Place owner, KeyCase keys, ValueStore& values);

// `ENABLED` and `DISABLED`.
Fact<bool> LowerEnabled(Traced value, Place owner, ValueStore& values);

// The first network interface in what an instance is launched with: that of device 0. No value
// where none is written.
Traced PrimaryInterface(Traced list, std::string_view device_key, ValueStore& values);

// A property of it, for LowerWith.
template <class F>
auto InPrimaryInterface(std::string_view device_key, std::string_view key, F lower) {
  return [=](Traced list, Place owner, ValueStore& values) {
    return lower(Property(PrimaryInterface(list, device_key, values), key, values), owner, values);
  };
}

// What stands for the subnets of a fleet: they are not looked at.
Fact<List<Ref>> SubnetsOfFleet(Place owner, ValueStore& values);

// True where a map stands, whatever is in it.
Fact<bool> LowerPresence(Traced value, Place owner, ValueStore& values);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_SHAPES_H_
