#include "lint/source/nearest.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kLongestName = 64;

// How many letters must be put in, taken out, changed or swapped with the next one to make one word
// of the other.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), row(b.size() + 1), next(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    next[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      next[j] = std::min({changed, row[j] + 1, next[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
    }
    before.swap(row);
    row.swap(next);
  }
  return row[b.size()];
}

// Without the dashes of an option.
std::size_t Letters(std::string_view name) {
  return name.size() - std::min(name.find_first_not_of('-'), name.size());
}

}  // namespace

std::string_view Nearest(std::string_view name, std::span<const std::string_view> names) {
  if (name.size() > kLongestName) return {};
  std::string_view nearest;
  std::size_t least = std::max<std::size_t>(1, Letters(name) / 3) + 1;
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
