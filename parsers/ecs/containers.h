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
#include "lint/model/lowering.h"
#include "lint/model/model.h"
#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"
#include "parsers/ecs/keys.h"

namespace execlint::ecs {

// What the format brings along.
struct ContainerReading {
  KeyCase keys = KeyCase::kCamel;
  BoolWords bool_words = BoolWords::kNone;
  ValueStore& values;
  SourceMap& sources;
  const Head& owner;             // of the task definition, or of whatever is searched for strays
  std::string slot_prefix = {};  // `Properties.ContainerDefinitions`
  std::string stray_refusal =
      {};  // `, and CloudFormation refuses it`: follows "has no such property"
  std::string stray_instead = {};            // what to write for the exec flag
  std::vector<Stray>* strays = nullptr;      // takes the exec flag where it stands in a container
  std::vector<Problem>* problems = nullptr;  // of JSON inside a string
  // Set where a module makes the containers out of what it is given: the reason why something is
  // unknown that it was not given and may have a default for. Such a module may also take them as a
  // map by their names.
  const Symbol* chosen_by_module = nullptr;
};

// The containers of a list, or of a string that holds one as JSON. The values of environment
// variables are marked as secrets and not looked at.
Fact<List<Container>> LowerContainers(Traced list, Place owner, const ContainerReading& reading);
// The same of a map that is the only container.
Fact<List<Container>> LowerOneContainer(Traced map, Place owner, const ContainerReading& reading);

// Finds the exec flag at the top level of `map`, where AWS ignores it. `path` leads to the map
// (with its last dot), `holder` says what it is: `a container`. Once per place.
void FindStrayFlags(Traced map, const std::string& path, const std::string& holder,
                    const ContainerReading& reading);
void AddStray(std::vector<Stray>& strays, Stray stray);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_CONTAINERS_H_
