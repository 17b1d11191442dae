#include "lint/render/github.h"

#include <array>
#include <string_view>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/concise.h"
#include "lint/render/finding_words.h"
#include "lint/render/rule_page.h"
#include "lint/render/shown_line.h"
#include "lint/render/terminal.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

// docs.github.com, "Workflow commands for GitHub Actions", and the limits of annotations there.
constexpr std::size_t kShownOfAKind = 10;

std::string_view CommandName(Severity severity) {
  return severity == Severity::kNote ? "notice" : SeverityName(severity);
}

// What stands behind the last `::` of a command. A line break of our own is kept.
std::string EscapedData(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (c == '\n') {
      escaped += "%0A";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A path with its line breaks, which are escaped, and without other characters that a terminal or
// the page of the log would obey.
std::string VisiblePath(std::string_view path) {
  std::string visible;
  for (std::size_t at = 0; at < path.size();) {
    const SafeChar c = SafeCharAt(path, at);
    visible += path[at] == '\n' || path[at] == '\r' ? std::string(1, path[at]) : c.text;
    at += c.length;
  }
  return visible;
}

std::string EscapedProperty(std::string_view text) {
  std::string escaped;
  for (const char c : EscapedData(text)) {
    if (c == ':') {
      escaped += "%3A";
    } else if (c == ',') {
      escaped += "%2C";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A line of the log that the runner takes for no command: it looks for `::` at the beginning, and
// for `##[` anywhere.
std::string LogLine(std::string text) {
  for (std::size_t at = 0; (at = text.find("##[", at)) != text.npos; at += 4) {
    text.insert(at + 2, " ");
  }
  return "- " + text + "\n";
}

std::string Annotation(const Finding& finding, const SourceMap& sources) {
  std::string command =
      Format("::{} title={}", CommandName(finding.severity), EscapedProperty(finding.rule->name));
  if (finding.primary.valid()) {
    const Span& span = finding.primary;
    const LineColumn begin = LocateForPeople(sources, span.file, span.begin);
    const LineColumn end = LocateForPeople(sources, span.file, span.end);
    command += Format(",file={},line={},endLine={}",
                      EscapedProperty(VisiblePath(sources.path(span.file))), begin.line, end.line);
    // GitHub takes columns only where the annotation is on one line.
    if (begin.line == end.line) {
      command += Format(",col={},endColumn={}", begin.column, end.column);
    }
  }
  const std::string message = Sentence(SafeText(MessageInWords(finding)));
  const std::string fix = Sentence(SafeText(FixLine(finding)));
  return Format("{}::{}\n", command, EscapedData(message + "\n" + fix));
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
      log += LogLine(ConciseLine(*finding, result.sources, {}));
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
