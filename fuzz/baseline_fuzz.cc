// Any bytes as a baseline: what is read is written, and read again as the same.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/parsed_check.h"
#include "lint/cli/baseline_file.h"

using namespace execlint;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto known = ParseBaseline(text, "baseline");
  if (!known) {
    fuzz::Require(known.error().message.starts_with("baseline:"));
    return 0;
  }
  const std::string written = BaselineText(*known);
  const auto again = ParseBaseline(written, "baseline");
  fuzz::Require(again.has_value() && BaselineText(*again) == written);
  return 0;
}
