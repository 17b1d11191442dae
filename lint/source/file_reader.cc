#include "lint/source/file_reader.h"

#include <set>
#include <utility>

namespace execlint {

tl::expected<std::string, Error> NormalPath(const std::string& path) {
  std::vector<std::string> steps;
  std::size_t begin = 0;
  while (begin <= path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    std::string step = path.substr(begin, end - begin);
    begin = end + 1;
    if (step.empty() || step == ".") continue;
    if (step != "..") {
      steps.push_back(std::move(step));
    } else if (steps.empty()) {
      return tl::make_unexpected(Error{kLeadsOutOfProject});
    } else {
      steps.pop_back();
    }
  }
  std::string joined;
  for (const std::string& step : steps) joined += (joined.empty() ? "" : "/") + step;
  return joined;
}

tl::expected<std::string, Error> MemoryFileReader::Read(const std::string& path) const {
  const auto normal = NormalPath(path);
  if (!normal) return tl::make_unexpected(normal.error());
  const auto found = files_.find(*normal);
  if (found == files_.end()) return tl::make_unexpected(Error{kNoSuchFile});
  return found->second;
}

std::vector<DirectoryEntry> MemoryFileReader::List(const std::string& folder) const {
  const auto normal = NormalPath(folder);
  if (!normal) return {};
  const std::string prefix = normal->empty() ? "" : *normal + "/";
  std::map<std::string, bool> names;  // name -> is a folder
  for (auto it = files_.lower_bound(prefix); it != files_.end(); ++it) {
    if (!it->first.starts_with(prefix)) break;
    const std::string rest = it->first.substr(prefix.size());
    const std::size_t slash = rest.find('/');
    names[rest.substr(0, slash)] = slash != std::string::npos;
  }
  std::vector<DirectoryEntry> entries;
  for (auto& [name, is_directory] : names) entries.push_back({name, is_directory});
  return entries;
}

tl::expected<std::vector<FolderEntry>, Error> MemoryFileReader::ListAsIs(
    const std::string& folder) const {
  const std::vector<DirectoryEntry> listed = List(folder);
  if (listed.empty()) return tl::make_unexpected(Error{kNoSuchFile});
  std::vector<FolderEntry> entries;
  for (const DirectoryEntry& entry : listed) {
    entries.push_back({entry.name, entry.is_directory ? FolderEntry::kFolder : FolderEntry::kFile});
  }
  return entries;
}

tl::expected<std::string, Error> MemoryFileReader::Resolve(const std::string& path) const {
  auto normal = NormalPath(path);
  if (normal && !files_.contains(*normal)) return tl::make_unexpected(Error{kNoSuchFile});
  return normal;
}

}  // namespace execlint
