// TreeFileReader reads the files of a revision, which need not be checked out.
//
//   const TreeFileReader reader(tree, objects, disk, "/home/me/project");
//   reader.Read("main.tf");   // as it is in the revision
//
// Symlinks are followed if they stay inside, as on the disk. What the revision does not say is read
// as it is on the disk now, so that it is the same on both sides of a comparison:
//   - submodules, which are other repositories (one that is not there now is empty), and what
//     `terraform init` fetches;
//   - the files that say what is ignored, where they are there now.
// A file that Git LFS or git-crypt keep elsewhere is an error: its text in the revision is not the
// file's.
#ifndef EXECLINT_LINT_PROJECT_TREE_FILE_READER_H_
#define EXECLINT_LINT_PROJECT_TREE_FILE_READER_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/project/git.h"
#include "lint/source/file_reader.h"

namespace execlint {

class TreeFileReader : public FileReader {
 public:
  // The bytes of an object. Error: why there are none.
  using Objects = std::function<tl::expected<std::string, Error>(const std::string& object)>;

  // `now` is of the same project. `root` is where the project is on the disk, for symlinks with
  // absolute paths.
  TreeFileReader(std::vector<TreeEntry> tree, Objects objects,
                 std::shared_ptr<const FileReader> now, std::string root);

  tl::expected<std::string, Error> Read(const std::string& path) const override;
  std::vector<DirectoryEntry> List(const std::string& folder) const override;
  tl::expected<std::vector<FolderEntry>, Error> ListAsIs(const std::string& folder) const override;
  tl::expected<std::string, Error> Resolve(const std::string& path) const override;

  // Does the revision itself have a file or folder of this path?
  bool Has(std::string_view path) const {
    return entries_.contains(path) || folders_.contains(path);
  }

 private:
  // Where a path leads when all symlinks on the way are followed.
  struct Target {
    std::string path = {};             // normal
    const TreeEntry* entry = nullptr;  // null: a folder, or what is read as it is now
    bool now = false;
  };
  tl::expected<Target, Error> Follow(const std::string& path) const;
  tl::expected<std::string, Error> TargetOfLink(const TreeEntry& link) const;

  std::map<std::string, TreeEntry, std::less<>> entries_;  // by path
  // By path; the root is empty.
  std::map<std::string, std::vector<FolderEntry>, std::less<>> folders_;
  Objects objects_;
  std::shared_ptr<const FileReader> now_;
  std::string root_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_TREE_FILE_READER_H_
