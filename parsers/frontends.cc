#include "parsers/frontends.h"

#include "parsers/cloudformation/frontend.h"
#include "parsers/ecs/frontend.h"

namespace execlint {

std::vector<Frontend> AllFrontends() {
  return {cloudformation::DiscoverTemplates, ecs::DiscoverApiJson};
}

}  // namespace execlint
