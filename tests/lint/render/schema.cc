#include "tests/lint/render/schema.h"

#include <array>
#include <cstdio>

#include "tests/support/scratch.h"

namespace execlint::testing {

std::string SchemaErrors(const std::string& schema, const std::string& json) {
  const Scratch scratch;
  scratch.Write("instance.json", json);
  const std::string command = "node tests/lint/render/validate.js '" + schema + "' '" +
                              scratch.path("instance.json") + "' 2>&1";
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return "cannot run node";
  std::string errors;
  std::array<char, 4096> block{};
  for (std::size_t n; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
    errors.append(block.data(), n);
  }
  const int status = pclose(pipe);
  if (status != 0 && errors.empty()) errors = "the validator failed";
  return errors;
}

}  // namespace execlint::testing
