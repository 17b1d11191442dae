#include "lint/render/github.h"

#include <array>
#include <string_view>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/concise.h"
#include "lint/render/escape.h"
#include "lint/render/finding_words.h"
#include "lint/render/rule_page.h"
#include "lint/render/shown_line.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

// docs.github.com, "Workflow commands for GitHub Actions", and the limits of annotations there.
constexpr std::size_t kShownOfAKind = 10;

std::string_view CommandName(Severity severity) {
  return severity == Severity::kNote ? "notice" : SeverityName(severity);
}

std::string Annotation(const Finding& finding, const SourceMap& sources) {
  std::string command =
      Format("::{} title={}", CommandName(finding.severity), WorkflowProperty(finding.rule->name));
  if (finding.primary.valid()) {
    const Span& span = finding.primary;
    const LineColumn begin = LocateForPeople(sources, span.file, span.begin);
    const LineColumn end = LocateForPeople(sources, span.file, span.end);
    command += Format(",file={},line={},endLine={}", WorkflowProperty(sources.path(span.file)),
                      begin.line, end.line);
    // GitHub takes columns only where the annotation is on one line.
    if (begin.line == end.line) {
      command += Format(",col={},endColumn={}", begin.column, end.column);
    }
  }
  const std::string message = Sentence(SafeText(MessageInWords(finding)));
  const std::string fix = Sentence(SafeText(FixLine(finding)));
  return Format("{}::{}\n", command, WorkflowData(message + "\n" + fix));
}

}  // namespace

std::string RenderGithub(const RunResult& result) {
  std::string annotations;
  std::string log;
  std::array<std::size_t, 3> counts{};
  std::vector<const Finding*> left_out;
  const std::vector<const Finding*> findings = MostSevereFirst(result);
  for (const Finding* finding : findings) {
    if (++counts[static_cast<std::size_t>(finding->severity)] <= kShownOfAKind) {
      annotations += Annotation(*finding, result.sources);
    } else {
      left_out.push_back(finding);
      log += LogSafe("- " + ConciseLine(*finding, result.sources, {}) + "\n");
    }
  }
  std::string out = annotations;
  if (!left_out.empty()) {
    out += Format("GitHub shows {} annotations of each kind for a step. Without one: {}\n{}",
                  kShownOfAKind, CountsInWords(left_out), log);
  }
  out += Format("execlint: {} in {} file{}\n", CountsInWords(findings), result.files,
                result.files == 1 ? "" : "s");
  return out;
}

}  // namespace execlint
