// Words that are no secrets wherever they stand.
//
//   IsCommonWord("eu-west-1")              // true
//   IsHarmlessKey(FoldedKey("log_driver")) // true: of a container it says nothing that is secret
#ifndef EXECLINT_LINT_MODEL_COMMON_WORD_H_
#define EXECLINT_LINT_MODEL_COMMON_WORD_H_

#include <string>
#include <string_view>

namespace execlint {

// A text or number that is no secret, although a container has it too: an environment (`prod`,
// `pre-production`), a word of AWS or of a program (`FARGATE`, `true`, `1.4.0`, `eu-west-1`), a
// port, what separates words (`-`), one letter. Of the whole text: `prod-hunter2` is not.
bool IsCommonWord(std::string_view text);

// A key in small letters, without what separates words: `logdriver`.
std::string FoldedKey(std::string_view key);

// Of a container: below that key, which is folded, all may be shown.
bool IsHarmlessKey(std::string_view folded);

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_COMMON_WORD_H_
