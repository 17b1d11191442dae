// Trust policies: may an AWS service assume the role?
//
//   TrustDecision trust = MayServiceAssume(*role_trust, "ecs-tasks", values);
#ifndef EXECLINT_LINT_IAM_TRUST_H_
#define EXECLINT_LINT_IAM_TRUST_H_

#include <string_view>

#include "lint/model/answer.h"
#include "lint/model/iam.h"
#include "lint/value/value_store.h"

namespace execlint {

struct TrustDecision {
  Answer trusted;
  // The statement that allows or denies; if `named_cluster` is set, the one with that condition.
  // Null if no statement applies.
  const Statement* statement = nullptr;
  // True if a statement would allow the service but for a condition on aws:SourceArn that names a
  // cluster: the requests of tasks do not have such a SourceArn.
  bool named_cluster = false;
  // The condition that keeps the service out, where nothing else of its statement does.
  Place condition = {};
};

// `service` without its suffix. `.amazonaws.com`, `.amazonaws.com.cn` and a suffix that is not
// known are all the same service. aws:SourceAccount and aws:SourceArn are taken to mean the account
// that the code is deployed into.
TrustDecision MayServiceAssume(const PolicyDocument& trust, std::string_view service,
                               ValueStore& values);

// Is `id` the principal of that service?
Tri IsService(const Text& id, std::string_view service);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_TRUST_H_
