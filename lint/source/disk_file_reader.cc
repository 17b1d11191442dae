#include "lint/source/disk_file_reader.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "lint/source/descriptor.h"

namespace execlint {
namespace {

Error Why(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return {kNoSuchFile};
    case EACCES:
    case EPERM:
      return {"permission denied"};
    case EXDEV:
      return {kLeadsOutOfProject};
    case ELOOP:
      return {"too many symbolic links"};
    case ENAMETOOLONG:
      return {"name too long"};
    case ENXIO:  // a socket, a device without a driver
      return {"not an ordinary file"};
    case EISDIR:
      return {kIsAFolder};
    default:
      return {std::strerror(error)};
  }
}

constexpr std::size_t kUnexpected = 256;  // bytes of room to begin with

// Reads `expected` bytes, or to the end where nothing is expected: a stream, or an empty file.
tl::expected<std::string, Error> ReadAll(int descriptor, std::size_t expected) {
  std::string bytes(expected > 0 ? expected : kUnexpected, '\0');
  std::size_t size = 0;
  while (size < bytes.size()) {
    const ssize_t got = read(descriptor, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return tl::make_unexpected(Why(errno));
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > kMaxFileSize) return tl::make_unexpected(FileTooLarge());
    if (size == bytes.size() && expected == 0) {
      bytes.resize(std::min(bytes.size() * 4, kMaxFileSize + 1));
    }
  }
  bytes.resize(size);
  if (size == 0) bytes.shrink_to_fit();
  return bytes;
}

bool IsInside(const std::string& root, const std::string& path) {
  return path == root || root == "/" ||
         (path.starts_with(root) && path.size() > root.size() && path[root.size()] == '/');
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Is it git's own, which is no part of the project and may hold credentials? (Some file systems
// know
// `.git` in any letter case.) What git ignores is told by one file of it.
bool IsOfGit(std::string_view path) {
  constexpr std::string_view kGit = ".git", kExclude = ".git/info/exclude";
  if (path.find(".g") == path.npos && path.find(".G") == path.npos) return false;
  if (path == kExclude || path.ends_with("/" + std::string(kExclude))) return false;
  while (!path.empty()) {
    const std::string_view step = path.substr(0, path.find('/'));
    if (std::equal(step.begin(), step.end(), kGit.begin(), kGit.end(),
                   [](char a, char b) { return Lower(a) == b; })) {
      return true;
    }
    path.remove_prefix(std::min(step.size() + 1, path.size()));
  }
  return false;
}

// The path without symlinks; empty if there is no such thing.
std::string RealPath(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return {};
  std::string result = real;
  std::free(real);
  return result;
}

}  // namespace

Error FileTooLarge() {
  return {"larger than " + std::to_string(kMaxFileSize >> 20) +
          " MiB, which is the most that is read"};
}

tl::expected<std::unique_ptr<DiskFileReader>, Error> DiskFileReader::Open(const std::string& root) {
  std::string real = RealPath(root);
  if (real.empty()) return tl::make_unexpected(Why(errno));
  const int folder = open(real.c_str(), kPathOnly | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return tl::make_unexpected(Why(errno));
  return std::unique_ptr<DiskFileReader>(new DiskFileReader(folder, std::move(real)));
}

DiskFileReader::~DiskFileReader() { close(folder_); }

std::string_view DiskFileReader::BelowRoot(std::string_view real) const {
  real.remove_prefix(std::min(root_.size(), real.size()));
  if (real.starts_with('/')) real.remove_prefix(1);
  return real;
}

int DiskFileReader::OpenInside(const std::string& normal, int flags) const {
  const char* path = normal.empty() ? "." : normal.c_str();
  if (IsOfGit(normal)) {
    errno = EXDEV;
    return -1;
  }
#ifdef SYS_openat2
  open_how how = {};
  how.flags = static_cast<std::uint64_t>(flags) | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  const auto opened = static_cast<int>(syscall(SYS_openat2, folder_, path, &how, sizeof how));
  // Refused where a symlink is on the way; unknown to old kernels, macOS and some sandboxes. Both
  // are decided by resolving the whole path.
  if (opened >= 0 ||
      (errno != ELOOP && errno != EXDEV && errno != ENOSYS && errno != EPERM && errno != EAGAIN)) {
    return opened;
  }
  if ((flags & O_NOFOLLOW) != 0 && errno == ELOOP) return -1;
#endif
  const std::string real = RealPath(root_ + "/" + path);
  if (real.empty()) return -1;
  if (!IsInside(root_, real) || IsOfGit(BelowRoot(real))) {
    errno = EXDEV;
    return -1;
  }
  return open(real.c_str(), flags | O_CLOEXEC | O_NOFOLLOW);
}

tl::expected<std::string, Error> DiskFileReader::Read(const std::string& path) const {
  const auto normal = NormalPath(path);
  if (!normal) return tl::make_unexpected(normal.error());
  // Not blocking: a pipe without a writer would never open.
  const Descriptor file(OpenInside(*normal, O_RDONLY | O_NONBLOCK));
  if (file.get() < 0) return tl::make_unexpected(Why(errno));
  struct stat status = {};
  if (fstat(file.get(), &status) != 0) return tl::make_unexpected(Why(errno));
  if (S_ISDIR(status.st_mode)) return tl::make_unexpected(Why(EISDIR));
  if (!S_ISREG(status.st_mode)) return tl::make_unexpected(Error{"not an ordinary file"});
  const auto size = static_cast<std::size_t>(std::max<off_t>(status.st_size, 0));
  if (size > kMaxFileSize) return tl::make_unexpected(FileTooLarge());
  return ReadAll(file.get(), size);
}

std::vector<DirectoryEntry> DiskFileReader::List(const std::string& folder) const {
  const auto normal = NormalPath(folder);
  if (!normal) return {};
  Descriptor opened(OpenInside(*normal, O_RDONLY | O_DIRECTORY));
  if (opened.get() < 0) return {};
  DIR* listing = fdopendir(opened.get());
  if (listing == nullptr) return {};
  opened.Release();
  std::vector<DirectoryEntry> entries;
  const std::string prefix = normal->empty() ? "" : *normal + "/";
  while (const dirent* entry = readdir(listing)) {
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (entry->d_type == DT_REG || entry->d_type == DT_DIR) {
      entries.push_back({std::move(name), entry->d_type == DT_DIR});
      continue;
    }
    if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN) continue;
    const Descriptor target(OpenInside(prefix + name, kPathOnly));
    struct stat status = {};
    if (target.get() < 0 || fstat(target.get(), &status) != 0) continue;
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) continue;
    entries.push_back({std::move(name), S_ISDIR(status.st_mode)});
  }
  closedir(listing);
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

tl::expected<std::vector<FolderEntry>, Error> DiskFileReader::ListAsIs(
    const std::string& folder) const {
  const auto normal = NormalPath(folder);
  if (!normal) return tl::make_unexpected(normal.error());
  Descriptor opened(OpenInside(*normal, O_RDONLY | O_DIRECTORY | O_NOFOLLOW));
  DIR* listing = opened.get() < 0 ? nullptr : fdopendir(opened.get());
  if (listing == nullptr) return tl::make_unexpected(Why(errno));
  const int descriptor = opened.Release();
  std::vector<FolderEntry> entries;
  while (const dirent* entry = readdir(listing)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    unsigned char type = entry->d_type;
    if (type == DT_UNKNOWN) {
      struct stat status = {};
      if (fstatat(descriptor, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
      type = static_cast<unsigned char>(IFTODT(status.st_mode));
    }
    entries.push_back({std::string(name), type == DT_DIR   ? FolderEntry::kFolder
                                          : type == DT_LNK ? FolderEntry::kLink
                                          : type == DT_REG ? FolderEntry::kFile
                                                           : FolderEntry::kOther});
  }
  closedir(listing);
  return entries;
}

tl::expected<std::string, Error> DiskFileReader::Resolve(const std::string& path) const {
  const auto normal = NormalPath(path);
  if (!normal) return tl::make_unexpected(normal.error());
  const std::string real = RealPath(root_ + "/" + *normal);
  if (real.empty()) return tl::make_unexpected(Why(errno));
  if (!IsInside(root_, real) || IsOfGit(BelowRoot(real))) {
    return tl::make_unexpected(Why(EXDEV));
  }
  return NormalPath(real.substr(root_.size()));
}

tl::expected<std::string, Error> ReadDescriptor(int descriptor) { return ReadAll(descriptor, 0); }

}  // namespace execlint
