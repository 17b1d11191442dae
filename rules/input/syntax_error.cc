#include "lint/engine/rule.h"

namespace execlint::rules {
namespace {

void CheckSyntaxError(const Problem& problem, Report& report) {
  if (problem.kind != Problem::kSyntax) return;
  const Place place{.span = problem.span};
  report.Add({.place = place}, {.places = {place}}, problem.message);
}

}  // namespace

extern constexpr Rule syntax_error = {
    .name = "syntax-error",
    .hop = Hop::kInput,
    .effect = Effect::kInforms,
    .severity = Severity::kError,
    .summary = "a file cannot be parsed",
    .why =
        R"(What cannot be parsed cannot be checked: findings that depend on it are missing, and the deployment
tool will reject it too. The rest of the file and all other files are still checked.)",
    .fix = R"(fix the syntax error here
Exit status 3 means that some input could not be read and nothing else was found.)",
    .reference = "https://developer.hashicorp.com/terraform/language/syntax/configuration",
    .check = CheckSyntaxError,
};

}  // namespace execlint::rules
