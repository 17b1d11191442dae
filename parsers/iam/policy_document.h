// From a value to a policy document: the only place where the forms that IAM allows are brought to
// one form. A statement or a list of them, an action or a list, the three forms of Principal, the
// two levels of Condition; every piece keeps its own place, and what is open stays open.
//
//   Attr<PolicyDocument> trust = LowerWith(
//       reader, "assume_role_policy", [&](Traced value, Place owner, ValueStore& values) {
//         return LowerPolicyDocument(value, owner, values, sources);
//       });
//
// The value is a map (CloudFormation, jsonencode, a JSON file), or a string that holds JSON: what
// the code itself encoded, a heredoc with holes, or the URL-encoded text that the IAM API answers.
//
// Names of elements are case-sensitive, as IAM has them. One in another case (`effect`) is what IAM
// refuses: the statement is then open, so nothing is claimed of what it lacks. Other names that IAM
// does not know are ignored.
#ifndef EXECLINT_PARSERS_IAM_POLICY_DOCUMENT_H_
#define EXECLINT_PARSERS_IAM_POLICY_DOCUMENT_H_

#include <vector>

#include "lint/model/iam.h"
#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"

namespace execlint {

// Absent for no value, null and an empty string; unknown for what is unknown or no document at all.
// `problems`, where given, takes what is wrong with the JSON of a string.
Fact<PolicyDocument> LowerPolicyDocument(Traced value, Place owner, ValueStore& values,
                                         SourceMap& sources,
                                         std::vector<Problem>* problems = nullptr);

// The document that a JSON file holds: the file itself, or the `PolicyVersion.Document`,
// `PolicyDocument` or `Policy` that the AWS CLI wraps around it. No value if it holds none.
Traced PolicyDocumentIn(Traced root, ValueStore& values);

}  // namespace execlint

#endif  // EXECLINT_PARSERS_IAM_POLICY_DOCUMENT_H_
