// A rule is one mistake, one file under rules/<hop>/, one constant:
//
//   void CheckTaskRoleMissing(const Workload& workload, Report& report) { ... report.Add(...); }
//
//   extern constexpr Rule task_role_missing = {
//       .name = "task-role-missing",
//       .hop = Hop::kTaskRole,
//       .effect = Effect::kBlocks,
//       .severity = Severity::kError,
//       .summary = "ECS Exec is on and the task has no task role",
//       .why = R"(...)",
//       .fix = R"(...)",
//       .reference = "https://docs.aws.amazon.com/...",
//       .check = CheckTaskRoleMissing,
//   };
//
// The parameter of the check function is the subject the rule visits. The engine gates rules of the
// hops platform to logging by whether exec is on; a rule only speaks of its own cause.
#ifndef EXECLINT_LINT_ENGINE_RULE_H_
#define EXECLINT_LINT_ENGINE_RULE_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include "lint/engine/finding.h"
#include "lint/engine/report.h"
#include "lint/verdict/workload.h"

namespace execlint {

enum class Effect : std::uint8_t { kBlocks, kDegrades, kExposes, kInforms };
std::string_view EffectName(Effect effect);  // `blocks`, `degrades`, `exposes`, `informs`

// A policy document that is given to a principal or stands alone, under one scenario.
struct PolicySubject {
  const ModelView& view;
  const Head& owner;  // the resource that holds it
  const PolicyDocument& document;
  const Launches& launches;  // of the same model
};

using CheckFn =
    std::variant<void (*)(const Workload&, Report&), void (*)(const PolicySubject&, Report&),
                 void (*)(const Stray&, Report&), void (*)(const Problem&, Report&)>;

// What a rule may say of a task definition or cluster whose launcher is not in the scan.
enum class WithoutLauncher : std::uint8_t {
  kSilent,  // nothing: it depends on who launches it
  kNote,    // holds whoever launches it: reported as a note
};

struct Rule {
  std::string_view name;  // kebab-case, what "allow <name>" would permit
  Hop hop;
  Effect effect;
  Severity severity;         // the default; a finding may differ and says why
  std::string_view summary;  // one line, lower case, no full stop
  std::string_view
      why;  // what AWS answers or does because of the mistake, in AWS's words (Markdown)
  std::string_view fix;  // what to write instead; its first line is shown with each finding
  std::string_view reference;
  CheckFn check;
  // Looks at inputs too, where the services are in modules that are not in the project.
  void (*check_input)(const Model::FlagInput&, Report&) = nullptr;
  WithoutLauncher without_launcher = WithoutLauncher::kSilent;
  // Reports what may well be meant so: the rule runs only where it is asked for by name.
  bool off_by_default = false;
  // Tags, as docs/facts.md names them [B32-B35]: `external/cwe/cwe-778`, `attack/T1609`,
  // `nist-800-53/AU-12`.
  std::span<const std::string_view> tags = {};
  // SARIF security-severity (CVSS scale, "8.1") for rules about exposure; empty for readiness.
  std::string_view security_severity = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_RULE_H_
