// One analysis of one project, as the options ask for it. A comparison of two revisions is two
// runs.
#ifndef EXECLINT_LINT_CLI_RUN_H_
#define EXECLINT_LINT_CLI_RUN_H_

#include <memory>
#include <optional>
#include <span>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "lint/cli/execlint.h"
#include "lint/cli/options.h"
#include "lint/cli/settings.h"
#include "lint/cli/steps.h"
#include "lint/engine/finding.h"
#include "lint/engine/frontend.h"
#include "lint/engine/rule.h"
#include "lint/engine/suppress.h"
#include "lint/project/project.h"
#include "lint/source/deadline.h"
#include "lint/source/error.h"

namespace execlint {

// What a run looks at.
struct RunInput {
  LoadedProject project;
  Settings settings;
};

// All that is large of a run. Members point into those before them.
struct Run {
  explicit Run(RunInput given)
      : project(std::move(given.project)), settings(std::move(given.settings)) {}
  LoadedProject project;
  Settings settings;
  std::optional<Project> input = {};
  Discovery discovery = {};
  Analysis analysis = {};                   // without what is suppressed
  std::vector<Suppressed> suppressed = {};  // each with its fate
  std::vector<Use> uses = {};               // of what suppresses them
};

// What is asked of every run of a command line.
struct Request {
  const Options& options;
  const Parts& parts;
  std::span<const Rule* const> rules;
  Steps& steps;
  const Deadline& deadline;  // of all runs together
};

// What could not be read, and units whose analysis was given up.
std::vector<Problem> UnreadIn(const Run& run);

// Paths in messages are marked (lint/source/path_in_words.h). Error: a file that an option or a
// configuration names cannot be read.
tl::expected<std::shared_ptr<Run>, Error> Analyze(RunInput input, const Request& request);

// The selection that the options and the configurations ask for, in this project.
Selection SelectionIn(const LoadedProject& project, const Settings& settings,
                      const Options& options);

// Was there input that could not be read or parsed?
bool LostInput(const Run& run);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_RUN_H_
