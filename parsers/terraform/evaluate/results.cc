#include "parsers/terraform/evaluate/results.h"

#include <string>

namespace execlint::terraform {

std::size_t Results::Hash::operator()(const Key& key) const {
  const auto mix = [](std::size_t a, std::size_t b) { return a * 0x9E3779B97F4A7C15u ^ (b >> 3); };
  return mix(mix(reinterpret_cast<std::uintptr_t>(key.owner) >> 3,
                 reinterpret_cast<std::uintptr_t>(key.written)),
             std::size_t{key.which} << 3);
}

Traced Results::Once(const Key& key, std::string_view name, Span at,
                     const std::function<Traced()>& compute) {
  Known& known = known_[key];  // stays where it is: unordered_map keeps its elements in place
  for (const Case<Traced>& one : known.cases) {
    if (Holds(one.when, *scenario_)) {
      reads_->Note(one.when);
      return one.value;
    }
  }
  if (known.running) return unknowns_.Fail("`" + std::string(name) + "` refers to itself", at);
  known.running = true;
  Reads inner;
  const Traced made = Under(*scenario_, inner, compute);
  known.running = false;
  known.cases.push_back({inner.guard(), made});
  reads_->Note(inner.order());
  return made;
}

}  // namespace execlint::terraform
