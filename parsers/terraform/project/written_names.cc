#include "parsers/terraform/project/written_names.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>

#include "lint/source/find.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kBetweenWords = " \t";

bool InWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The parts of a quoted template, behind its first quote; none where it has no end.
std::vector<std::string_view> PartsOfTemplate(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      parts.push_back(text.substr(begin, at - begin));
      return parts;
    }
    if (text[at] == '\n' || text[at] == '\\') return {};
    const bool directive = (text[at] == '$' || text[at] == '%') && text.substr(at + 1, 1) == "{";
    if (!directive) continue;
    parts.push_back(text.substr(begin, at - begin));
    int depth = 0;
    for (++at; at < text.size() && text[at] != '\n'; ++at) {
      depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
      if (depth == 0) break;
    }
    begin = at + 1;
  }
  return {};
}

// The same of the first argument of format(), in whose parts `%s` and the like stand.
std::vector<std::string_view> PartsOfFormat(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::string_view part : PartsOfTemplate(text)) {
    for (std::size_t verb; (verb = part.find('%')) != part.npos;) {
      parts.push_back(part.substr(0, verb));
      const std::size_t letter =
          part.find_first_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ%", verb + 1);
      part = letter == part.npos ? std::string_view() : part.substr(letter + 1);
    }
    parts.push_back(part);
  }
  return parts;
}

// Of what stands behind `name =`.
WrittenName NameIn(std::string_view value) {
  constexpr std::string_view kFormat = "format(\"";
  if (value.starts_with(kFormat)) return {PartsOfFormat(value.substr(kFormat.size()))};
  if (!value.starts_with('"')) return {};
  const std::vector<std::string_view> parts = PartsOfTemplate(value.substr(1));
  if (parts.empty()) return {};
  // Nothing follows the text.
  const auto end =
      static_cast<std::size_t>(parts.back().data() - value.data()) + parts.back().size() + 1;
  const std::size_t rest = value.find_first_not_of(" \t\r", end);
  const bool whole = rest == value.npos || value[rest] == '\n' || value[rest] == '}' ||
                     value[rest] == '#' || value.substr(rest).starts_with("//");
  return whole ? WrittenName{parts} : WrittenName{};
}

// How many braces are open at the end of the text.
std::ptrdiff_t OpenBraces(std::string_view text) {
  return std::count(text.begin(), text.end(), '{') - std::count(text.begin(), text.end(), '}');
}

// The argument `name` of a block, not that of a block inside of it.
WrittenName NameOfBlock(std::string_view block) {
  constexpr std::string_view kName = "name";
  for (std::size_t at = block.find(kName); at != block.npos; at = block.find(kName, at + 1)) {
    const std::size_t before = at == 0 ? block.npos : block.find_last_not_of(kBetweenWords, at - 1);
    if (before != block.npos && block[before] != '\n' && block[before] != '{') continue;
    std::size_t next = block.find_first_not_of(kBetweenWords, at + kName.size());
    if (next == block.npos || block[next] != '=' || OpenBraces(block.substr(0, at)) != 1) continue;
    next = block.find_first_not_of(kBetweenWords, next + 1);
    return next == block.npos ? WrittenName{} : NameIn(block.substr(next));
  }
  return {};
}

// Where the block begins in which `at` stands: blocks of the top level are not indented.
std::size_t BeginOfBlock(std::string_view text, std::size_t at) {
  for (std::size_t line = text.rfind('\n', at); line != text.npos;
       line = line == 0 ? text.npos : text.rfind('\n', line - 1)) {
    if (line + 1 <= at && std::isalpha(static_cast<unsigned char>(text[line + 1])) != 0) {
      return line + 1;
    }
  }
  return 0;
}

}  // namespace

bool WrittenName::MayBe(std::string_view name) const {
  if (!told()) return true;
  if (parts.size() == 1) return name == parts.front();
  if (!name.starts_with(parts.front())) return false;
  name.remove_prefix(parts.front().size());
  for (std::size_t i = 1; i + 1 < parts.size(); ++i) {
    const std::size_t at = name.find(parts[i]);
    if (at == name.npos) return false;
    name.remove_prefix(at + parts[i].size());
  }
  return name.ends_with(parts.back());
}

std::vector<WrittenName> NamesWritten(std::string_view text, std::string_view type) {
  std::vector<WrittenName> names;
  for (std::size_t at = Find(text, type); at != text.npos; at = Find(text, type, at + 1)) {
    if (InWord(text.substr(at + type.size(), 1).empty() ? ' ' : text[at + type.size()])) continue;
    std::string_view head = text.substr(0, at);
    if (head.ends_with('"')) head.remove_suffix(1);
    const std::size_t word = head.find_last_not_of(kBetweenWords);
    if (word == head.npos || !head.substr(0, word + 1).ends_with("resource")) continue;
    names.push_back(NameOfBlock(text.substr(at, text.find("\n}", at) - at)));
  }
  return names;
}

bool IsWritten(std::string_view text, std::string_view word) {
  for (std::size_t at = Find(text, word); at != text.npos; at = Find(text, word, at + 1)) {
    if (at > 0 && (text[at - 1] == '.' || InWord(text[at - 1]))) continue;
    const std::size_t end = at + word.size();
    if (end < text.size() && InWord(text[end])) continue;
    const std::size_t begin = BeginOfBlock(text, at);
    const std::string_view block = text.substr(begin, at - begin);
    if (block.starts_with("data ") || block.find_first_of("{=") == block.npos) continue;
    const bool in_locals = block.starts_with("locals") && OpenBraces(block) == 1;
    const std::size_t before = block.find_last_not_of(kBetweenWords);
    const bool first = before == block.npos || block[before] == '\n' || block[before] == '{';
    if (in_locals && first) continue;
    return true;
  }
  return false;
}

}  // namespace execlint::terraform
