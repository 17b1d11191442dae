#include "parsers/ecs/containers.h"

#include <algorithm>

#include "lint/model/lowering.h"
#include "parsers/ecs/encoded.h"
#include "parsers/ecs/secrets.h"
#include "parsers/ecs/shapes.h"

namespace execlint::ecs {
namespace {

constexpr std::size_t kBytesOfAContainer = 8192;  // with its properties, and what led to them

class ContainersLowering {
 public:
  explicit ContainersLowering(const ContainerReading& reading)
      : reading_(reading), values_(reading.values), keys_(reading.keys) {}

  Fact<Container> One(Traced value, std::size_t index) const {
    return One(value, reading_.slot_prefix + "[" + std::to_string(index) + "].");
  }

  // `prefix` leads to the container in the paths of its slots.
  Fact<Container> One(Traced value, const std::string& prefix) const {
    if (value->is_unknown()) return Fact<Container>::Unknowable(&value->symbol(), PlaceOf(value));
    if (!value->is_map()) {
      const Symbol* broken = values_.Intern({.why = Why::kBroken,
                                             .name = "a container definition that is not a map",
                                             .naming = Symbol::Naming::kWords,
                                             .at = value->span});
      return Fact<Container>::Unknowable(broken, PlaceOf(value));
    }
    const Place place = PlaceOf(value);
    Container container{.place = place};
    container.name = ToText(At(value, "name"), place, values_);
    container.image = ToText(At(value, "image"), place, values_);
    container.essential = Bool(At(value, "essential"), place);
    container.readonly_root_filesystem = Switch(value, "readonlyRootFilesystem", place);
    container.restart_enabled = Switch(value, "restartPolicy.enabled", place);
    container.log_router = LowerPresence(At(value, "firelensConfiguration"), place, values_);
    container.log_driver =
        OrDefault(ToText(At(value, "logConfiguration.logDriver"), place, values_));
    container.init_process =
        OrDefault(Bool(At(value, "linuxParameters.initProcessEnabled"), place));
    container.no_network = Bool(At(value, "disableNetworking"), place);
    container.mount_paths = WritableMounts(value);
    container.readonly_slot =
        SlotIn(reading_.owner.id, value, "readonlyRootFilesystem", keys_, prefix);
    container.restart_slot =
        SlotIn(reading_.owner.id, value, "restartPolicy.enabled", keys_, prefix);
    container.environment = Environment(value);
    FindStrayFlags(value, prefix, "a container", reading_);
    return Fact<Container>::Known(std::move(container), place, CertaintyOf(value));
  }

  // The container that stands under a key, by which it is called unless it has a name.
  Fact<Container> Named(const Fact<Container>& one, Traced key) const {
    return one.Map([&](Container container) {
      if (container.name.present()) return container;
      container.name = ToText(key, container.place, values_);
      return container;
    });
  }

 private:
  Traced At(Traced map, std::string_view path) const {
    return PropertyNamed(map, path, keys_, values_);
  }

  Fact<bool> Bool(Traced value, Place owner) const {
    return ToBool(value, owner, values_, reading_.bool_words);
  }

  // A property that a module may have a default of its own for.
  template <class T>
  Fact<T> OrDefault(Fact<T> given) const {
    if (given.present() || reading_.chosen_by_module == nullptr) return given;
    return Fact<T>::Unknowable(reading_.chosen_by_module, given.place());
  }

  // The same for a switch whose default is `true` in many modules. What is given by another name
  // than AWS's may not reach the container, and then the default does.
  Fact<bool> Switch(Traced container, std::string_view path, Place owner) const {
    const std::string_view key = path.substr(0, path.find('.'));
    Fact<bool> given = OrDefault(Bool(At(container, path), owner));
    if (reading_.chosen_by_module == nullptr || !given.Is(false)) return given;
    const Entry* entry = FindKey(*container, key, keys_);
    if (entry == nullptr || entry->key.find('_') == entry->key.npos) return given;
    const Symbol* unsure =
        values_.Intern({.why = Why::kNotKnown,
                        .name = "what the module makes of `" + std::string(entry->key) +
                                "`, which AWS spells `" + std::string(key) + "`",
                        .naming = Symbol::Naming::kWords,
                        .at = entry->key_span});
    return Fact<bool>::Unknowable(unsure, given.place());
  }

  // Mount points that can be written to, and file systems in memory.
  List<Text> WritableMounts(Traced container) const {
    List<Text> paths{.place = PlaceOf(container)};
    const auto each = [&](std::string_view path, auto&& add) {
      const Traced list = At(container, path);
      if (!list || list->is_null()) return;
      if (!list->is_list()) {
        const Symbol* unknown = FirstUnknown(*list);
        if (paths.open_because == nullptr) paths.open_because = unknown;
        return;
      }
      if (list->open() && paths.open_because == nullptr) paths.open_because = list->open_because;
      for (const Traced& item : list->items()) {
        const Traced mount = values_.Inside(list, item);
        if (mount->is_unknown()) {
          paths.items.push_back(Fact<Text>::Unknowable(&mount->symbol(), PlaceOf(mount)));
        } else if (mount->is_map()) {
          add(mount);
        }
      }
    };
    each("mountPoints", [&](Traced mount) {
      const Fact<bool> read_only = Bool(At(mount, "readOnly"), PlaceOf(mount));
      if (read_only.Is(true)) return;
      if (const Unknown* why = read_only.unknown()) {
        paths.items.push_back(Fact<Text>::Unknowable(why->symbol, PlaceOf(mount)));
        return;
      }
      paths.items.push_back(ToText(At(mount, "containerPath"), PlaceOf(mount), values_));
    });
    each("linuxParameters.tmpfs", [&](Traced mount) {
      paths.items.push_back(ToText(At(mount, "containerPath"), PlaceOf(mount), values_));
    });
    return paths;
  }

  // The names. The environment may be unevaluated still, then some names are not seen.
  List<Text> Environment(Traced container) const {
    List<Text> names{.place = PlaceOf(container)};
    const Traced environment = At(container, "environment");
    const Traced secrets = At(container, "secrets"), files = At(container, "environmentFiles");
    AddNames(environment, names);
    AddNames(secrets, names);
    for (const Traced& one : {environment, secrets, files}) {
      if (one) names.completeness = std::max(names.completeness, CertaintyOf(one));
    }
    const bool none = !files || files->is_null() || (files->is_list() && files->count == 0);
    if (!none && names.open_because == nullptr) {
      names.open_because =
          values_.Intern({.why = Why::kNotKnown,
                          .name = "what the container's environment file in S3 sets",
                          .naming = Symbol::Naming::kWords,
                          .at = files->span});
    }
    return names;
  }

  // Of what an unevaluated condition chooses, any of the names may be there.
  bool AddChoices(Traced raw, List<Text>& names) const {
    if (!raw->is_map() || raw->count != 1) return false;
    const Entry& only = raw->entries().front();
    if (only.key == "Ref" || only.key == "!Ref") return KnownText(*only.value) == "AWS::NoValue";
    const bool is_if = only.key == "Fn::If" || only.key == "!If";
    if (!is_if || !only.value->is_list() || only.value->count != 3) return false;
    for (const Traced& chosen : only.value->items().subspan(1)) {
      const Traced one[] = {chosen};
      AddNames(chosen->is_map() ? Traced{values_.List(one, chosen->span)} : chosen, names);
    }
    return true;
  }

  void AddNames(Traced list, List<Text>& names) const {
    if (!list || list->is_null()) return;
    if (names.items.empty()) names.place = PlaceOf(list);
    const auto more = [&](Traced what) {
      if (names.open_because != nullptr) return;
      const Symbol* unknown = FirstUnknown(*what);
      names.open_because =
          unknown != nullptr
              ? unknown
              : values_.Intern({.why = Why::kUnsupported,
                                .name = "the name of an environment variable written this way",
                                .naming = Symbol::Naming::kWords,
                                .at = what->span});
    };
    if (AddChoices(list, names)) return;
    if (!list->is_list()) return more(list);
    if (list->open() && names.open_because == nullptr) names.open_because = list->open_because;
    for (const Traced& item : list->items()) {
      const Traced variable = values_.Inside(list, item);
      if (AddChoices(variable, names)) continue;
      const Traced name = variable->is_map() ? At(variable, "name") : Traced{};
      if (variable->is_map() && !name) continue;  // `[{}]`
      if (name && (name->is_string() || name->is_unknown())) {
        names.items.push_back(ToText(name, PlaceOf(variable), values_));
      } else {
        more(name ? name : variable);
      }
    }
  }

  const ContainerReading& reading_;
  ValueStore& values_;
  KeyCase keys_;
};

// Is this a map of container definitions by their names, and not one definition?
bool IsByName(const Value& map) {
  const auto entries = map.entries();
  return std::all_of(entries.begin(), entries.end(), [](const Entry& entry) {
    return entry.value->is_map() || entry.value->is_unknown();
  });
}

// AWS takes 10.
constexpr std::size_t kMaxContainers = 2'000;

const Symbol* TooMany(Span span, const ContainerReading& reading) {
  const char* message =
      "more than 2,000 containers in one task definition: none of them is looked at";
  const auto same = [&](const Problem& other) { return other.span == span; };
  if (reading.problems != nullptr && std::ranges::none_of(*reading.problems, same)) {
    reading.problems->push_back({Problem::kLimit, span, message});
  }
  return reading.values.Intern(
      {.why = Why::kLimit, .name = message, .naming = Symbol::Naming::kWords, .at = span});
}

}  // namespace

Fact<List<Container>> LowerContainers(Traced list, Place owner, const ContainerReading& reading) {
  const Traced value = Decoded(list, reading.sources, reading.values, reading.problems);
  using Fact = Fact<List<Container>>;
  if (!value) {
    if (!list) return Fact::Absent(owner);
    const Symbol* broken =
        reading.values.Intern({.why = Why::kBroken,
                               .name = "container definitions that are not valid JSON",
                               .naming = Symbol::Naming::kWords,
                               .at = list->span});
    return Fact::Unknowable(broken, PlaceOf(list));
  }
  if (value->is_null()) return Fact::Absent(PlaceOf(value), CertaintyOf(value));
  if (value->is_unknown()) return Fact::Unknowable(&value->symbol(), PlaceOf(value));
  if ((value->is_list() || value->is_map()) && value->count > kMaxContainers) {
    return Fact::Unknowable(TooMany(value->span, reading), PlaceOf(value));
  }
  MarkContainers(value, reading.sources, reading.keys == KeyCase::kPascal);
  const ContainersLowering lowering(reading);
  List<Container> containers{.place = PlaceOf(value)};
  if (value->is_map() && reading.chosen_by_module != nullptr && IsByName(*value)) {
    containers.open_because = value->open_because;
    for (const Entry& entry : value->entries()) {
      if (const Symbol* full =
              NoRoomIn(containers, reading.values, value->span, kBytesOfAContainer)) {
        containers.open_because = full;
        break;
      }
      auto one = lowering.One(
          reading.values.Inside(value, entry.value),
          reading.slot_prefix + "[\"" + reading.values.ShownKey(value, entry) + "\"].");
      containers.items.push_back(lowering.Named(one, reading.values.KeyOf(value, entry)));
    }
  } else if (value->is_map()) {  // one definition where a list is due: Terraform's modules write
                                 // that
    containers.items.push_back(lowering.One(value, 0));
  } else if (value->is_list()) {
    containers.open_because = value->open_because;
    for (std::size_t i = 0; i < value->count; ++i) {
      if (const Symbol* full =
              NoRoomIn(containers, reading.values, value->span, kBytesOfAContainer)) {
        containers.open_because = full;
        break;
      }
      containers.items.push_back(lowering.One(reading.values.Inside(value, value->items()[i]), i));
    }
  } else {
    const Symbol* broken =
        reading.values.Intern({.why = Why::kBroken,
                               .name = "container definitions that are not a list",
                               .naming = Symbol::Naming::kWords,
                               .at = value->span});
    return Fact::Unknowable(broken, PlaceOf(value));
  }
  return Fact::Known(std::move(containers), PlaceOf(value), CertaintyOf(value));
}

Fact<List<Container>> LowerOneContainer(Traced map, Place owner, const ContainerReading& reading) {
  using Fact = Fact<List<Container>>;
  if (!map || map->is_null()) return Fact::Absent(owner);
  if (map->is_unknown()) return Fact::Unknowable(&map->symbol(), PlaceOf(map));
  MarkContainers(map, reading.sources, reading.keys == KeyCase::kPascal);
  List<Container> only{.place = PlaceOf(map)};
  only.items.push_back(ContainersLowering(reading).One(map, reading.slot_prefix + "."));
  return Fact::Known(std::move(only), PlaceOf(map), CertaintyOf(map));
}

void AddStray(std::vector<Stray>& strays, Stray stray) {
  const bool known = std::any_of(strays.begin(), strays.end(), [&](const Stray& other) {
    return other.place.span == stray.place.span && other.owner.address == stray.owner.address;
  });
  if (!known) strays.push_back(std::move(stray));
}

void FindStrayFlags(Traced map, const std::string& path, const std::string& holder,
                    const ContainerReading& reading) {
  if (reading.strays == nullptr || !map || !map->is_map()) return;
  for (const Entry& entry : map->entries()) {
    if (!LooksLikeExecFlag(entry.key)) continue;
    Stray stray{.owner = reading.owner};
    stray.place = {entry.key_span, map.route};
    stray.path = path + std::string(entry.key);
    stray.spelling = std::string(entry.key);
    stray.consequence = holder + " has no such property" + reading.stray_refusal;
    stray.instead = reading.stray_instead;
    AddStray(*reading.strays, std::move(stray));
  }
}

}  // namespace execlint::ecs
