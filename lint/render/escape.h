// Text from an input, in every place where it comes out: one function for each place, all of them
// here, but for Markdown (lint/render/markdown_text.h). Whoever shows the text chooses by where it
// goes.
//
//   out += SafeText(message);                       // a terminal, a log, a page
//   out += LogSafe(lines);                          // whole lines, before they are printed
//   out += "<a name=\"" + XmlText(SafeText(name)) + "\"/>";
//
// Texts for people show what cannot be seen or would be obeyed: `\x1b` as the picture of Escape,
// U+202E as `<U+202E>`. Texts for programs keep every character, as an escape of their language.
#ifndef EXECLINT_LINT_RENDER_ESCAPE_H_
#define EXECLINT_LINT_RENDER_ESCAPE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace execlint {

// ---- for people

// One character of an input as it may be shown, on one line: as it is, or what stands for it.
struct SafeChar {
  std::string text = {};
  unsigned width = 1;      // columns on a terminal
  std::size_t length = 1;  // bytes of the input
};
SafeChar SafeCharAt(std::string_view text, std::size_t at);

// Text from an input on one line: control characters, bytes that are not UTF-8, and characters that
// are not seen or turn the direction of writing become visible stand-ins; a line break becomes a
// blank.
std::string SafeText(std::string_view text);

// Lines as they may stand in the log of a CI service. GitHub's runner takes a line that begins with
// `::` for a command, and `##[name]` anywhere; Azure takes `##vso[name]`, TeamCity `##teamcity[`.
// A blank in it takes the meaning away.
std::string LogSafe(std::string text);

// ---- for programs

// The inside of a string of JSON. Control characters and those that are not seen are escaped; bytes
// that are not UTF-8 become U+FFFD, one each. No log takes it for a command either.
void AppendJson(std::string_view text, std::string& out);

// Text inside an element or an attribute of XML 1.0. It must be safe text.
std::string XmlText(std::string_view text);

// The message of a text in SARIF, in which brackets make links.
std::string SarifText(std::string_view text);

// A path as a relative reference (RFC 3986). Bytes that are not UTF-8 are kept.
std::string PathToUri(std::string_view path);

// What stands behind the last `::` of a workflow command of GitHub, where a line break is kept; and
// the value of one of its properties. In the line of a command, the runner looks for no other.
std::string WorkflowData(std::string_view text);
std::string WorkflowProperty(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_ESCAPE_H_
