// --diff-base: only what a change introduces, and what it fixes.
//
//   auto change = FindChange(project, "origin/main");   // from where it parts from it to the disk
//   auto change = FindChange(project, "main...topic");  // the same, of a branch as it is committed
//
// Both revisions are read from git's objects: nothing is checked out (lint/project/git.h).
#ifndef EXECLINT_LINT_CLI_DIFF_BASE_H_
#define EXECLINT_LINT_CLI_DIFF_BASE_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/cli/execlint.h"
#include "lint/cli/options.h"
#include "lint/cli/run.h"
#include "lint/project/git.h"
#include "lint/project/project.h"
#include "lint/source/deadline.h"
#include "lint/source/error.h"

namespace execlint {

struct CodeChange {
  Git git;
  std::string base = {};                            // the commit that the change begins at
  std::string end = {};                             // the commit that it ends with; empty: the disk
  std::map<std::string, std::string> renames = {};  // of files: the path at the end by that before
  // Files that a sparse checkout leaves out, by their paths before and at the end: they are not
  // looked at on either side. None where the end is a commit.
  std::set<std::string> left_out = {};
};

// Error: there is no such revision, or the history that is here does not tell where the change
// begins. This and the next throw OutOfTime once the deadline has passed.
tl::expected<CodeChange, Error> FindChange(const LoadedProject& project,
                                           const std::string& revision, const Deadline& deadline);

// The project as a commit has it. `objects` tells afterwards whether some were missing.
struct AtCommit {
  LoadedProject project;
  std::shared_ptr<GitObjects> objects;
};
tl::expected<AtCommit, Error> LoadCommit(const CodeChange& change, const std::string& commit,
                                         const LoadedProject& project, unsigned jobs,
                                         const AfterWalk& after_walk, const Deadline& deadline);

// Error: the clone lacks some of the commit's files.
tl::expected<void, Error> CheckWhole(const CodeChange& change, const std::string& commit,
                                     const GitObjects& objects);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_DIFF_BASE_H_
