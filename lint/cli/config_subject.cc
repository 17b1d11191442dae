#include "lint/cli/config_subject.h"

#include <algorithm>

#include "lint/source/format.h"

namespace execlint {
namespace {

std::vector<bool> OverridesFor(const std::string& path, const Config& config) {
  std::vector<bool> holds;
  for (const Override& one : config.overrides) {
    holds.push_back(IsForPath(one, config.Below(path)));
  }
  return holds;
}

void AddToGroup(const std::string& path, const Config& config, ConfigSubject& subject) {
  std::vector<bool> overrides = OverridesFor(path, config);
  const auto same = std::find_if(subject.groups.begin(), subject.groups.end(),
                                 [&](const auto& one) { return one.overrides == overrides; });
  if (same != subject.groups.end()) {
    same->paths.push_back(path);
  } else {
    subject.groups.push_back({std::move(overrides), {path}});
  }
}

}  // namespace

std::string ConfigSubject::HowFar(std::size_t override) const {
  std::size_t held = 0, all = 0;
  for (const Group& group : groups) {
    all += group.paths.size();
    if (group.overrides[override]) held += group.paths.size();
  }
  if (held == all) return "";
  if (!folder) return ", not for this file";
  return held == 0 ? ", for no file here" : Format(", for {} of {} files here", held, all);
}

std::string ConfigSubject::WhatIsExcluded() const {
  if (excluded == 0) return "";
  return excluded == files ? ", and excluded"
                           : Format("; {} of {} files are excluded", excluded, files);
}

ConfigSubject SubjectOf(const std::string& path, bool is_folder,
                        const std::vector<std::string>& files, const Configs& configs) {
  ConfigSubject subject{.path = path, .folder = is_folder};
  const Config& config = configs.Of(path);
  const std::string prefix = path.empty() ? "" : path + "/";
  for (const std::string& file : is_folder ? files : std::vector<std::string>{path}) {
    if (is_folder && !file.starts_with(prefix)) continue;
    const Config& own = configs.Of(file);
    if (&own != &config) {
      subject.governed_elsewhere.insert(own.folder.substr(0, own.folder.size() - 1));
      continue;
    }
    ++subject.files;
    if (configs.Excludes(file)) {
      ++subject.excluded;
    } else {
      AddToGroup(file, config, subject);
    }
  }
  if (subject.groups.empty()) AddToGroup(is_folder ? prefix + "file" : path, config, subject);
  const auto count = [](const ConfigSubject::Group& group) {
    return std::count(group.overrides.begin(), group.overrides.end(), true);
  };
  std::stable_sort(subject.groups.begin(), subject.groups.end(),
                   [&](const auto& a, const auto& b) { return count(a) < count(b); });
  return subject;
}

}  // namespace execlint
