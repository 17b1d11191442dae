// Evaluates the expressions of one deployment unit, on demand, under one scenario at a time. An
// evaluator lives as long as its unit. Nothing here knows what a resource means.
//
//   Evaluator evaluator(configuration, *folder, inputs, store);
//   evaluator.Under(scenario, reads, [&] { return evaluator.Written(service, "cluster"); });
//
// This class only puts the parts together; each part has one job, and uses those before it:
//
//   BlockValues, TemplateFiles   arguments and nested blocks; templates in files
//   Expander                     count and for_each
//   Variables                    inputs, and what calls give to modules
//   DataSources, Attributes      `.name` of whole data sources, resources and module calls
//   Members, References          `.name` and `[key]` of any value; what a name means
//   Evaluation                   one run of one expression
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATOR_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATOR_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/value/scenario.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/evaluate/attribute.h"
#include "parsers/terraform/evaluate/blocks.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/data_source.h"
#include "parsers/terraform/evaluate/expansion.h"
#include "parsers/terraform/evaluate/host.h"
#include "parsers/terraform/evaluate/member.h"
#include "parsers/terraform/evaluate/reference.h"
#include "parsers/terraform/evaluate/template_file.h"
#include "parsers/terraform/evaluate/variable.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/inputs.h"

namespace execlint::terraform {

class Evaluator : private Expressions {
 public:
  // All of these must outlive the evaluator. `before`: see Selectors; `workspace`: see Loading.
  Evaluator(const Configuration& configuration, const Folder& root, const Inputs& inputs,
            ValueStore& store, HandOvers& others, std::vector<Selector> before,
            std::string workspace);
  Evaluator(const Evaluator&) = delete;
  Evaluator& operator=(const Evaluator&) = delete;

  // Runs `f` under a scenario; the selectors that it reads are added to `reads`. All that follows
  // is called inside of such an `f`.
  template <class F>
  auto Under(const Scenario& scenario, Reads& reads, F&& f) {
    const Budget::Request request(context_.budget);
    return results_.Under(scenario, reads, std::forward<F>(f));
  }

  Traced Evaluate(ExprRef expression, const Scope& scope) override;
  // The same for what several instances share, such as an argument of their provider: computed
  // once.
  Traced Shared(const AttributeRef& written, const ModuleInstance& module);
  // An output of a module.
  Traced Output(const ModuleInstance& module, std::string_view name, Span at) {
    return attributes_.Output(module, name, at);
  }
  // An attribute of the resource that the symbol stands for the whole of; no value: of none here.
  Traced AttributeOf(const Symbol& resource, std::string_view name, Span at) {
    const Instance* instance = modules_.InstanceOf(resource);
    return instance != nullptr ? attributes_.Attribute(*instance, name, at) : Traced();
  }
  // See DataSources.
  Traced ParameterValue(const Instance& parameter, Span at) {
    return data_sources_.ParameterValue(parameter, at);
  }
  Traced NameLookedUp(const Instance& data) { return data_sources_.NameLookedUp(data); }
  // See BlockValues.
  Traced Written(const Instance& instance, std::string_view name) {
    return blocks_.Written(instance, name);
  }
  Traced Argument(const Instance& instance, const AttributeRef& attribute) {
    return blocks_.Argument(instance, attribute);
  }
  Traced NestedBlocks(const Instance& instance, const BlocksOfType& written) {
    return blocks_.NestedBlocks(instance, written);
  }
  Traced WrittenAt(const Instance& instance, std::string_view path) {
    return blocks_.WrittenAt(instance, path);
  }
  // The whole block of an instance as a map.
  Traced WholeBlock(const Instance& instance) {
    return blocks_.BodyValue(instance.declared->body(), ScopeOf(instance),
                             instance.declared->span());
  }
  // The instances of a block.
  Expansion Expand(const ModuleInstance& module, const Declared& declared, Instance::Kind kind) {
    return expander_.Expand(module, declared, kind);
  }
  Call MakeCall(std::string_view name, Span at, std::vector<Traced> args) const {
    return context_.MakeCall(name, at, std::move(args));
  }

  const Configuration& configuration() const { return context_.configuration; }
  ModuleTree& modules() { return modules_; }
  Unknowns& unknowns() { return unknowns_; }
  Selectors& selectors() { return selectors_; }
  ValueStore& store() { return context_.store; }
  // Of all calls of sensitive() that were evaluated so far.
  const std::set<SensitiveArgument>& sensitive_arguments() const { return sensitive_arguments_; }
  // See Results.
  std::vector<const Symbol*> DefaultsReadBy(const std::function<void()>& f) {
    return results_.DefaultsReadBy(f);
  }
  // Forgets every result: to be called when there are new selectors.
  void Forget() { results_.Forget(); }
  // What is wrong with the values that were given on the command line, at their variables.
  std::vector<Problem> ProblemsOfGiven() const { return variables_.ProblemsOfGiven(); }
  // Did the unit take more work than it may?
  bool exhausted() const { return context_.budget.exhausted(); }

 private:
  Unknowns unknowns_;
  Selectors selectors_;
  ModuleTree modules_;
  Results results_;
  std::set<SensitiveArgument> sensitive_arguments_;
  Context context_;  // refers to what stands before it, and to host_
  BlockValues blocks_;
  TemplateFiles templates_;
  Expander expander_;
  Variables variables_;
  DataSources data_sources_;
  Attributes attributes_;
  Members members_;
  References references_;
  Host host_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_EVALUATOR_H_
