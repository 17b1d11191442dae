#include "lint/render/rule_page.h"

#include "lint/engine/rule.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::string_view kGenerated =
    "<!-- Made by tests/docs/rule_pages_test.cc from the rule and its fixtures. -->\n\n";

// How Markdown calls the language of a file.
std::string_view LanguageOf(std::string_view file_name) {
  const std::string_view ending = file_name.substr(file_name.rfind('.') + 1);
  if (ending == "tf") return "hcl";
  if (ending == "yml" || ending == "template") return "yaml";
  return ending;
}

std::string Fenced(std::string_view title, const Example& example) {
  if (example.text.empty()) return "";
  return Format("\n{}\n\n```{}\n{}```\n", title, LanguageOf(example.file_name),
                WithoutExpectations(example.text));
}

// The first line is a sentence without its beginning and end, as findings show it.
std::string FixText(std::string_view fix) {
  const std::size_t end = fix.find('\n');
  std::string text = Sentence(fix.substr(0, end)) + "\n";
  if (end != fix.npos) text += Format("\n{}\n", fix.substr(end + 1));
  return text;
}

std::string OffByDefault(const Rule& rule) {
  if (!rule.off_by_default) return "";
  return Format(" Off by default: turn it on with `--extend-select {}`.", rule.name);
}

}  // namespace

std::string Sentence(std::string_view text) {
  std::string sentence(text);
  if (sentence.empty()) return sentence;
  if (sentence[0] >= 'a' && sentence[0] <= 'z') {
    sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  }
  if (!sentence.ends_with('.')) sentence += '.';
  return sentence;
}

std::string WithoutExpectations(std::string_view example) {
  std::string cleaned;
  while (!example.empty()) {
    const std::size_t end = example.find('\n');
    std::string_view line = example.substr(0, end);
    example.remove_prefix(end == example.npos ? example.size() : end + 1);
    const std::size_t expectation = line.find("# expect");
    if (expectation != line.npos) {
      line = line.substr(0, expectation);
      line = line.substr(0, line.find_last_not_of(" \t") + 1);
      if (line.empty()) continue;  // it stood alone
    }
    cleaned += line;
    cleaned += '\n';
  }
  return cleaned;
}

std::string RuleHelp(const RuleEntry& entry) {
  const Rule& rule = *entry.rule;
  std::string help = Format("{}\n\n## Fix\n\n{}", rule.why, FixText(rule.fix));
  if (!entry.fail.text.empty() || !entry.pass.text.empty()) help += "\n## Example\n";
  help += Fenced("Reported:", entry.fail);
  help += Fenced("Not reported:", entry.pass);
  if (!rule.reference.empty()) help += Format("\n## Reference\n\n<{}>\n", rule.reference);
  return help;
}

std::string RulePage(const RuleEntry& entry) {
  const Rule& rule = *entry.rule;
  return Format("{}# {}\n\n{}\n\nSeverity: {}. Effect: {}. Hop: {}.{}\n\n{}", kGenerated, rule.name,
                Sentence(rule.summary), SeverityName(rule.severity), EffectName(rule.effect),
                HopName(rule.hop), OffByDefault(rule), RuleHelp(entry));
}

std::string RuleIndex(std::span<const RuleEntry> rules) {
  std::string index = Format(
      "{}# Rules\n\nIn the order of the hops that a session takes.\n\n| rule | hop | severity | "
      "what "
      "it reports |\n|---|---|---|---|\n",
      kGenerated);
  for (int hop = 0; hop <= static_cast<int>(Hop::kInput); ++hop) {
    for (const RuleEntry& entry : rules) {
      const Rule& rule = *entry.rule;
      if (rule.hop != static_cast<Hop>(hop)) continue;
      index += Format("| [{0}]({0}.md) | {1} | {2} | {3} |\n", rule.name, HopName(rule.hop),
                      SeverityName(rule.severity),
                      std::string(rule.summary) + (rule.off_by_default ? " (off by default)" : ""));
    }
  }
  return index;
}

}  // namespace execlint
