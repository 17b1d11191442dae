// Masks where secrets are written in the code, whether or not anything evaluates it: the values of
// inputs and outputs that say `sensitive`, arguments of sensitive(), and what goes into the
// environment, the commands and the like of containers (parsers/ecs/secrets.h).
//
//   locals { pw = "hunter2" }                              ->  pw = "***"
//   { name = "PW", value = base64encode(local.pw) }
//
// This says where to begin; how far it goes from there, secret_walk.h. What such an input is
// compared with may be its value, so it is masked too.
#ifndef EXECLINT_PARSERS_TERRAFORM_WRITTEN_SECRETS_H_
#define EXECLINT_PARSERS_TERRAFORM_WRITTEN_SECRETS_H_

#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/scenario.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

// `selectors`: those of the unit, whose choices are not told where they may be secrets.
void MarkWrittenSecrets(Unit& unit, const Inputs& inputs, std::vector<Selector>& selectors,
                        SourceMap& sources);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_WRITTEN_SECRETS_H_
