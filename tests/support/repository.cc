#include "tests/support/repository.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace execlint::testing {

std::string Shell(const std::string& folder, const std::string& line) {
  const std::string whole =
      "cd '" + folder + "' && export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null " +
      "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.com GIT_COMMITTER_NAME=a " +
      "GIT_COMMITTER_EMAIL=a@example.com && unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE && { " +
      line + "\n} 2>&1";
  std::FILE* pipe = popen(whole.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("cannot run a shell");
  std::string out;
  std::array<char, 4096> block{};
  for (std::size_t n; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
    out.append(block.data(), n);
  }
  if (pclose(pipe) != 0) throw std::runtime_error(line + ": " + out);
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

Repository::Repository() { Git("init -q -b main"); }

std::string Repository::Git(const std::string& line) const { return Shell(path(), "git " + line); }

std::string Repository::Commit() const {
  Git("add -A");
  Git("commit -q -m change");
  return Git("rev-parse HEAD");
}

}  // namespace execlint::testing
