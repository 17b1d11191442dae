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

// Environment variables that put other credentials before those of the task [A3.14].
inline constexpr std::array<std::string_view, 2> kCredentialVariables = {
    "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"};
// Those by which the agent may ask a proxy for the task's credentials [A3.17].
inline constexpr std::array<std::string_view, 4> kCredentialProxies = {
    "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"};
// Those by which sessions go through a proxy.
inline constexpr std::array<std::string_view, 4> kSessionProxies = {"HTTPS_PROXY", "https_proxy",
                                                                    "ALL_PROXY", "all_proxy"};
// Is it one of all these?
bool ConcernsAgent(std::string_view variable);

// What is certain of a request that the agent makes.
const RequestContext& AgentContext();

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_AGENT_H_
