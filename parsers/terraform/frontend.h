// The Terraform units of a project: roots, and reusable modules that nothing in the project calls.
#ifndef EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_
#define EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_

#include "lint/engine/frontend.h"

namespace execlint::terraform {

// A Frontend. Folders that do not speak of ECS, and call none that does, are left alone.
Discovery DiscoverTerraform(const Project& project);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_
