#include "lint/project/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <utility>

namespace execlint {
namespace {

constexpr std::chrono::milliseconds kPatience{120'000};
constexpr std::size_t kBlock = std::size_t{1} << 16;
constexpr std::size_t kLongestLine = std::size_t{1} << 16;
constexpr std::size_t kMostComplaints = 4096;

tl::unexpected<Error> SystemError(int error) {
  return tl::make_unexpected(Error{std::strerror(error)});
}

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (const std::string& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Files and signals of the child.
class SpawnSettings {
 public:
  SpawnSettings(int socket, int errors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, socket, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace

tl::expected<ChildProcess, Error> ChildProcess::Start(const Program& program) {
  // A process that was started with SIGCHLD ignored would never learn how its children end.
  std::signal(SIGCHLD, SIG_DFL);
  std::array<int, 2> talk{}, errors{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk.data()) != 0) {
    return SystemError(errno);
  }
  Descriptor ours(talk[0]);
  const Descriptor theirs(talk[1]);
  if (pipe2(errors.data(), O_CLOEXEC) != 0) return SystemError(errno);
  Descriptor complaints(errors[0]);
  const Descriptor complain(errors[1]);

  std::vector<std::string> words = program.arguments;
  words.insert(words.begin(), program.path);
  const SpawnSettings settings(theirs.get(), complain.get());
  pid_t id = -1;
  const int error =
      posix_spawn(&id, program.path.c_str(), settings.actions(), settings.attributes(),
                  Pointers(words).data(), Pointers(program.environment).data());
  if (error != 0) return SystemError(error);
  return ChildProcess(id, std::move(ours), std::move(complaints), program.deadline);
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      socket_(std::move(other.socket_)),
      errors_(std::move(other.errors_)),
      deadline_(other.deadline_),
      buffer_(std::move(other.buffer_)),
      complaints_(std::move(other.complaints_)) {}

ChildProcess::~ChildProcess() {
  if (id_ < 0) return;
  kill(id_, SIGKILL);
  Reap();
}

bool ChildProcess::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

void ChildProcess::EndInput() { shutdown(socket_.get(), SHUT_WR); }

int ChildProcess::Patience() const { return static_cast<int>(deadline_.Left(kPatience).count()); }

tl::expected<bool, Error> ChildProcess::Fill() {
  std::array<char, kBlock> block;
  while (true) {
    std::array<pollfd, 2> wanted{{{socket_.get(), POLLIN, 0}, {errors_.get(), POLLIN, 0}}};
    const int ready = poll(wanted.data(), errors_.open() ? 2 : 1, Patience());
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return SystemError(errno);
    deadline_.Check();
    if (ready == 0) return tl::make_unexpected(Error{"it does not answer"});
    if (errors_.open() && wanted[1].revents != 0) Hear();
    if (wanted[0].revents == 0) continue;
    const ssize_t got = recv(socket_.get(), block.data(), block.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    // What it did not read of its input is an error of the connection.
    if (got < 0 && errno != ECONNRESET) return SystemError(errno);
    if (got <= 0) return false;
    buffer_.append(block.data(), static_cast<std::size_t>(got));
    return true;
  }
}

tl::expected<std::string, Error> ChildProcess::ReadLine() {
  std::size_t searched = 0;
  while (true) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    searched = buffer_.size();
    if (searched > kLongestLine) return tl::make_unexpected(Error{"it wrote a very long line"});
    const auto more = Fill();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return tl::make_unexpected(Error{"it ended early"});
  }
}

tl::expected<std::string, Error> ChildProcess::Read(std::size_t size) {
  while (buffer_.size() < size) {
    const auto more = Fill();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return tl::make_unexpected(Error{"it ended early"});
  }
  std::string bytes = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return bytes;
}

tl::expected<void, Error> ChildProcess::Skip(std::size_t size) {
  while (size > 0) {
    const auto part = Read(std::min(size, kBlock));
    if (!part) return tl::make_unexpected(part.error());
    size -= part->size();
  }
  return {};
}

tl::expected<std::string, Error> ChildProcess::ReadToEnd(std::size_t most) {
  while (true) {
    const auto more = Fill();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return std::exchange(buffer_, {});
    if (buffer_.size() > most) return tl::make_unexpected(Error{"it wrote too much"});
  }
}

void ChildProcess::Hear() {
  std::array<char, kMostComplaints> block;
  const ssize_t got = read(errors_.get(), block.data(), block.size());
  if (got > 0) {
    const std::size_t room = kMostComplaints - std::min(kMostComplaints, complaints_.size());
    complaints_.append(block.data(), std::min(room, static_cast<std::size_t>(got)));
  } else if (got == 0 || errno != EINTR) {
    errors_.Close();
  }
}

int ChildProcess::Reap() {
  int status = 0;
  while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int ChildProcess::Wait() {
  socket_.Close();
  while (errors_.open()) {
    pollfd wanted{errors_.get(), POLLIN, 0};
    const int ready = poll(&wanted, 1, Patience());
    if (ready < 0 && errno == EINTR) continue;
    deadline_.Check();
    if (ready <= 0) {
      kill(id_, SIGKILL);
      break;
    }
    Hear();
  }
  return Reap();
}

}  // namespace execlint
