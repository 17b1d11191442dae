#include "parsers/terraform/evaluate/results.h"

#include <algorithm>
#include <iterator>
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
  if (const Result* one = known.results.Find(*scenario_)) {
    reads_->Note(one->when);
    Note(one->defaults);
    return one->value;
  }
  if (known.running) return unknowns_.Fail("`" + std::string(name) + "` refers to itself", at);
  known.running = true;
  Reads inner;
  Traced made;
  Inputs defaults = NumbersReadBy([&] { made = Under(*scenario_, inner, compute); });
  known.running = false;
  reads_->Note(inner.order());
  Note(defaults);
  known.results.Add({inner.guard(), made, std::move(defaults)});
  return made;
}

void Results::NoteDefault(const Symbol* input) {
  if (defaults_ == nullptr) return;
  const auto [number, fresh] =
      numbers_.try_emplace(input, static_cast<std::uint32_t>(inputs_.size()));
  if (fresh) inputs_.push_back(input);
  Note({number->second});
}

void Results::Note(const Inputs& more) {
  if (defaults_ == nullptr || std::ranges::includes(*defaults_, more)) return;
  Inputs both;
  both.reserve(defaults_->size() + more.size());
  std::ranges::set_union(*defaults_, more, std::back_inserter(both));
  *defaults_ = std::move(both);
}

Results::Inputs Results::NumbersReadBy(const std::function<void()>& f) {
  Inputs found;
  Inputs* const outer = std::exchange(defaults_, &found);
  f();
  defaults_ = outer;
  return found;
}

std::vector<const Symbol*> Results::DefaultsReadBy(const std::function<void()>& f) {
  std::vector<const Symbol*> inputs;
  for (const std::uint32_t number : NumbersReadBy(f)) inputs.push_back(inputs_[number]);
  return inputs;
}

}  // namespace execlint::terraform
