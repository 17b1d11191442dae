// A folder of a test's own, gone when the test is over.
//
//   const Scratch scratch;
//   scratch.Write("a/main.tf", "...");
//   RunExeclint({"."}, "", scratch.path());
#ifndef EXECLINT_TESTS_SUPPORT_SCRATCH_H_
#define EXECLINT_TESTS_SUPPORT_SCRATCH_H_

#include <string>
#include <string_view>

namespace execlint::testing {

class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  const std::string& path() const { return path_; }  // absolute, without symlinks
  std::string path(std::string_view inside) const { return path_ + "/" + std::string(inside); }

  // Makes the folders on the way.
  void Write(std::string_view file, std::string_view text) const;
  void MakeFolder(std::string_view folder) const;
  void Link(std::string_view link, std::string_view target) const;
  std::string Read(std::string_view file) const;

 private:
  std::string path_;
};

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_SUPPORT_SCRATCH_H_
