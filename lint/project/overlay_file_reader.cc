#include "lint/project/overlay_file_reader.h"

#include <algorithm>

namespace execlint {

tl::expected<std::string, Error> OverlayFileReader::Read(const std::string& path) const {
  const auto normal = NormalPath(path);
  if (normal && *normal == path_) return bytes_;
  return below_->Read(path);
}

std::string OverlayFileReader::NameIn(const std::string& folder) const {
  const auto normal = NormalPath(folder);
  const std::size_t slash = path_.rfind('/');
  const std::string parent = slash == std::string::npos ? "" : path_.substr(0, slash);
  if (!normal || *normal != parent) return {};
  return slash == std::string::npos ? path_ : path_.substr(slash + 1);
}

std::vector<DirectoryEntry> OverlayFileReader::List(const std::string& folder) const {
  std::vector<DirectoryEntry> entries = below_->List(folder);
  const std::string name = NameIn(folder);
  if (name.empty()) return entries;
  const auto at = std::lower_bound(
      entries.begin(), entries.end(), name,
      [](const DirectoryEntry& entry, const std::string& n) { return entry.name < n; });
  if (at == entries.end() || at->name != name) entries.insert(at, {name, false});
  return entries;
}

tl::expected<std::vector<FolderEntry>, Error> OverlayFileReader::ListAsIs(
    const std::string& folder) const {
  auto entries = below_->ListAsIs(folder);
  const std::string name = NameIn(folder);
  if (!entries || name.empty()) return entries;
  const auto same = [&](const FolderEntry& entry) { return entry.name == name; };
  if (std::none_of(entries->begin(), entries->end(), same)) {
    entries->push_back({name, FolderEntry::kFile});
  }
  return entries;
}

tl::expected<std::string, Error> OverlayFileReader::Resolve(const std::string& path) const {
  auto normal = NormalPath(path);
  if (normal && *normal == path_) return normal;
  return below_->Resolve(path);
}

}  // namespace execlint
