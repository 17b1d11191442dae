// The scenario that is being evaluated, and the results that have a name (a variable, a local, an
// argument of an instance). A result is computed once for all scenarios that agree on the selectors
// that it read; one that read none is computed once.
//
//   results.Under(scenario, reads, [&] {
//     return results.Once({&module, declaration}, "image", at, [&] { return Evaluate(...); });
//   });
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_RESULTS_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_RESULTS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/source/span.h"
#include "lint/value/scenario.h"
#include "lint/value/value.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

class Results {
 public:
  explicit Results(Unknowns& unknowns) : unknowns_(unknowns) {}

  // Runs `f` under a scenario; the selectors that it reads are added to `reads`.
  template <class F>
  auto Under(const Scenario& scenario, Reads& reads, F&& f) {
    const Scenario* const outer_scenario = std::exchange(scenario_, &scenario);
    Reads* const outer_reads = std::exchange(reads_, &reads);
    auto result = f();
    scenario_ = outer_scenario;
    reads_ = outer_reads;
    return result;
  }

  // What `f` gives for the scenario at hand; it notes the selectors that it reads.
  template <class F>
  auto Now(F&& f) {
    return f(*scenario_, *reads_);
  }

  // Reads a selector: the number of its candidate in the scenario at hand.
  std::uint8_t Candidate(std::uint8_t selector) { return reads_->Look(*scenario_, selector); }

  // What a result belongs to: the module or instance, the declaration, block or syntax tree that it
  // is written in, and the number of the value there.
  struct Key {
    const void* owner = nullptr;
    const void* written = nullptr;
    std::uint32_t which = 0;

    friend bool operator==(const Key&, const Key&) = default;
  };
  // What `compute` returned when it was last run with the same choices. A computation that asks
  // for its own result fails: "`name` refers to itself".
  Traced Once(const Key& key, std::string_view name, Span at,
              const std::function<Traced()>& compute);
  // Forgets every result: needed when symbols begin to be selectors.
  void Forget() { known_.clear(); }

  // The computation at hand reads an input that has its default.
  void NoteDefault(const Symbol* input);
  // Runs `f` and returns the inputs whose defaults it read, itself or in results that it used; in
  // the order in which they were read first in this unit.
  std::vector<const Symbol*> DefaultsReadBy(const std::function<void()>& f);

 private:
  // Numbers of inputs, in ascending order.
  using Inputs = std::vector<std::uint32_t>;
  struct Result {
    Guard when;
    Traced value;
    Inputs defaults;  // that it read
  };
  struct Known {
    ByGuard<Result> results;
    bool running = false;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };

  Inputs NumbersReadBy(const std::function<void()>& f);
  void Note(const Inputs& more);

  Unknowns& unknowns_;
  std::unordered_map<Key, Known, Hash> known_;
  std::vector<const Symbol*> inputs_;  // by number
  std::unordered_map<const Symbol*, std::uint32_t> numbers_;
  const Scenario* scenario_ = nullptr;
  Reads* reads_ = nullptr;
  Inputs* defaults_ = nullptr;  // null: nobody asks for them
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_RESULTS_H_
