#include "lint/engine/config.h"

#include <algorithm>

namespace execlint {
namespace {

bool Governs(const Config& config, std::string_view path) {
  const std::string_view folder = config.folder;
  return path.starts_with(folder) ||
         (!folder.empty() && path == folder.substr(0, folder.size() - 1));
}

}  // namespace

bool Override::Holds(std::string_view path, Environment environment) const {
  const bool here =
      paths.empty() || path_globs.TestWithParents(path, false) == IgnoreRules::Match::kIgnore;
  return here && (environments.empty() || std::find(environments.begin(), environments.end(),
                                                    environment) != environments.end());
}

std::string_view Config::Below(std::string_view path) const {
  return path.substr(std::min(folder.size(), path.size()));
}

bool Config::Excludes(std::string_view path) const {
  return !exclude_globs.empty() &&
         exclude_globs.TestWithParents(Below(path), false) == IgnoreRules::Match::kIgnore;
}

bool Configs::Excludes(std::string_view path) const {
  return Of(path).Excludes(path) || (excluded_by_option_ && excluded_by_option_(path));
}

const Config& Configs::Of(std::string_view path) const {
  const Config* nearest = all_.front().get();
  for (const auto& one : all_) {
    if (one->folder.size() >= nearest->folder.size() && Governs(*one, path)) nearest = one.get();
  }
  return *nearest;
}

}  // namespace execlint
