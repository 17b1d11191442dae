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

}  // namespace execlint::cloudformation
