// The verdicts of a small project in words, with the certainty and the places that each rests on.
#ifndef EXECLINT_TESTS_LINT_VERDICT_JUDGED_H_
#define EXECLINT_TESTS_LINT_VERDICT_JUDGED_H_

#include <functional>
#include <map>
#include <string>

#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "lint/verdict/workload.h"

namespace execlint::testing_support {

// Calls `look` with the first workload of the only unit, in the scenario of every first candidate.
void WithWorkload(const std::map<std::string, std::string>& files,
                  const std::function<void(const Workload&, const SourceMap&)>& look);
// The same of one file.
void WithWorkload(const std::string& file, const std::string& text,
                  const std::function<void(const Workload&, const SourceMap&)>& look);

// The verdict of a hop:
//
//   blocked by default: the task role lacks ...
//   rests on '"nginx"', 'resource "aws_iam_role" "task"'
//   cannot tell which task role runs here: var.role (input)
//
// `by default`, `likely`: the certainty of its grounds, where that is not certain; `added elsewhere
// perhaps`: absence_on_open.
std::string Judged(const std::string& file, const std::string& text, Hop hop);

// `by default: 'true', 'var.x'`.
std::string InWords(const Grounds& grounds, const SourceMap& sources);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_LINT_VERDICT_JUDGED_H_
