#include "lint/value/value.h"

#include <algorithm>
#include <string>

#include "lint/value/no_name.h"

namespace execlint {
namespace {

const Symbol* OnlyHole(const Value& value) {
  if (value.is_unknown()) return &value.symbol();
  return value.is_string() && value.count == 1 ? value.parts()[0].hole : nullptr;
}

// Runs may be cut differently on the two sides, so they are compared run by run.
bool SameParts(std::span<const Part> p, std::span<const Part> q) {
  std::size_t i = 0, j = 0, at_p = 0, at_q = 0;
  while (i < p.size() && j < q.size()) {
    if (p[i].hole != nullptr || q[j].hole != nullptr) {
      if (p[i].hole != q[j].hole) return false;
      ++i, ++j;
      continue;
    }
    const std::size_t n = std::min(p[i].text.size() - at_p, q[j].text.size() - at_q);
    if (p[i].text.substr(at_p, n) != q[j].text.substr(at_q, n)) return false;
    if ((at_p += n) == p[i].text.size()) ++i, at_p = 0;
    if ((at_q += n) == q[j].text.size()) ++j, at_q = 0;
  }
  return i == p.size() && j == q.size();
}

// What is known of the text.
std::string WithoutHoles(const Value& value) {
  if (!value.is_string()) return "";
  std::string text;
  for (const Part& part : value.parts()) text += part.text;
  return text;
}

std::string Spelled(const Value& value, bool mask) {
  const auto hole = [](const Symbol& symbol) { return "${" + symbol.name + "}"; };
  if (value.is_unknown()) return hole(value.symbol());
  if (!value.is_string()) return KnownText(value).value_or("");
  std::string text;
  bool masked = false;  // the part before is a secret too: one mask stands for both
  for (const Part& part : value.parts()) {
    const bool masks = mask && part.hole == nullptr && part.secret();
    if (part.hole != nullptr) {
      text += hole(*part.hole);
    } else if (!masks) {
      text += part.text;
    } else if (!masked) {
      text += kMasked;
    }
    masked = masks;
  }
  return text;
}

}  // namespace

const Entry* Find(const Value& map, std::string_view key) {
  if (!map.is_map()) return nullptr;
  const auto entries = map.entries();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (entry->key == key) return &*entry;
  }
  return nullptr;
}

Traced Child(Traced map, std::string_view key) {
  const Entry* entry = map ? Find(*map, key) : nullptr;
  return entry != nullptr ? entry->value : Traced{};
}

std::optional<std::string> KnownText(const Value& value) {
  switch (value.kind) {
    case Kind::kBool:
      return value.boolean() ? "true" : "false";
    case Kind::kNumber:
      return NumberText(value.exact_number());
    case Kind::kString: {
      const auto parts = value.parts();
      if (std::ranges::any_of(parts, [](const Part& part) { return part.hole != nullptr; })) {
        return std::nullopt;
      }
      std::string text(parts.empty() ? std::string_view() : parts.front().text);
      for (std::size_t i = 1; i < parts.size(); ++i) text += parts[i].text;
      return text;
    }
    default:
      return std::nullopt;
  }
}

std::string NumberedMask(std::size_t number) {
  return std::string(kMasked) + (number > 1 ? std::to_string(number) : "");
}

std::string Shown(Traced value) {
  if (!value->is_unknown() && value.secret()) return std::string(kMasked);
  const std::string_view instead = InsteadOfText(WithoutHoles(*value));
  return instead.empty() ? Spelled(*value, true) : std::string(instead);
}

std::string WithHoles(Traced value) { return Spelled(*value, false); }

bool SameText(const Value& a, const Value& b) {
  if (a.is_string() && b.is_string()) return SameParts(a.parts(), b.parts());
  if (const Symbol* hole = OnlyHole(a)) return hole == OnlyHole(b);
  const auto x = KnownText(a), y = KnownText(b);
  return x && y && *x == *y;
}

}  // namespace execlint
