#include "lint/model/lowering.h"

#include <optional>
#include <string>
#include <vector>

namespace execlint {
namespace {

// The value that stands there is of a type the property cannot have.
template <class T>
Fact<T> WrongType(Traced value, ValueStore& values) {
  const Symbol* symbol = values.Intern({.why = Why::kBroken,
                                        .name = "the value has the wrong type for this property",
                                        .naming = Symbol::Naming::kWords,
                                        .at = value->span});
  return Fact<T>::Unknowable(symbol, PlaceOf(value));
}

template <class T>
std::optional<Fact<T>> AbsentOrUnknown(Traced value, Place owner) {
  if (!value) return Fact<T>::Absent(owner);
  if (value->is_null()) return Fact<T>::Absent(PlaceOf(value), CertaintyOf(value));
  if (value->is_unknown()) return Fact<T>::Unknowable(&value->symbol(), PlaceOf(value));
  return std::nullopt;
}

// Where a resource is named. What another unit publishes is nothing to edit: of that, where it is
// used.
Place NamedAt(Traced value) {
  const Place written = PlaceOf(value);
  return IsHandedOver(value.route) ? Place{UsedAt(written), value.route} : written;
}

template <class T, class F>
Fact<List<T>> ToList(Traced value, Place owner, ValueStore& values, F&& item_of,
                     Place (*place_of)(Traced) = PlaceOf) {
  if (auto settled = AbsentOrUnknown<List<T>>(value, owner)) return *settled;
  const Place place = place_of(value);
  List<T> list{.place = place, .completeness = CertaintyOf(value)};
  if (!value->is_list()) {
    list.items.push_back(item_of(value, owner, values));
  } else {
    list.open_because = MoreThanSeen(*value);
    for (const Traced& item : value->items()) {
      list.items.push_back(item_of(values.Inside(value, item), owner, values));
    }
  }
  return Fact<List<T>>::Known(std::move(list), place, CertaintyOf(value));
}

struct BoolWord {
  std::string_view text;
  bool means;
  BoolWords of = BoolWords::kNone;  // of one format alone
};
constexpr BoolWord kBoolWords[] = {
    {"true", true},
    {"false", false},
    {"1", true, BoolWords::kTerraform},
    {"0", false, BoolWords::kTerraform},
    {"True", true, BoolWords::kCloudFormation},
    {"TRUE", true, BoolWords::kCloudFormation},
    {"False", false, BoolWords::kCloudFormation},
    {"FALSE", false, BoolWords::kCloudFormation},
};

}  // namespace

Place PlaceOf(Traced value) { return {value->span, value.route}; }

Certainty CertaintyOf(Traced value) {
  return DefaultBehind(value) != nullptr ? Certainty::kDefaulted : Certainty::kCertain;
}

Fact<bool> ToBool(Traced value, Place owner, ValueStore& values, BoolWords words) {
  if (auto settled = AbsentOrUnknown<bool>(value, owner)) return *settled;
  const auto known = [&](bool b) {
    return Fact<bool>::Known(b, PlaceOf(value), CertaintyOf(value));
  };
  if (value->kind == Kind::kBool) return known(value->boolean());
  if (value->is_string() && words != BoolWords::kNone) {
    const auto text = KnownText(*value);
    if (!text) return Fact<bool>::Unknowable(FirstUnknown(*value), PlaceOf(value));
    for (const BoolWord& word : kBoolWords) {
      if (*text == word.text && (word.of == BoolWords::kNone || word.of == words)) {
        return known(word.means);
      }
    }
  }
  return WrongType<bool>(value, values);
}

Fact<Text> ToText(Traced value, Place owner, ValueStore& values) {
  if (auto settled = AbsentOrUnknown<Text>(value, owner)) return *settled;
  if (value->is_list() || value->is_map()) return WrongType<Text>(value, values);
  return Fact<Text>::Known(Text{value}, PlaceOf(value), CertaintyOf(value));
}

Fact<Ref> ToRef(Traced value, Place owner, ValueStore& values) {
  if (!value) return Fact<Ref>::Absent(owner);
  if (value->is_null()) return Fact<Ref>::Absent(PlaceOf(value), CertaintyOf(value));
  const ResourceAttribute target = ReferencedResource(value, NamesItself);
  const bool in_code = target.resource != ResourceId::kNone;
  if (!in_code) {
    if (value->is_unknown()) return Fact<Ref>::Unknowable(&value->symbol(), PlaceOf(value));
    // An empty string or list is how HCL and CloudFormation code says "none".
    const bool empty = (value->is_string() || value->is_list()) && value->count == 0;
    if (!value->is_string() && (!empty || value->open())) return WrongType<Ref>(value, values);
    if (empty) return Fact<Ref>::Absent(PlaceOf(value), CertaintyOf(value));
  }
  const Place place = in_code ? NamedAt(value) : PlaceOf(value);
  return Fact<Ref>::Known(Ref{Text{value}, target.resource, target.attribute, place}, place,
                          CertaintyOf(value));
}

Fact<List<Text>> ToTexts(Traced value, Place owner, ValueStore& values) {
  return ToList<Text>(value, owner, values, ToText);
}

Fact<List<Ref>> ToRefs(Traced value, Place owner, ValueStore& values) {
  // One reference where a list is due is unknown only as text: what it names is known.
  if (value && value->is_unknown() &&
      ReferencedResource(value, NamesItself).resource != ResourceId::kNone) {
    const Fact<Ref> item = ToRef(value, owner, values);
    return Fact<List<Ref>>::Known({.items = {item}, .place = item.place()}, item.place(),
                                  item.certainty());
  }
  return ToList<Ref>(value, owner, values, ToRef, NamedAt);
}

Fact<List<Ref>> ToOneRef(Traced value, Place owner, ValueStore& values) {
  const Fact<Ref> item = ToRef(value, owner, values);
  if (!item.present()) return Fact<List<Ref>>::Absent(item.place(), item.certainty());
  return Fact<List<Ref>>::Known({.items = {item}, .place = item.place()}, item.place());
}

Traced Property(Traced map, std::string_view key, ValueStore& values) {
  if (!map || map->is_unknown()) return map;
  if (map->is_map()) {
    if (const Entry* entry = Find(*map, key)) return values.Inside(map, entry->value);
    if (map->open()) return {values.Unknown(map->open_because, map->span), map.route};
  }
  // Not there, but by a default only.
  if (map->is_null() && PassesDefault(map.route)) return map;
  if ((!map->is_map() && !map->is_list()) || map->complete_by_default == nullptr) return {};
  const RouteStep* step = map->complete_by_default;
  return values.Via({values.Null(map->span)}, step->how, step->at);
}

Traced PropertyAt(Traced map, std::string_view path, ValueStore& values) {
  while (map) {
    if (map->is_list() && map->count == 1 && !map->open()) {
      // That the block is there may rest on a default.
      const RouteStep* step = map->complete_by_default;
      map = values.Inside(map, map->items()[0]);
      if (step != nullptr) map = values.Via(map, step->how, step->at);
    }
    if (map->is_list() && map->open()) {
      return {values.Unknown(map->open_because, map->span), map.route};
    }
    const std::size_t dot = path.find('.');
    map = Property(map, path.substr(0, dot), values);
    if (dot == std::string_view::npos) return map;
    path.remove_prefix(dot + 1);
  }
  return {};
}

void LowerRow(const ResourceReader& reader, std::string_view path, AttrSlot into) {
  const auto fill = [&](auto* attribute, auto&& convert) {
    *attribute = LowerWith(reader, path, convert);
  };
  if (auto* const* flag = std::get_if<Attr<bool>*>(&into)) {
    fill(*flag, [&reader](Traced value, Place owner, ValueStore& values) {
      return ToBool(value, owner, values, reader.bool_words());
    });
  } else if (auto* const* text = std::get_if<Attr<Text>*>(&into)) {
    fill(*text, ToText);
  } else if (auto* const* ref = std::get_if<Attr<Ref>*>(&into)) {
    fill(*ref, ToRef);
  } else if (auto* const* texts = std::get_if<Attr<List<Text>>*>(&into)) {
    fill(*texts, ToTexts);
  } else if (auto* const* refs = std::get_if<Attr<List<Ref>>*>(&into)) {
    fill(*refs, ToRefs);
  }
}

}  // namespace execlint
