// `data "aws_iam_policy_document"`: its blocks as a policy in the shape of IAM's JSON, each piece
// at its place in the HCL.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_POLICY_DOCUMENT_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_POLICY_DOCUMENT_H_

#include "lint/value/value.h"
#include "parsers/terraform/evaluate/blocks.h"
#include "parsers/terraform/evaluate/context.h"

namespace execlint::terraform {

// The value of `.json`: a string that encodes the policy (Value::encodes). Statements of source and
// override documents are merged by Sid, as the provider does.
Traced ReadPolicyDocument(const Context& context, BlockValues& blocks, const Instance& document);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_POLICY_DOCUMENT_H_
