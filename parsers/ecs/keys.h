// How the ECS formats spell one property: `readonlyRootFilesystem` in API JSON,
// `ReadonlyRootFilesystem` in CloudFormation, either in the JSON that Terraform passes on.
//
//   Traced value = PropertyNamed(container, "readonlyRootFilesystem", KeyCase::kPascal, values);
#ifndef EXECLINT_PARSERS_ECS_KEYS_H_
#define EXECLINT_PARSERS_ECS_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "lint/model/attribute.h"
#include "lint/value/value_store.h"

namespace execlint::ecs {

enum class KeyCase : std::uint8_t {
  kCamel,   // exactly as the API has it
  kPascal,  // the same with a capital first letter
  kAny,     // without regard to case
  kWords,   // the same, perhaps with `_` between the words: `readonly_root_filesystem`
};

// A key as this format writes it; kAny and kWords write it as the API does.
std::string Spelled(std::string_view camel_key, KeyCase keys);

// The entry that `camel_key` means, or null: the last one of that name.
const Entry* FindKey(const Value& map, std::string_view camel_key, KeyCase keys);

// A property of a map by the API's name for it: no value if it is certainly not written, an unknown
// value if the map is open or unknown. `path` may go through maps: `restartPolicy.enabled`.
Traced PropertyNamed(Traced map, std::string_view path, KeyCase keys, ValueStore& values);

// Where a property stands in a map as it is written, or would be inserted: after the last entry of
// the innermost map that is there. `shown` goes before the path in the slot's own. A map on the way
// that is not plain data (an intrinsic function) gives no place.
Slot SlotIn(ResourceId owner, Traced map, std::string_view path, KeyCase keys, std::string shown);

// Is this key the exec flag, or a misspelling of it? (`EnableExecuteCommand`, `enableExecCommand`,
// `enable_execute_command`.) The key of a session's configuration is not.
bool LooksLikeExecFlag(std::string_view key);

// Is an input of this name meant to turn exec on? (`enable_execute_command`, `EnableECSExec`,
// `ecs-exec`; not `ecs_execution_role_arn`.)
bool NamesExecFlag(std::string_view input);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_KEYS_H_
