// Variables that are meant to turn exec on, by their names.
//
//   variable "enable_execute_command" { default = true }
#ifndef EXECLINT_PARSERS_TERRAFORM_FLAG_INPUTS_H_
#define EXECLINT_PARSERS_TERRAFORM_FLAG_INPUTS_H_

#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

// Those of all modules of the unit, and the attributes of object types of such names.
void FindFlagInputs(Unit& unit, const SourceMap& sources, Model& model);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_FLAG_INPUTS_H_
