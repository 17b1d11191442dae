// Where the repository of a project is, whether it may be trusted, and where `git` is.
#ifndef EXECLINT_LINT_PROJECT_GIT_REPOSITORY_H_
#define EXECLINT_LINT_PROJECT_GIT_REPOSITORY_H_

#include <string>
#include <tl/expected.hpp>

#include "lint/source/error.h"

namespace execlint {

// The program, and the PATH for it: the folders of this process's PATH that are absolute and not
// inside the project, since what a repository holds must not run.
struct GitProgram {
  std::string program = {};
  std::string path = {};
};
tl::expected<GitProgram, Error> FindGit(const std::string& root);

// The folder that `root/.git` is or names (a worktree, a submodule). Error: there is none.
tl::expected<std::string, Error> FindGitDir(const std::string& root);

// Error, with what to do: the project, its `.git` or what that names belongs to another user, and
// no safe.directory in the user's or the system's configuration of git lists the project. Run by
// sudo, the user who ran it counts too.
tl::expected<void, Error> CheckOwner(const GitProgram& git, const std::string& root,
                                     const std::string& git_dir);

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_GIT_REPOSITORY_H_
