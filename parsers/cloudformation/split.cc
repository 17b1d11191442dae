#include "parsers/cloudformation/split.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace execlint::cloudformation {

Traced SplitList(Traced value, ValueStore& store) {
  if (value->is_list()) return value;
  const std::string text = KnownText(*value).value_or("");
  const bool exact = value->is_string() && value->count == 1 && value->parts()[0].verbatim;
  const Span from = value->is_string() && value->count > 0 ? value->parts()[0].from : value->span;
  std::vector<Traced> items;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    std::size_t first = begin, last = comma;
    while (first < last && text[first] == ' ') ++first;
    while (first < last && text[last - 1] == ' ') --last;
    Span at = from;
    if (exact) {
      at.begin = from.begin + static_cast<std::uint32_t>(first);
      at.end = from.begin + static_cast<std::uint32_t>(last);
    }
    items.push_back(
        {store.Literal(std::string_view(text).substr(first, last - first), at, at, exact)});
    begin = comma + 1;
  }
  return {store.List(items, value->span), value.route};
}

Traced SplitIds(Traced value, std::string_view delimiter, ValueStore& store) {
  if (!value->is_string()) return {};
  std::vector<std::vector<Part>> items(1);
  for (const Part& part : value->parts()) {
    if (part.hole != nullptr) {
      if (part.hole->why != Why::kComputedByAws || part.hole->resource == ResourceId::kNone) {
        return {};
      }
      items.back().push_back(part);
      continue;
    }
    for (std::size_t begin = 0;;) {
      const std::size_t comma = std::min(part.text.find(delimiter, begin), part.text.size());
      std::size_t first = begin, last = comma;
      while (first < last && part.text[first] == ' ') ++first;
      while (first < last && part.text[last - 1] == ' ') --last;
      Part piece = part;
      piece.text = part.text.substr(first, last - first);
      if (part.verbatim) {
        piece.from.begin = part.from.begin + static_cast<std::uint32_t>(first);
        piece.from.end = part.from.begin + static_cast<std::uint32_t>(last);
      }
      if (!piece.text.empty()) items.back().push_back(piece);
      if (comma == part.text.size()) break;
      items.emplace_back();
      begin = comma + delimiter.size();
    }
  }
  std::vector<Traced> list;
  for (const auto& parts : items) list.push_back({store.String(parts, value->span)});
  return {store.List(list, value->span), value.route};
}

}  // namespace execlint::cloudformation
