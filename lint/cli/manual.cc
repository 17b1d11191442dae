#include "lint/cli/manual.h"

#include <algorithm>
#include <map>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/render/finding_words.h"
#include "lint/render/rule_page.h"
#include "lint/render/wrap.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

std::string Indented(std::string_view text) {
  std::string indented;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    indented += line.empty() ? "\n" : Format("  {}\n", line);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return indented;
}

// Prose that is to be wrapped: the lines of a paragraph become one. Its first line stays alone
// where it is a title.
std::string Paragraphs(std::string_view text, bool has_title) {
  std::string joined;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool inside = text[at] == '\n' && at + 1 < text.size() && text[at + 1] != '\n' &&
                        at > 0 && text[at - 1] != '\n';
    joined += inside && !has_title ? ' ' : text[at];
    if (text[at] == '\n') has_title = false;
  }
  return joined;
}

// Each line wrapped, behind two blanks.
std::string Wrapped(std::string_view text, std::size_t width) {
  std::string lines = Indented(text);
  std::string wrapped;
  for (std::string_view rest = lines; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    wrapped += Wrap(rest.substr(0, end), {.width = width, .indent = 2}) + "\n";
    rest.remove_prefix(end + 1);
  }
  return wrapped;
}

std::string Joined(const std::vector<std::string_view>& names) {
  std::string all;
  for (const std::string_view name : names) all += Format("{}{}", all.empty() ? "" : ", ", name);
  return all;
}

// `  attack/T1609  exec-forbidden, unrestricted-exec` for each tag.
std::string TagsTable(std::span<const RuleEntry> rules, std::size_t column, const Screen& screen) {
  std::map<std::string_view, std::vector<std::string_view>> tags;
  for (const RuleEntry& entry : rules) {
    for (const std::string_view tag : entry.rule->tags) tags[tag].push_back(entry.rule->name);
  }
  if (tags.empty()) return "";
  for (const auto& [tag, names] : tags) column = std::max(column, tag.size());
  std::string table = "\n" + Ink(screen.colored).Paint(Tint::kStrong, "tags") + "\n";
  for (const auto& [tag, names] : tags) {
    table += Format("  {:<{}}  ", tag, column);
    table +=
        Wrap(Joined(names), {.width = screen.width, .indent = column + 4, .used = column + 4}) +
        "\n";
  }
  return table;
}

}  // namespace

std::string RulesTable(std::span<const RuleEntry> rules, const Screen& screen) {
  const Ink ink(screen.colored);
  std::size_t width = 0;
  for (const RuleEntry& entry : rules) width = std::max(width, entry.rule->name.size());
  const std::size_t column = width + 13;  // of the summaries
  std::string table;
  for (int hop = 0; hop <= static_cast<int>(Hop::kInput); ++hop) {
    bool first = true;
    for (const RuleEntry& entry : rules) {
      const Rule& rule = *entry.rule;
      if (rule.hop != static_cast<Hop>(hop)) continue;
      if (first) {
        table += Format("{}{}\n", table.empty() ? "" : "\n",
                        ink.Paint(Tint::kStrong, HopName(rule.hop)));
      }
      first = false;
      const std::string summary =
          std::string(rule.summary) + (rule.off_by_default ? " (off by default)" : "");
      table +=
          Format("  {:<{}}  {}  {}\n", rule.name, width,
                 ink.Paint(TintOf(rule.severity), Format("{:<7}", SeverityName(rule.severity))),
                 Wrap(summary, {.width = screen.width, .indent = column, .used = column}));
    }
  }
  return table + TagsTable(rules, width, screen);
}

std::string Explanation(const RuleEntry& entry, const Screen& screen) {
  const Ink ink(screen.colored);
  const Rule& rule = *entry.rule;
  const auto line = [&](const std::string& text) {
    return Wrap(text, {.width = screen.width}) + "\n\n";
  };
  std::string text = line(Format("{}: {}", ink.Paint(Tint::kStrong, rule.name), rule.summary));
  const std::vector<std::string_view> tags(rule.tags.begin(), rule.tags.end());
  text += line(
      Format("{}, {}, hop: {}{}{}", ink.Paint(TintOf(rule.severity), SeverityName(rule.severity)),
             EffectName(rule.effect), HopName(rule.hop),
             tags.empty() ? "" : Format(", tag{}: {}", tags.size() == 1 ? "" : "s", Joined(tags)),
             rule.off_by_default ? ", off by default" : ""));
  const auto section = [&](std::string_view title, const std::string& body) {
    if (body.empty()) return;
    text += ink.Paint(Tint::kStrong, title) + "\n" + body + "\n";
  };
  const auto prose = [&](std::string_view body, bool has_title) {
    return screen.width == 0 ? Indented(body) : Wrapped(Paragraphs(body, has_title), screen.width);
  };
  section("Why", prose(rule.why, false));
  section("Fix", prose(rule.fix, true));
  section("Reported", Indented(WithoutExpectations(entry.fail.text)));
  section("Not reported", Indented(WithoutExpectations(entry.pass.text)));
  section("Reference", Indented(rule.reference));
  text.pop_back();
  return text;
}

}  // namespace execlint
