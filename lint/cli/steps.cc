#include "lint/cli/steps.h"

#include <pthread.h>

#include <csignal>
#include <cstdio>
#include <system_error>
#include <utility>

#include "lint/cli/say.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBeforeProgress{1000};
constexpr milliseconds kBetweenLines{200};
constexpr std::string_view kEraseLine = "\r\x1b[K";

void PrintError(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace

Steps::Steps(Shown shown) : shown_(shown) {
  if (!shown_.progress || shown_.verbose) return;
  try {
    progress_ = std::thread([this] { ShowProgress(); });
  } catch (const std::system_error&) {
    progress_ = {};  // the system gives no thread: no progress is shown
  }
}

Steps::~Steps() { End(); }

void Steps::Begin(std::string what) {
  const Clock::time_point now = Clock::now();
  const std::scoped_lock lock(mutex_);
  if (shown_.verbose) {
    if (!step_.empty()) {
      PrintError(Format("execlint: {}: {} ms\n", step_,
                        std::chrono::duration_cast<milliseconds>(now - begun_).count()));
    }
    begun_ = now;
  }
  step_ = std::move(what);
}

void Steps::Note(std::string_view what, std::string_view value) {
  if (shown_.verbose) PrintError(MessageLines(Format("  {}: {}", what, value)));
}

void Steps::End() {
  Begin("");
  {
    const std::scoped_lock lock(mutex_);
    over_ = true;
  }
  ended_.notify_all();
  if (progress_.joinable()) progress_.join();
}

void Steps::ShowProgress() {
  // Signals are for the thread that works, which may have to finish a file first.
  sigset_t all = {};
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  std::unique_lock lock(mutex_);
  const auto over = [this] { return over_; };
  bool drawn = false;
  for (milliseconds wait = kBeforeProgress; !ended_.wait_for(lock, wait, over);
       wait = kBetweenLines) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - start_).count();
    PrintError(Format("{}execlint: {} ({} s)", kEraseLine, step_, seconds));
    drawn = true;
  }
  if (drawn) PrintError(kEraseLine);
}

}  // namespace execlint
