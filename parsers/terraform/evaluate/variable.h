// Values of variables and of the workspace.
//
// A variable of the root is an input. Its value comes from, in this order: `--var`, the var file
// that the scenario chooses, the var files that are always loaded, its default, unless its own
// validation refuses that. Without any it is an unknown input, which becomes a selector if the code
// compares it with something or takes it for a bool (see selectors.h). A variable of a module has
// the value of the call's argument. If the call leaves it out, it has its default, which counts as
// certain, since only a change of the code can override it.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_VARIABLE_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_VARIABLE_H_

#include <deque>
#include <map>
#include <string_view>
#include <vector>

#include "lint/source/problem.h"
#include "parsers/hcl/parser.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/type.h"
#include "parsers/terraform/project/inputs.h"

namespace execlint::terraform {

class Variables : public FallbackReader {
 public:
  Variables(const Context& context, const Inputs& inputs) : c_(context), inputs_(inputs) {}

  // `var.NAME` in a module; `at` is where it is referred to.
  Traced Variable(const ModuleInstance& module, std::string_view name, Span at);
  // `terraform.workspace`.
  Traced Workspace(Span at);
  // The value of an unknown input, or of a part of one. If it is a selector, that is the candidate
  // which the scenario at hand chooses for it; else it stays unknown.
  Traced Chosen(const Symbol* input, Span at);

  // The default of an optional() attribute: literals only.
  Traced Fallback(ExprRef expression) override;

  // What is wrong with the values of the command line that were read so far.
  std::vector<Problem> ProblemsOfGiven() const;

 private:
  Traced RootVariable(const Declared& declared, Span at);
  // The input, where its default is true, false or one of a list of allowed values, and it is a
  // selector.
  const Symbol* NoteSwitch(Traced fallback, const Declared& declared, const Type& type, Span at);
  // With the values that the validations of the input allow.
  Selectors::Declaration DeclarationOf(const Declared& declared, const Type& type);
  // Does a validation of the input certainly refuse this value?
  bool IsRefused(Traced value, const Declared& declared);
  Traced ConvertedInput(Traced value, const Declared& declared, const Type& type);
  const Type& TypeOf(const Declared& declared);

  const Context& c_;
  const Inputs& inputs_;
  std::map<const Declared*, Type> types_;
  std::deque<hcl::ParsedExpression> parsed_;  // of --var
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_VARIABLE_H_
