// Walk lists the files of a project that may hold something to lint.
//
//   const Walked walked = Walk("/home/me/project", {""}, {.jobs = 2});
//   walked.files;   // {"main.tf", "modules/web/main.tf", ...}
//
// It lists what `rg --files` lists: files and folders whose name begins with a dot are left out, so
// is what .gitignore (inside a git repository), .git/info/exclude, .ignore and .rgignore exclude,
// and symlinks are not followed. On top of that it keeps to the kinds of file that execlint reads,
// and stays out of .git, .terraform, node_modules
// and .venv. What is named as a start is walked, or listed, whatever its name.
#ifndef EXECLINT_LINT_SOURCE_WALK_H_
#define EXECLINT_LINT_SOURCE_WALK_H_

#include <string>
#include <string_view>
#include <vector>

#include "lint/source/problem.h"

namespace execlint {

// A place to begin: a file or folder, relative to the root, empty for the root itself.
struct WalkStart {
  std::string path;
  // False for a folder: only the files in it, not its folders.
  bool recursive = true;
};

struct WalkOptions {
  unsigned jobs = 1;
};

struct Walked {
  std::vector<std::string> files;  // relative to the root, sorted, each once
  // Symlinks of the same kinds, wherever they lead; in `files` they are not.
  std::vector<std::string> links;
  std::vector<Problem> unread;  // folders that could not be listed, sorted by path
};

// `root` is an absolute path without symlinks. The result does not depend on `jobs`.
Walked Walk(const std::string& root, const std::vector<WalkStart>& starts,
            const WalkOptions& options);

// Is this one of the kinds of file that are read: .tf, .tf.json, .tfvars, .json, .yaml, .yml,
// .template?
bool IsCandidate(std::string_view name);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_WALK_H_
