// Text in Markdown that means nothing but itself.
//
//   out += "- " + MarkdownCode(path) + ": " + MarkdownText(message) + "\n";
#ifndef EXECLINT_LINT_RENDER_MARKDOWN_TEXT_H_
#define EXECLINT_LINT_RENDER_MARKDOWN_TEXT_H_

#include <string>
#include <string_view>

namespace execlint {

// A code span on one line, also in the cell of a table.
std::string MarkdownCode(std::string_view text);

// A text on one line. What stands between backticks becomes code; all else is escaped, and what a
// forge would make a mention, a reference or a link of is broken by a character without width.
std::string MarkdownText(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_MARKDOWN_TEXT_H_
