// ValueStore makes and owns the values, symbols and routes of one deployment unit, and counts what
// they take (lint/value/budget.h). Append-only; everything it hands out keeps its address until the
// store goes. Not for use by two threads.
//
//   ValueStore store;
//   const Value* flag = store.Bool(true, span);
//   Traced via = store.Via({flag}, RouteStep::How::kReference, reference_span);
//   const Symbol* account = store.Intern({.why = Why::kDataSource, .name = "AWS::AccountId"});
//   const Value* arn = store.String({{.text = "arn:aws:iam::"}, {.hole = account}}, span);
#ifndef EXECLINT_LINT_VALUE_VALUE_STORE_H_
#define EXECLINT_LINT_VALUE_VALUE_STORE_H_

#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "lint/value/budget.h"
#include "lint/value/value.h"

namespace execlint {

class ValueStore {
 public:
  explicit ValueStore(Budget::Limits limits = {});
  // What reads from the values of `base`, which it keeps: its ids for resources, its names of
  // secrets and its symbols for what is the same for all of a deployment go on, and so does its
  // budget, which gets back what was taken when this store goes. One at a time for each base.
  explicit ValueStore(std::shared_ptr<ValueStore> base);
  ~ValueStore();
  ValueStore(const ValueStore&) = delete;
  ValueStore& operator=(const ValueStore&) = delete;

  const Value* Null(Span span);
  const Value* Bool(bool value, Span span);
  const Value* Number(double value, Span span);
  const Value* Number(const ExactNumber& value, Span span);
  const Value* Unknown(const Symbol* symbol, Span span);
  // A string of one literal run. `text` is copied; `from` is the text's own place (without quotes).
  const Value* Literal(std::string_view text, Span span, Span from, bool verbatim = true);
  // Texts of the parts must outlive the store (views into the SourceMap, or made by Keep). Adjacent
  // literal parts are kept apart, since each has its own place; empty literal parts are dropped.
  const Value* String(std::span<const Part> parts, Span span);
  const Value* String(std::initializer_list<Part> parts, Span span) {
    return String(std::span<const Part>(parts.begin(), parts.size()), span);
  }
  // A string that was made by encoding `inside` (see Value::encodes).
  const Value* Encoded(std::span<const Part> parts, Span span, Traced inside,
                       Encoding encoding = Encoding::kJson);
  // A list or map that would be larger than kMaxTreeSize or deeper than kMaxTreeDepth is an empty
  // one instead that is open (Why::kLimit).
  const Value* List(std::span<const Traced> items, Span span, const Symbol* open_because = nullptr,
                    Shape shape = Shape::kUnspecified);
  const Value* Map(std::span<const Entry> entries, Span span, const Symbol* open_because = nullptr,
                   Shape shape = Shape::kUnspecified);
  // The same list or map with another shape; anything else as it is.
  Traced Reshaped(Traced value, Shape shape);

  // What is not known of something since it is more than execlint follows: `what` in words, `a
  // list`.
  const Symbol* Limit(std::string_view what, Span at);

  // Arithmetic whose results live as long as this store.
  BigNumbers& numbers();

  // What this store and the evaluation that fills it may take.
  Budget& budget();
  // What its values take, without those of its base.
  std::size_t bytes() const;

  // A copy of `text` that lives as long as the store.
  std::string_view Keep(std::string_view text);

  // As many ids for resources as that, one after the other: the first of them.
  ResourceId NewResources(std::size_t count);

  // The one symbol for this unknown thing. Two calls with equal why, name, resource, attribute and
  // because_of in one unit give the same pointer (`at` is that of the first).
  const Symbol* Intern(Symbol symbol);
  // What is interned from now on means something in the code of that unit alone, but for what is
  // the same for all of a deployment (predeclared.h). Returns the unit of before. Empty: the unit
  // that the store is for.
  std::string_view EnterUnit(std::string_view path);
  std::string_view unit() const;

  // `value` with one more step on its route. `input` must live as long as the store.
  Traced Via(Traced value, RouteStep::How how, Span at, std::string_view input = {});
  Traced ViaReference(Traced value, Span at, ResourceId resource, std::string_view attribute);
  // The same value as a secret, because of what stands at `at`: its text, and that of all that is
  // made of it, is never shown.
  Traced Secret(Traced value, Span at);
  // By which name two secrets can be told apart: equal texts have one number, from 1 on.
  std::size_t NumberOf(std::string_view secret);
  // An element of a container as seen from where the container is seen: the element's own route,
  // and then the container's.
  Traced Inside(Traced container, Traced element);
  // The key of an entry as a string, seen from where the map is seen.
  Traced KeyOf(Traced map, const Entry& entry);
  // The same for people: see NumberedMask.
  std::string ShownKey(Traced map, const Entry& entry);
  // A list or map that is complete only because an input has its default, which `step` passes: sets
  // Value::complete_by_default. Unchanged where `step` is null.
  Traced CompleteByDefault(Traced collection, const RouteStep* step);
  // A route that runs `nearer` first (next to where the value was written) and then `further`.
  const RouteStep* Chain(const RouteStep* nearer, const RouteStep* further);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The step at which the route passes through the default of an input that whoever deploys may
// override, or through what another unit has by its name alone: what comes this way is as doubtful.
// Null if it passes none.
inline const RouteStep* DefaultOn(const RouteStep* route) {
  while (route != nullptr && route->how != RouteStep::How::kDefault &&
         route->how != RouteStep::How::kByName) {
    route = route->before;
  }
  return route;
}
inline bool PassesDefault(const RouteStep* route) { return DefaultOn(route) != nullptr; }

// The first default on the route of a value or of a part of its text, or the one that a list or map
// is complete by; null if there is none.
const RouteStep* DefaultBehind(Traced value);

// The resource attribute that a value consists of entirely: the symbol of an attribute, or a value
// that came by reference from an attribute that the code sets. `resource` is kNone if the value is
// anything else.
struct ResourceAttribute {
  ResourceId resource = ResourceId::kNone;
  std::string_view attribute;
};
ResourceAttribute ReferencedResource(Traced value);
// The same of the attributes that count alone. `computed`: the code does not set its value.
using AttributeCounts = bool (*)(std::string_view attribute, bool computed);
ResourceAttribute ReferencedResource(Traced value, AttributeCounts counts);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_VALUE_STORE_H_
