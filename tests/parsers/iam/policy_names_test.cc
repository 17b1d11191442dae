#include "parsers/iam/policy_names.h"

#include <gtest/gtest.h>

namespace execlint {
namespace {

TEST(PolicyNames, WhatMayBeADocument) {
  for (const char* name : {"policy", "inline_policy", "policies", "task_role_policies",
                           "policy_json", "iam_policy_documents", "task_exec_iam_statements_policy",
                           "access_policies", "policy_statements", "rolePolicy"}) {
    EXPECT_TRUE(MayGivePolicies(name)) << name;
  }
}

TEST(PolicyNames, WhatIsNone) {
  for (const char* name :
       {"role", "", "attach_policy", "create_task_exec_policy", "policy_arn",
        "custom_role_policy_arns", "policy_name", "bucket_policy", "kms_key_policy", "ssl_policy",
        "assume_role_policy", "number_of_policies", "lifecycle_policy", "key_policy_json",
        "trust_policy_permissions"}) {
    EXPECT_FALSE(MayGivePolicies(name)) << name;
  }
}

}  // namespace
}  // namespace execlint
