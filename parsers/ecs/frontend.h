// The folders of a project that hold API JSON. What lies in one folder is one unit, joined by
// family, ARN or name, with what its services name in other folders (see sharing.h).
#ifndef EXECLINT_PARSERS_ECS_FRONTEND_H_
#define EXECLINT_PARSERS_ECS_FRONTEND_H_

#include "lint/engine/frontend.h"

namespace execlint::ecs {

Discovery DiscoverApiJson(const Project& project);

inline constexpr Frontend kFrontend{.name = "ecs", .discover = DiscoverApiJson};

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_FRONTEND_H_
