// Masks where secrets are written in the code, whether or not anything evaluates it: the values of
// inputs and outputs that say `sensitive`, and what goes into the environment, the commands and the
// like of containers (parsers/ecs/secrets.h), through functions, templates, locals and modules.
//
//   locals { pw = "hunter2" }                              ->  pw = "***"
//   { name = "PW", value = base64encode(local.pw) }
//
// It goes by what is written alone: of a condition, both sides are masked.
#ifndef EXECLINT_PARSERS_TERRAFORM_WRITTEN_SECRETS_H_
#define EXECLINT_PARSERS_TERRAFORM_WRITTEN_SECRETS_H_

#include "lint/source/source_map.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

void MarkWrittenSecrets(Unit& unit, const Inputs& inputs, SourceMap& sources);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_WRITTEN_SECRETS_H_
