#include "lint/network/number.h"

#include <charconv>

namespace execlint {

std::optional<int> NumberOf(const Fact<Text>& fact) {
  const auto text = fact.known() ? fact->known() : std::nullopt;
  if (!text) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return number;
}

}  // namespace execlint
