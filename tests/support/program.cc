#include "tests/support/program.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace execlint {
namespace {

// A file without a name, so that neither side ever waits for the other to read.
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File Scratch() {
  File file(std::tmpfile(), std::fclose);
  if (!file) throw std::runtime_error("cannot make a temporary file");
  return file;
}

std::string ReadAll(std::FILE* file) {
  std::rewind(file);
  std::string text;
  char block[4096];
  for (std::size_t n; (n = std::fread(block, 1, sizeof block, file)) > 0;) text.append(block, n);
  return text;
}

}  // namespace

std::string ExeclintProgram() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "execlint";
}

ProgramResult RunExeclint(const std::vector<std::string>& arguments, const std::string& input,
                          const std::string& folder) {
  const std::string program = ExeclintProgram();
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);

  const File in = Scratch();
  const File out = Scratch();
  const File err = Scratch();
  std::fwrite(input.data(), 1, input.size(), in.get());
  std::rewind(in.get());

  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("cannot fork");
  if (child == 0) {
    dup2(fileno(in.get()), STDIN_FILENO);
    dup2(fileno(out.get()), STDOUT_FILENO);
    dup2(fileno(err.get()), STDERR_FILENO);
    if (chdir(folder.c_str()) == 0) execv(program.c_str(), argv.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .out = ReadAll(out.get()),
          .err = ReadAll(err.get())};
}

}  // namespace execlint
