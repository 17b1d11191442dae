// The configurations of a run: those that the walk found, or the one that `--config` names, and
// what `--exclude` adds.
//
//   Settings settings;
//   LoadProject(paths, jobs, settings.AfterWalk(options, parts));
//   ConfigsIn(project, settings, parts);
#ifndef EXECLINT_LINT_CLI_SETTINGS_H_
#define EXECLINT_LINT_CLI_SETTINGS_H_

#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lint/cli/execlint.h"
#include "lint/cli/options.h"
#include "lint/engine/config.h"
#include "lint/project/project.h"
#include "lint/source/error.h"

namespace execlint {

struct Settings {
  Configs configs = {};  // their places are in the sources of the project they were read with
  struct Text {
    std::string path = {};
    std::string folder = {};
    std::string bytes = {};
  };
  std::vector<Text> texts = {};
  std::function<bool(std::string_view path)> excluded_by_option = {};
  std::size_t excluded = 0;                // files that were left out
  std::vector<std::string> misnamed = {};  // files that seem to be meant as a configuration
  std::vector<std::string> named_and_excluded = {};
};

// What reads the configurations and leaves out what they exclude. Error: what is wrong with them,
// one line each, safe to show.
AfterWalk ReadSettings(const Options& options, const Parts& parts, Settings& settings);

// The same configurations for a project that is loaded, with the var files that they name: another
// revision has sources of its own. Error: as above.
tl::expected<Configs, Error> ConfigsIn(LoadedProject& project, const Settings& settings,
                                       const Parts& parts);

// What is said of them on standard error after a run, one line each, safe to show.
std::vector<std::string> AboutSettings(const Settings& settings, const LoadedProject& project,
                                       const Analysis& analysis);

// `envs/.execlint.yaml:3:5`.
std::string PlaceOf(Span at, const SourceMap& sources, const ShownPaths& shown);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_SETTINGS_H_
