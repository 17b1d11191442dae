// Where the repository of a project is, whether it may be trusted, and where `git` is.
#ifndef EXECLINT_LINT_PROJECT_GIT_REPOSITORY_H_
#define EXECLINT_LINT_PROJECT_GIT_REPOSITORY_H_

#include <optional>
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

// The same of a folder that was only found to have a .git: why it is not taken for the project, and
// what to do. Nothing: it is trusted. `git` is asked for safe.directory only where it is needed.
std::optional<std::string> WhyNotTrusted(const std::string& root);

// Do a folder and its .git belong to the same user?
bool HasOneOwner(const std::string& root);

// Whether a file belongs to this user, to the one who ran sudo, or to whom the project belongs.
bool MayBeTrusted(const std::string& path, const std::string& root);

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_GIT_REPOSITORY_H_
