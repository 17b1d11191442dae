// What the inputs of a root say of the environment: values that name one become, or belong to,
// selectors of the model.
#ifndef EXECLINT_PARSERS_TERRAFORM_ENVIRONMENTS_H_
#define EXECLINT_PARSERS_TERRAFORM_ENVIRONMENTS_H_

#include "lint/model/model.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

// What each var file that somebody chooses says of the environment.
void AddEnvironmentsOfFiles(const Folder& root, const Inputs& inputs, Unit& unit, Model& model);

// A value that is given and names an environment becomes a selector of one candidate: it decides
// nothing, but it tells which environment this is, also where it stands only in a condition.
void AddGivenEnvironments(const Folder& root, const Inputs& inputs, Unit& unit, Model& model);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_ENVIRONMENTS_H_
