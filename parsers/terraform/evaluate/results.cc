#include "parsers/terraform/evaluate/results.h"

#include <algorithm>
#include <string>
#include <utility>

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
  for (const Result& one : known.results) {
    if (!Holds(one.when, *scenario_)) continue;
    reads_->Note(one.when);
    for (const Symbol* input : one.defaults) NoteDefault(input);
    return one.value;
  }
  if (known.running) return unknowns_.Fail("`" + std::string(name) + "` refers to itself", at);
  known.running = true;
  Reads inner;
  Traced made;
  std::vector<const Symbol*> defaults =
      DefaultsReadBy([&] { made = Under(*scenario_, inner, compute); });
  known.running = false;
  reads_->Note(inner.order());
  for (const Symbol* input : defaults) NoteDefault(input);
  known.results.push_back({inner.guard(), made, std::move(defaults)});
  return made;
}

void Results::NoteDefault(const Symbol* input) {
  if (defaults_ == nullptr) return;
  if (std::find(defaults_->begin(), defaults_->end(), input) == defaults_->end()) {
    defaults_->push_back(input);
  }
}

std::vector<const Symbol*> Results::DefaultsReadBy(const std::function<void()>& f) {
  std::vector<const Symbol*> found;
  std::vector<const Symbol*>* const outer = std::exchange(defaults_, &found);
  f();
  defaults_ = outer;
  return found;
}

}  // namespace execlint::terraform
