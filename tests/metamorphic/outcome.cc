#include "tests/metamorphic/outcome.h"

#include <cstdlib>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

std::string LastPart(const std::string& address) { return address.substr(address.rfind('.') + 1); }

// The place of the workload in the sketch; nothing for one of another project.
std::string Workload(const Sketch& sketch, const std::string& name) {
  for (std::size_t i = 0; i < sketch.workloads.size(); ++i) {
    if (name == ServiceName(sketch, i)) return "service " + std::to_string(i);
  }
  return name.empty() ? "nobody" : "";
}

std::multiset<std::string> Lines(const Outcome& outcome, const Sketch& sketch, bool in_words) {
  static const std::regex kPlace(R"((:\d+)+)");
  std::multiset<std::string> lines;
  for (const auto& [key, states] : outcome.hops) {
    const std::string workload = Workload(sketch, key.first);
    if (workload.empty()) continue;
    for (const Outcome::State& state : states) {
      const bool certain = state.state != Verdict::State::kUnknown;
      lines.insert(Format("{}: {} is {}{}{}", workload, HopName(key.second), StateName(state.state),
                          certain ? Format(", {}", ConfidenceName(state.confidence)) : "",
                          state.always ? "" : ", sometimes"));
    }
  }
  for (const Outcome::Found& found : outcome.findings) {
    const std::string workload = Workload(sketch, found.workload);
    if (workload.empty()) continue;
    lines.insert(Format("{}: {} {} {}{}{}", workload, found.rule, SeverityName(found.severity),
                        ConfidenceName(found.confidence), found.always ? "" : ", sometimes",
                        in_words ? ": " + std::regex_replace(found.message, kPlace, "") : ""));
  }
  for (const auto& [name, hop] : outcome.cannot_tell) {
    const std::string workload = Workload(sketch, name);
    if (!workload.empty()) lines.insert(Format("{}: cannot tell {}", workload, HopName(hop)));
  }
  return lines;
}

}  // namespace

Outcome OutcomeOf(const Files& files, std::string_view folder) {
  static const std::vector<const Rule*> kRules = [] {
    std::vector<const Rule*> rules;
    for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
    return rules;
  }();
  Outcome outcome;
  const Analyzed run = Analyze(files, kRules);
  const Analysis& analysis = run.analysis;
  for (const WorkloadReport& workload : analysis.workloads) {
    for (const HopReport& hop : workload.hops) {
      auto& states = outcome.hops[{LastPart(workload.address), hop.hop}];
      for (const HopReport::State& state : hop.states) {
        states.push_back({state.state, state.confidence, state.when.empty()});
      }
    }
  }
  for (const Finding& finding : analysis.findings) {
    if (!run.path(finding.primary).starts_with(folder)) continue;
    Outcome::Found found{.rule = std::string(finding.rule->name),
                         .workload = {},
                         .hop = finding.rule->hop,
                         .severity = finding.severity,
                         .confidence = finding.confidence,
                         .always = finding.when.empty(),
                         .message = finding.message};
    if (finding.workloads.empty()) outcome.findings.push_back(found);
    for (const Reached& reached : finding.workloads) {
      found.workload = LastPart(reached.workload);
      found.confidence = reached.confidence;
      found.always = reached.when.empty() && !reached.if_launched;
      outcome.findings.push_back(found);
    }
  }
  for (const UnknownEntry& entry : analysis.unknowns) {
    outcome.cannot_tell.emplace(LastPart(entry.workload), entry.hop);
  }
  return outcome;
}

std::multiset<std::string> Judged(const Outcome& outcome, const Sketch& sketch) {
  return Lines(outcome, sketch, false);
}

std::multiset<std::string> JudgedInWords(const Outcome& outcome, const Sketch& sketch) {
  return Lines(outcome, sketch, true);
}

std::string Shown(const Files& files) {
  std::string all;
  for (const auto& [path, text] : files) all += "--- " + path + "\n" + text + "\n";
  return all;
}

unsigned Cases(unsigned usual) {
  const char* wanted = std::getenv("EXECLINT_CASES");
  return wanted != nullptr ? static_cast<unsigned>(std::stoul(wanted)) : usual;
}

}  // namespace execlint::testing_support
