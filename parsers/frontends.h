// The front ends of all formats, as the engine takes them.
#ifndef EXECLINT_PARSERS_FRONTENDS_H_
#define EXECLINT_PARSERS_FRONTENDS_H_

#include <vector>

#include "lint/engine/frontend.h"

namespace execlint {

std::vector<Frontend> AllFrontends();

}  // namespace execlint

#endif  // EXECLINT_PARSERS_FRONTENDS_H_
