// `count`, `for_each` and OpenTofu's `lifecycle { enabled }`: which instances a block has under the
// scenario at hand.
//
//   count = 2                      r.x[0], r.x[1]
//   for_each = toset(["a"])        r.x["a"]
//   for_each = var.without_value   r.x[*], one instance that stands for all (Expansion::unknown)
//   count = var.on ? 1 : 0         r.x[0], which may not exist (Expansion::may_be_none)
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_EXPANSION_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_EXPANSION_H_

#include <map>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "parsers/terraform/evaluate/context.h"

namespace execlint::terraform {

class Expander {
 public:
  explicit Expander(const Context& context) : c_(context) {}

  Expansion Expand(const ModuleInstance& module, const Declared& declared, Instance::Kind kind);
  // The value of `for_each`, else that of `count`, else that of `lifecycle.enabled`; no value where
  // none is written.
  Traced Source(const ModuleInstance& module, const Declared& declared);
  // The number (`count.index`) or key (`each.key`) of the instance that stands for all unknown
  // ones: an unknown that is the same for all blocks with the same keys.
  Traced UnknownKey(const Expansion& all, Span at);
  // Why the number or key of that instance is not known, where the collection itself is.
  static Why WhyUnseen(const Expansion& all);

 private:
  struct Repetition {
    Expansion::Kind by = Expansion::kSingle;
    ExprRef written = {};
    Traced value = {};  // none: the block is not repeated
  };
  Repetition RepetitionOf(const ModuleInstance& module, const Declared& declared);
  Expansion ExpandEnabled(const ModuleInstance& module, const Declared& declared,
                          Instance::Kind kind, Traced enabled);
  Expansion ExpandCount(const ModuleInstance& module, const Declared& declared, Instance::Kind kind,
                        Traced count);
  Expansion ExpandForEach(const ModuleInstance& module, const Declared& declared,
                          Instance::Kind kind, Traced for_each);
  void Identify(Expansion& all);
  bool AtMostOne(ExprRef count, const Scope& scope);

  const Context& c_;
  std::unordered_map<const Declared*, std::optional<AttributeRef>> repeated_by_;
  // What known values of `for_each` and `count`, or none, led to.
  using ByValue =
      std::tuple<const ModuleInstance*, const Declared*, const Value*, const RouteStep*>;
  std::map<ByValue, Expansion> by_value_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_EXPANSION_H_
