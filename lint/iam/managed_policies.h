// The statements of AWS managed policies about the actions that matter to ECS Exec.
//
//   if (const auto name = ManagedPolicyName(ref->text)) {        // `AmazonSSMManagedInstanceCore`
//     const PolicyDocument* document = FindManagedPolicy(*name);  // null: not in the data
//   }
//
// The data (lint/iam/data/managed_policies.txt) is built into the program and read on first use. It
// was taken on one day (see the date below): a policy that is not in it is unknown, not empty.
#ifndef EXECLINT_LINT_IAM_MANAGED_POLICIES_H_
#define EXECLINT_LINT_IAM_MANAGED_POLICIES_H_

#include <optional>
#include <string>
#include <string_view>

#include "lint/model/iam.h"

namespace execlint {

extern const std::string_view kManagedPoliciesText;

// What stands behind `:iam::aws:policy/` in an ARN of any partition, known or not
// (`service-role/AmazonEC2RoleforSSM`). Nothing for other ARNs, and where the name is not known.
std::optional<std::string> ManagedPolicyName(const Text& arn);

// The policy, reduced to the statements about the covered actions; it has no statements if none is
// about them. Null for a name that is not in the data. Safe to call from several threads; lives as
// long as the program. Its places are empty: it is written nowhere in the code.
const PolicyDocument* FindManagedPolicy(std::string_view name);

// Do FindManagedPolicy's documents cover this action? About any other they say nothing.
bool ManagedPoliciesCover(std::string_view action);

// The day the data was taken: `2026-08-22`.
std::string_view ManagedPoliciesDate();

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_MANAGED_POLICIES_H_
