// What to say of a name that does not exist, in one form wherever names are typed: rules, options,
// formats, hops, keys of the configuration.
//
//   NoSuch("rule", "exec-disable", names)  // there is no rule `exec-disable`; did you mean
//                                          // `exec-disabled`?
#ifndef EXECLINT_LINT_SOURCE_NEAREST_H_
#define EXECLINT_LINT_SOURCE_NEAREST_H_

#include <span>
#include <string>
#include <string_view>

namespace execlint {

// The name that differs from `name` in the fewest letters, the first of several; two neighbors that
// are swapped count as one. Empty: each differs in more than a third of the letters of `name` (in
// more than one of a short one), or `name` is longer than any name is. Leading dashes are no
// letters.
std::string_view Nearest(std::string_view name, std::span<const std::string_view> names);

// `kind` is a noun in the singular. The message holds `name` as it is: it is not safe to show.
std::string NoSuch(std::string_view kind, std::string_view name,
                   std::span<const std::string_view> names);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_NEAREST_H_
