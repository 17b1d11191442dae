#include "tests/found.h"

#include <regex>
#include <vector>

#include "lint/source/format.h"
#include "tests/fixture.h"

namespace execlint::testing_support {

std::multiset<std::string> FoundIn(const Files& files) {
  static const std::vector<const Rule*> kRules = [] {
    std::vector<const Rule*> rules;
    for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
    return rules;
  }();
  static const std::regex kPlace(R"((:\d+)+)");
  std::multiset<std::string> found;
  for (const Finding& finding : Analyze(files, kRules).analysis.findings) {
    std::string words =
        Format("{} {} {}: {}", finding.rule->name, SeverityName(finding.severity),
               ConfidenceName(finding.confidence), std::regex_replace(finding.message, kPlace, ""));
    for (const std::string& when : finding.when) words += ", " + when;
    found.insert(std::move(words));
  }
  return found;
}

std::multiset<std::string> RulesIn(const Files& files) {
  std::multiset<std::string> rules;
  for (const std::string& words : FoundIn(files)) rules.insert(words.substr(0, words.find(' ')));
  return rules;
}

}  // namespace execlint::testing_support
