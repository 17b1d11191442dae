#include "parsers/yaml/line_ends.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <vector>

#include "lint/source/format.h"
#include "lint/value/value.h"

namespace execlint::yaml {
namespace {

struct Break {
  std::string_view bytes, name;
};
constexpr Break kBreaks[] = {{"\u0085", "U+0085"}, {"\u2028", "U+2028"}, {"\u2029", "U+2029"}};

struct Found {
  std::uint32_t at = 0;
  const Break* which = nullptr;
};

std::vector<Found> BreaksIn(std::string_view text) {
  std::vector<Found> found;
  for (const Break& one : kBreaks) {
    for (std::size_t at = text.find(one.bytes); at != text.npos;
         at = text.find(one.bytes, at + 1)) {
      found.push_back({static_cast<std::uint32_t>(at), &one});
    }
  }
  std::ranges::sort(found, {}, &Found::at);
  return found;
}

// The texts in quotes, keys too.
void AddQuoted(const SourceMap& sources, const Value& value, std::vector<Span>& quoted) {
  const auto add = [&](Span span) {
    const std::string_view text = sources.Text(span);
    if (text.starts_with('"') || text.starts_with('\'')) quoted.push_back(span);
  };
  if (value.is_string()) {
    add(value.span);
  } else if (value.is_list()) {
    for (const Traced& item : value.items()) AddQuoted(sources, *item, quoted);
  } else if (value.is_map()) {
    for (const Entry& entry : value.entries()) {
      add(entry.key_span);
      AddQuoted(sources, *entry.value, quoted);
    }
  }
}

}  // namespace

void TellLineEnds(const SourceMap& sources, FileId file, Parsed& parsed) {
  const std::vector<Found> found = BreaksIn(sources.Text(file));
  if (found.empty()) return;
  std::vector<Span> quoted;
  if (parsed.root) AddQuoted(sources, *parsed.root, quoted);
  std::ranges::sort(quoted, {}, [](const Span& span) { return span.begin; });
  for (const Found& one : found) {
    const auto behind = std::ranges::upper_bound(quoted, one.at, {}, &Span::begin);
    if (behind != quoted.begin() && one.at < std::prev(behind)->end) continue;
    parsed.problems.push_back(
        {Problem::kSyntax,
         {file, one.at, static_cast<std::uint32_t>(one.at + one.which->bytes.size())},
         Format("{} ends a line of YAML 1.1: what follows may be read as more than a part of this "
                "line",
                one.which->name)});
    return;
  }
}

}  // namespace execlint::yaml
