// Whether a set of policies allows one request, denies it, or leaves it unknown, and which
// statement decided.
//
//   Request request{.action = "ecs:ExecuteCommand", .resource = GlyphsOf(*cluster_arn)};
//   Decision decision = Evaluate(policies, request, values);
//   if (decision.outcome == Outcome::kImplicitDeny) ...
//
// Only the policies that are handed in count: an organisation's control policies are never known
// here, so "allowed" means that nothing in sight forbids it.
#ifndef EXECLINT_LINT_IAM_EVALUATE_H_
#define EXECLINT_LINT_IAM_EVALUATE_H_

#include <string>
#include <string_view>
#include <vector>

#include "lint/iam/condition.h"
#include "lint/model/answer.h"
#include "lint/model/iam.h"
#include "lint/value/value_store.h"

namespace execlint {

// A policy as it is given to somebody.
struct GivenPolicy {
  const PolicyDocument* document = nullptr;
  Certainty certainty = Certainty::kCertain;  // that it is this policy, and no other
  // Whether it is given at all. A maybe names what its attachment depends on. A no rests on a
  // default, since a policy that is certainly not given is in no set.
  Answer given = Answer::Yes();
  std::string name = {};     // of the policy, as people know it
  Place attachment = {};     // where it is given: the attachment, the inline policy, the ARN
  bool aws_managed = false;  // its statements stand nowhere in the code
};

// All policies somebody has.
struct PolicySet {
  std::vector<GivenPolicy> policies = {};
  std::vector<Unknown> unknown_parts = {};  // policies given that nobody can read here
  // No policy can be given elsewhere: that something is not granted is certain.
  bool closed = true;
  Certainty completeness = Certainty::kCertain;  // that no other policy is given here
};

struct Request {
  std::string_view action;
  // What the request names. The actions of ssmmessages name nothing, which IAM writes `*`: only a
  // pattern that matches that very text covers them.
  Glyphs resource = GlyphsOf("*");
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
  // Statements that allow the action on other resources than the request's.
  std::vector<const Statement*> scoped = {};
};

Decision Evaluate(const PolicySet& policies, const Request& request, ValueStore& values);

// Does the statement apply to this request, whatever its effect? Its condition counts.
Answer Applies(const Statement& statement, Variables variables, const Request& request,
               ValueStore& values);
// The same for one element: Action or NotAction, Resource or NotResource.
Answer ActionApplies(const Statement& statement, std::string_view action, ValueStore& values);
Answer ResourceApplies(const Statement& statement, const Glyphs& resource, Variables variables,
                       ValueStore& values);

// The statement is a grant; a maybe where the effect cannot be read.
Answer IsAllow(const Statement& statement, ValueStore& values);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_EVALUATE_H_
