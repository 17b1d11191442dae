#include "lint/cli/execlint.h"

#include <unistd.h>

#include <cstdio>

#include "lint/cli/command_line.h"
#include "lint/cli/completions.h"
#include "lint/cli/config_command.h"
#include "lint/cli/lint_command.h"
#include "lint/cli/man_page.h"
#include "lint/cli/manual.h"
#include "lint/cli/say.h"
#include "lint/engine/rule.h"
#include "lint/engine/rule_names.h"
#include "lint/render/escape.h"
#include "lint/render/renderer.h"
#include "lint/render/terminal.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

// The exit status.
int Print(const std::string& text) {
  const auto printed = PrintOut(text);
  if (printed) return 0;
  Say(printed.error().message);
  return 2;
}

int RunExplain(const Options& options, const Parts& parts, const Screen& screen) {
  const auto entry = FindRule(parts.rules, options.rule);
  if (!entry) {
    Say(SafeText(WhyNotARule(parts.rules, options.rule)));
    return 2;
  }
  return Print(Explanation(**entry, screen));
}

int RunCompletions(const Options& options, const Parts& parts) {
  std::vector<std::string_view> rules;
  for (const RuleEntry& entry : parts.rules) rules.push_back(entry.rule->name);
  const std::vector<CommandUsage> commands = Commands();
  const std::vector<std::string_view> formats = RendererNames();
  return Print(
      Completions(options.shell, {.commands = commands, .rules = rules, .formats = formats}));
}

}  // namespace

int RunExeclint(const std::vector<std::string>& words, const Parts& parts,
                std::shared_ptr<const void>& memory) {
  std::string version = Format("execlint {}", parts.version);
  if (!parts.policy_data_date.empty()) {
    version += Format(" (AWS managed policies of {})", parts.policy_data_date);
  }
  const auto options = ParseCommandLine(words, version);
  if (!options) {
    const auto& [status, text] = options.error();
    if (status == 0) return Print(LogSafe(text));
    const std::string safe = LogSafe(text);
    std::fwrite(safe.data(), 1, safe.size(), stderr);
    return status;
  }
  const Screen screen = ScreenOf(options->color, STDOUT_FILENO);
  switch (options->command) {
    case Options::Command::kRules:
      return Print(RulesTable(parts.rules, screen));
    case Options::Command::kExplain:
      return RunExplain(*options, parts, screen);
    case Options::Command::kConfig:
      return RunConfig(*options, parts);
    case Options::Command::kCompletions:
      return RunCompletions(*options, parts);
    case Options::Command::kMan:
      return Print(ManPage(Commands(), parts.version));
    case Options::Command::kLint:
      return RunLint(*options, parts, memory);
  }
  return 2;
}

}  // namespace execlint
