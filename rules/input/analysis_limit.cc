#include "lint/engine/rule.h"

namespace execlint::rules {
namespace {

void CheckAnalysisLimit(const Problem& problem, Report& report) {
  if (problem.kind != Problem::kLimit && problem.kind != Problem::kLeftOut) return;
  const Place place{.span = problem.span};
  report.Add({.place = place}, {.places = {place}}, problem.message);
}

}  // namespace

extern constexpr Rule analysis_limit = {
    .name = "analysis-limit",
    .hop = Hop::kInput,
    .effect = Effect::kInforms,
    .severity = Severity::kNote,
    .summary = "the analysis reached a limit, and something was left out",
    .why =
        R"(Input may come from strangers' pull requests, so execlint limits depth, size and expansion. What is
beyond a limit counts as unknown; findings that depend on it are missing.)",
    .fix = R"(simplify the construct or write it out in full, or lint that part by itself
The message says which limit was reached and what was left out.)",
    .reference = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html",
    .check = CheckAnalysisLimit,
};

}  // namespace execlint::rules
