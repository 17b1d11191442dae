// Version constraints of module calls, as Terraform reads them:
// https://developer.hashicorp.com/terraform/language/expressions/version-constraints
//
//   SatisfiesConstraint("5.11.2", "~> 5.6")           // true
//   SatisfiesConstraint("6.0.0", ">= 5.0, < 6.0")     // false
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_VERSION_CONSTRAINT_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_VERSION_CONSTRAINT_H_

#include <string_view>

namespace execlint::terraform {

// False also where one of the two is no version, or no constraint.
bool SatisfiesConstraint(std::string_view version, std::string_view constraint);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_VERSION_CONSTRAINT_H_
