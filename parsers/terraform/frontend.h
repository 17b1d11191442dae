// The Terraform units of a project: roots, and reusable modules that nothing in the project calls.
#ifndef EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_
#define EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_

#include "lint/engine/frontend.h"
#include "parsers/terraform/configuration.h"

namespace execlint::terraform {

// Folders that do not speak of ECS, and call none that does, are left alone.
Discovery DiscoverTerraform(const Project& project);

inline constexpr Frontend kFrontend{
    .name = "terraform", .discover = DiscoverTerraform, .add_comments = AddComments};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_FRONTEND_H_
