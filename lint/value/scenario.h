// Scenarios: one consistent choice for everything in the code that selects.
//
// A *selector* is something the code decides by: a CloudFormation parameter, the Terraform
// workspace, a set of var files, an unknown input that is compared with literals. Its *candidates*
// are the values it can take; the last may be *other*, "none of the literals". A Scenario fixes
// every selector.
//
// Nothing above an attribute knows about choices: an evaluator evaluates an attribute under one
// scenario, and every selector it looks at goes into Reads. Explore() then turns to the other
// candidates of just those selectors. The leaves are an exact partition of all scenarios: each
// scenario matches the guard of exactly one leaf.
//
//   Explored<Traced> flag = Explore(selectors, kMaxLeaves, [&](const Scenario& s, Reads& reads) {
//     return Evaluate(expression, s, reads);
//   });
#ifndef EXECLINT_LINT_VALUE_SCENARIO_H_
#define EXECLINT_LINT_VALUE_SCENARIO_H_

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "lint/source/span.h"

namespace execlint {

inline constexpr std::size_t kMaxSelectors = 64;   // of one unit
inline constexpr std::size_t kMaxCandidates = 64;  // of one selector
inline constexpr std::size_t kMaxLeaves = 64;      // of one exploration

struct Selector {
  enum class What : std::uint8_t { kInput, kWorkspace, kVarFiles } what = What::kInput;
  std::string name;                     // as shown: `var.env`, `EnvType`, `terraform.workspace`
  std::vector<std::string> candidates;  // the first is the base scenario's
  bool has_other = false;               // the last candidate stands for "none of these"
  Span at;                              // where the selector is declared

  // For sentences: a name out of the code stands in quotes, `the var file` does not.
  std::string Shown() const { return what == What::kVarFiles ? name : "`" + name + "`"; }
};

// Selector number `selector` has its `candidate`-th value.
struct Choice {
  std::uint8_t selector = 0;
  std::uint8_t candidate = 0;
  friend bool operator==(const Choice&, const Choice&) = default;
  friend auto operator<=>(const Choice&, const Choice&) = default;
};

struct Scenario {
  std::array<std::uint8_t, kMaxSelectors> candidate{};  // all zero: the base scenario
};

// A set of scenarios: those in which all of these choices hold. Sorted by selector. Empty: always.
using Guard = std::vector<Choice>;

inline bool Holds(const Guard& guard, const Scenario& scenario) {
  return std::all_of(guard.begin(), guard.end(), [&](const Choice& choice) {
    return scenario.candidate[choice.selector] == choice.candidate;
  });
}

// Which selectors were looked at, in the order of the first look.
class Reads {
 public:
  // The candidate that `scenario` has for `selector`, noted as read.
  std::uint8_t Look(const Scenario& scenario, std::uint8_t selector) {
    Note({selector, scenario.candidate[selector]});
    return scenario.candidate[selector];
  }
  void Note(Choice choice) {
    if (seen_[choice.selector]) return;
    seen_.set(choice.selector);
    order_.push_back(choice);
  }
  void Note(const std::vector<Choice>& choices) {
    for (const Choice& choice : choices) Note(choice);
  }
  const std::vector<Choice>& order() const { return order_; }
  Guard guard() const {
    Guard sorted = order_;
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  }

 private:
  std::bitset<kMaxSelectors> seen_;
  std::vector<Choice> order_;
};

template <class T>
struct Case {
  Guard when;
  T value;
};

// What an attribute is, per scenario: exhaustive and disjoint. One element unless a selector was
// read.
template <class T>
class Cases {
 public:
  Cases() : cases_(1) {}  // a T{} in every scenario
  explicit Cases(T value) { cases_.push_back({{}, std::move(value)}); }
  explicit Cases(std::vector<Case<T>> cases) : cases_(std::move(cases)) {}

  // The value under `scenario`; the choices it hangs on go into `reads`. The last case also stands
  // for scenarios that an exploration left out at its limit: make it an unknown there.
  const T& At(const Scenario& scenario, Reads& reads) const {
    const auto match = std::find_if(cases_.begin(), cases_.end() - 1,
                                    [&](const Case<T>& one) { return Holds(one.when, scenario); });
    reads.Note(match->when);
    return match->value;
  }
  const std::vector<Case<T>>& all() const { return cases_; }

  template <class F>
  auto Map(F&& f) const {
    using U = std::decay_t<decltype(f(cases_.front().value))>;
    std::vector<Case<U>> mapped;
    mapped.reserve(cases_.size());
    for (const Case<T>& one : cases_) mapped.push_back({one.when, f(one.value)});
    return Cases<U>(std::move(mapped));
  }

 private:
  std::vector<Case<T>> cases_;
};

template <class T>
struct Explored {
  std::vector<Case<T>> leaves;  // sorted by guard
  bool complete = true;         // false: the limit was met and some scenarios are in no leaf
};

// Runs `f(scenario, reads)` once per leaf of its own decision tree, at most `limit` times.
template <class F>
auto Explore(const std::vector<Selector>& selectors, std::size_t limit, F&& f) {
  using T = decltype(f(std::declval<const Scenario&>(), std::declval<Reads&>()));
  Explored<T> result;
  std::vector<std::vector<Choice>> work(1);
  while (!work.empty()) {
    if (result.leaves.size() == limit) {
      result.complete = false;
      break;
    }
    std::vector<Choice> prefix = std::move(work.back());
    work.pop_back();
    Scenario scenario;
    for (const Choice& choice : prefix) scenario.candidate[choice.selector] = choice.candidate;
    Reads reads;
    T value = f(static_cast<const Scenario&>(scenario), reads);
    Reads all;
    all.Note(prefix);
    const std::size_t fixed = all.order().size();
    all.Note(reads.order());
    result.leaves.push_back({all.guard(), std::move(value)});
    for (std::size_t i = fixed; i < all.order().size(); ++i) {
      const Choice read = all.order()[i];
      for (std::size_t c = 0; c < selectors[read.selector].candidates.size(); ++c) {
        if (c == read.candidate) continue;
        work.push_back(prefix);
        work.back().push_back({read.selector, static_cast<std::uint8_t>(c)});
      }
      prefix.push_back(read);
    }
  }
  std::sort(result.leaves.begin(), result.leaves.end(),
            [](const Case<T>& a, const Case<T>& b) { return a.when < b.when; });
  return result;
}

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_SCENARIO_H_
