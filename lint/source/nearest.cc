#include "lint/source/nearest.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kLongestName = 64;

// How many letters must be put in, taken out or changed to make one word of the other.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

std::string_view Nearest(std::string_view name, std::span<const std::string_view> names) {
  if (name.size() > kLongestName) return {};
  std::string_view nearest;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string_view one : names) {
    const std::size_t distance = Distance(one, name);
    if (distance >= least) continue;
    least = distance;
    nearest = one;
  }
  return nearest;
}

std::string NoSuch(std::string_view kind, std::string_view name,
                   std::span<const std::string_view> names) {
  std::string message = Format("there is no {} `{}`", kind, name);
  if (const std::string_view nearest = Nearest(name, names); !nearest.empty()) {
    message += Format("; did you mean `{}`?", nearest);
  }
  return message;
}

}  // namespace execlint
