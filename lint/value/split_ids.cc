#include "lint/value/split_ids.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "lint/source/find.h"

namespace execlint {
namespace {

bool IsId(const Symbol& symbol) {
  constexpr std::string_view kIds[] = {"", "id", "arn", "Id", "Arn", "ARN"};
  return symbol.why == Why::kComputedByAws && symbol.resource != ResourceId::kNone &&
         std::find(std::begin(kIds), std::end(kIds), symbol.attribute) != std::end(kIds);
}

Part Trimmed(const Part& part, std::size_t first, std::size_t last) {
  while (first < last && part.text[first] == ' ') ++first;
  while (first < last && part.text[last - 1] == ' ') --last;
  Part piece = part;
  piece.text = part.text.substr(first, last - first);
  if (part.verbatim) {
    piece.from.begin = part.from.begin + static_cast<std::uint32_t>(first);
    piece.from.end = part.from.begin + static_cast<std::uint32_t>(last);
  }
  return piece;
}

}  // namespace

Traced SplitIds(Traced value, std::string_view delimiter, ValueStore& store) {
  if (value->is_unknown() && IsId(value->symbol())) {
    return {store.List(std::vector<Traced>{value}, value->span), value.route};
  }
  if (!value->is_string()) return {};
  std::vector<std::vector<Part>> items(1);
  for (const Part& part : value->parts()) {
    if (part.hole != nullptr) {
      if (!IsId(*part.hole)) return {};
      items.back().push_back(part);
      continue;
    }
    for (std::size_t begin = 0;;) {
      const std::size_t end = std::min(Find(part.text, delimiter, begin), part.text.size());
      const Part piece = Trimmed(part, begin, end);
      if (!piece.text.empty()) items.back().push_back(piece);
      if (end == part.text.size()) break;
      items.emplace_back();
      begin = end + delimiter.size();
    }
  }
  std::vector<Traced> list;
  for (const auto& parts : items) list.push_back({store.String(parts, value->span)});
  return {store.List(list, value->span), value.route};
}

}  // namespace execlint
