// Which folder is the project, and where in it the paths of the command line lead.
//
//   const auto found = FindProject({"infra", "modules/web/main.tf"});
//   found->root;    // "/home/me/project"
//   found->named;   // {"infra", folder}, {"modules/web/main.tf"}
//
// The root is the nearest folder with a .git above all paths; without one the current folder, if it
// is above all paths and has a configuration file; else the folder that holds them all. It is found
// from the paths as they are written: a symbolic link in a repository never makes another folder
// the project, and one that leads out of it is only told.
//
// As for git, a .git of another user counts for nothing, so that nobody can put one into a folder
// above (`/tmp/.git`). The folder that was named and the current one are the user's own choice.
#ifndef EXECLINT_LINT_PROJECT_PROJECT_ROOT_H_
#define EXECLINT_LINT_PROJECT_PROJECT_ROOT_H_

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/source/error.h"

namespace execlint {

struct NamedPath {
  // Relative to the root, without symlinks; of one that cannot be followed, where it stands.
  std::string path = {};
  bool folder = false;
  std::string why_not = {};  // why it cannot be followed; empty: it can
};

struct ProjectRoot {
  std::string root = {};  // absolute, without symlinks
  bool repository = false;
  std::vector<NamedPath> named = {};  // in the order of the paths
  // Of each .git of another user above the paths: that it is, and what to do about it.
  std::vector<std::string> distrusted = {};
};

// Error: a path that does not exist.
tl::expected<ProjectRoot, Error> FindProject(const std::vector<std::string>& paths);

// The project of one file, which need not exist; its folder must.
tl::expected<ProjectRoot, Error> FindProjectOf(const std::string& file);

// Where the path of a file leads that an option names: absolute, without symlinks. Error: there is
// none, or a link in a repository leads out of it.
tl::expected<std::string, Error> FollowGiven(const std::string& path);

// Does a link in a repository, on the way to the folder of a file that is to be written, lead out
// of it?
bool IsWrittenOutside(const std::string& path);

// What is said of a symbolic link, after its path.
inline constexpr const char* kLeadsOut = "it is a symbolic link that leads out of the project";
inline constexpr const char* kFolderLeadsOut =
    "its folder is a symbolic link that leads out of the project, so it is not written";
inline constexpr const char* kLeadsNowhere = "it is a symbolic link to a file that does not exist";

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_PROJECT_ROOT_H_
