// Texts that are no names of anything. A message is about names; what stands where one belongs and
// is a whole file, or an address with a password in it, is never shown in its place.
//
//   task_definition = file("task-definition.json")
//
//   InsteadOfText("{\"family\": \"web\", ...}")   // `<text in JSON>`
//   InsteadOfText("web:7")                        // empty: it may be shown
#ifndef EXECLINT_LINT_VALUE_NO_NAME_H_
#define EXECLINT_LINT_VALUE_NO_NAME_H_

#include <string_view>

namespace execlint {

// What is shown in place of the text; empty if it may be a name, and is shown as it is.
std::string_view InsteadOfText(std::string_view text);

// `https://user:password@host/path`: is something written in front of the host? Not the `git` of
// `ssh://git@github.com`, nor a reference (`${var.user}`), which shows nothing.
bool HasUserInfo(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_NO_NAME_H_
