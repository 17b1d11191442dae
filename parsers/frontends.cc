#include "parsers/frontends.h"

#include "parsers/ecs/frontend.h"

namespace execlint {

std::vector<Frontend> AllFrontends() { return {ecs::DiscoverApiJson}; }

}  // namespace execlint
