// What git tracks of a repository, as its index says, of the kinds of files that execlint reads.
//
//   const auto index = GitIndex::Parse(bytes, no_shared_index);
//   index->Has("infra/main.tf");   // true
//   index->HasIn("infra");         // true
//
// The index is read without git: versions 2 to 4, with names of SHA-1 or SHA-256, whole, split or
// sparse (https://git-scm.com/docs/index-format). Sums are not checked: an index that does not fit
// together is an error, and so is one whose paths would take many times its size; one that names
// too much only means that more is read.
#ifndef EXECLINT_LINT_PROJECT_GIT_INDEX_H_
#define EXECLINT_LINT_PROJECT_GIT_INDEX_H_

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lint/source/error.h"

namespace execlint {

class GitIndex {
 public:
  // The bytes of a file beside the index. Error: why it cannot be read.
  using ReadBeside = std::function<tl::expected<std::string, Error>(const std::string& name)>;

  static tl::expected<GitIndex, Error> Parse(std::string_view bytes, const ReadBeside& beside);
  // The index in an absolute folder that is, or takes the place of, a .git (`FindGitDir`). Where
  // there is none yet, nothing is tracked; but where something was committed, it is an error that
  // there is none.
  static tl::expected<GitIndex, Error> Read(const std::string& git_dir);

  // Paths are relative to the repository.
  bool Has(std::string_view file) const;
  // Is anything in the folder tracked, or below it? A submodule is.
  bool HasIn(std::string_view folder) const;

 private:
  std::vector<std::string> paths_;  // sorted; of submodules and of whole folders with a `/` behind
  // The whole folders of a sparse index: sorted, and none inside another one.
  std::vector<std::string> sparse_;
};

// The indexes of all repositories of a project, each read when it is first needed. Safe to use from
// several threads.
class GitIndexes {
 public:
  explicit GitIndexes(std::string root) : root_(std::move(root)) {}

  // Paths are relative to the project, and `repository` is the folder of the .git above `path`.
  // The answer is `otherwise` where its index cannot be read.
  bool Tracks(std::string_view repository, std::string_view path, bool is_folder, bool otherwise);

  // The repositories whose index could not be read, with the reason.
  const std::map<std::string, std::string>& unread() const { return unread_; }

 private:
  const GitIndex* Read(std::string_view repository);

  std::mutex mutex_;
  std::string root_;
  std::map<std::string, tl::expected<GitIndex, Error>> of_git_dirs_;
  std::map<std::string, const GitIndex*, std::less<>> of_repositories_;  // null: it is unread
  std::map<std::string, std::string> unread_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_GIT_INDEX_H_
