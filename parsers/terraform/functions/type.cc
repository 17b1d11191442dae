#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

Traced ToString(Call& call) {
  const auto made = ToStringValue(call, call.args[0]);
  return made ? *made : call.Fail("the argument is not a string");
}

Traced ToNumber(Call& call) {
  const auto made = ToNumberValue(call, call.args[0]);
  return made ? *made : call.Fail("the argument is not a number");
}

Traced ToBool(Call& call) {
  const auto made = ToBoolValue(call, call.args[0]);
  return made ? *made : call.Fail("the argument is not a bool");
}

Traced ToList(Call& call) {
  if (call[0].is_null()) return call.args[0];
  if (!call[0].is_list()) return call.Fail("the argument is not a list");
  const Traced made = call.List(Unified(call, Elements(call.store(), call.args[0])),
                                call[0].open_because, Shape::kList);
  return {made.value, call.args[0].route};
}

Traced ToMap(Call& call) {
  if (call[0].is_null()) return call.args[0];
  if (!call[0].is_map()) return call.Fail("the argument is not a map");
  std::vector<Entry> entries = SortedEntries(call[0]);
  std::vector<Traced> values;
  for (const Entry& entry : entries) values.push_back(entry.value);
  values = Unified(call, std::move(values));
  if (values.size() > entries.size()) return values.back();  // they have no common type
  for (std::size_t i = 0; i < entries.size(); ++i) entries[i].value = values[i];
  return {call.Map(entries, call[0].open_because, Shape::kMap).value, call.args[0].route};
}

Traced Sensitive(Call& call) {
  call.host.MarkWritten(call.args[0]);
  return call.store().Secret(call.args[0], call.at);
}

// What somebody calls no secret may be one all the same, given with --var: it stays what it is.
Traced NonSensitive(Call& call) { return call.args[0]; }

constexpr Function kTypeFunctions[] = {
    {"tostring", "a", ToString},   {"tonumber", "a", ToNumber}, {"tobool", "a", ToBool},
    {"tolist", "a", ToList},       {"tomap", "a", ToMap},       {"nonsensitive", "A", NonSensitive},
    {"sensitive", "A", Sensitive},
};

}  // namespace

std::span<const Function> TypeFunctions() { return kTypeFunctions; }

}  // namespace execlint::terraform
