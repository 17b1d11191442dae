#include "tests/lint/render/sample.h"

#include <utility>

#include "lint/engine/rule.h"

namespace execlint::testing {
namespace {

constexpr std::string_view kMain = R"(resource "aws_ecs_service" "web" {
  name = "web"
  enable_execute_command = true

  network_configuration {
    subnets = [
      "subnet-1",
      "subnet-2",
    ]
  }
}
)";

constexpr std::string_view kTemplate =
    "\xEF\xBB\xBF"
    "Name: \xF0\x9F\x98\x80 x: \"secret value\"\r\n"
    "\tRole: [a]\r\n";

void Nothing(const Problem&, Report&) {}

constexpr std::string_view kTags[] = {"external/cwe/cwe-778", "attack/T1609"};

constexpr Rule kRules[] = {{.name = "broken-thing",
                            .hop = Hop::kTaskRole,
                            .effect = Effect::kBlocks,
                            .severity = Severity::kError,
                            .summary = "the thing is broken",
                            .why = "It does not work.",
                            .fix = "mend the thing\nWith a tool.",
                            .reference = "https://example.com/thing",
                            .check = Nothing},
                           {.name = "odd-thing",
                            .hop = Hop::kLogging,
                            .effect = Effect::kDegrades,
                            .severity = Severity::kWarning,
                            .summary = "the thing is odd",
                            .why = "It works badly.",
                            .fix = "make it even",
                            .reference = "https://example.com/odd",
                            .check = Nothing},
                           {.name = "open-thing",
                            .hop = Hop::kAccess,
                            .effect = Effect::kExposes,
                            .severity = Severity::kNote,
                            .summary = "the thing is open",
                            .why = "Anybody comes in.",
                            .fix = "shut it",
                            .reference = "",
                            .check = Nothing,
                            .tags = kTags,
                            .security_severity = "8.1"}};

constexpr RuleEntry kEntries[] = {
    {.rule = &kRules[0],
     .fail = {"example_fail.tf", "a = 1 # expect: broken-thing\n"},
     .pass = {"example_pass.tf", "a = 2\n"}},
    {.rule = &kRules[1], .fail = {}, .pass = {}},
    {.rule = &kRules[2], .fail = {}, .pass = {}},
};

}  // namespace

Sample::Sample()
    : main(sources.AddFile("main.tf", std::string(kMain))),
      template_(sources.AddFile("odd name/\u00e4 1.yaml", std::string(kTemplate))) {}

Span Sample::At(FileId file, std::string_view text, int n) const {
  std::size_t at = sources.Text(file).find(text);
  for (; n > 1; --n) at = sources.Text(file).find(text, at + 1);
  return {file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
}

Finding& Sample::Add(std::size_t rule, Span primary, std::string message) {
  Finding finding;
  finding.rule = &kRules[rule];
  finding.primary = primary;
  finding.message = std::move(message);
  finding.severity = kRules[rule].severity;
  finding.fingerprints = {"00000000000000aa", "00000000000000bb"};
  analysis.findings.push_back(std::move(finding));
  return analysis.findings.back();
}

RunResult Sample::Get() const {
  return {.sources = sources,
          .rules = kEntries,
          .ran = {},
          .analysis = analysis,
          .suppressed = {},
          .selected = {.fates = std::vector<Fate>(analysis.findings.size(), Fate::kShown),
                       .unknown_shown = std::vector<bool>(analysis.unknowns.size(), true),
                       .workload_shown = std::vector<bool>(analysis.workloads.size(), true)},
          .unread = {},
          .files = 2,
          .version = "1.2.3",
          .policy_data_date = "2026-01-01"};
}

}  // namespace execlint::testing
