#include "lint/cli/manual.h"

#include <algorithm>

#include "lint/engine/rule.h"
#include "lint/render/rule_page.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

Tint TintOf(Severity severity) {
  return severity == Severity::kError     ? Tint::kError
         : severity == Severity::kWarning ? Tint::kWarning
                                          : Tint::kNote;
}

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

}  // namespace

std::string RulesTable(std::span<const RuleEntry> rules, const Ink& ink) {
  std::size_t width = 0;
  for (const RuleEntry& entry : rules) width = std::max(width, entry.rule->name.size());
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
      table +=
          Format("  {:<{}}  {}  {}\n", rule.name, width,
                 ink.Paint(TintOf(rule.severity), Format("{:<7}", SeverityName(rule.severity))),
                 std::string(rule.summary) + (rule.off_by_default ? " (off by default)" : ""));
    }
  }
  return table;
}

std::string Explanation(const RuleEntry& entry, const Ink& ink) {
  const Rule& rule = *entry.rule;
  std::string text = Format("{}: {}\n\n", ink.Paint(Tint::kStrong, rule.name), rule.summary);
  text += Format(
      "{}, {}, hop: {}{}\n\n", ink.Paint(TintOf(rule.severity), SeverityName(rule.severity)),
      EffectName(rule.effect), HopName(rule.hop), rule.off_by_default ? ", off by default" : "");
  const auto section = [&](std::string_view title, std::string_view body) {
    if (body.empty()) return;
    text += ink.Paint(Tint::kStrong, title) + "\n" + Indented(body) + "\n";
  };
  section("Why", rule.why);
  section("Fix", rule.fix);
  section("Reported", WithoutExpectations(entry.fail.text));
  section("Not reported", WithoutExpectations(entry.pass.text));
  section("Reference", rule.reference);
  text.pop_back();
  return text;
}

}  // namespace execlint
