// What a template's values mean under one scenario: intrinsic functions, parameters, conditions and
// mappings evaluated, as far as it can be known.
//
//   Evaluator evaluator(tmpl, inputs, store);
//   Reads reads;
//   Traced flag = evaluator.At(service.properties, "EnableExecuteCommand", Scenario{}, reads);
//
// A Traced without value means that nothing stands there (also by way of AWS::NoValue). What is not
// known is an unknown value with its reason; what a template could not be deployed with is unknown
// (Why::kBroken). Every evaluation is bounded in depth and steps, and all evaluations together in
// steps; beyond that, values are unknown (Why::kLimit).
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_EVALUATOR_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_EVALUATOR_H_

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "lint/model/answer.h"
#include "lint/model/hand_over.h"
#include "lint/value/scenario.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"
#include "parsers/cloudformation/parameters.h"
#include "parsers/cloudformation/template.h"

namespace execlint::cloudformation {

// What is not evaluated, at any depth, by its key.
struct LeaveRaw {
  std::span<const std::string_view> keys = {};  // handed over as it is written
  // Lists of things with a `Name`: of these it is told which there are, and what they are called.
  // The rest of each is handed over as it is written; so is all of a list in which no name that the
  // exec agent goes by may stand.
  std::span<const std::string_view> but_names = {};
};

class Evaluator {
 public:
  // All of these must outlive the evaluator. `others`: null: nobody hands anything over.
  Evaluator(const Template& tmpl, const Parameters& parameters, ValueStore& store,
            HandOvers* others = nullptr)
      : template_(tmpl), parameters_(parameters), store_(store), others_(others) {}
  // Of a nested stack. `prefix` tells its unknown things from those of other stacks.
  Evaluator(const Template& tmpl, const Parameters& parameters, std::string prefix,
            const Evaluator& around)
      : template_(tmpl),
        parameters_(parameters),
        store_(around.store_),
        others_(around.others_),
        prefix_(std::move(prefix)),
        bounds_(around.bounds_) {}
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  // Says what the outputs of the nested stack are that the resource `call` creates.
  using OutputOf = std::function<Traced(std::string_view name, const Scenario&, Reads&)>;
  void AddNested(ResourceId call, OutputOf output) { nested_.emplace(call, std::move(output)); }

  // Says why the template of a nested stack is unknown.
  void SetUndecided(ResourceId call, const Symbol* why) { undecided_[call] = why; }

  // The whole of a value, but for what is left raw.
  Traced Evaluate(Traced raw, const Scenario& scenario, Reads& reads,
                  const LeaveRaw& leave_raw = {}) const;
  // The value at a path of keys (`Configuration.ExecuteCommandConfiguration.Logging`) in a raw map.
  // Only what decides it is read.
  Traced At(Traced raw, std::string_view path, const Scenario& scenario, Reads& reads,
            const LeaveRaw& leave_raw = {}) const;
  // An output by its name; no value if there is none.
  Traced Output(std::string_view name, const Scenario& scenario, Reads& reads) const;
  // A condition by its name.
  // Does the condition hold? What rests on the default of a parameter is kDefaulted, and the first
  // of its places is that default.
  Answer Condition(std::string_view name, const Scenario& scenario, Reads& reads) const;

  const Template& tmpl() const { return template_; }
  const Parameters& parameters() const { return parameters_; }
  ValueStore& store() const { return store_; }

  // The bound was met at least once: what was not evaluated is unknown.
  bool exhausted() const { return bounds_->steps_left <= 0; }

 private:
  friend class Evaluation;

  const Template& template_;
  const Parameters& parameters_;
  ValueStore& store_;
  HandOvers* others_ = nullptr;
  std::string prefix_;
  std::map<ResourceId, OutputOf> nested_;
  std::map<ResourceId, const Symbol*> undecided_;

  // Of all evaluators of a unit together.
  struct Bounds {
    int steps_left = 4'000'000;  // each makes some 100 bytes of values at most
    int depth = 0;
  };
  Bounds own_bounds_;
  Bounds* bounds_ = &own_bounds_;
};

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_EVALUATOR_H_
