#include "parsers/yaml/mask.h"

#include <algorithm>

#include "parsers/yaml/text.h"

namespace execlint::yaml {
namespace {

// `text: ` or `text:` at the end of the line: a key, whose tag is not the line's.
bool HoldsKey(std::string_view line) {
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == ':' && (i + 1 == line.size() || IsSpace(line[i + 1]))) return true;
  }
  return false;
}

}  // namespace

std::vector<MaskedTag> MaskTags(std::string& text) {
  std::vector<MaskedTag> masked;
  const std::string_view view = text;
  bool after_colon = false;  // the last line with text ended in `:`
  for (std::uint32_t line = 0; line < view.size();) {
    const std::uint32_t end = LineEnd(view, line);
    std::uint32_t at = SkipBlanks(view, line);
    const bool entry = At(view, at) == '-' && IsBlank(At(view, at + 1));
    while (At(view, at) == '-' && IsBlank(At(view, at + 1))) at = SkipBlanks(view, at + 1);
    if (at < end && view[at] == '!' && (entry || after_colon)) {
      std::uint32_t tag_end = at;
      while (tag_end < end && !IsSpace(view[tag_end])) ++tag_end;
      const std::uint32_t node = SkipBlanks(view, tag_end);
      const char first = node < end ? view[node] : '\0';
      const bool block = first == '|' || first == '>';
      const bool plain = first != '\0' && !entry &&
                         std::string_view("\"'[{#&*!|>").find(first) == std::string_view::npos &&
                         !HoldsKey(view.substr(node, end - node));
      if (block || plain) masked.push_back({at, tag_end, node});
    }
    const std::uint32_t begin = SkipBlanks(view, line);
    if (begin < end) after_colon = view[end - 1] == ':';
    line = std::max(PastBreak(view, end), end + 1);
  }
  for (const MaskedTag& tag : masked) {
    std::fill(text.begin() + tag.begin, text.begin() + tag.end, ' ');
  }
  return masked;
}

}  // namespace execlint::yaml
