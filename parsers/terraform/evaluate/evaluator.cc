#include "parsers/terraform/evaluate/evaluator.h"

#include <utility>

#include "parsers/terraform/evaluate/evaluation.h"

namespace execlint::terraform {

Evaluator::Evaluator(const Configuration& configuration, const Folder& root, const Inputs& inputs,
                     ValueStore& store, HandOvers& others, std::vector<Selector> before,
                     std::string workspace)
    : unknowns_(store),
      selectors_(unknowns_, std::move(before)),
      modules_(configuration, root, store),
      results_(unknowns_),
      context_{.configuration = configuration,
               .store = store,
               .unknowns = unknowns_,
               .selectors = selectors_,
               .modules = modules_,
               .results = results_,
               .budget = store.budget(),
               .expressions = *this,
               .host = host_,
               .others = others,
               .sensitive_arguments = sensitive_arguments_,
               .workspace = std::move(workspace)},
      blocks_(context_),
      templates_(context_),
      expander_(context_),
      variables_(context_, inputs),
      data_sources_(context_, blocks_, templates_),
      attributes_(context_, blocks_, data_sources_),
      members_(context_, variables_, attributes_),
      references_(context_, variables_, expander_),
      host_(context_, blocks_, templates_, attributes_) {}

Traced Evaluator::Evaluate(ExprRef expression, const Scope& scope) {
  const Budget::Level level(context_.budget);
  if (level.too_deep() || !context_.budget.Spend(1)) {
    return unknowns_.Limit("this expression", expression->span);
  }
  return Evaluation(context_, references_, members_, scope, *expression.ast)
      .Evaluate(expression.id);
}

Traced Evaluator::Shared(const AttributeRef& written, const ModuleInstance& module) {
  const Results::Key key{&module, written.value.ast, static_cast<std::uint32_t>(written.value.id)};
  return results_.Once(key, written.name.text, written.span,
                       [&] { return Evaluate(written.value, {.module = &module}); });
}

}  // namespace execlint::terraform
