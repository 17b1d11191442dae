// What in a container is nobody's business. Shown is what says what the container is and may do
// (its name, its image, its ports, the flags and limits that rules are about) and the names of the
// variables in its environment; every other text and number is a secret: values of the environment,
// where secrets are read from, commands, labels, options of log drivers, and what nobody has heard
// of.
#ifndef EXECLINT_PARSERS_ECS_SECRETS_H_
#define EXECLINT_PARSERS_ECS_SECRETS_H_

#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "lint/source/source_map.h"
#include "lint/value/value.h"

namespace execlint::ecs {

// What may be shown below a key of a container, however it is spelled (`readonly_root_filesystem`).
enum class Below : std::uint8_t {
  kAll,        // of `image`
  kContainer,  // the same keys again: of `containerOverrides`
  kGroup,      // the same, but it is no list: of `logConfiguration`
  kNames,      // of each map in a list, `name` and `type`: of `environment`
  kNothing,    // of `command`
};
Below BelowKeyOfContainer(std::string_view key);
// Is this, in a list of what is Below::kNames, the key of a name?
bool NamesAPair(std::string_view key);
// Does that key belong there? Another one may be a value.
bool IsOfPair(std::string_view key);
// Is that key about containers or what is in them, wherever it stands? Below::kAll: it is not.
Below BelowKeyOfAnything(std::string_view key);
// Are what is below it tags? They may be called like a part of a container: `Environment`.
bool NamesTags(std::string_view key);

// Does an argument of that name name a resource, which AWS shows to everybody in the account?
bool IsNaming(std::string_view argument);
// Is what stands at `at` the value of such an argument of a resource of Terraform?
bool NamesAResource(Span at, const SourceMap& sources);

// What an unevaluated template refers to where secrets are.
struct Referred {
  std::set<std::string> parameters;
  // The values below these keys of a mapping; an empty key is any.
  struct Mapped {
    std::string mapping, top, second;
    auto operator<=>(const Mapped&) const = default;
  };
  std::set<Mapped> mapped;
  // Of nested stacks: the stack's name, and the output's.
  std::set<std::pair<std::string, std::string>> outputs;
};

// Marks the secrets of a list of containers, a map of them by their names, or one container.
// `calls`: maps in it may be calls of a template's functions that are not evaluated.
void MarkContainers(Traced containers, SourceMap& sources, bool calls);
// The same for every container in anything, such as a template that is not evaluated (whichever of
// them a condition chooses) or the definition of a state machine.
void MarkContainersIn(Traced anything, SourceMap& sources, Referred* referred = nullptr);
// Marks a value of an unevaluated template that is a secret as a whole, as far as it is written
// there and no common word.
void MarkValue(Traced value, SourceMap& sources, Referred& referred);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_SECRETS_H_
