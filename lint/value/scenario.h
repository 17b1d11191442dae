// Scenarios: one consistent choice for everything in the code that selects.
//
// A *selector* is something the code decides by: a CloudFormation parameter, the Terraform
// workspace, a set of var files, an unknown input that is compared with literals. Its *candidates*
// are the values it can take; the last may be *other*, "none of the literals". A Scenario fixes
// every selector.
//
// Nothing above an attribute knows about choices: an evaluator evaluates an attribute under one
// scenario, and every selector it looks at goes into Reads. Explore() then tries the other
// candidates of just those selectors. The resulting cases are an exact partition of all scenarios:
// each scenario (with no more than kMaxDeviations) matches the guard of exactly one case.
//
//   Explored<Traced> flag = Explore(selectors, kMaxCases, [&](const Scenario& s, Reads& reads) {
//     return Evaluate(expression, s, reads);
//   });
#ifndef EXECLINT_LINT_VALUE_SCENARIO_H_
#define EXECLINT_LINT_VALUE_SCENARIO_H_

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/source/span.h"

namespace execlint {

struct Symbol;

inline constexpr std::size_t kMaxSelectors = 256;  // of one unit
inline constexpr std::size_t kMaxCandidates = 64;  // of one selector
inline constexpr std::size_t kMaxCases = 1024;     // of one exploration
inline constexpr std::size_t kMaxDeviations = 3;   // from tacit defaults, in one scenario

// How sure it is that somebody chooses a value.
enum class Standing : std::uint8_t {
  // The code names the value, or nobody can leave the choice out.
  kGiven,
  // A value of an input without a default, *other* included, that the code may refuse.
  kDoubtful,
  // What the code does not name, although it has a default: the other value of a boolean, *other*.
  kPossible,
};

struct Selector {
  enum class What : std::uint8_t { kInput, kWorkspace, kVarFiles } what = What::kInput;
  std::string name = {};  // as shown: `var.env`, `EnvType`, `terraform.workspace`
  std::vector<std::string> candidates = {};  // the first is the base scenario's
  bool has_other = false;                    // the last candidate stands for "none of these"
  Span at = {};                              // where the selector is declared
  std::vector<Span> files = {};              // of var files: the candidates, where they are files
  // Of var files: what each candidate gives the inputs whose values are known texts.
  struct Given {
    std::string input = {};  // `var.environment`
    std::string value = {};
    Span at = {};
    bool secret = false;  // the value is never shown
  };
  std::vector<std::vector<Given>> given = {};
  Standing other = Standing::kGiven;  // of *other*, where there is one
  // Of the values that the code names, but for the default, which comes first.
  Standing named = Standing::kGiven;
  bool has_default = false;
  Standing fallback = Standing::kGiven;  // of the default
  bool other_fails = false;              // the code looks something up that has nothing for *other*
  // The code compares what a function makes of the input, lower() or trimprefix(): *other* is what
  // is none of the candidates, nor becomes the same as one of them.
  bool loose = false;
  bool is_switch = false;  // a boolean with a default, the first candidate; the second is possible
  // The default goes without saying: what rests on it is that much less certain, and no description
  // of scenarios names it. Of such selectors at most kMaxDeviations have another value at a time.
  bool tacit_default = false;
  // The path of the unit that has it; empty: the unit that is judged.
  std::string unit = {};
  // Selectors of several units that have the same one have the same value, as far as both name it:
  // one environment is deployed at a time. Empty: it is tied to no other.
  std::string tie = {};

  // Bit n: candidate n is a secret. See ShownCandidate.
  std::uint64_t secrets = 0;

  void HideCandidate(std::size_t candidate) { secrets |= std::uint64_t{1} << candidate; }
  bool IsSecret(std::size_t candidate) const { return (secrets >> candidate & 1) != 0; }
  // The candidate for people: `***` for a secret.
  std::string ShownCandidate(std::size_t candidate) const;
  Standing StandingOf(std::size_t candidate) const {
    if (IsOther(candidate)) return other;
    if (is_switch && candidate > 0) return Standing::kPossible;
    return has_default && candidate == 0 ? fallback : named;
  }
  Span PlaceOf(std::size_t candidate) const {
    return candidate < files.size() && files[candidate].valid() ? files[candidate] : at;
  }
  bool IsOther(std::size_t candidate) const {
    return has_other && candidate + 1 == candidates.size();
  }

  // For sentences: a name out of the code stands in quotes, `the var file` does not.
  std::string Shown() const {
    const std::string shown = what == What::kVarFiles ? name : "`" + name + "`";
    return unit.empty() ? shown : shown + " of `" + unit + "`";
  }
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

  // In place of a candidate: it is not known which one the selector has.
  static constexpr std::uint8_t kOpen = 0xFF;
  // Every selector is open: what is found is so in all scenarios.
  static Scenario AllOpen() {
    Scenario open;
    open.candidate.fill(kOpen);
    return open;
  }
};

// Why something is unknown in such a scenario: it depends on a selector.
extern const Symbol kOpenChoice;

// A set of scenarios: those in which all of these choices hold. Sorted by selector. Empty: always.
using Guard = std::vector<Choice>;

// Of what holds in these scenarios alone: that of the least sure choice.
Standing StandingOf(const Guard& guard, const std::vector<Selector>& selectors);

// Does the code fail in these scenarios, so that nobody can deploy it?
bool Fails(const Guard& guard, const std::vector<Selector>& selectors);

// Can the choices be made at once? Not where two selectors that are tied have different values.
bool Consistent(const Guard& guard, const std::vector<Selector>& selectors);

inline bool Holds(const Guard& guard, const Scenario& scenario) {
  return std::all_of(guard.begin(), guard.end(), [&](const Choice& choice) {
    return scenario.candidate[choice.selector] == choice.candidate;
  });
}

// Finds the guard that holds in a scenario among many, at most one of which holds in each.
//
//   index.Add({{0, 1}, {2, 0}});  // selector 0 has candidate 1, selector 2 candidate 0
//   index.Find(scenario);         // 0, or kNone
class GuardIndex {
 public:
  static constexpr std::size_t kNone = SIZE_MAX;

  void Add(const Guard& guard);
  // How many guards were added before the one that holds.
  std::size_t Find(const Scenario& scenario) const;

 private:
  // Guards of the same selectors, by their candidates.
  struct Group {
    std::vector<std::uint8_t> selectors = {};
    std::unordered_map<std::string, std::size_t> numbers = {};
  };
  std::vector<Group> groups_;
  std::size_t count_ = 0;
};

// Things that have a guard each, `when`; at most one of these holds in each scenario.
template <class Guarded>
class ByGuard {
 public:
  ByGuard() = default;
  explicit ByGuard(std::vector<Guarded> all) : all_(std::move(all)) { Index(0); }
  void Add(Guarded one) {
    all_.push_back(std::move(one));
    Index(all_.size() - 1);
  }
  // The one whose guard holds; null if there is none.
  const Guarded* Find(const Scenario& scenario) const {
    if (index_ != nullptr) {
      const std::size_t found = index_->Find(scenario);
      return found == GuardIndex::kNone ? nullptr : &all_[found];
    }
    for (const Guarded& one : all_) {
      if (Holds(one.when, scenario)) return &one;
    }
    return nullptr;
  }
  const std::vector<Guarded>& all() const { return all_; }

 private:
  static constexpr std::size_t kFew = 8;  // are looked through

  // Those from this position on are new.
  void Index(std::size_t from) {
    if (all_.size() <= kFew) return;
    if (index_ == nullptr) from = 0;
    // Copies share it until one of them grows.
    if (index_ == nullptr || index_.use_count() > 1) {
      index_ = index_ == nullptr ? std::make_shared<GuardIndex>()
                                 : std::make_shared<GuardIndex>(*index_);
    }
    for (; from < all_.size(); ++from) index_->Add(all_[from].when);
  }

  std::vector<Guarded> all_;
  std::shared_ptr<GuardIndex> index_;  // where there are more
};

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

// What an attribute is, per scenario. The cases are disjoint, and together they are all scenarios
// unless an exploration stopped at its limit: then `left_out` is the value in the scenarios that it
// did not get to. One case unless a selector was read.
template <class T>
class Cases {
 public:
  Cases() : Cases(T{}) {}  // in every scenario
  explicit Cases(T value) { cases_.Add({{}, std::move(value)}); }
  explicit Cases(std::vector<Case<T>> cases) : cases_(std::move(cases)) {}
  Cases(std::vector<Case<T>> cases, T left_out) : Cases(std::move(cases)) {
    left_out_.push_back(std::move(left_out));
  }
  Cases(const Cases&);
  Cases(Cases&&) noexcept;
  Cases& operator=(const Cases&);
  Cases& operator=(Cases&&) noexcept;
  ~Cases();

  // The value under `scenario`; the choices it depends on go into `reads`. Null where it depends on
  // a selector that is open.
  const T* At(const Scenario& scenario, Reads& reads) const {
    if (const Case<T>* one = cases_.Find(scenario)) {
      reads.Note(one->when);
      return &one->value;
    }
    // Whether a scenario was left out depends on the selectors that the exploration read first.
    for (const Choice& choice : all().front().when) reads.Look(scenario, choice.selector);
    return left_out();
  }
  const std::vector<Case<T>>& all() const { return cases_.all(); }
  // The value in scenarios that are in no case; null where there are none.
  const T* left_out() const { return left_out_.empty() ? nullptr : &left_out_.front(); }

  // Does `f(value)` hold in some scenario?
  template <class F>
  bool AnyValue(F&& f) const {
    return std::any_of(all().begin(), all().end(),
                       [&](const Case<T>& one) { return f(one.value); }) ||
           (left_out() != nullptr && f(*left_out()));
  }

  template <class F>
  void ForEachValue(F&& f) const {
    for (const Case<T>& one : all()) f(one.value);
    if (left_out() != nullptr) f(*left_out());
  }

  template <class F>
  auto Map(F&& f) const {
    using U = std::decay_t<decltype(f(all().front().value))>;
    std::vector<Case<U>> mapped;
    mapped.reserve(all().size());
    for (const Case<T>& one : all()) mapped.push_back({one.when, f(one.value)});
    return left_out_.empty() ? Cases<U>(std::move(mapped))
                             : Cases<U>(std::move(mapped), f(left_out_.front()));
  }

 private:
  ByGuard<Case<T>> cases_;
  std::vector<T> left_out_;  // at most one
};

// Does `f(value)` hold in some scenario that needs no value which nobody is known to choose?
template <class T, class F>
bool HoldsAsWritten(const Cases<T>& cases, const std::vector<Selector>& selectors, F&& f) {
  return std::ranges::any_of(cases.all(),
                             [&](const Case<T>& one) {
                               return StandingOf(one.when, selectors) != Standing::kPossible &&
                                      f(one.value);
                             }) ||
         (cases.left_out() != nullptr && f(*cases.left_out()));
}

// Not inline, so that a type that is used everywhere is compiled once (`extern template`).
template <class T>
Cases<T>::Cases(const Cases&) = default;
template <class T>
Cases<T>::Cases(Cases&&) noexcept = default;
template <class T>
Cases<T>& Cases<T>::operator=(const Cases&) = default;
template <class T>
Cases<T>& Cases<T>::operator=(Cases&&) noexcept = default;
template <class T>
Cases<T>::~Cases() = default;

template <class T>
struct Explored {
  std::vector<Case<T>> cases;  // sorted by guard
  bool complete = true;        // false: the limit was met and some scenarios are in no case
  // Are at least all scenarios in a case that do not deviate from a tacit default?
  bool without_deviations_complete = true;
};

// Finds the cases of a computation, at most `limit` of them; those that do not deviate from a tacit
// default come first. `visit(scenario, reads)` runs once per
// case and notes in `reads` which selectors it looked at. Returns the guard of each case in the
// order of the visits, and whether all scenarios are in one of them.
// Cases that are not consistent are left out, unless no other is left.
struct CaseGuards {
  std::vector<Guard> guards;
  std::vector<std::size_t> kept;  // the positions of those not left out, in order of the guards
  bool complete = true;
  bool without_deviations_complete = true;
};
CaseGuards VisitCases(const std::vector<Selector>& selectors, std::size_t limit,
                      const std::function<void(const Scenario&, Reads&)>& visit);

// Runs `f(scenario, reads)` once per case, at most `limit` times, and collects the results.
template <class F>
auto Explore(const std::vector<Selector>& selectors, std::size_t limit, F&& f) {
  using T = decltype(f(std::declval<const Scenario&>(), std::declval<Reads&>()));
  std::vector<T> values;
  CaseGuards visited = VisitCases(selectors, limit, [&](const Scenario& scenario, Reads& reads) {
    values.push_back(f(scenario, reads));
  });
  Explored<T> result{.cases = {},
                     .complete = visited.complete,
                     .without_deviations_complete = visited.without_deviations_complete};
  result.cases.reserve(visited.kept.size());
  for (const std::size_t i : visited.kept) {
    result.cases.push_back({std::move(visited.guards[i]), std::move(values[i])});
  }
  return result;
}

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_SCENARIO_H_
