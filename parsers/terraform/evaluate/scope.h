// What names mean where an expression stands.
//
//   const Scope in_module{.module = &module};
//   const Scope in_block = ScopeOf(instance);          // `each`, `count` and `self` mean something
//   const Binding item{"s", value, scope.bindings};    // inside `[for s in ... : s]`
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_SCOPE_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_SCOPE_H_

#include <string_view>
#include <unordered_map>

#include "lint/value/value.h"
#include "parsers/terraform/modules/instance.h"

namespace execlint::terraform {

// A name that an expression binds: of a `for`, a dynamic block, a loop of a template.
struct Binding {
  std::string_view name;
  Traced value;
  const Binding* outer = nullptr;
};

// The variables that a template is given.
using Given = std::unordered_map<std::string_view, Traced>;
inline const Given kNothingGiven;

struct Scope {
  const ModuleInstance* module = nullptr;
  const Instance* self = nullptr;  // whose each and count are meant
  const Binding* bindings = nullptr;
  Traced splat_item = {};
  // Set in a template file, and where only literals may stand: besides these names and those of
  // `bindings` none means anything.
  const Given* only = nullptr;
};

// What looks like a name there is a part of a value, which may be a secret.
inline bool OnlyLiterals(const Scope& scope) { return scope.only == &kNothingGiven; }

inline Scope ScopeOf(const Instance& instance) { return {instance.module, &instance}; }

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_SCOPE_H_
