// Secrets by declaration: variables and outputs that say `sensitive` or `ephemeral`, and attributes
// of resources that the provider declares so.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_SECRET_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_SECRET_H_

#include <string>
#include <string_view>

#include "parsers/terraform/evaluate/context.h"

namespace execlint::terraform {

// The value of a variable or an output as its declaration has it: a secret, masked where it is
// written, or the value as it is.
Traced AsDeclared(Traced value, const Declared& declared, const Context& context);

// The value of a resource's attribute: a secret if the provider takes it for one, like the password
// of a database or the value of an SSM parameter.
Traced AsProvided(Traced value, std::string_view type, std::string_view attribute,
                  const Context& context);

// A known value for a message about the expression at a place, or `otherwise`. An input that is not
// declared as a secret but goes into a container is masked only where it is written, so a value is
// shown if no secret looks like it, if it is spelled out at this place, or if it is written as the
// key of a map (as `each.key` is).
std::string InMessage(Traced value, Span at, std::string_view otherwise, const Context& context);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_SECRET_H_
