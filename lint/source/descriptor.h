// A file descriptor that is closed when it goes out of scope.
#ifndef EXECLINT_LINT_SOURCE_DESCRIPTOR_H_
#define EXECLINT_LINT_SOURCE_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace execlint {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.Release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    if (this != &other) {
      Close();
      number_ = other.Release();
    }
    return *this;
  }
  ~Descriptor() { Close(); }

  bool open() const { return number_ >= 0; }
  int get() const { return number_; }
  int Release() { return std::exchange(number_, -1); }
  void Close() {
    if (open()) close(Release());
  }

 private:
  int number_ = -1;  // below 0: none
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_DESCRIPTOR_H_
