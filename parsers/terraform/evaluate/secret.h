// Secrets by declaration: variables and outputs that say `sensitive` or `ephemeral`.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_SECRET_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_SECRET_H_

#include "parsers/terraform/evaluate/context.h"

namespace execlint::terraform {

// The value of a variable or an output as its declaration has it: a secret, masked where it is
// written, or the value as it is.
Traced AsDeclared(Traced value, const Declared& declared, const Context& context);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_SECRET_H_
