// Whether a text may hold a policy that allows or denies ecs:ExecuteCommand by name: a look at its
// bytes, for texts that nothing else makes worth reading.
//
//   MayAllowExec(R"(actions = ["eCs:exec*"])")   // true
//   MayAllowExec(R"(actions = ["s3:*", "*"])")   // false: what allows everything is told of
//   nowhere
//
// Actions have no letter case, and `*` and `?` may stand anywhere in them. What is put together
// counts as what it may be (`"${local.service}:*"`, `format("%s:Exec*", ...)`).
#ifndef EXECLINT_PARSERS_IAM_MAY_ALLOW_EXEC_H_
#define EXECLINT_PARSERS_IAM_MAY_ALLOW_EXEC_H_

#include <string_view>

namespace execlint {

// True may be wrong. False is certain of a text that hides no words (lint/source/hidden_words.h)
// and in which each action stands whole, or is put together at its colon: the parts of
// `join(":", ["ecs", "Exec*"])`, or of a file that the text only names, are not seen.
bool MayAllowExec(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_PARSERS_IAM_MAY_ALLOW_EXEC_H_
