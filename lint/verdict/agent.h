// What the exec agent asks for with the task's credentials.
#ifndef EXECLINT_LINT_VERDICT_AGENT_H_
#define EXECLINT_LINT_VERDICT_AGENT_H_

#include <array>
#include <string_view>

#include "lint/iam/condition.h"

namespace execlint {

// The actions without which there is no session [A3.1]. They take `*` as their resource.
inline constexpr std::array<std::string_view, 4> kSessionActions = {
    "ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"};

// What is certain of a request that the agent makes.
RequestContext AgentContext();

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_AGENT_H_
