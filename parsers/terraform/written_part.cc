#include "parsers/terraform/written_part.h"

namespace execlint::terraform {

Part PartOf(ecs::Below below) {
  switch (below) {
    case ecs::Below::kAll:
      break;
    case ecs::Below::kContainer:
      return Part::kContainer;
    case ecs::Below::kGroup:
      return Part::kGroup;
    case ecs::Below::kNames:
      return Part::kPairs;
    case ecs::Below::kNothing:
      return Part::kNamed;
  }
  return Part::kShown;
}

Part ElementOf(Part list) {
  if (list == Part::kPairs) return Part::kPair;
  return list == Part::kGroup || list == Part::kNamed ? Part::kHidden : list;
}

Part BelowKey(Part map, const std::optional<std::string_view>& key) {
  switch (map) {
    case Part::kAnything:
      if (key && ecs::NamesTags(*key)) return Part::kShown;
      if (key && ecs::BelowKeyOfAnything(*key) != ecs::Below::kAll) {
        return PartOf(ecs::BelowKeyOfAnything(*key));
      }
      return map;
    case Part::kContainer:
    case Part::kGroup:
      return key ? PartOf(ecs::BelowKeyOfContainer(*key)) : Part::kHidden;
    case Part::kPair:
      return key && ecs::NamesAPair(*key) ? Part::kShown : Part::kHidden;
    default:
      return Part::kHidden;
  }
}

bool HidesKey(Part map, const std::optional<std::string_view>& key) {
  return map == Part::kHidden || (map == Part::kPair && (!key || !ecs::IsOfPair(*key)));
}

Part InText(Part text, std::string_view key) {
  if (IsHidden(text) || key.empty()) return text;
  if (text == Part::kAnything) return PartOf(ecs::BelowKeyOfAnything(key));
  return ecs::NamesAPair(key) ? Part::kShown : PartOf(ecs::BelowKeyOfContainer(key));
}

}  // namespace execlint::terraform
