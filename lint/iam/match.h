// Matches patterns of IAM policies with actions, ARNs and values of a request. Both sides may be
// partly known: kYes and kNo hold for every text that the unknown parts may stand for.
//
//   MatchAction(*statement.action.list.items[0], "ecs:ExecuteCommand")   // `ecs:Exec*`: kYes
//   Match(PatternOf(*resource.value, Variables::kReplaced), GlyphsOf("*"))
#ifndef EXECLINT_LINT_IAM_MATCH_H_
#define EXECLINT_LINT_IAM_MATCH_H_

#include <string_view>

#include "lint/model/fact.h"
#include "lint/model/iam.h"
#include "lint/value/glyphs.h"

namespace execlint {

// How IAM reads `${aws:username}`: as a variable in a policy of version 2012-10-17, as plain text
// in version 2008-10-17, which also holds where no version is written.
enum class Variables : std::uint8_t { kReplaced, kLiteral, kUnknown };
Variables VariablesOf(const PolicyDocument& document);

// Actions compare without regard to case; `*` and `?` stand anywhere.
Tri MatchAction(const Text& pattern, std::string_view action);

// A Resource pattern or the value of a Like operator: wildcards, and variables as holes of their
// own. `${*}`, `${?}` and `${$}` are those characters themselves.
Glyphs PatternOf(const Value& value, Variables variables);
// The same where wildcards mean nothing (StringEquals).
Glyphs LiteralOf(const Value& value, Variables variables);

// ARN patterns of conditions: each of the six parts is matched by itself, so a `*` does not reach
// over a colon. Where an unknown part may hold colons, the answer may be kMaybe.
Tri MatchArn(const Glyphs& pattern, const Glyphs& arn);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_MATCH_H_
