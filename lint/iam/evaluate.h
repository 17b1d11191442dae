// Evaluates one request against a set of policies: allow, deny or unknown, and which statement
// decided.
//
//   Request request{.action = "ecs:ExecuteCommand", .resource = GlyphsOf(*cluster_arn)};
//   Decision decision = Evaluate(policies, request, values);
//   if (decision.outcome == Outcome::kImplicitDeny) ...
//
// Only the given policies are evaluated. Control policies of an organisation are not among them, so
// kAllow means: allowed, unless such a policy denies it. Statements that nobody can read may deny
// it too, and few do: beside these a kAllow is no more than likely to hold (Decision::may_deny).
#ifndef EXECLINT_LINT_IAM_EVALUATE_H_
#define EXECLINT_LINT_IAM_EVALUATE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/iam/condition.h"
#include "lint/model/answer.h"
#include "lint/model/iam.h"
#include "lint/value/value_store.h"

namespace execlint {

// A policy that is attached to a principal, or written in it.
struct GivenPolicy {
  const PolicyDocument* document = nullptr;
  Certainty certainty = Certainty::kCertain;  // that it is this policy, and no other
  // Whether it is attached at all. A maybe names what decides over the attachment. A no rests on a
  // default: a policy that is certainly not attached is not in the set.
  Answer given = Answer::Yes();
  // With a no: what it is attached to comes from elsewhere, and hardly is this principal. A Deny
  // counts all the same, as one that may be given.
  std::optional<Unknown> elsewhere = {};
  std::string name = {};     // of the policy, as people know it
  Place attachment = {};     // where it is given: the attachment, the inline policy, the ARN
  bool aws_managed = false;  // its statements stand nowhere in the code
};

// All policies of one principal.
struct PolicySet {
  std::vector<GivenPolicy> policies = {};
  std::vector<Unknown> unknown_parts = {};  // attached policies whose document is not known
  // True if no other code can attach a policy: what no policy allows is then certainly not allowed.
  bool closed = true;
  Certainty completeness = Certainty::kCertain;  // that no other policy is attached in this unit
};

struct Request {
  std::string_view action;
  // The ARN of the resource that the request names. The actions of ssmmessages name no resource,
  // which IAM writes as `*`: only a pattern that matches the text `*` covers them.
  //
  // A partition, region or account that is not known is a hole without a symbol. It is taken to be
  // the one that the policy names. One with a symbol (the account of the deployment) is taken so
  // too where the policy writes it out, but not where the policy leaves it to another unknown.
  Glyphs resource = GlyphsOf("*");
  // The resource of this unit that the ARN is of, or begins with, and what follows its own ARN:
  // `:log-stream:...` behind a log group.
  ResourceId of = ResourceId::kNone;
  Glyphs below = {};
  RequestContext context = {};
};

enum class Outcome : std::uint8_t { kAllow, kExplicitDeny, kImplicitDeny, kUnknown };

struct Decision {
  Outcome outcome = Outcome::kImplicitDeny;
  // The Allow or Deny that decided, and the policy it stands in; null of an implicit deny.
  const Statement* statement = nullptr;
  const GivenPolicy* policy = nullptr;
  // Of an allow or explicit deny: the statement. An implicit deny rests on an absence, and on the
  // scoped statements if there are any.
  Grounds grounds = {};
  Unknown why = {};  // of an unknown
  // Of an allow: what is attached too and may hold a Deny, which nobody can see. The grounds are
  // then defaulted at best.
  std::optional<Unknown> may_deny = {};
  // Statements that allow the action on other resources than the request's.
  std::vector<const Statement*> scoped = {};
};

Decision Evaluate(const PolicySet& policies, const Request& request, ValueStore& values);

// Does the statement apply to this request, by its Action, Resource and Condition? The Effect is
// not looked at.
Answer Applies(const Statement& statement, Variables variables, const Request& request,
               ValueStore& values);
// The same for one element: Action or NotAction, Resource or NotResource.
Answer ActionApplies(const Statement& statement, std::string_view action, ValueStore& values);
Answer ResourceApplies(const Statement& statement, const Request& request, Variables variables,
                       ValueStore& values);

// Is the statement's Effect `Allow`? A maybe if the Effect is unknown.
Answer IsAllow(const Statement& statement, ValueStore& values);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_EVALUATE_H_
