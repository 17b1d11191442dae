// The templates of a project.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_FRONTEND_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_FRONTEND_H_

#include "lint/engine/frontend.h"

namespace execlint::cloudformation {

// A Frontend. `project.variables` that a template has a parameter for are given to it.
Discovery DiscoverTemplates(const Project& project);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_FRONTEND_H_
