// IAM resources and policy documents. Statement-or-list, Action-or-list and the forms of Principal
// are normalised once, in parsers/iam; every piece keeps its own place.
#ifndef EXECLINT_LINT_MODEL_IAM_H_
#define EXECLINT_LINT_MODEL_IAM_H_

#include <string>
#include <vector>

#include "lint/model/attribute.h"

namespace execlint {

// One condition: operator, key, values. `StringEquals: {aws:SourceAccount: [...]}` is one.
struct Condition {
  Place place = {};
  Fact<Text> test = {};  // the operator as written, `ForAnyValue:StringLike` included
  Fact<Text> key = {};
  List<Text> values = {};
};

struct Principal {
  enum class Type : std::uint8_t { kAny, kAws, kService, kFederated, kCanonicalUser, kUnknown };
  Type type = Type::kUnknown;
  Fact<Text> id = {};
};

// An element that may be missing. `written` false: the element does not stand in the statement.
template <class T>
struct Element {
  bool written = false;
  List<T> list = {};
};

struct Statement {
  Place place = {};  // the statement's own span
  Fact<Text> sid = {};
  Fact<Text> effect = {};  // `Allow` or `Deny`; absent is malformed
  Element<Text> action = {};
  Element<Text> not_action = {};
  Element<Text> resource = {};
  Element<Text> not_resource = {};
  Element<Principal> principal = {};
  Element<Principal> not_principal = {};
  Element<Condition> condition = {};
  // Set where not all keys of the statement are known (a merge with something unknown). Elements
  // that are written are certain; no element is certainly absent.
  const Symbol* open_because = nullptr;
};

struct PolicyDocument {
  Place place = {};
  Fact<Text> version = {};
  List<Statement> statements = {};
};

// What a policy can be attached to. A permission set counts as a principal too.
enum class PrincipalKind : std::uint8_t { kRole, kUser, kGroup, kPermissionSet };

struct InlinePolicy {
  Fact<Text> name = {};
  Fact<PolicyDocument> document = {};
};

// A principal of any kind. Only a role has a trust policy; permissions boundaries are read of roles
// only.
struct Role {
  Head head = {};
  PrincipalKind kind = PrincipalKind::kRole;
  Attr<Text> name = {};
  Attr<Text> path = {};
  Attr<PolicyDocument> trust = {};
  Attr<List<InlinePolicy>> inline_policies = {};
  Attr<List<Ref>> managed_policies = {};  // by ARN
  Attr<Ref> permissions_boundary = {};
};

// A customer managed policy.
struct Policy {
  Head head = {};
  Attr<Text> name = {};
  Attr<Text> path = {};
  Attr<PolicyDocument> document = {};
};

// Policies given to principals by a separate resource: an inline policy (`document` written), or
// the attachment of a managed one (`policy` written).
struct PolicyAttachment {
  Head head = {};
  bool is_only = false;  // takes the policy from everybody else in the account
  Attr<List<Ref>> roles = {};
  Attr<List<Ref>> users = {};
  Attr<List<Ref>> groups = {};
  Attr<Ref> policy = {};
  Attr<PolicyDocument> document = {};
  Attr<Text> name = {};
};

// A key of KMS.
struct Key {
  Head head = {};
  Attr<PolicyDocument> policy = {};  // absent: the one that leaves it to the account's policies
};

// The policy of a key as a resource of its own.
struct KeyPolicy {
  Head head = {};
  Attr<Ref> key = {};
  Attr<PolicyDocument> policy = {};
};

// A policy of the organisation: what its accounts may do at most.
struct OrganizationPolicy {
  Head head = {};
  Attr<Text> type = {};  // absent: SERVICE_CONTROL_POLICY
  Attr<PolicyDocument> document = {};
};

// All policies of one kind that a role has: others that code gives it are taken away again. One of
// the lists is written.
struct ExclusivePolicies {
  Head head = {};
  Attr<Ref> role = {};
  Attr<List<Text>> names = {};    // of inline policies
  Attr<List<Ref>> attached = {};  // managed ones
};

// A policy document that no resource owns: a policy JSON file.
struct BarePolicy {
  Head head = {};
  Attr<PolicyDocument> document = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_IAM_H_
