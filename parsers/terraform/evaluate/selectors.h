// The selectors of one Terraform unit: each evaluation of the unit notes what unknown inputs are
// compared with, and which booleans decide about exec; what was found begins to be a selector
// before the next one.
//
//   env = "prod" ? ... : ...      Compared(var.env, "prod")
//   local.sizes[var.env]          Compared(var.env, each key, IfNone::kFails)
//   var.create ? 1 : 0            UsedAsBool(var.create)
//   env = "prod", which is one of those that a validation allows     Decides("dev", the default)
//   enable_execute_command = var.exec, which is false by default     Switches(var.exec)
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_SELECTORS_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_SELECTORS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/value/scenario.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/evaluate/compared.h"
#include "parsers/terraform/evaluate/type.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

// A list of allowed values longer than this is a menu (instance types), not a decision.
inline constexpr std::size_t kMaxAllowedValues = 16;
// How many names inputs that are limited to some values may give one thing, where each is a
// scenario.
inline constexpr std::size_t kMaxNames = 64;

class Selectors {
 public:
  // `before`: those of units that were loaded before this one: see Loading.
  Selectors(Unknowns& unknowns, std::vector<Selector> before)
      : unknowns_(unknowns), compared_(unknowns), selectors_(std::move(before)) {}

  // ---- what an evaluation finds

  // What becomes of an expression in which the input is none of the literals.
  enum class IfNone : std::uint8_t { kHasAValue, kFails };
  // The unknown `value` is compared with `literal`, or indexes a map that has it as a key. What is
  // made from an input by changing its text (see MarkTextual) counts as the input itself.
  void Compared(Traced value, Traced literal, IfNone if_none = IfNone::kHasAValue);
  // Is `value` to be compared with each element or key of `all`? Not so where it was before.
  bool ComparesFirst(Traced value, Traced all, IfNone if_none);
  // The same for what may be a part of the value, and so decides nothing.
  void ComparedInPart(Traced value, Traced literal) {
    if (!closed_) compared_.Note(value, literal);
  }
  const terraform::Compared& compared() const { return compared_; }
  // The code decides by `value`. Where that is the default of an input with a list of allowed
  // values, the input becomes a selector of those values.
  void Decides(Traced value);
  // The text says which of several things is meant (the key of a state). Inputs in it that have a
  // list of allowed values become selectors of those.
  void Names(Traced text);
  // The code asks whether `value` is `literal`. Where `value` is the default of an input, the input
  // may be a switch: it has its default or that literal; where that asks whether it is set,
  // anything.
  void AskedWhether(Traced value, Traced literal);
  void UsedAsBool(const Value& value);
  // A boolean input decides about exec: one that has a default, whose other value is to be looked
  // at too, and `value`, if it is one that was declared as a bool and has none.
  void Switches(const Symbol* input);
  void Switches(const Value& value);
  // What a function took off an input's text.
  struct Affixes {
    std::string prefix;
    std::string suffix;
    bool secret = false;  // one of them is
  };
  // The symbol's text is that of an input, changed by a function such as lower() or split().
  //   trimprefix(terraform.workspace, "shop-")     {.prefix = "shop-"}
  void MarkTextual(const Symbol* symbol, Affixes off) { textual_.emplace(symbol, std::move(off)); }
  // Null: the symbol is none of these.
  const Affixes* Textual(const Symbol* symbol) const;

  // The declared type and the values that a validation allows, of the input behind a symbol.
  struct Declaration {
    Type type = {};
    std::vector<Traced> allowed = {};  // empty: not restricted
    bool validated = false;            // restricted in a way that is not evaluated
    Traced fallback = {};              // the default, if that is true, false or allowed
    bool listed = false;               // the fallback is one of those allowed
    Span at = {};
    bool workspace = false;
    bool secret = false;  // no value of the input is shown
  };
  void Declare(const Symbol* input, Declaration declaration);

  // The var files to choose from are a selector. Called before all that follows, if at all. `files`
  // has a place in each of them, none for a candidate that is no file.
  void AddVarFiles(std::vector<std::string> names, std::vector<Span> files);
  // Makes selectors of what was found since the last call. False: nothing was.
  bool Extend();
  // There will be no other evaluation: nothing more is noted.
  void Close() { closed_ = true; }
  bool closed() const { return closed_; }

  // ---- the selectors so far

  const std::vector<Selector>& all() const { return selectors_; }
  // Inputs that could not become selectors: too many of them, or too many candidates.
  const std::vector<std::string>& left_out() const { return left_out_; }
  // How many of the var files have a candidate.
  std::size_t var_files_read() const { return var_files_read_; }
  // The selector of a selectable symbol, if it is one.
  std::optional<std::uint8_t> Of(const Symbol* symbol) const;
  // The value that the symbol has under a candidate of its selector.
  Traced Candidate(const Symbol* symbol, std::uint8_t candidate, Span at) const;
  std::optional<std::uint8_t> var_files() const { return var_files_; }

 private:
  struct Candidates {
    std::vector<Traced> values;
    bool as_bool = false;
    bool others_fail = false;
    bool loose = false;  // compared with what a function makes of the input
  };
  struct Chosen {
    std::uint8_t selector = 0;
    std::vector<Traced> values;
    const Symbol* other = nullptr;
  };
  Candidates& Found(const Symbol* symbol);
  Traced WithAffixes(Traced literal, const Affixes& off) const;
  void Add(const Symbol* symbol, const Candidates& found);

  Unknowns& unknowns_;
  terraform::Compared compared_;
  bool closed_ = false;
  std::set<std::tuple<const Symbol*, const Value*, IfNone>> compared_all_;
  std::optional<std::uint8_t> var_files_ = {};  // the number of that selector
  std::map<const Symbol*, Affixes> textual_;
  std::map<const Symbol*, Declaration> declared_;
  std::map<std::string, const Symbol*, std::less<>> listed_;  // with a default and allowed values
  std::map<std::string, const Symbol*, std::less<>> others_;  // with another default
  std::map<const Symbol*, std::vector<Traced>> asked_;        // what the code compares these with
  std::vector<const Symbol*> order_;                          // of discovery
  std::size_t added_ = 0;  // so many of them were looked at by Extend
  std::map<const Symbol*, Candidates> found_;
  std::vector<Selector> selectors_;
  std::vector<std::string> left_out_;
  std::size_t var_files_read_ = 0;
  std::map<const Symbol*, Chosen> chosen_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_SELECTORS_H_
