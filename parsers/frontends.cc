#include "parsers/frontends.h"

#include "parsers/cloudformation/frontend.h"
#include "parsers/ecs/frontend.h"
#include "parsers/terraform/frontend.h"

namespace execlint {

std::vector<Frontend> AllFrontends() {
  return {cloudformation::kFrontend, ecs::kFrontend, terraform::kFrontend};
}

}  // namespace execlint
