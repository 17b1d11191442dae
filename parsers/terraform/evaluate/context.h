// What the parts of one evaluator share. Each part (blocks, variables, references, ...) is a class
// of its own that holds a Context and the parts before it; all of them get at expressions through
// the one interface here, so no part depends on Evaluation.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_CONTEXT_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_CONTEXT_H_

#include <compare>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/hand_over.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/evaluate/results.h"
#include "parsers/terraform/evaluate/scope.h"
#include "parsers/terraform/evaluate/selectors.h"
#include "parsers/terraform/functions/function.h"
#include "parsers/terraform/modules/module_tree.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

// What stands between the brackets of a call of sensitive(), and where.
struct SensitiveArgument {
  ExprRef argument;
  const ModuleInstance* module = nullptr;
  const Declared* self = nullptr;
  friend auto operator<=>(const SensitiveArgument&, const SensitiveArgument&) = default;
};

class Expressions {
 public:
  virtual ~Expressions() = default;
  // The value of an expression under the scenario at hand.
  virtual Traced Evaluate(ExprRef expression, const Scope& scope) = 0;
};

struct Context {
  const Configuration& configuration;
  ValueStore& store;
  Unknowns& unknowns;
  Selectors& selectors;
  ModuleTree& modules;
  Results& results;
  Budget& budget;
  Expressions& expressions;
  FunctionHost& host;
  HandOvers& others;
  std::set<SensitiveArgument>& sensitive_arguments;  // that were evaluated
  std::string workspace = {};                        // of this run; empty: any

  Traced Evaluate(ExprRef expression, const Scope& scope) const {
    return expressions.Evaluate(expression, scope);
  }
  // What another unit hands over, as read at `at`; no value if none of the project does. `named`:
  // the value that `name` is made of.
  Traced HandedOver(const HandOver& wanted, Traced named, std::string_view part, Span at) const {
    Traced given = results.Now([&](const Scenario& scenario, Reads& reads) {
      return others.Get(wanted, part, at, scenario, reads);
    });
    if (!given) return {};
    // What the other unit cannot evaluate is unknown here: nothing is wrong with asking for it.
    if (given->is_unknown() && given->fails && given->symbol().why != Why::kNotHandedOver) {
      Symbol symbol = given->symbol();
      symbol.fails = false;
      given.value = store.Unknown(store.Intern(std::move(symbol)), given->span);
    }
    if (const RouteStep* step = DefaultBehind(named)) {
      given = store.Via(given, step->how, step->at, step->input);
    }
    return store.Via(given, RouteStep::How::kReference, at);
  }
  Call MakeCall(std::string_view name, Span at, std::vector<Traced> args) const {
    return {name, at, std::move(args), unknowns, host};
  }
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_CONTEXT_H_
