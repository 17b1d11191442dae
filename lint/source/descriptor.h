// A file descriptor that is closed when it goes out of scope.
//
//   const Descriptor folder(open("a/b", kPathOnly | O_DIRECTORY | O_CLOEXEC));
//   if (!folder.open()) return Why(errno);
#ifndef EXECLINT_LINT_SOURCE_DESCRIPTOR_H_
#define EXECLINT_LINT_SOURCE_DESCRIPTOR_H_

#include <fcntl.h>
#include <unistd.h>

#include <utility>

namespace execlint {

// Opens a file or folder to ask what it is, or to work inside it, without reading it.
#ifdef O_PATH
inline constexpr int kPathOnly = O_PATH;
#else
inline constexpr int kPathOnly = O_RDONLY | O_NONBLOCK;
#endif

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
