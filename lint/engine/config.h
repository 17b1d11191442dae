// What a project's configuration says, as plain data: `.execlint.yaml`, read by parsers/config.
//
//   const Config& config = configs.Of("envs/prod/main.tf");   // of the nearest folder that has one
//
// A file is governed by the configuration of its own folder, or of the nearest folder above it that
// has one; configurations are never merged. Every value keeps its place, so that a message and
// `execlint config` can say where it comes from.
#ifndef EXECLINT_LINT_ENGINE_CONFIG_H_
#define EXECLINT_LINT_ENGINE_CONFIG_H_

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/registry.h"
#include "lint/model/environment.h"
#include "lint/project/ignore.h"
#include "lint/project/project_file.h"
#include "lint/source/deadline.h"
#include "lint/source/problem.h"
#include "lint/source/source_map.h"

namespace execlint {

// Which rules run and how severe they are. A name is that of a rule, a hop or a tag (see
// RulesCalled).
struct RuleSettings {
  std::vector<Word> select = {};  // only these; empty: those that are on by default
  std::vector<Word> extend_select = {};
  std::vector<Word> ignore = {};
  struct Grade {
    Word name = {};
    Severity severity = Severity::kNote;
  };
  std::vector<Grade> severity = {};
};

// Other settings for some files and environments.
struct Override {
  Span at = {};
  std::vector<Word> paths = {};
  IgnoreRules path_globs = {};
  std::vector<Environment> environments = {};  // empty: all
  RuleSettings rules = {};                     // without `select`

  bool IsFor(Environment environment) const;
};

// Suppresses findings where no comment can stand: in JSON, in a module that is not ours.
struct SuppressionEntry {
  Span at = {};
  Word rule = {};
  Word path = {};  // a glob for the file of the finding; empty: any
  IgnoreRules path_globs = {};
  Word resource = {};  // a glob for the address of a workload or resource; empty: any
  std::string reason = {};
  std::string until = {};  // `2027-03-01`, the last day it counts; empty: for good
};

struct Config {
  std::string path = {};  // of its file, relative to the project; empty: there is none
  FileId file = FileId::kNone;
  // The folder that it governs and that its globs are relative to: a '/' at the end, or empty.
  std::string folder = {};
  std::vector<Word> exclude = {};
  IgnoreRules exclude_globs = {};
  RuleSettings rules = {};
  std::vector<Override> overrides = {};
  EnvironmentSettings environments = {};
  // As `--var` and `--var-file` give them, for the units that it governs.
  struct Variable {
    Word name = {};
    Word value = {};
  };
  std::vector<Variable> variables = {};
  struct VarFile {
    Word path = {};         // relative to the folder of the configuration
    ProjectFile file = {};  // once it is read
  };
  std::vector<VarFile> var_files = {};
  std::vector<SuppressionEntry> suppress = {};

  // `path`, which it governs, relative to its folder.
  std::string_view Below(std::string_view path) const;
  bool Excludes(std::string_view path) const;
};

// All configurations of a project.
class Configs {
 public:
  Configs() { Add({}); }
  // Of two for one folder, the later one governs it.
  void Add(Config config);

  // The one that governs a file, a folder or a unit; an empty one where there is none.
  const Config& Of(std::string_view path) const;
  const std::vector<std::unique_ptr<Config>>& all() const { return all_; }

  // By its configuration, or by the command line.
  bool Excludes(std::string_view path) const;
  void ExcludeToo(std::function<bool(std::string_view path)> by_option) {
    excluded_by_option_ = std::move(by_option);
  }

 private:
  std::function<bool(std::string_view path)> excluded_by_option_;
  std::vector<std::unique_ptr<Config>> all_;
  std::map<std::string, const Config*, std::less<>> by_folder_;
};

// Does an override, or an entry of `suppress`, mean a path, which is relative to the folder of its
// configuration?
template <class Part>
bool IsForPath(const Part& part, std::string_view path) {
  return part.path_globs.empty() ||
         part.path_globs.TestWithParents(path, false) == IgnoreRules::Match::kIgnore;
}

// The overrides, or the entries of `suppress`, that are for a path, in their order. What was found
// of the last path is kept: findings are asked for in the order of their files.
//
//   PartsByPath overrides(configs, &Config::overrides);
//   for (const Override* one : overrides.Of("envs/prod/main.tf")) ...
template <class Part>
class PartsByPath {
 public:
  // Null: there are none. Of() throws OutOfTime once the deadline has passed.
  PartsByPath(const Configs* configs, std::vector<Part> Config::* parts,
              const Deadline* deadline = nullptr)
      : configs_(configs), parts_(parts), deadline_(deadline) {}

  const std::vector<const Part*>& Of(std::string_view path) {
    if (configs_ == nullptr || (asked_ && path == path_)) return found_;
    asked_ = true;
    path_ = path;
    found_.clear();
    const Config& config = configs_->Of(path);
    for (const Part& part : config.*parts_) {
      if (deadline_ != nullptr) deadline_->Check();
      if (IsForPath(part, config.Below(path))) found_.push_back(&part);
    }
    return found_;
  }

 private:
  const Configs* configs_;
  std::vector<Part> Config::* parts_;
  const Deadline* deadline_;
  bool asked_ = false;
  std::string path_;
  std::vector<const Part*> found_;
};

// A configuration and what is wrong with it, in the order of the text.
struct ReadConfig {
  Config config = {};
  std::vector<Problem> problems = {};
};

// Reads a configuration file. `rules` are those that it may name.
using ConfigReader =
    std::function<ReadConfig(SourceMap& sources, FileId file, std::span<const RuleEntry> rules)>;

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_CONFIG_H_
