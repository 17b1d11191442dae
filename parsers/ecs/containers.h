// Container definitions, in whichever format they are written.
//
//   task.containers = LowerWith(reader, "ContainerDefinitions",
//                               [&](Traced list, Place owner, ValueStore&) {
//                                 return ecs::LowerContainers(list, owner, reading);
//                               });
#ifndef EXECLINT_PARSERS_ECS_CONTAINERS_H_
#define EXECLINT_PARSERS_ECS_CONTAINERS_H_

#include <string>
#include <vector>

#include "lint/model/ecs.h"
#include "lint/model/model.h"
#include "lint/source/diagnostic.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"
#include "parsers/ecs/keys.h"

namespace execlint::ecs {

// What the format brings along.
struct ContainerReading {
  KeyCase keys = KeyCase::kCamel;
  // Whether "true" counts where a bool is due (CloudFormation and Terraform: yes, API JSON: no).
  bool coerces = true;
  ValueStore& values;
  SourceMap& sources;
  ResourceId owner = ResourceId::kNone;  // the task definition
  std::string owner_shown = {};          // its address, for strays
  std::string slot_prefix = {};          // `Properties.ContainerDefinitions`
  std::string stray_consequence = {};    // what comes of a setting that a container does not have
  std::string stray_instead = {};        // what to write for the exec flag
  std::vector<Stray>* strays = nullptr;  // takes the exec flag where it stands in a container
  std::vector<Diagnostic>* problems = nullptr;  // of JSON inside a string
};

// The containers of a list, or of a string that holds one as JSON. The values of environment
// variables are marked as secrets and not looked at.
Fact<List<Container>> LowerContainers(Traced list, Place owner, const ContainerReading& reading);

// Adds what holds the exec flag in `map`, at its top level, where it has no business. Once per
// place.
void FindStrayFlags(Traced map, const std::string& holder, const ContainerReading& reading);
void AddStray(std::vector<Stray>& strays, Stray stray);

// `[{"key": "env", "value": "prod"}]`
Fact<List<Tag>> LowerTags(Traced list, Place owner, KeyCase keys, ValueStore& values);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_CONTAINERS_H_
