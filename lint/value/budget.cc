#include "lint/value/budget.h"

#include <chrono>
#include <semaphore>

namespace execlint {
namespace {

std::counting_semaphore<Budget::kMostLarge> large(Budget::kMostLarge);

// The budget of this thread that is counted as a large one. What else the thread evaluates
// meanwhile does not wait: nobody else could let it go on.
thread_local const Budget* counted = nullptr;

}  // namespace

Budget::~Budget() {
  if (counted == this) counted = nullptr;
  if (counted_) large.release();
}

void Budget::BecomeLarge() {
  is_large_ = true;
  if (counted != nullptr) return;
  while (!large.try_acquire_for(std::chrono::milliseconds(100))) CheckTime();
  counted_ = true;
  counted = this;
}

}  // namespace execlint
