// Tells what a run is doing, on standard error: with -v each step and how long it took, else, on a
// terminal and after a second, the step that runs now, in a line that is erased when it is done.
//
//   Steps steps({.verbose = options.verbose, .progress = isatty(STDERR_FILENO) == 1});
//   steps.Begin("reading the files");
//   steps.Note("main.tf");          // with -v alone
//   steps.Begin("finding the units");
//   steps.End();                    // before anything else is printed
#ifndef EXECLINT_LINT_CLI_STEPS_H_
#define EXECLINT_LINT_CLI_STEPS_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace execlint {

class Steps {
 public:
  struct Shown {
    bool verbose = false;
    bool progress = false;  // has no effect with `verbose`
  };
  explicit Steps(Shown shown);
  ~Steps();
  Steps(const Steps&) = delete;
  Steps& operator=(const Steps&) = delete;

  // Ends the step before.
  void Begin(std::string what);
  // `what`: a noun, as in `units: 12`.
  void Note(std::string_view what, std::string_view value);
  void End();

 private:
  using Clock = std::chrono::steady_clock;

  void ShowProgress();

  const Shown shown_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point begun_ = start_;
  std::mutex mutex_;  // of what follows
  std::condition_variable ended_;
  std::string step_;  // empty: no step runs
  bool over_ = false;
  std::thread progress_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_STEPS_H_
