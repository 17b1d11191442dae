// Parameters and what they may be: given, defaulted, unknown, or a selector with candidates.
//
// A parameter is a selector if AllowedValues name its candidates, if the template compares it with
// literals or looks something up by it, or if it is true or false and decides about exec. Then no
// default is a guess: every candidate is a scenario of its own. A parameter that is only ever
// compared with `true` is a boolean: it has no other values. A pseudo parameter that is compared
// (`AWS::Region`) is a selector too, but only where it is compared.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_PARAMETERS_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_PARAMETERS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/hand_over.h"
#include "lint/value/scenario.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"
#include "parsers/cloudformation/stack.h"
#include "parsers/cloudformation/template.h"

namespace execlint::cloudformation {

// Values for parameters from outside the template, by name, as `--var` and parameter files give
// them.
struct Inputs {
  std::map<std::string, std::string, std::less<>> parameters = {};
  std::vector<Selector> selectors = {};  // of units that were loaded before: see Loading
  HandOvers* others = nullptr;           // null: nobody hands anything over
};

class Parameters {
 public:
  // What the stack around a nested one gives for a parameter, evaluated there.
  using Argument = std::function<Traced(const Scenario&, Reads&)>;
  using Arguments = std::map<std::string_view, Argument>;

  // For a template without nested stacks.
  Parameters(const Template& tmpl, const Inputs& inputs, ValueStore& store);
  // For a stack with nested stacks: literals that these compare their parameters with become
  // candidates too.
  Parameters(const Stack& stack, const Inputs& inputs, ValueStore& store);
  // For a nested stack. It shares the selectors of the stack around, which must outlive this.
  Parameters(const Stack& stack, Arguments arguments, Parameters& around, ValueStore& store);
  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;

  // Of the whole unit.
  const std::vector<Selector>& selectors() const { return *selectors_; }

  // The value of a Ref to the parameter; no value if there is no such parameter. Its route contains
  // the default or the command line, but not the Ref itself.
  Traced Get(std::string_view name, const Scenario& scenario, Reads& reads) const;
  // The value of a pseudo parameter in a comparison; no value if nothing compares it.
  Traced GetCompared(std::string_view pseudo, const Scenario& scenario, Reads& reads) const;

  // `other` stands for "none of the candidates" of a selector: can it be `text`? (No: it is
  // certainly different.)
  bool OtherMayBe(const Symbol& other, std::string_view text) const;

 private:
  struct One {
    Traced plain = {};
    std::optional<std::uint8_t> selector = {};
    std::vector<Traced> candidates = {};  // one per candidate of the selector
    Argument argument = {};
    Traced stored = {};  // the name under which the Parameter Store has the value
    std::string_view name = {};
    Span argument_at = {};
    Span hidden = {};  // what says NoEcho; invalid: nothing does
    bool is_list = false;
  };
  // What a name is compared with or looked up among.
  struct Compared {
    std::vector<Traced> literals = {};
    bool others_fail = false;   // a lookup has nothing for other values
    bool decides_exec = false;  // it is the flag of a service, or chosen for it
  };
  using Comparisons = std::map<std::string, Compared, std::less<>>;
  // What a selector chooses from.
  struct Choices {
    std::vector<Traced> candidates = {};
    std::optional<Standing> other = {};
    Standing named = Standing::kGiven;  // of those that are no default
    bool has_default = false;
    Standing fallback = Standing::kGiven;
    bool other_fails = false;
    bool is_switch = false;

    // An assertion of the template may refuse any of the values.
    void BoundByRules() {
      fallback = Standing::kDoubtful;
      named = std::max(named, Standing::kDoubtful);
      if (other) other = std::max(*other, Standing::kDoubtful);
    }
  };

  static Comparisons FindComparisons(const Template& tmpl, ValueStore& store);
  static Comparisons FindComparisons(const Stack& stack, ValueStore& store);
  void DeclareAll(const Template& tmpl, const Inputs& inputs, ValueStore& store);
  void Declare(const TemplateParameter& parameter, const Inputs& inputs, ValueStore& store);
  // What is written as the default; no value if there is none.
  static Traced Default(const TemplateParameter& parameter, ValueStore& store);
  // The default that may be overridden, or an unknown.
  Traced Unselected(const TemplateParameter& parameter, ValueStore& store) const;
  // None where the parameter decides nothing.
  static std::optional<Choices> ChoicesOf(const TemplateParameter& parameter,
                                          const Compared* compared, ValueStore& store);
  // Can no selector choose from them?
  bool IsTooMany(const Choices& choices) const;
  static Traced Undistinguished(std::string_view name, Span at, ValueStore& store);
  void MakeSelector(One& one, std::string_view name, Span at, Choices choices, ValueStore& store);

  // The value of a selector.
  Traced Chosen(const One& one, const Scenario& scenario, Reads& reads) const;
  Traced FromAround(const One& one, const Scenario& scenario, Reads& reads) const;
  Traced FromStore(const One& one, const Scenario& scenario, Reads& reads) const;
  // An argument or a stored text, as what the parameter takes.
  Traced AsDeclared(const One& one, Traced value) const;

  ValueStore& store_;
  Comparisons compared_;
  std::map<std::string_view, One> parameters_;
  std::map<std::string, One, std::less<>> pseudo_;
  std::vector<Selector> own_selectors_;
  std::vector<Selector>* selectors_ = &own_selectors_;
  const Parameters* around_ = nullptr;
  HandOvers* hand_overs_ = nullptr;
  std::string prefix_;  // of names in a nested stack
  std::map<const Symbol*, std::uint8_t> others_;
  std::set<std::string, std::less<>> ruled_;  // parameters of which the template's `Rules` speak
};

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_PARAMETERS_H_
