#include "lint/render/words.h"

#include "lint/source/format.h"

namespace execlint {

std::string Counted(std::size_t count, std::string_view one, std::string_view many) {
  return Format("{} {}", count, count == 1 ? one : many);
}

std::string Joined(const std::vector<std::string>& phrases, std::string_view last,
                   std::string_view between) {
  std::string joined;
  for (std::size_t i = 0; i < phrases.size(); ++i) {
    if (i > 0) joined += i + 1 == phrases.size() ? last : between;
    joined += phrases[i];
  }
  return joined;
}

}  // namespace execlint
