// What SARIF output leaves out because a limit was met, and how it says so. Nothing is left out in
// silence: each LeftOut becomes a notification of the run.
#ifndef EXECLINT_LINT_RENDER_SARIF_LIMITS_H_
#define EXECLINT_LINT_RENDER_SARIF_LIMITS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/render/run_result.h"

namespace execlint {

struct SarifLimits {
  // GitHub code scanning refuses a file with more results, and of the rest shows no more than this:
  // docs.github.com, "SARIF results exceed limits".
  std::size_t results = 25000;
  std::size_t locations = 100;  // of one result, its primary place included
  std::size_t steps = 1000;     // of one code flow
  std::size_t tags = 10;        // of one rule
  // Snippets are for people: neither a whole template nor a line of a minified file.
  std::uint32_t snippet_lines = 12;
  std::uint32_t snippet_bytes = 4096;
};

// The findings that become results, in the order of `shown`: the most severe, and of equal ones
// those that come first.
std::vector<const Finding*> KeptResults(const std::vector<const Finding*>& shown,
                                        const SarifLimits& limits);

// The findings that become results as suppressed ones, behind those that are shown.
std::vector<const Suppressed*> SuppressedResults(const RunResult& result);

// Those places of a finding that become related locations.
std::vector<const Related*> KeptRelated(const Finding& finding, const SarifLimits& limits);

std::vector<std::string_view> TagsOf(const Rule& rule);  // all of them

// Whether the text of a place is given beside it.
bool HasSnippet(const Span& span, const SarifLimits& limits);

// A place with the line before it and the line behind it.
struct Surroundings {
  Span span = {};
  std::uint32_t first_line = 0;
  std::uint32_t last_line = 0;
};
// Nothing where it is too long.
std::optional<Surroundings> SurroundingsOf(const SourceMap& sources, const Span& span,
                                           const SarifLimits& limits);

struct LeftOut {
  Severity level = Severity::kNote;
  std::string message;
  const Rule* rule = nullptr;  // that it concerns; null for the whole run
  Span at = {};                // of the result that it concerns, if it is one
};
// `kept`: see KeptResults.
std::vector<LeftOut> WhatIsLeftOut(const RunResult& result,
                                   const std::vector<const Finding*>& shown,
                                   const std::vector<const Finding*>& kept,
                                   const SarifLimits& limits);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_SARIF_LIMITS_H_
