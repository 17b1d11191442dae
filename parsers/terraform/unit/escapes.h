// Finds the escapes of a unit: the places that pass the name or id of one of its resources to code
// outside the unit. Also lists the arguments of opaque module calls.
//
//   output "role" { value = aws_iam_role.task.name }    an escape of the role
#ifndef EXECLINT_PARSERS_TERRAFORM_UNIT_ESCAPES_H_
#define EXECLINT_PARSERS_TERRAFORM_UNIT_ESCAPES_H_

#include <functional>
#include <string_view>
#include <vector>

#include "lint/model/model.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

struct UnitEscape {
  ResourceId resource = ResourceId::kNone;
  Escape escape;
};

// The escapes of wanted resources, through outputs of the root, SSM parameters, arguments of opaque
// calls, and resources of other types that are given one (a null_resource's triggers): what happens
// to it there is not in the code. Call it after Unit::Read.
std::vector<UnitEscape> FindEscapes(Unit& unit);

// Calls `see` with the value, in every case, of each argument of an opaque call that is `wanted` by
// its name and its text.
void ForArgumentsOfOpaqueCalls(
    Unit& unit, const std::function<bool(std::string_view name, std::string_view text)>& wanted,
    const std::function<void(const OpaqueCall&, std::string_view name, Traced)>& see);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_UNIT_ESCAPES_H_
