// Once::Call(f) runs `f` the first time; other callers wait until it has returned. Like
// std::call_once, but without the system call that std::call_once makes after `f`, even if no
// thread waits.
#ifndef EXECLINT_LINT_SOURCE_ONCE_H_
#define EXECLINT_LINT_SOURCE_ONCE_H_

#include <atomic>
#include <cstdint>

namespace execlint {

class Once {
 public:
  // `f` must not throw and must not call this again.
  template <class F>
  void Call(F&& f) {
    while (!done()) {
      State none = State::kNot;
      if (state_.compare_exchange_strong(none, State::kRunning, std::memory_order_acquire)) {
        f();
        state_.store(State::kDone, std::memory_order_release);
        state_.notify_all();
        return;
      }
      state_.wait(State::kRunning, std::memory_order_acquire);
    }
  }
  bool done() const { return state_.load(std::memory_order_acquire) == State::kDone; }

 private:
  enum class State : std::uint8_t { kNot, kRunning, kDone };
  std::atomic<State> state_ = State::kNot;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_ONCE_H_
