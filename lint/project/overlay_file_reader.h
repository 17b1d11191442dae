// OverlayFileReader is another reader in which one file has another text: standard input in the
// place of a file that an editor has not saved yet.
#ifndef EXECLINT_LINT_PROJECT_OVERLAY_FILE_READER_H_
#define EXECLINT_LINT_PROJECT_OVERLAY_FILE_READER_H_

#include <memory>
#include <string>
#include <utility>

#include "lint/source/file_reader.h"

namespace execlint {

class OverlayFileReader : public FileReader {
 public:
  // `path` is normal (see NormalPath); the file need not exist below.
  OverlayFileReader(std::unique_ptr<FileReader> below, std::string path, std::string bytes)
      : below_(std::move(below)), path_(std::move(path)), bytes_(std::move(bytes)) {}

  tl::expected<std::string, Error> Read(const std::string& path) const override;
  std::vector<DirectoryEntry> List(const std::string& folder) const override;
  tl::expected<std::vector<FolderEntry>, Error> ListAsIs(const std::string& folder) const override;
  tl::expected<std::string, Error> Resolve(const std::string& path) const override;

 private:
  // The name that the file has in `folder`; empty if it stands elsewhere.
  std::string NameIn(const std::string& folder) const;

  std::unique_ptr<FileReader> below_;
  std::string path_;
  std::string bytes_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_OVERLAY_FILE_READER_H_
