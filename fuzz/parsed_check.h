// What holds of every parsed value, whatever the input: for the fuzzers of JSON and YAML.
#ifndef EXECLINT_FUZZ_PARSED_CHECK_H_
#define EXECLINT_FUZZ_PARSED_CHECK_H_

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/parsed.h"
#include "lint/value/value_store.h"

namespace execlint::fuzz {

inline void Require(bool holds) {
  if (!holds) std::abort();
}

inline void CheckSpan(const SourceMap& sources, FileId file, Span span) {
  Require(span.file == file && span.begin <= span.end && span.end <= sources.Text(file).size());
  const Span disk = sources.Spell(span);
  Require(disk.valid() && disk.begin <= disk.end && disk.end <= sources.Text(disk.file).size());
  Require(sources.Spell(disk) == disk);
}

// Spans are in the file and in their container's span, parts say what the source says.
inline void CheckValue(const SourceMap& sources, FileId file, const Value& value) {
  CheckSpan(sources, file, value.span);
  const auto inside = [&](Traced child) {
    if (child.route == nullptr) {  // an alias stands elsewhere
      Require(value.span.Contains(child->span));
      CheckValue(sources, file, *child);
    }
  };
  if (value.is_list()) {
    for (const Traced& item : value.items()) inside(item);
  } else if (value.is_map()) {
    for (const Entry& entry : value.entries()) {
      CheckSpan(sources, file, entry.key_span);
      inside(entry.value);
    }
  } else if (value.is_string()) {
    std::uint32_t at = value.span.begin;
    for (const Part& part : value.parts()) {
      CheckSpan(sources, file, part.from);
      Require(value.span.Contains(part.from) && at <= part.from.begin);
      Require(!part.verbatim || sources.Text(part.from) == part.text);
      at = part.from.end;
    }
  }
}

inline void CheckParsed(const SourceMap& sources, FileId file, const Parsed& parsed) {
  if (parsed.root) CheckValue(sources, file, *parsed.root);
  for (const Problem& problem : parsed.problems) {
    CheckSpan(sources, file, problem.span);
    Require(!problem.message.empty());
  }
}

// `text` as an evaluated string of `file`, in which every `$` is a hole.
inline Traced WithHoles(const SourceMap& sources, FileId file, ValueStore& store) {
  const std::string_view text = sources.Text(file);
  std::vector<Part> parts;
  for (std::uint32_t at = 0; at < text.size();) {
    const Span hole{file, at, at + 1};
    if (text[at] == '$') {
      const char name[] = {static_cast<char>('a' + at % 3), '\0'};
      parts.push_back({.from = hole,
                       .verbatim = false,
                       .hole = store.Intern({.why = Why::kInputWithoutDefault, .name = name})});
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find('$', at), text.size());
    const Span span{file, at, static_cast<std::uint32_t>(end)};
    parts.push_back({.text = sources.Text(span), .from = span});
    at = span.end;
  }
  return {store.String(parts, {file, 0, static_cast<std::uint32_t>(text.size())})};
}

}  // namespace execlint::fuzz

#endif  // EXECLINT_FUZZ_PARSED_CHECK_H_
