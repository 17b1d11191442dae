#include "lint/project/git_repository.h"

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "lint/project/child_process.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

std::string Variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::vector<std::string> FoldersOf(const std::string& path) {
  std::vector<std::string> folders;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    folders.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return folders;
}

bool IsBelow(const fs::path& root, const fs::path& path) {
  const auto relative = path.lexically_relative(root);
  return !relative.empty() && *relative.begin() != "..";
}

// The user who ran sudo, where this is root.
std::optional<uid_t> SudoUser() {
  const std::string text = Variable("SUDO_UID");
  uid_t user = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), user);
  if (geteuid() != 0 || error != std::errc() || end != text.data() + text.size()) return {};
  return user;
}

// The owner of a thing, or of what it leads to, who is neither this user nor the one who ran sudo.
std::optional<uid_t> OtherOwner(const std::string& path) {
  struct stat status = {};
  for (const auto look : {&lstat, &stat}) {
    if (look(path.c_str(), &status) != 0) return std::nullopt;  // there is nothing to distrust
    if (status.st_uid != geteuid() && status.st_uid != SudoUser()) return status.st_uid;
  }
  return std::nullopt;
}

// Whether the user, or whoever set up the machine, told git to trust this folder.
bool IsListedAsSafe(const GitProgram& git, const std::string& root) {
  bool safe = false;
  for (const char* scope : {"--system", "--global"}) {
    auto child = ChildProcess::Start(
        {.path = git.program,
         .arguments = {"-C", "/", "config", scope, "--includes", "--type=path", "-z", "--get-all",
                       "safe.directory"},
         .environment = {"PATH=" + git.path, "HOME=" + Variable("HOME"),
                         "XDG_CONFIG_HOME=" + Variable("XDG_CONFIG_HOME"), "LC_ALL=C"}});
    if (!child) continue;
    child->EndInput();
    const auto out = child->ReadToEnd(std::size_t{1} << 20);
    if (child->Wait() != 0 || !out) continue;
    for (std::size_t begin = 0; begin < out->size();) {
      const std::size_t end = std::min(out->find('\0', begin), out->size());
      const std::string value = out->substr(begin, end - begin);
      begin = end + 1;
      const bool below = value.ends_with("/*") &&
                         root.starts_with(std::string_view(value).substr(0, value.size() - 1));
      if (value.empty()) {
        safe = false;  // takes back what was listed before
      } else if (value == "*" || value == root || below) {
        safe = true;
      }
    }
  }
  return safe;
}

}  // namespace

tl::expected<GitProgram, Error> FindGit(const std::string& root) {
  GitProgram git;
  for (const std::string& folder : FoldersOf(Variable("PATH"))) {
    if (!folder.starts_with('/')) continue;
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error || IsBelow(root, real)) continue;
    git.path += (git.path.empty() ? "" : ":") + folder;
    const std::string program = folder + "/git";
    if (git.program.empty() && access(program.c_str(), X_OK) == 0 &&
        fs::is_regular_file(program, error) && !IsBelow(root, fs::canonical(program, error))) {
      git.program = program;
    }
  }
  if (git.program.empty()) {
    return tl::make_unexpected(Error{"there is no `git` on the PATH, which reads revisions"});
  }
  return git;
}

tl::expected<std::string, Error> FindGitDir(const std::string& root) {
  const fs::path dot = fs::path(root) / ".git";
  std::error_code error;
  const fs::file_status status = fs::status(dot, error);
  if (fs::is_directory(status)) return dot.string();
  if (!fs::is_regular_file(status)) {
    return tl::make_unexpected(Error{Format("{} is in no git repository", root)});
  }
  constexpr std::string_view kStart = "gitdir: ";
  constexpr std::size_t kLongest = 4096;
  std::ifstream file(dot, std::ios::binary);
  std::string text(kLongest, '\0');
  file.read(text.data(), kLongest);
  text.resize(static_cast<std::size_t>(file.gcount()));
  text.resize(std::min(text.find_first_of("\r\n"), text.size()));
  if (!text.starts_with(kStart) || text.find('\0') != std::string::npos) {
    return tl::make_unexpected(Error{Format("{} names no git repository", dot.string())});
  }
  return (fs::path(root) / text.substr(kStart.size())).lexically_normal().string();
}

// A word for a shell.
std::string Quoted(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

tl::expected<void, Error> CheckOwner(const GitProgram& git, const std::string& root,
                                     const std::string& git_dir) {
  for (const std::string& path : {root, root + "/.git", git_dir}) {
    const auto owner = OtherOwner(path);
    if (!owner) continue;
    if (IsListedAsSafe(git, root)) return {};
    return tl::make_unexpected(
        Error{Format("{} belongs to another user (id {}), whose repository could mislead git; if "
                     "you trust it: git config --global --add safe.directory {}",
                     path, *owner, Quoted(root))});
  }
  return {};
}

std::optional<std::string> WhyNotTrusted(const std::string& root) {
  const std::string git_dir = FindGitDir(root).value_or(root);
  for (const std::string& path : {root, root + "/.git", git_dir}) {
    const auto owner = OtherOwner(path);
    if (!owner) continue;
    const auto git = FindGit(root);
    if (git && IsListedAsSafe(*git, root)) return std::nullopt;
    return Format(
        "{} belongs to another user (id {}), so {} is not taken for the project; if you trust it: "
        "git config --global --add safe.directory {}",
        path, *owner, root, Quoted(root));
  }
  return std::nullopt;
}

bool HasOneOwner(const std::string& root) {
  struct stat folder = {}, dot_git = {};
  return lstat(root.c_str(), &folder) == 0 && lstat((root + "/.git").c_str(), &dot_git) == 0 &&
         folder.st_uid == dot_git.st_uid;
}

bool MayBeTrusted(const std::string& path, const std::string& root) {
  const auto owner = OtherOwner(path);
  if (!owner) return true;
  struct stat status = {};
  return lstat(root.c_str(), &status) == 0 && status.st_uid == *owner;
}

}  // namespace execlint
