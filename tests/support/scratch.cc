#include "tests/support/scratch.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace execlint::testing {

namespace fs = std::filesystem;

Scratch::Scratch() {
  std::string pattern = fs::temp_directory_path() / "execlint-test-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("cannot make a folder");
  path_ = fs::canonical(pattern);
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Scratch::Write(std::string_view file, std::string_view text) const {
  const fs::path full = path(file);
  fs::create_directories(full.parent_path());
  std::ofstream(full, std::ios::binary) << text;
}

void Scratch::MakeFolder(std::string_view folder) const { fs::create_directories(path(folder)); }

void Scratch::Link(std::string_view link, std::string_view target) const {
  const fs::path full = path(link);
  fs::create_directories(full.parent_path());
  fs::create_symlink(target, full);
}

std::string Scratch::Read(std::string_view file) const {
  std::ifstream in(path(file), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace execlint::testing
