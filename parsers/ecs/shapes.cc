#include "parsers/ecs/shapes.h"

#include "lint/model/lowering.h"

namespace execlint::ecs {

Fact<List<Tag>> LowerTags(Traced list, Place owner, KeyCase keys, ValueStore& values) {
  using Fact = Fact<List<Tag>>;
  if (!list) return Fact::Absent(owner);
  if (list->is_null()) return Fact::Absent(PlaceOf(list), CertaintyOf(list));
  if (list->is_unknown()) return Fact::Unknowable(&list->symbol(), PlaceOf(list));
  List<Tag> tags{.place = PlaceOf(list)};
  if (list->is_list()) {
    tags.open_because = list->open_because;
    for (const Traced& item : list->items()) {
      const Traced tag = values.Inside(list, item);
      if (!tag->is_map()) {
        if (tags.open_because == nullptr) tags.open_because = FirstUnknown(*tag);
        continue;
      }
      const Place place = PlaceOf(tag);
      tags.items.push_back(execlint::Fact<Tag>::Known(
          Tag{ToText(PropertyNamed(tag, "key", keys, values), place, values),
              ToText(PropertyNamed(tag, "value", keys, values), place, values)},
          place, CertaintyOf(tag)));
    }
  } else if (list->is_map()) {  // as SAM and some resource types have them
    tags.open_because = list->open_because;
    for (const Entry& entry : list->entries()) {
      const Traced key = values.KeyOf(list, entry);
      const Traced value = values.Inside(list, entry.value);
      tags.items.push_back(execlint::Fact<Tag>::Known(
          Tag{ToText(key, PlaceOf(key), values), ToText(value, PlaceOf(value), values)},
          PlaceOf(value), CertaintyOf(value)));
    }
  }
  return Fact::Known(std::move(tags), PlaceOf(list), CertaintyOf(list));
}

Fact<List<Ref>> LowerProviders(Traced list, Place owner, KeyCase keys, ValueStore& values) {
  return ToListOf<Ref>(list, owner, values, [keys](Traced one, Place place, ValueStore& store) {
    return ToRef(PropertyNamed(one, "capacityProvider", keys, store), place, store);
  });
}

Fact<bool> LowerEnabled(Traced value, Place owner, ValueStore& values) {
  const execlint::Fact<Text> text = ToText(value, owner, values);
  if (text.known()) {
    if (const auto known = text->known()) {
      if (*known == "ENABLED" || *known == "DISABLED") {
        return text.Map([&](const Text&) { return *known == "ENABLED"; });
      }
      const Symbol* wrong = values.Intern({.why = Why::kBroken,
                                           .name = "a value other than ENABLED and DISABLED",
                                           .naming = Symbol::Naming::kWords,
                                           .at = text.place().span});
      return Fact<bool>::Unknowable(wrong, text.place());
    }
    return Fact<bool>::Unknowable(FirstUnknown(*text->value), text.place());
  }
  return text.Map([](const Text&) { return false; });
}

Traced PrimaryInterface(Traced list, std::string_view device_key, ValueStore& values) {
  if (!list || list->is_null() || list->is_unknown())
    return list && list->is_null() ? Traced() : list;
  if (!list->is_list()) return list;
  for (const Traced& item : list->items()) {
    const Traced one = values.Inside(list, item);
    const Traced device = one->is_map() ? Property(one, device_key, values) : one;
    if (!device || device->is_null() || device->is_unknown() || KnownText(*device) == "0") {
      return one;
    }
  }
  return list->open() ? Traced{values.Unknown(list->open_because, list->span), list.route}
                      : Traced();
}

Fact<List<Ref>> SubnetsOfFleet(Place owner, ValueStore& values) {
  const Symbol* symbol = values.Intern({.why = Why::kNotChecked,
                                        .name = "the subnets of a fleet",
                                        .naming = Symbol::Naming::kWords});
  return Fact<List<Ref>>::Unknowable(symbol, owner);
}

Fact<bool> LowerPresence(Traced value, Place owner, ValueStore&) {
  if (!value) return Fact<bool>::Absent(owner);
  if (value->is_null()) return Fact<bool>::Absent(PlaceOf(value), CertaintyOf(value));
  if (value->is_unknown()) return Fact<bool>::Unknowable(&value->symbol(), PlaceOf(value));
  return Fact<bool>::Known(true, PlaceOf(value), CertaintyOf(value));
}

}  // namespace execlint::ecs
