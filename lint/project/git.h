// Git reads revisions of a repository with the `git` program, and runs nothing that the repository
// names: no hook, filter, file system monitor, pager, credential helper or remote.
//
//   const auto git = Git::Open("/home/me/project");
//   const auto base = git->MergeBase(*git->Commit("origin/main"), *git->Commit("HEAD"));
//   const auto tree = git->Tree(*base);
//
// - `git` is looked for in the absolute folders of PATH outside the project.
// - Of the environment, only PATH is passed on; the user's and the system's configuration of git
//   are not read. The repository is named with GIT_DIR, so none is searched for.
// - Only commands that read objects and the index are run; what the repository's configuration
//   could make them run is turned off, and so is every way of fetching objects.
// - A repository of another user is refused, as git itself does: see CheckOwner.
#ifndef EXECLINT_LINT_PROJECT_GIT_H_
#define EXECLINT_LINT_PROJECT_GIT_H_

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lint/project/child_process.h"
#include "lint/source/deadline.h"
#include "lint/source/error.h"

namespace execlint {

// A file of a revision.
struct TreeEntry {
  std::string path = {};
  std::string object = {};  // of a submodule: its commit, which is in another repository
  enum class Kind { kFile, kLink, kSubmodule } kind = Kind::kFile;
};

// The contents of objects, by their names. Safe to use from several threads.
class GitObjects {
 public:
  // Error: why it cannot be read. Where it is not in the repository, `missing()` is true from then
  // on.
  tl::expected<std::string, Error> Read(const std::string& object);
  bool missing() const;

 private:
  friend class Git;
  explicit GitObjects(ChildProcess child) : child_(std::move(child)) {}

  mutable std::mutex mutex_;
  ChildProcess child_;  // git cat-file --batch
  bool missing_ = false;
  bool ended_ = false;
};

class Git {
 public:
  // `root` is an absolute folder. Error: it holds no repository, or one of another user; or there
  // is no `git`. What it is asked throws OutOfTime once the deadline has passed.
  static tl::expected<Git, Error> Open(const std::string& root, Deadline deadline = {});

  // The commit that a revision names. Error: there is none, and what to do about it.
  tl::expected<std::string, Error> Commit(const std::string& revision) const;
  // The commit in which the histories of two commits part. `revision` is for the message.
  tl::expected<std::string, Error> MergeBase(const std::string& commit, const std::string& other,
                                             const std::string& revision) const;
  // The files of a commit.
  tl::expected<std::vector<TreeEntry>, Error> Tree(const std::string& commit) const;
  // Files that have another path in `to`, by their paths in `from`; an empty `to` is the index.
  tl::expected<std::map<std::string, std::string>, Error> Renames(const std::string& from,
                                                                  const std::string& to) const;
  // Files that are tracked and need not be on the disk: those that a sparse checkout leaves out.
  tl::expected<std::set<std::string>, Error> Skipped() const;
  tl::expected<std::unique_ptr<GitObjects>, Error> Objects() const;

  // How to get what is missing of a revision, or of any where it is empty; empty: nobody knows.
  std::string HowToFetch(const std::string& revision) const;

 private:
  struct Output {
    int status = 0;
    std::string out;
    std::string complaint;  // the last line
  };
  Git(std::string program, std::string path, std::string git_dir, Deadline deadline)
      : program_(std::move(program)),
        path_(std::move(path)),
        git_dir_(std::move(git_dir)),
        deadline_(deadline) {}
  Program Command(std::vector<std::string> arguments) const;
  tl::expected<Output, Error> Run(std::vector<std::string> arguments) const;
  bool IsShallow() const;
  bool IsPartial() const;
  bool HasOrigin() const;

  std::string program_;  // absolute
  std::string path_;     // PATH, without what is not safe
  std::string git_dir_;
  Deadline deadline_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_GIT_H_
