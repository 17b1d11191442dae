// Whether an argument may be given policies of IAM users, groups or roles, as documents: told by
// its name. What a module that is not here does with its arguments nobody can see.
//
//   MayGivePolicies("inline_policy")     // true
//   MayGivePolicies("task_policies")     // true
//   MayGivePolicies("policy_arn")        // false: no document
//   MayGivePolicies("bucket_policy")     // false: it says who may use the bucket
#ifndef EXECLINT_PARSERS_IAM_POLICY_NAMES_H_
#define EXECLINT_PARSERS_IAM_POLICY_NAMES_H_

#include <string_view>

namespace execlint {

bool MayGivePolicies(std::string_view argument);

}  // namespace execlint

#endif  // EXECLINT_PARSERS_IAM_POLICY_NAMES_H_
