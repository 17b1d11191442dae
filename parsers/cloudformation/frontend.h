// The templates of a project.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_FRONTEND_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_FRONTEND_H_

#include "lint/engine/frontend.h"
#include "parsers/cloudformation/exemptions.h"

namespace execlint::cloudformation {

// `project.variables` that a template has a parameter for are given to it.
Discovery DiscoverTemplates(const Project& project);

inline constexpr Frontend kFrontend{
    .name = "cloudformation", .discover = DiscoverTemplates, .add_comments = AddExemptions};

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_FRONTEND_H_
