// The Terraform units of a project: roots, and reusable modules that nothing in the project calls.
#ifndef EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_
#define EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_

#include "lint/engine/frontend.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

// A Frontend. A folder is skipped unless it, or a module that it calls, contains something of ECS.
Discovery DiscoverTerraform(const Project& project);

inline constexpr Frontend kFrontend{
    .name = "terraform", .discover = DiscoverTerraform, .add_comments = AddComments};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_
