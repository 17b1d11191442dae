// The first lines of the text output: what a session meets on its way into each workload.
//
//   envs/prod                  exec     P C R N L  recorded
//     aws_ecs_service.orders   on       ✓ ✓ ✗ ? ✓  no        ✗ task role `aws_iam_role.app` lacks
//     ... aws_ecs_service.web      depends  ✓ ✓ ✓ ✓ ✓  yes       on when `var.exec` is `true`
//   43 workloads have ECS Exec off
#ifndef EXECLINT_LINT_RENDER_EXEC_TABLE_H_
#define EXECLINT_LINT_RENDER_EXEC_TABLE_H_

#include <string>

#include "lint/render/run_result.h"
#include "lint/render/text.h"

namespace execlint {

// One line for each workload in which exec may be used, by unit; those that get equally far are one
// line where there are many, unless there is nothing but the summary. Empty where nothing runs.
std::string ExecTable(const RunResult& result, const TextOptions& options);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_EXEC_TABLE_H_
