// Calls of modules whose source is not in the project: what they are given that bears on exec.
//
//   module "app" {
//     source       = "example/ecs-app/aws"
//     exec_enabled = true                     an OpaqueFlagInput
//   }
#ifndef EXECLINT_PARSERS_TERRAFORM_OPAQUE_CALLS_H_
#define EXECLINT_PARSERS_TERRAFORM_OPAQUE_CALLS_H_

#include <string_view>

#include "lint/model/model.h"
#include "parsers/terraform/modules/instance.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

// May the call hand objects of the variable, which `declaring` declares, to its module?
bool MayHandOver(const OpaqueCall& call, const ModuleInstance& declaring,
                 std::string_view variable);

// Notes the inputs named like the flag that are given to opaque calls.
void FindOpaqueFlagInputs(Unit& unit, Model& model);

// Notes for flag inputs that are not read which opaque call runs the service. Call it after
// FindFlagInputs and FindOpaqueFlagInputs.
void FindServiceCalls(Unit& unit, Model& model);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_OPAQUE_CALLS_H_
