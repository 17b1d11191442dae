// The machinery that lowering tables of every format share: from a property's value to an
// attribute.
//
// A format describes a resource by rows, and offers its properties through a ResourceReader:
//
//   constexpr Row<Service> kService[] = {
//       {"enable_execute_command", &Service::enable_execute_command},
//       {"network_configuration.subnets", &Service::subnets},
//   };
//   Service service{.head = head};
//   LowerRows(reader, kService, service);
//
// A property with a more complex structure (containers, policy documents) is lowered with LowerWith
// and a function from a value to a fact.
#ifndef EXECLINT_LINT_MODEL_LOWERING_H_
#define EXECLINT_LINT_MODEL_LOWERING_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "lint/model/attribute.h"
#include "lint/value/value_store.h"

namespace execlint {

// The strings that a format takes where a bool is due. It refuses any other string.
enum class BoolWords : std::uint8_t {
  kNone,            // API JSON
  kTerraform,       // "true" and "1", "false" and "0"
  kCloudFormation,  // "true", "True", "TRUE"; "false", "False", "FALSE"
};

// One resource instance as an evaluator offers it.
class ResourceReader {
 public:
  virtual ~ResourceReader() = default;
  // The value of a property, by a path in the format's own spelling
  // (`network_configuration.subnets`). A Traced without value: certainly not written. A property
  // that may be written where execlint cannot read it (an unknown dynamic block, a merge with
  // something unknown) is an unknown value.
  virtual Cases<Traced> Get(std::string_view path) const = 0;
  virtual Slot SlotOf(std::string_view path) const = 0;
  // Where an absence points: the resource's head.
  virtual Place head() const = 0;
  virtual BoolWords bool_words() const = 0;
  // The upper bound for the certainty of every fact about the property, for example because
  // `ignore_changes` lets others change it after deployment.
  virtual Certainty max_certainty([[maybe_unused]] std::string_view path) const {
    return Certainty::kCertain;
  }
  virtual ValueStore& values() const = 0;
};

// A part of a resource by the path that leads to it: paths go on from there.
//
//   const Below parameters(reader, "target.ecs_parameters");
//   parameters.Get("launch_type")   // `target.ecs_parameters.launch_type`
class Below final : public ResourceReader {
 public:
  Below(const ResourceReader& reader, std::string_view path)
      : reader_(reader), path_(std::string(path) + ".") {}

  Cases<Traced> Get(std::string_view path) const override { return reader_.Get(At(path)); }
  Slot SlotOf(std::string_view path) const override { return reader_.SlotOf(At(path)); }
  Place head() const override { return reader_.head(); }
  BoolWords bool_words() const override { return reader_.bool_words(); }
  Certainty max_certainty(std::string_view path) const override {
    return reader_.max_certainty(At(path));
  }
  ValueStore& values() const override { return reader_.values(); }

 private:
  std::string At(std::string_view path) const { return path_ + std::string(path); }

  const ResourceReader& reader_;
  std::string path_;
};

// PlaceOf: where a value is written, and its route. CertaintyOf: kDefaulted if the value came
// through a default that may be overridden, else kCertain.
Place PlaceOf(Traced value);
Certainty CertaintyOf(Traced value);

// One value as a fact. No value and null give Absent at `owner`; a value of another type than asked
// for is unknown (kBroken), never a guess.
Fact<bool> ToBool(Traced value, Place owner, ValueStore& values, BoolWords words);
Fact<Text> ToText(Traced value, Place owner, ValueStore& values);
Fact<Ref> ToRef(Traced value, Place owner, ValueStore& values);
// Lists; a single value where a list is due counts as a list of one (as CloudFormation and IAM have
// it).
Fact<List<Text>> ToTexts(Traced value, Place owner, ValueStore& values);
Fact<List<Ref>> ToRefs(Traced value, Place owner, ValueStore& values);
// A single reference where the model has a list. (ToRefs takes an unknown value for a list that is
// unknown as a whole.)
Fact<List<Ref>> ToOneRef(Traced value, Place owner, ValueStore& values);

// Why a list may hold more than is seen, other than more of the same; null if it does not.
inline const Symbol* MoreThanSeen(const Value& list) {
  const bool alike = list.open() && list.open_because->rest == Symbol::Rest::kAlikeSome;
  return alike && list.count > 0 ? nullptr : list.open_because;
}

// Why there is no room in the model for one more item of the list, which is written at a place;
// null if there is, as there always is for the first few. `bytes`: what one item takes with all
// that it holds.
template <class T>
const Symbol* NoRoomIn(const List<T>& list, ValueStore& values, Span at,
                       std::size_t bytes = sizeof(Fact<T>)) {
  constexpr std::size_t kFew = 16;
  const bool room = values.budget().Keep(bytes) || list.items.size() < kFew;
  return room ? nullptr : values.Limit("a list", at);
}

// A list of which `f` makes each item: `Fact<T> f(Traced item, Place place, ValueStore& values)`. A
// single value where a list is due counts as a list of one.
template <class T, class F>
Fact<List<T>> ToListOf(Traced list, Place owner, ValueStore& values, F&& f) {
  if (!list) return Fact<List<T>>::Absent(owner);
  if (list->is_null()) return Fact<List<T>>::Absent(PlaceOf(list), CertaintyOf(list));
  if (list->is_unknown()) return Fact<List<T>>::Unknowable(&list->symbol(), PlaceOf(list));
  List<T> made{.place = list->span.valid() ? PlaceOf(list) : owner};
  if (list->is_list()) {
    made.open_because = MoreThanSeen(*list);
    for (const Traced& item : list->items()) {
      if (const Symbol* full = NoRoomIn(made, values, list->span)) {
        made.open_because = full;
        break;
      }
      const Traced one = values.Inside(list, item);
      made.items.push_back(f(one, PlaceOf(one), values));
    }
  } else {
    made.items.push_back(f(list, PlaceOf(list), values));
  }
  return Fact<List<T>>::Known(std::move(made), PlaceOf(list), CertaintyOf(list));
}

// A property of a map value: the entry's value as seen from outside. No value if the key is
// certainly absent; an unknown value if the map is open or unknown.
Traced Property(Traced map, std::string_view key, ValueStore& values);
// The same through a path of keys `a.b.c`. On the path, a list with one element stands for that
// element, as a Terraform block does.
Traced PropertyAt(Traced map, std::string_view path, ValueStore& values);

// A property lowered by a function of one value, `Fact<T> f(Traced, Place owner, ValueStore&)`.
template <class F>
auto LowerWith(const ResourceReader& reader, std::string_view path, F&& f) {
  const Place owner = reader.head();
  const Certainty best = reader.max_certainty(path);
  auto in = reader.Get(path).Map(
      [&](Traced value) { return f(value, owner, reader.values()).NoMoreCertainThan(best); });
  using T = std::decay_t<decltype(*f(Traced{}, owner, reader.values()))>;
  return Attr<T>{std::move(in), reader.SlotOf(path)};
}

// Is it written, or perhaps written, in any case?
template <class T>
bool IsWritten(const Attr<T>& attribute) {
  return attribute.in.AnyValue([](const Fact<T>& fact) { return fact.present(); });
}

// An attribute that a row fills in.
using AttrSlot =
    std::variant<Attr<bool>*, Attr<Text>*, Attr<Ref>*, Attr<List<Text>>*, Attr<List<Ref>>*>;
void LowerRow(const ResourceReader& reader, std::string_view path, AttrSlot into);

// `Role::name` and its like: what a row fills in.
template <class R>
struct Row {
  std::string_view path;
  std::variant<Attr<bool> R::*, Attr<Text> R::*, Attr<Ref> R::*, Attr<List<Text>> R::*,
               Attr<List<Ref>> R::*>
      member;
};

template <class R>
void LowerRows(const ResourceReader& reader, std::span<const Row<R>> rows, R& resource) {
  for (const Row<R>& row : rows) {
    LowerRow(reader, row.path,
             std::visit([&](auto member) { return AttrSlot(&(resource.*member)); }, row.member));
  }
}

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_LOWERING_H_
