// The configurations of a run: those that the walk found, or the one that `--config` names, and
// what `--exclude` adds.
//
//   Settings settings;
//   LoadProject(paths, jobs, settings.AfterWalk(options, parts));
//   ReadVarFiles(settings, project);
#ifndef EXECLINT_LINT_CLI_SETTINGS_H_
#define EXECLINT_LINT_CLI_SETTINGS_H_

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/cli/execlint.h"
#include "lint/cli/options.h"
#include "lint/engine/config.h"
#include "lint/project/project.h"
#include "lint/source/error.h"

namespace execlint {

struct Settings {
  Configs configs = {};
  bool of_another_revision = false;        // which may lack files that the configurations name
  std::size_t excluded = 0;                // files that were left out
  std::vector<std::string> misnamed = {};  // files that seem to be meant as a configuration
  std::vector<std::string> named_and_excluded = {};
};

// What reads the configurations and leaves out what they exclude. Error: what is wrong with them,
// one line each, safe to show.
AfterWalk ReadSettings(const Options& options, const Parts& parts, Settings& settings);

// The same for another revision of `project`: the configurations that `settings_of_project` has, so
// that one configuration judges both.
AfterWalk SameSettings(const Options& options, const Parts& parts, const LoadedProject& project,
                       const Settings& settings_of_project, Settings& settings);

// Reads the var files that configurations name, of a project that is loaded. Error: as above.
tl::expected<void, Error> ReadVarFiles(Settings& settings, LoadedProject& project);

// What is said of them on standard error after a run, one line each, safe to show.
std::vector<std::string> AboutSettings(const Settings& settings, const LoadedProject& project,
                                       const Analysis& analysis);

// `envs/.execlint.yaml:3:5`.
std::string PlaceOf(Span at, const SourceMap& sources, const ShownPaths& shown);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_SETTINGS_H_
