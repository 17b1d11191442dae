// DiskFileReader reads a project from the disk, and nothing but the project.
//
//   const auto reader = DiskFileReader::Open("/home/me/project");
//   reader->get()->Read("modules/web/main.tf");
//
// Symlinks are followed if they lead to something inside the root; any other symlink gives the
// error of a path that leads out of the root. So does what is in a folder `.git`, which holds the
// credentials of a checkout: nothing of it is read but `.git/info/exclude`. Only ordinary files are
// read, up to kMaxFileSize.
#ifndef EXECLINT_LINT_SOURCE_DISK_FILE_READER_H_
#define EXECLINT_LINT_SOURCE_DISK_FILE_READER_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "lint/source/file_reader.h"

namespace execlint {

inline constexpr std::size_t kMaxFileSize = std::size_t{64} << 20;
Error FileTooLarge();

class DiskFileReader : public FileReader {
 public:
  // `root` is an existing folder. Error: why it cannot be opened.
  static tl::expected<std::unique_ptr<DiskFileReader>, Error> Open(const std::string& root);
  ~DiskFileReader() override;
  DiskFileReader(const DiskFileReader&) = delete;
  DiskFileReader& operator=(const DiskFileReader&) = delete;

  tl::expected<std::string, Error> Read(const std::string& path) const override;
  std::vector<DirectoryEntry> List(const std::string& folder) const override;
  tl::expected<std::vector<FolderEntry>, Error> ListAsIs(const std::string& folder) const override;
  tl::expected<std::string, Error> Resolve(const std::string& path) const override;

  // The root without symlinks.
  const std::string& root() const { return root_; }

 private:
  DiskFileReader(int folder, std::string root) : folder_(folder), root_(std::move(root)) {}
  // A path without symlinks that is inside the root, from there.
  std::string_view BelowRoot(std::string_view real) const;
  // A descriptor of what `normal` names inside the root, or -1 with errno.
  int OpenInside(const std::string& normal, int flags) const;

  int folder_;
  std::string root_;
};

// The whole of a stream such as standard input, up to kMaxFileSize.
tl::expected<std::string, Error> ReadDescriptor(int descriptor);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_DISK_FILE_READER_H_
