// A page for a pull request's comment or a job's summary, in GitHub's and GitLab's Markdown: how
// far a session gets into each workload, then the findings, folded.
//
// What comes from the input stays text: it makes no markup, link, mention or reference. The page is
// never longer than a comment may be, and says what was left out for that.
#ifndef EXECLINT_LINT_RENDER_MARKDOWN_H_
#define EXECLINT_LINT_RENDER_MARKDOWN_H_

#include <cstddef>
#include <string>

#include "lint/render/run_result.h"
#include "lint/render/text.h"

namespace execlint {

// The first line, for whoever replaces an earlier comment. It is not shown.
inline constexpr std::string_view kMarkdownMarker = "<!-- execlint -->";

// Of a comment on GitHub, in characters. A job's summary may have 1 MiB.
inline constexpr std::size_t kCommentLimit = 65536;

std::string RenderMarkdown(const RunResult& result, const TextOptions& options);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_MARKDOWN_H_
