#include "lint/engine/config.h"

#include <algorithm>

namespace execlint {
namespace {

// The folder around a folder or file, and around that one: `a/b/` -> `a/` -> ``.
std::string_view Above(std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  return path.substr(0, path.rfind('/') + 1);
}

}  // namespace

bool Override::IsFor(Environment environment) const {
  return environments.empty() || std::ranges::find(environments, environment) != environments.end();
}

std::string_view Config::Below(std::string_view path) const {
  return path.substr(std::min(folder.size(), path.size()));
}

bool Config::Excludes(std::string_view path) const {
  return !exclude_globs.empty() &&
         exclude_globs.TestWithParents(Below(path), false) == IgnoreRules::Match::kIgnore;
}

void Configs::Add(Config config) {
  all_.push_back(std::make_unique<Config>(std::move(config)));
  by_folder_[all_.back()->folder] = all_.back().get();
}

bool Configs::Excludes(std::string_view path) const {
  return Of(path).Excludes(path) || (excluded_by_option_ && excluded_by_option_(path));
}

const Config& Configs::Of(std::string_view path) const {
  const bool is_folder = path.empty() || path.ends_with('/');
  auto found = by_folder_.find(is_folder ? std::string(path) : std::string(path) + "/");
  while (found == by_folder_.end()) {
    path = Above(path);
    found = by_folder_.find(path);
  }
  return *found->second;
}

}  // namespace execlint
