// The selectors of one Terraform unit: found in a first evaluation that notes what unknown inputs
// are compared with, fixed before the second one.
//
//   env = "prod" ? ... : ...      Compared(var.env, "prod")
//   local.sizes[var.env]          Compared(var.env, each key)
//   var.create ? 1 : 0            UsedAsBool(var.create)
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_SELECTORS_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_SELECTORS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/value/scenario.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/evaluate/type.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

class Selectors {
 public:
  explicit Selectors(Unknowns& unknowns) : unknowns_(unknowns) {}

  // ---- while discovering

  // The unknown `value` is compared with `literal`, or indexes a map that has it as a key. What is
  // made from an input by changing its text (see MarkTextual) counts as the input itself.
  void Compared(const Value& value, Traced literal);
  void UsedAsBool(const Value& value);
  // The symbol's text is that of an input, changed by a function such as lower() or split().
  void MarkTextual(const Symbol* symbol) { textual_.insert(symbol); }
  bool IsTextual(const Symbol* symbol) const { return textual_.contains(symbol); }

  // The declared type and the values that a validation allows, of the input behind a symbol.
  struct Declaration {
    Type type = {};
    std::vector<Traced> allowed = {};  // empty: not restricted
    Span at = {};
    bool workspace = false;
  };
  void Declare(const Symbol* input, Declaration declaration);

  // Fixes the selectors. `var_files`: the names of the var files to choose from, none or more.
  void Fix(std::vector<std::string> var_files, Span var_files_at);
  bool fixed() const { return fixed_; }

  // ---- once fixed

  const std::vector<Selector>& all() const { return selectors_; }
  // Inputs that could not become selectors: too many of them, or too many candidates.
  const std::vector<std::string>& left_out() const { return left_out_; }
  // The selector of a selectable symbol, if it is one.
  std::optional<std::uint8_t> Of(const Symbol* symbol) const;
  // The value that the symbol has under a candidate of its selector.
  Traced Candidate(const Symbol* symbol, std::uint8_t candidate, Span at) const;
  bool has_var_files() const { return var_files_; }

 private:
  struct Candidates {
    std::vector<Traced> values;
    bool as_bool = false;
  };
  struct Chosen {
    std::uint8_t selector = 0;
    std::vector<Traced> values;
    const Symbol* other = nullptr;
  };
  void Fix(const Symbol* symbol, const Candidates& found);

  Unknowns& unknowns_;
  bool fixed_ = false;
  bool var_files_ = false;
  std::set<const Symbol*> textual_;
  std::map<const Symbol*, Declaration> declared_;
  std::vector<const Symbol*> order_;  // of discovery
  std::map<const Symbol*, Candidates> found_;
  std::vector<Selector> selectors_;
  std::vector<std::string> left_out_;
  std::map<const Symbol*, Chosen> chosen_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_SELECTORS_H_
