#include "parsers/json/placeholders.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

#include "lint/model/common_word.h"
#include "lint/value/buffer.h"
#include "parsers/json/explain.h"
#include "parsers/json/json.h"

namespace execlint::json {
namespace {

// Longer ones are no placeholders that people write, and looking further would cost too much.
constexpr std::size_t kLongest = 256;

bool StartsName(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool GoesOnInName(char c) { return StartsName(c) || (c >= '0' && c <= '9'); }

// The name at `at`, with `more` also allowed in it.
std::size_t NameEnd(std::string_view text, std::size_t at, std::string_view more) {
  if (at >= text.size() || !StartsName(text[at])) return at;
  while (at < text.size() && (GoesOnInName(text[at]) || more.find(text[at]) != more.npos)) ++at;
  return at;
}

// What stands between two marks.
struct Enclosed {
  std::string_view open, close;
  enum What : std::uint8_t { kAny, kName } what = kAny;
  bool directive = false;
};

// Where one begins like another, the longer one comes first.
constexpr std::array<Enclosed, 11> kEnclosed = {{
    {"${{", "}}", Enclosed::kAny, false},
    {"${", "}", Enclosed::kAny, false},
    {"$(", ")", Enclosed::kName, false},
    {"{{{", "}}}", Enclosed::kAny, false},
    {"{{", "}}", Enclosed::kAny, false},
    {"{%", "%}", Enclosed::kAny, true},
    {"%{", "}", Enclosed::kAny, true},
    {"<%=", "%>", Enclosed::kAny, false},
    {"<%", "%>", Enclosed::kAny, true},
    {"<", ">", Enclosed::kName, false},
    {"@", "@", Enclosed::kName, false},
}};

// Handlebars marks what decides about other text by a character, Go templates by a word.
bool IsDirective(std::string_view inside) {
  constexpr std::string_view kAround = " \t-~";
  inside.remove_prefix(std::min(inside.find_first_not_of(kAround), inside.size()));
  if (inside.empty() || std::string_view("#/^!>").find(inside[0]) != std::string_view::npos) {
    return true;
  }
  constexpr std::array<std::string_view, 8> kWords = {"if",   "else",   "end",   "range",
                                                      "with", "define", "block", "template"};
  const std::string_view word = inside.substr(0, NameEnd(inside, 0, ""));
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end() ||
         inside.find(":=") != std::string_view::npos;
}

std::optional<Placeholder> Made(std::size_t begin, std::size_t end, bool directive) {
  return Placeholder{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), directive};
}

std::optional<Placeholder> EnclosedAt(std::string_view text, std::size_t at) {
  for (const Enclosed& kind : kEnclosed) {
    if (!text.substr(at).starts_with(kind.open)) continue;
    const std::size_t begin = at + kind.open.size();
    std::string_view line = text.substr(begin, kLongest);
    line = line.substr(0, line.find('\n'));
    const std::size_t close = line.find(kind.close);
    if (close == std::string_view::npos) continue;
    const std::string_view inside = line.substr(0, close);
    const bool fits = kind.what == Enclosed::kName
                          ? !inside.empty() && NameEnd(inside, 0, " .:/-") == inside.size()
                          : inside.find_first_not_of(" \t") != std::string_view::npos;
    // With a key in it, it is a slip (`{{"a": 1}}`), or goes on behind the string it began in.
    if (!fits || inside.find("\":") != std::string_view::npos) continue;
    const bool directive = kind.directive || (kind.open == "{{" && IsDirective(inside));
    return Made(at, begin + close + kind.close.size(), directive);
  }
  return std::nullopt;
}

std::optional<Placeholder> PlaceholderAt(std::string_view text, std::size_t at) {
  switch (text[at]) {
    case '{':
    case '<':
    case '@':
      return EnclosedAt(text, at);
    case '$': {
      if (auto enclosed = EnclosedAt(text, at)) return enclosed;
      const std::size_t end = NameEnd(text, at + 1, "");
      return end > at + 1 ? Made(at, end, false) : std::nullopt;
    }
    case '%': {
      const std::size_t end = NameEnd(text, at + 1, "");
      if (end > at + 1 && end < text.size() && text[end] == '%') return Made(at, end + 1, false);
      return EnclosedAt(text, at);
    }
    case '_': {
      const std::size_t end = NameEnd(text, at, "");
      const std::string_view name = text.substr(at, end - at);
      const bool framed = name.size() > 4 && name.starts_with("__") && name.ends_with("__");
      return framed ? Made(at, end, false) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

bool HasQuote(std::string_view text, const Placeholder& one) {
  return text.substr(one.begin, one.end - one.begin).find('"') != std::string_view::npos;
}

Placeholder FirstDirective(const std::vector<Placeholder>& all) {
  const auto found =
      std::find_if(all.begin(), all.end(), [](const Placeholder& one) { return one.directive; });
  return found == all.end() ? Placeholder{} : *found;
}

// Is what follows the name of an environment variable: `env "PORT"`, `env_var("PORT")`,
// `os.environ["PORT"]`?
bool NamesAVariable(std::string_view before) {
  before = before.substr(0, before.find_last_not_of(" ([") + 1);
  std::size_t begin = before.size();
  while (begin > 0 && GoesOnInName(before[begin - 1])) --begin;
  return before.substr(begin).find("env") != std::string_view::npos;
}

// The literals that another program would write, which may be secrets: what stands in quotes, what
// a shell takes for a name without a value (`${NAME:-value}`), numbers, and the words of a command.
std::vector<std::pair<std::size_t, std::size_t>> LiteralsOf(std::string_view placeholder) {
  std::vector<std::pair<std::size_t, std::size_t>> literals;
  const auto add = [&](std::size_t begin, std::size_t end) {
    if (!IsCommonWord(placeholder.substr(begin, end - begin))) literals.emplace_back(begin, end);
  };
  if (placeholder.starts_with("$") && !placeholder.starts_with("${{")) {
    const std::string_view before = placeholder.starts_with("$(") ? " " : ":-=?+ #%/";
    const std::size_t end = placeholder.size() - 1;
    const std::size_t value =
        placeholder.find_first_not_of(before, placeholder.find_first_of(before));
    if (value < end) add(value, end);
    return literals;
  }
  for (std::size_t at = 0; at < placeholder.size();) {
    const char c = placeholder[at];
    std::size_t end = at + 1;
    if (c == '"' || c == '\'' || c == '`') {
      while (end < placeholder.size() && placeholder[end] != c) {
        end += placeholder[end] == '\\' ? 2 : 1;
      }
      end = std::min(end, placeholder.size());
      if (!NamesAVariable(placeholder.substr(0, at))) add(at + 1, end);
      ++end;
    } else if (GoesOnInName(c)) {
      while (end < placeholder.size() && GoesOnInName(placeholder[end])) ++end;
      if (!StartsName(c)) add(at, end);
    }
    at = end;
  }
  return literals;
}

// The placeholder for people, which names what it stands for: two that differ in what is not shown
// are two.
std::string ShownPlaceholder(std::string_view placeholder, ValueStore& store) {
  std::string shown;
  std::size_t at = 0;
  for (const auto& [begin, end] : LiteralsOf(placeholder)) {
    shown += placeholder.substr(at, begin - at);
    shown += NumberedMask(store.NumberOf(placeholder.substr(begin, end - begin)));
    at = end;
  }
  return shown.append(placeholder.substr(at));
}

void MarkLiterals(const std::vector<Placeholder>& placeholders, std::string_view text, FileId file,
                  SourceMap& sources) {
  for (const Placeholder& one : placeholders) {
    for (const auto& [begin, end] : LiteralsOf(text.substr(one.begin, one.end - one.begin))) {
      sources.MarkSecret({file, one.begin + static_cast<std::uint32_t>(begin),
                          one.begin + static_cast<std::uint32_t>(end)});
    }
  }
}

// The text as a string value with holes.
Traced WithHoles(std::string_view text, const std::vector<Placeholder>& holes, FileId file,
                 ValueStore& store) {
  const auto span = [file](std::size_t begin, std::size_t end) {
    return Span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  std::vector<Part> parts;
  std::size_t done = 0;
  for (const Placeholder& one : holes) {
    const Span at = span(one.begin, one.end);
    parts.push_back({.text = text.substr(done, one.begin - done), .from = span(done, one.begin)});
    const Symbol* symbol =
        store.Intern({.why = Why::kPlaceholder,
                      .name = ShownPlaceholder(text.substr(one.begin, one.end - one.begin), store),
                      .at = at});
    parts.push_back({.from = at, .verbatim = false, .hole = symbol});
    done = one.end;
  }
  parts.push_back({.text = text.substr(done), .from = span(done, text.size())});
  return {store.String(parts, span(0, text.size()))};
}

}  // namespace

std::vector<Placeholder> FindPlaceholders(std::string_view text) {
  std::vector<Placeholder> found;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (in_string && c == '\\') {
      i += 2;
      continue;
    }
    if (c == '"') {
      in_string = !in_string;
    } else if (!in_string && GoesOnInName(c) && c != '_') {  // `a__b__` is one word
      while (i < text.size() && GoesOnInName(text[i])) ++i;
      continue;
    } else if (!in_string || c == '{' || c == '$') {
      const auto one = PlaceholderAt(text, i);
      if (one && (!in_string || HasQuote(text, *one))) {
        found.push_back(*one);
        i = one->end;
        continue;
      }
    }
    ++i;
  }
  return found;
}

Completed ParseCompletedElsewhere(SourceMap& sources, FileId file, ValueStore& store) {
  Parsed strict = Parse(sources, file, store);
  if (strict.problems.empty()) return {std::move(strict)};
  Loosened loosened = Loosen(file, sources.Text(file));
  const std::vector<Placeholder> placeholders = FindPlaceholders(loosened.text);
  if (placeholders.empty()) return {std::move(strict)};
  MarkLiterals(placeholders, loosened.text, file, sources);

  if (const Placeholder first = FirstDirective(placeholders); first.end != 0) {
    const Span at{file, first.begin, first.end};
    const Symbol* around =
        store.Intern({.why = Why::kPlaceholder,
                      .name = "the text around `" + ShownPlaceholder(sources.Text(at), store) + "`",
                      .naming = Symbol::Naming::kWords,
                      .at = at});
    return {{{store.Unknown(around, at)}, {}}, true};
  }
  // Comments and trailing commas are white space here, so every byte is still in its place.
  const std::string_view text = store.Keep(loosened.text);
  Buffer buffer = Register(sources, WithHoles(text, placeholders, file, store), Syntax::kJson);
  buffer.bare_are_values = true;
  Parsed parsed = Parse(sources, buffer, store);
  parsed.problems.insert(parsed.problems.begin(), loosened.problems.begin(),
                         loosened.problems.end());
  return {std::move(parsed), true};
}

}  // namespace execlint::json
