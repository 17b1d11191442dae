// Files that deploy or describe ECS services in a form that execlint does not read: Terraform plans
// and states, Terragrunt, AWS Copilot, ecspresso, binary files.
//
//   const auto found = FindNotRead("copilot/web/manifest.yml", bytes);
//   found->what;      // "is a manifest of AWS Copilot"
//   found->instead;   // "name the template that `copilot svc package` writes"
//
// A file that was named on the command line says so. Of the others only those that turn ECS Exec on
// are told of: each is a workload of which nothing else is known.
#ifndef EXECLINT_LINT_PROJECT_NOT_READ_H_
#define EXECLINT_LINT_PROJECT_NOT_READ_H_

#include <optional>
#include <string>
#include <string_view>

namespace execlint {

struct NotRead {
  std::string what = {};     // completes "this file ..."
  std::string instead = {};  // what to do to have it looked at
  bool turns_exec_on = false;
  // Code that deploys services by another tool: it is sound, and what it deploys is unknown. Else
  // what was named is nothing to look at, so that input is lost.
  bool is_code = false;
};

// Nothing for a file of the kinds that execlint reads, whatever it is about.
std::optional<NotRead> FindNotRead(std::string_view path, std::string_view bytes);

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_NOT_READ_H_
