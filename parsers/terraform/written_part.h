// Of what stands in the code, which part of a container it is, and so what of it may be shown:
// parsers/ecs/secrets.h says it of values, this of expressions.
#ifndef EXECLINT_PARSERS_TERRAFORM_WRITTEN_PART_H_
#define EXECLINT_PARSERS_TERRAFORM_WRITTEN_PART_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/ecs/secrets.h"

namespace execlint::terraform {

enum class Part : std::uint8_t {
  kShown,
  kAnything,   // which may hold containers
  kContainer,  // one or several, or what is in them
  kGroup,      // some keys of one, as a map
  kPairs,      // a list of names and values
  kPair,       // an element of it
  kVariables,  // what a template is given, for a text that makes containers
  kNamed,      // hidden; the keys of a map that it is are names
  kHidden,
};

inline bool IsHidden(Part part) { return part == Part::kNamed || part == Part::kHidden; }

Part PartOf(ecs::Below below);
Part ElementOf(Part list);
// No key: one that is not known.
Part BelowKey(Part map, const std::optional<std::string_view>& key);
// Is a key of such a map hidden itself?
bool HidesKey(Part map, const std::optional<std::string_view>& key);
// Of a place in a text that is behind that key.
Part InText(Part text, std::string_view key);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_WRITTEN_PART_H_
