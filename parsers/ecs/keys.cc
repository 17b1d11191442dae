#include "parsers/ecs/keys.h"

#include <algorithm>
#include <array>
#include <vector>

#include "lint/model/lowering.h"

namespace execlint::ecs {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return Lower(x) == Lower(y); });
}

// In small letters, without what separates words.
std::string Plain(std::string_view name) {
  std::string plain;
  plain.reserve(name.size());
  for (const char c : name) {
    if (c != '_' && c != '-') plain += Lower(c);
  }
  return plain;
}

bool MayHoldExec(std::string_view name) { return name.find_first_of("xX") != name.npos; }

// Do no more than `most` single-character edits lie between two short words?
bool Near(std::string_view a, std::string_view b, std::size_t most) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
    if (*std::min_element(row.begin(), row.end()) > most) return false;  // it only grows
  }
  return row.back() <= most;
}

}  // namespace

std::string Spelled(std::string_view camel_key, KeyCase keys) {
  std::string spelled(camel_key);
  if (keys != KeyCase::kPascal) return spelled;
  bool first = true;
  for (char& c : spelled) {
    if (first && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    first = c == '.';
  }
  return spelled;
}

const Entry* FindKey(const Value& map, std::string_view camel_key, KeyCase keys) {
  if (!map.is_map()) return nullptr;
  if (keys != KeyCase::kAny && keys != KeyCase::kWords) return Find(map, Spelled(camel_key, keys));
  const auto entries = map.entries();
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (EqualIgnoringCase(entry->key, camel_key) ||
        (keys == KeyCase::kWords && EqualIgnoringCase(Plain(entry->key), camel_key))) {
      return &*entry;
    }
  }
  return nullptr;
}

Traced PropertyNamed(Traced map, std::string_view path, KeyCase keys, ValueStore& values) {
  while (map) {
    const std::size_t dot = path.find('.');
    const Entry* entry = FindKey(*map, path.substr(0, dot), keys);
    map = entry != nullptr ? values.Inside(map, entry->value)
                           : Property(map, Spelled(path.substr(0, dot), keys), values);
    if (dot == std::string_view::npos) return map;
    path.remove_prefix(dot + 1);
  }
  return {};
}

Slot SlotIn(ResourceId owner, Traced map, std::string_view path, KeyCase keys, std::string shown) {
  Slot slot{.owner = owner, .path = std::move(shown) + Spelled(path, keys)};
  while (map && map->is_map()) {
    const std::size_t dot = path.find('.');
    const Entry* entry = FindKey(*map, path.substr(0, dot), keys);
    if (entry == nullptr) {
      if (map->count == 0) {
        slot.at = Span::At(map->span.file, map->span.begin + 1);
      } else {
        const Span last = map->entries()[map->count - 1].value->span;
        slot.at = Span::At(last.file, last.end);
      }
      return slot;
    }
    if (dot == std::string_view::npos) {
      slot.at = entry->value->span;
      slot.written = true;
      return slot;
    }
    map = entry->value;
    path.remove_prefix(dot + 1);
  }
  return slot;
}

bool LooksLikeExecFlag(std::string_view key) {
  constexpr std::string_view kFlag = "enableexecutecommand";
  constexpr std::size_t kMost = 3;  // changes; a length that differs by more needs more of them
  if (key.size() + kMost < kFlag.size() && !MayHoldExec(key)) return false;
  const std::string plain = Plain(key);
  constexpr std::array<std::string_view, 4> kAliases = {"executecommand", "executecommandenabled",
                                                        "execenabled", "ecsexec"};
  if (std::find(kAliases.begin(), kAliases.end(), plain) != kAliases.end()) return true;
  if (plain.starts_with("enableexecution")) return false;
  if (plain.starts_with("enableexec") || plain == "enableecsexec") return true;
  const bool as_long = plain.size() + kMost >= kFlag.size() && plain.size() <= kFlag.size() + kMost;
  return as_long && Near(plain, kFlag, kMost);
}

bool NamesExecFlag(std::string_view input) {
  if (!MayHoldExec(input)) return false;
  const std::string plain = Plain(input);
  if (plain.find("executecommand") != std::string::npos || plain == "execenabled") return true;
  for (const std::string_view word : {"ecsexec", "enableexec"}) {
    const std::size_t at = plain.find(word);
    if (at == std::string::npos) continue;
    // `ecs_execution_role`, `enable_executor`: another word.
    const std::string_view rest = std::string_view(plain).substr(at + word.size());
    if (!rest.starts_with("ut") || rest == "ute") return true;
  }
  return false;
}

}  // namespace execlint::ecs
