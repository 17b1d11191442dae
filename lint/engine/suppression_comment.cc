#include "lint/engine/suppression_comment.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <utility>

#include "lint/source/day.h"
#include "lint/source/format.h"
#include "lint/source/nearest.h"

namespace execlint {
namespace {

constexpr std::string_view kIgnore = "ignore[";
constexpr std::string_view kUntil = "until=";

std::string_view WithoutSpaceBehind(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) {
    text.remove_suffix(1);
  }
  return text;
}

std::string_view WithoutSpace(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) {
    text.remove_prefix(1);
  }
  return WithoutSpaceBehind(text);
}

// As people spell the program's name at the beginning of a comment.
constexpr std::string_view kMarkers[] = {"execlint", "Execlint", "ExecLint", "EXECLINT"};

struct Marked {
  std::string_view behind;  // the marker
  bool as_usual = true;     // in lower case
};

// What stands in a comment, without its signs; nothing if it does not begin with `execlint`.
std::optional<Marked> BehindName(std::string_view comment) {
  for (const std::string_view opener : {"#", "//", "/*"}) {
    if (!comment.starts_with(opener)) continue;
    comment.remove_prefix(opener.size());
    if (opener == "/*" && comment.ends_with("*/")) comment.remove_suffix(2);
    // `##`, `///`, `/**`
    comment.remove_prefix(std::min(comment.find_first_not_of(opener.back()), comment.size()));
    comment = WithoutSpace(comment);
    for (const std::string_view marker : kMarkers) {
      if (!comment.starts_with(marker)) continue;
      return Marked{comment.substr(marker.size()), marker == kMarkers[0]};
    }
    return std::nullopt;
  }
  return std::nullopt;
}

constexpr const char* kHowToEnd =
    "seems to have a last day, which cannot be parsed: write it once, as `(until=2027-03-01)`";

// Does the reason hold `until: 2027-03-01`, `(Until = ...)`, `expires=...` or the like? Then nobody
// wants it to count for good.
bool SpeaksOfAnEnd(std::string_view reason) {
  std::string lower;
  for (const char c : reason) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  for (const std::string_view word : {"until", "expires", "expiry", "expire"}) {
    for (std::size_t at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
      if (at > 0 && std::isalnum(static_cast<unsigned char>(lower[at - 1])) != 0) continue;
      const std::size_t next = lower.find_first_not_of(" \"'", at + word.size());
      if (next == lower.npos) continue;
      const char c = lower[next];
      // `expires: see the ticket` gives no day.
      const std::size_t day =
          c == '=' || c == ':' ? lower.find_first_not_of(" \"'", next + 1) : lower.npos;
      const bool sign =
          day != lower.npos && std::isdigit(static_cast<unsigned char>(lower[day])) != 0;
      const bool year = lower.substr(next, 2) == "20" && next + 4 < lower.size() &&
                        (lower[next + 4] == '-' || lower[next + 4] == '/');
      if (sign || year) return true;
    }
  }
  return false;
}

// Takes `until=2027-03-01`, with the parentheses around it, out of a reason.
void TakeUntil(SuppressionComment& comment) {
  std::string& reason = comment.reason;
  const std::size_t at = reason.find(kUntil);
  const bool begins =
      at != reason.npos && (at == 0 || reason[at - 1] == '(' || reason[at - 1] == ' ');
  if (!begins) {
    if (SpeaksOfAnEnd(reason)) comment.wrong = kHowToEnd;
    return;
  }
  const std::size_t day = at + kUntil.size();
  const std::size_t end = std::min(reason.find_first_of(" )", day), reason.size());
  comment.until = reason.substr(day, end - day);
  if (!IsDay(comment.until)) {
    comment.wrong = Format(
        "has an `until` that is not a date like 2027-03-01: write `until=2027-03-01`, not "
        "`until={}`",
        comment.until);
  }
  const bool parentheses =
      at > 0 && reason[at - 1] == '(' && end < reason.size() && reason[end] == ')';
  const std::string_view whole = reason;
  const std::string_view before = WithoutSpace(whole.substr(0, parentheses ? at - 1 : at));
  const std::string_view behind = WithoutSpace(whole.substr(parentheses ? end + 1 : end));
  reason =
      std::string(before) + (before.empty() || behind.empty() ? "" : " ") + std::string(behind);
  if (comment.wrong.empty() && SpeaksOfAnEnd(reason)) comment.wrong = kHowToEnd;
}

bool IsInName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

// The one of `names` that a word is or, if it is no plain word (`access`), comes near to.
std::string_view NameOf(std::string_view word, std::span<const std::string_view> names) {
  const auto same = std::find(names.begin(), names.end(), word);
  if (same != names.end()) return *same;
  return word.find('-') == word.npos ? std::string_view() : Nearest(word, names);
}

}  // namespace

SuppressionComment ParseSuppression(std::string_view text) {
  SuppressionComment comment;
  const auto marked = BehindName(text);
  if (!marked || !marked->behind.starts_with(':')) return comment;
  text = WithoutSpace(marked->behind.substr(1));
  if (!text.starts_with(kIgnore)) return comment;
  text.remove_prefix(kIgnore.size());
  const std::size_t close = text.find(']');
  if (close == std::string_view::npos) return comment;
  std::string_view names = text.substr(0, close);
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    const std::string_view name = WithoutSpace(names.substr(0, comma));
    if (!name.empty()) comment.rules.emplace_back(name);
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  comment.reason = WithoutSpace(text.substr(close + 1));
  TakeUntil(comment);
  return comment;
}

std::string MeantAsSuppression(std::string_view text, std::span<const std::string_view> names) {
  if (!ParseSuppression(text).rules.empty()) return "";
  const auto marked = BehindName(text);
  if (!marked) return "";
  const bool colon = marked->behind.starts_with(':');
  std::string_view rest = WithoutSpace(colon ? marked->behind.substr(1) : marked->behind);
  const std::size_t word =
      static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), IsInName) - rest.begin());
  constexpr std::string_view kVerbs[] = {
      "ignore", "disable", "disable-line", "disable-next-line", "skip", "suppress",
      "allow",  "noqa",    "nolint",       "ignore-next-line",  "off"};
  const std::string_view verb = rest.substr(0, word);
  rest = WithoutSpace(rest.substr(word));
  const bool means_it = std::find(std::begin(kVerbs), std::end(kVerbs), verb) != std::end(kVerbs);
  // A sentence about execlint is no suppression: without a colon, a sign must follow.
  const bool sign = !rest.empty() && std::string_view("[=(:").find(rest.front()) != rest.npos;
  if (!colon && (!means_it || !sign)) return "";
  // `ExecLint: our linter` begins a sentence.
  if (!marked->as_usual && !means_it) return "";
  std::string rules;
  if (sign) rest.remove_prefix(1);
  while (means_it) {
    rest = WithoutSpace(rest);
    const std::size_t end = static_cast<std::size_t>(
        std::find_if_not(rest.begin(), rest.end(), IsInName) - rest.begin());
    const std::string_view name = NameOf(rest.substr(0, end), names);
    if (name.empty()) break;  // a word of the reason
    rules += (rules.empty() ? "" : ", ") + std::string(name);
    rest = WithoutSpace(rest.substr(end));
    if (!rest.starts_with(',')) break;
    rest.remove_prefix(1);
  }
  std::string_view reason = means_it ? rest.substr(0, rest.find_first_of("\r\n")) : "";
  reason.remove_prefix(std::min(reason.find_first_not_of("])=:, "), reason.size()));
  reason = WithoutSpace(reason);
  return Format("execlint: ignore[{}] {}", rules.empty() ? "RULE" : rules,
                reason.empty() ? "reason" : reason);
}

bool MayHoldSuppression(std::string_view text) {
  // All files are asked, and an `x` is rarer than an `e`.
  for (const std::string_view part : {"xec", "XEC"}) {
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) {
      const std::string_view word = at == 0 ? "" : text.substr(at - 1, kMarkers[0].size());
      if (std::find(std::begin(kMarkers), std::end(kMarkers), word) != std::end(kMarkers)) {
        return true;
      }
    }
  }
  return false;
}

std::vector<Span> SlashesInYaml(FileId file, const SourceMap& sources) {
  std::vector<Span> found;
  const std::string_view path = sources.path(file);
  const std::string_view text = sources.Text(file);
  if (!path.ends_with(".yaml") && !path.ends_with(".yml")) return found;
  if (!MayHoldSuppression(text)) return found;
  const auto& comments = sources.comments(file);
  auto comment = comments.begin();  // the first that may hold what stands at `at`
  std::size_t end = 0;              // of the line, without the space at its end
  std::size_t next = 0;
  for (std::size_t at = text.find("//"); at != text.npos; at = text.find("//", next)) {
    next = at + 2;
    if (at >= end) {
      end = std::min(text.find_first_of("\r\n", at), text.size());
      end = at + WithoutSpaceBehind(text.substr(at, end - at)).size();
    }
    const bool begins = at == 0 || std::isspace(static_cast<unsigned char>(text[at - 1])) != 0;
    if (!begins) continue;
    const std::string_view line = text.substr(at, end - at);
    if (ParseSuppression(line).rules.empty() && MeantAsSuppression(line, {}).empty()) continue;
    next = end;  // what follows is its reason
    if (line.find("ignore") == line.npos) continue;
    const Span span{file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)};
    while (comment != comments.end() && comment->end < span.end) ++comment;
    if (comment == comments.end() || !comment->Contains(span)) found.push_back(span);
  }
  return found;
}

std::vector<PlacedSuppression> SuppressionsOf(FileId file, const SourceMap& sources) {
  std::vector<PlacedSuppression> found;
  for (const Span& span : sources.comments(file)) {
    SuppressionComment comment = ParseSuppression(sources.Text(span));
    if (!comment.rules.empty()) found.push_back({.comment = std::move(comment), .span = span});
  }
  for (const Exemption& one : sources.exemptions(file)) {
    found.push_back({.comment = {one.rules, one.reason, one.until, one.wrong},
                     .span = one.at,
                     .block = one.block});
  }
  return found;
}

}  // namespace execlint
