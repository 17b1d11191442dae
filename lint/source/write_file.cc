#include "lint/source/write_file.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <system_error>

#include "lint/source/descriptor.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

using Written = tl::expected<void, Error>;

// The part of a path up to the last '/', and the name behind it.
struct FolderAndName {
  std::string folder;
  std::string name;
};

FolderAndName SplitName(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

std::string WhyNotWritten(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return "no such folder";
    case EACCES:
    case EPERM:
      return "permission denied";
    default:
      return std::strerror(error);
  }
}

bool WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// A pipe, a terminal or the like, which takes bytes as they come. No disk.
bool TakesBytes(const struct stat& status) {
  return S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode);
}

// Is it a folder of the system's own, whose links (`/dev/stdout`, `/dev/fd/1`) nobody prepared?
bool IsOfTheSystem(int folder) {
  struct stat status = {}, devices = {}, processes = {};
  if (fstat(folder, &status) != 0) return false;
  const bool in_devices = stat("/dev", &devices) == 0 && status.st_dev == devices.st_dev &&
                          status.st_ino == devices.st_ino;
  return in_devices || (stat("/proc", &processes) == 0 && status.st_dev == processes.st_dev);
}

// No signal ends the process between the beginning of a new file and its end, so that none is left
// half written beside the old one: a signal that comes is taken afterwards.
class SignalsWait {
 public:
  SignalsWait() {
    sigset_t all = {};
    sigemptyset(&all);
    for (const int one : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM, SIGXCPU, SIGXFSZ})
      sigaddset(&all, one);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsWait() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsWait(const SignalsWait&) = delete;
  SignalsWait& operator=(const SignalsWait&) = delete;

 private:
  sigset_t before_ = {};
};

// To the disk itself, as far as its file system can do that.
bool Flush(int descriptor) {
  return fsync(descriptor) == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
}

// The number of a descriptor of this process that a path names: `/dev/stdout`, `/dev/fd/3`. Nothing
// if it names none.
std::optional<int> OwnDescriptor(std::string_view path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string_view digits = path.substr(folder.size());
    int number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = read.ec == std::errc() && read.ptr == digits.data() + digits.size();
    if (whole && number >= 0) return number;
  }
  return std::nullopt;
}

// Why it failed; nothing if the bytes were written.
std::optional<std::string> WriteThrough(const std::string& path, std::string_view bytes) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
  if (!file.open()) return WhyNotWritten(errno);
  // It may be something else by now.
  struct stat status = {};
  if (fstat(file.get(), &status) != 0) return WhyNotWritten(errno);
  if (!TakesBytes(status)) return "changed while it was opened";
  if (!WriteAll(file.get(), bytes)) return WhyNotWritten(errno);
  return std::nullopt;
}

// A new file in the folder, under a name that nobody can have prepared.
Descriptor NewFile(int folder, const std::string& name, std::string& temporary) {
  constexpr int kAttempts = 16;
  // A name may have 255 bytes.
  const std::string start = "." + name.substr(0, 200) + ".";
  for (int i = 0; i < kAttempts; ++i) {
    std::uint64_t number = 0;
    if (getentropy(&number, sizeof number) != 0) return {};
    temporary = Format("{}{:016x}.tmp", start, number);
    const int made = openat(folder, temporary.c_str(),
                            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (made >= 0 || errno != EEXIST) return Descriptor(made);
  }
  return {};
}

std::optional<std::string> Replace(int folder, const std::string& name, const struct stat* old,
                                   std::string_view bytes) {
  const SignalsWait wait;
  std::string temporary;
  Descriptor file = NewFile(folder, name, temporary);
  if (!file.open()) return WhyNotWritten(errno);
  // The owner first, who may otherwise lose what the mode gives; only root can give files away.
  struct stat made = {};
  bool written = fstat(file.get(), &made) == 0;
  if (written && old != nullptr && (made.st_uid != old->st_uid || made.st_gid != old->st_gid)) {
    written = fchown(file.get(), old->st_uid, old->st_gid) == 0 || geteuid() != 0;
  }
  written = written && (old == nullptr || fchmod(file.get(), old->st_mode & 0777) == 0);
  written = written && WriteAll(file.get(), bytes) && Flush(file.get());
  written = written && close(file.Release()) == 0;
  written = written && renameat(folder, temporary.c_str(), folder, name.c_str()) == 0;
  if (written) {
    // That the name leads to the new file is on the disk too, as far as its file system can do
    // that.
    const Descriptor listed(openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (listed.open()) Flush(listed.get());
    return std::nullopt;
  }
  const int error = errno;
  unlinkat(folder, temporary.c_str(), 0);
  return WhyNotWritten(error);
}

std::optional<std::string> TryToWrite(const std::string& path, std::string_view bytes) {
  if (const auto own = OwnDescriptor(path)) {
    return WriteAll(*own, bytes) ? std::nullopt : std::optional(WhyNotWritten(errno));
  }
  const auto [folder, name] = SplitName(path);
  if (name.empty() || name == "." || name == "..") return "is a folder";
  const Descriptor parent(open(folder.c_str(), kPathOnly | O_DIRECTORY | O_CLOEXEC));
  if (!parent.open()) return WhyNotWritten(errno);
  struct stat status = {};
  const bool exists = fstatat(parent.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (!exists && errno != ENOENT) return WhyNotWritten(errno);
  if (exists && S_ISDIR(status.st_mode)) return "is a folder";
  if (exists && S_ISLNK(status.st_mode)) {
    struct stat target = {};
    const bool may_follow = IsOfTheSystem(parent.get());
    if (!may_follow || stat(path.c_str(), &target) != 0 || !TakesBytes(target)) {
      return "is a symbolic link, which is not written through; name the file that it leads to";
    }
    return WriteThrough(path, bytes);
  }
  if (exists && TakesBytes(status)) return WriteThrough(path, bytes);
  if (exists && !S_ISREG(status.st_mode)) return "is no file that can be written";
  if (exists && faccessat(parent.get(), name.c_str(), W_OK, AT_EACCESS) != 0) {
    return WhyNotWritten(errno);
  }
  return Replace(parent.get(), name, exists ? &status : nullptr, bytes);
}

}  // namespace

tl::expected<void, Error> WriteFile(const std::string& path, std::string_view bytes) {
  if (path.find('\0') != std::string::npos) {
    return tl::make_unexpected(Error{"a path holds a zero byte"});
  }
  if (const auto why = TryToWrite(path, bytes)) {
    return tl::make_unexpected(Error{path + ": " + *why});
  }
  return {};
}

}  // namespace execlint
