// FileReader is the only interface between execlint and the disk. Everything that reads a file or
// lists a folder goes through it, so tests, the fuzzers and standard input can stand in for the
// disk. (Which folder is its root is found before there is one, from the paths of the command line:
// lint/project/project.cc.)
//
// Paths use '/' and are relative to the reader's root (the project). A reader never leaves its
// root: a path or symlink that leads out of it gives the error of a file that does not exist.
#ifndef EXECLINT_LINT_SOURCE_FILE_READER_H_
#define EXECLINT_LINT_SOURCE_FILE_READER_H_

#include <cstdint>
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/source/error.h"

namespace execlint {

struct DirectoryEntry {
  std::string name;  // no folder part
  bool is_directory = false;
};

// An entry of a folder. A symlink is a kind of its own and is not followed.
struct FolderEntry {
  std::string name;  // no folder part
  enum Kind : std::uint8_t { kFile, kFolder, kLink, kOther } kind = kFile;
};

// What readers say of a path that names no file, for whoever tells these from other errors.
inline constexpr const char* kNoSuchFile = "no such file";
inline constexpr const char* kIsAFolder = "is a folder";
inline constexpr const char* kLeadsOutOfProject = "leads out of the project";

// Safe to call from several threads.
class FileReader {
 public:
  virtual ~FileReader() = default;
  // The whole file. Error: why it cannot be read (`no such file`, `permission denied`, `larger than
  // 64 MiB`).
  virtual tl::expected<std::string, Error> Read(const std::string& path) const = 0;
  // What a folder holds, sorted by name; empty if it is none. Symlinks are followed as long as they
  // stay inside the root.
  virtual std::vector<DirectoryEntry> List(const std::string& folder) const = 0;
  // All that is in a folder, in no order; pipes, sockets and devices are `kOther`. Error: why it
  // cannot be listed, also for a symlink to a folder.
  virtual tl::expected<std::vector<FolderEntry>, Error> ListAsIs(
      const std::string& folder) const = 0;
  // The path of what a symlink leads to, by way of all further symlinks; of anything else, its own.
  virtual tl::expected<std::string, Error> Resolve(const std::string& path) const = 0;
};

// Files held in memory: path -> bytes.
class MemoryFileReader : public FileReader {
 public:
  explicit MemoryFileReader(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  tl::expected<std::string, Error> Read(const std::string& path) const override;
  std::vector<DirectoryEntry> List(const std::string& folder) const override;
  tl::expected<std::vector<FolderEntry>, Error> ListAsIs(const std::string& folder) const override;
  tl::expected<std::string, Error> Resolve(const std::string& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

// `a/./b//../c` -> `a/c`; nothing if the path leads out of the root. Empty for the root itself.
tl::expected<std::string, Error> NormalPath(const std::string& path);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_FILE_READER_H_
