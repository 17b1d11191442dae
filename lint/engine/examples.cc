#include "lint/engine/examples.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>
#include <tuple>

namespace execlint {
namespace {

// Folders whose units others do not build on.
constexpr std::array<std::string_view, 11> kShown = {
    "examples", "example", "test",     "tests",    "samples",      "sample",
    "docs",     "doc",     "fixtures", "testdata", "test-fixtures"};

// Those of them that show how to call a module beside them.
constexpr std::span<const std::string_view> kExamples = std::span(kShown).first<4>();

// The folder around the outermost folder with one of these names that `folder` is or lies in.
std::optional<std::string_view> Publisher(std::string_view folder,
                                          std::span<const std::string_view> names = kExamples) {
  for (std::size_t begin = 0; begin < folder.size();) {
    const std::size_t end = std::min(folder.find('/', begin), folder.size());
    if (std::ranges::find(names, folder.substr(begin, end - begin)) != names.end()) {
      return folder.substr(0, begin == 0 ? 0 : begin - 1);
    }
    begin = end + 1;
  }
  return std::nullopt;
}

bool IsBelow(std::string_view folder, std::string_view above) {
  return above.empty() || folder == above ||
         (folder.starts_with(above) && folder[above.size()] == '/');
}

}  // namespace

bool IsExampleOf(std::string_view folder, std::string_view module) {
  const auto publisher = Publisher(folder);
  if (!publisher || !IsBelow(module, *publisher)) return false;
  if (module == *publisher) return true;
  const std::size_t skipped = publisher->empty() ? 0 : publisher->size() + 1;
  if (module.substr(skipped).starts_with("modules/")) return true;
  // An environment may be called `test`, and call what stands beside it.
  const std::string_view inside = folder.substr(skipped);
  return inside.substr(0, inside.find('/')) != "test" && !Publisher(module);
}

bool IsOnlyShown(std::string_view unit, std::string_view reader) {
  return Publisher(unit, kShown) && !Publisher(reader, kShown);
}

void FoldExamples(std::vector<Analysis>& parts) {
  std::vector<Finding*> of_modules;
  for (Analysis& part : parts) {
    for (Finding& finding : part.findings) {
      if (!Publisher(finding.unit)) of_modules.push_back(&finding);
    }
  }
  const auto before = [](const Finding* a, const Finding* b) {
    const auto key = [](const Finding& one) {
      return std::tuple(one.written.file, one.written.begin, one.written.end, one.rule);
    };
    return key(*a) < key(*b);
  };
  std::ranges::sort(of_modules, before);
  for (Analysis& part : parts) {
    for (Finding& finding : part.findings) {
      if (!Publisher(finding.unit)) continue;
      const auto [from, to] =
          std::equal_range(of_modules.begin(), of_modules.end(), &finding, before);
      const auto module = std::find_if(
          from, to, [&](const Finding* one) { return IsExampleOf(finding.unit, one->unit); });
      if (module == to) continue;
      Finding told = **module;
      told.joined.clear();
      told.workloads = std::move(finding.workloads);
      told.unit = std::move(finding.unit);
      told.way = std::move(finding.way);
      finding = std::move(told);
    }
  }
}

}  // namespace execlint
