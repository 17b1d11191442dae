// Runs a program and talks with it: its standard input and output are one socket. No shell is
// involved, and the program's environment is only what is given.
//
//   auto child = ChildProcess::Start({.path = "/usr/bin/git", .arguments = {"version"}});
//   child->EndInput();
//   const auto out = child->ReadToEnd(1 << 20);
//   const int status = child->Wait();
//
// A program that says nothing for two minutes is taken for one that hangs, and ended. So is one
// that still runs when its ChildProcess goes. What waits for it throws OutOfTime once the deadline
// has passed.
#ifndef EXECLINT_LINT_PROJECT_CHILD_PROCESS_H_
#define EXECLINT_LINT_PROJECT_CHILD_PROCESS_H_

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lint/source/deadline.h"
#include "lint/source/descriptor.h"
#include "lint/source/error.h"

namespace execlint {

struct Program {
  std::string path = {};                      // absolute
  std::vector<std::string> arguments = {};    // without its name
  std::vector<std::string> environment = {};  // `NAME=value`
  Deadline deadline = {};
};

class ChildProcess {
 public:
  static tl::expected<ChildProcess, Error> Start(const Program& program);
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();

  // False if it does not read any more.
  bool Send(std::string_view bytes);
  void EndInput();

  // What it wrote, up to the next line break, which is left out. Error: it ended before, or the
  // line is very long.
  tl::expected<std::string, Error> ReadLine();
  // Error: it ended before.
  tl::expected<std::string, Error> Read(std::size_t size);
  tl::expected<void, Error> Skip(std::size_t size);
  // Error: it wrote more than `most` bytes.
  tl::expected<std::string, Error> ReadToEnd(std::size_t most);

  // Waits until it ends. The exit status; -1 where a signal ended it.
  int Wait();
  // The beginning of what it has written to its standard error so far.
  const std::string& complaints() const { return complaints_; }

 private:
  ChildProcess(pid_t id, Descriptor socket, Descriptor errors, Deadline deadline)
      : id_(id), socket_(std::move(socket)), errors_(std::move(errors)), deadline_(deadline) {}
  // Gets more into `buffer_`. False at the end of what it writes.
  tl::expected<bool, Error> Fill();
  int Patience() const;  // in milliseconds
  void Hear();           // reads of its standard error
  int Reap();

  pid_t id_ = -1;
  Descriptor socket_;
  Descriptor errors_;
  Deadline deadline_;
  std::string buffer_;
  std::string complaints_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_CHILD_PROCESS_H_
