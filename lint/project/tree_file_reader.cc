#include "lint/project/tree_file_reader.h"

#include <algorithm>
#include <utility>

#include "lint/project/walk.h"
#include "lint/source/path.h"

namespace execlint {
namespace {

constexpr int kMostLinks = 40;  // on one way, as Linux has it
constexpr std::size_t kLongestTarget = 4096;

tl::unexpected<Error> NoSuchFile() { return tl::make_unexpected(Error{kNoSuchFile}); }

bool SaysWhatIsIgnored(std::string_view path) {
  const std::string_view name = NameOf(path);
  return name == ".gitignore" || name == ".ignore" || name == ".rgignore" ||
         path == ".git/info/exclude";
}

// Is it the stand-in for a file whose text is elsewhere, or is encrypted?
bool IsStandIn(std::string_view bytes) {
  return bytes.starts_with("version https://git-lfs.github.com/spec/") ||
         bytes.starts_with(std::string_view("\0GITCRYPT\0", 10));
}

}  // namespace

TreeFileReader::TreeFileReader(std::vector<TreeEntry> tree, Objects objects,
                               std::shared_ptr<const FileReader> now, std::string root)
    : objects_(std::move(objects)), now_(std::move(now)), root_(std::move(root)) {
  // So that ignore files count as they do in a repository.
  folders_[""].push_back({".git", FolderEntry::kFolder});
  for (TreeEntry& entry : tree) {
    const std::string path = entry.path;
    FolderEntry::Kind kind = FolderEntry::kFile;
    if (entry.kind == TreeEntry::Kind::kLink) kind = FolderEntry::kLink;
    if (entry.kind == TreeEntry::Kind::kSubmodule) kind = FolderEntry::kFolder;
    if (!entries_.emplace(path, std::move(entry)).second) continue;
    // Its folder, and the folders above that are new.
    for (std::string_view rest = path; !rest.empty(); kind = FolderEntry::kFolder) {
      const std::size_t slash = rest.rfind('/');
      const std::string_view above = slash == rest.npos ? "" : rest.substr(0, slash);
      auto [folder, fresh] = folders_.try_emplace(std::string(above));
      folder->second.push_back({std::string(NameOf(rest)), kind});
      if (!fresh) break;
      rest = above;
    }
  }
}

tl::expected<std::string, Error> TreeFileReader::TargetOfLink(const TreeEntry& link) const {
  auto target = objects_(link.object);
  if (!target) return target;
  if (target->size() > kLongestTarget) {
    return tl::make_unexpected(Error{"name too long"});
  }
  const std::string inside = root_ + "/";
  if (target->starts_with(inside)) return "/" + target->substr(inside.size());
  if (target->starts_with('/')) return tl::make_unexpected(Error{kLeadsOutOfProject});
  return target;
}

tl::expected<TreeFileReader::Target, Error> TreeFileReader::Follow(const std::string& path) const {
  auto normal = NormalPath(path);
  if (!normal) return tl::make_unexpected(normal.error());
  std::string done;                       // without symlinks
  std::string rest = std::move(*normal);  // what is still to be walked
  int links = 0;
  while (!rest.empty()) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string step = rest.substr(0, slash);
    rest.erase(0, slash + 1);
    if (step.empty() || step == ".") continue;
    if (step == "..") {
      if (done.empty()) return tl::make_unexpected(Error{kLeadsOutOfProject});
      done.resize(done.find('/') == std::string::npos ? 0 : done.rfind('/'));
      continue;
    }
    const std::string folder = done;
    done += (done.empty() ? "" : "/") + step;
    const auto found = entries_.find(done);
    if (found == entries_.end()) continue;
    if (found->second.kind == TreeEntry::Kind::kSubmodule) {
      auto inside = NormalPath(done + "/" + rest);
      if (!inside) return tl::make_unexpected(inside.error());
      return Target{.path = std::move(*inside), .now = true};
    }
    if (found->second.kind != TreeEntry::Kind::kLink) continue;
    if (++links > kMostLinks) return tl::make_unexpected(Error{"too many symbolic links"});
    auto target = TargetOfLink(found->second);
    if (!target) return tl::make_unexpected(target.error());
    done = target->starts_with('/') ? "" : folder;
    rest = *target + "/" + rest;
  }
  const auto entry = entries_.find(done);
  if (entry != entries_.end()) return Target{.path = done, .entry = &entry->second};
  if (folders_.contains(done)) return Target{.path = done};
  if (IsDownloaded(done + "/")) return Target{.path = done, .now = true};
  return NoSuchFile();
}

tl::expected<std::string, Error> TreeFileReader::Read(const std::string& path) const {
  if (SaysWhatIsIgnored(path)) {
    if (auto now = now_->Read(path)) return now;
  }
  const auto target = Follow(path);
  if (!target) return tl::make_unexpected(target.error());
  if (target->now) return now_->Read(target->path);
  if (target->entry == nullptr) return tl::make_unexpected(Error{kIsAFolder});
  auto bytes = objects_(target->entry->object);
  if (bytes && IsStandIn(*bytes)) {
    return tl::make_unexpected(Error{"its text is not in the repository"});
  }
  return bytes;
}

std::vector<DirectoryEntry> TreeFileReader::List(const std::string& folder) const {
  const auto target = Follow(folder);
  if (!target) return {};
  if (target->now) return now_->List(target->path);
  const auto found = folders_.find(target->path);
  if (found == folders_.end()) return {};
  std::vector<DirectoryEntry> entries;
  const std::string prefix = target->path.empty() ? "" : target->path + "/";
  for (const FolderEntry& entry : found->second) {
    bool is_directory = entry.kind == FolderEntry::kFolder;
    if (entry.kind == FolderEntry::kLink) {
      const auto end = Follow(prefix + entry.name);
      if (!end || (end->now && !now_->Resolve(end->path))) continue;
      is_directory = end->now ? !now_->Read(end->path) : end->entry == nullptr;
    }
    entries.push_back({entry.name, is_directory});
  }
  std::sort(entries.begin(), entries.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return entries;
}

tl::expected<std::vector<FolderEntry>, Error> TreeFileReader::ListAsIs(
    const std::string& folder) const {
  const auto normal = NormalPath(folder);
  if (!normal) return tl::make_unexpected(normal.error());
  const auto found = folders_.find(*normal);
  if (found != folders_.end()) return found->second;
  const auto target = Follow(*normal);
  if (!target || !target->now) return NoSuchFile();
  auto now = now_->ListAsIs(target->path);
  // Where the submodule of a revision is not there now, git would make an empty folder.
  if (!now && entries_.contains(target->path) && !now_->Resolve(target->path)) {
    return std::vector<FolderEntry>();
  }
  return now;
}

tl::expected<std::string, Error> TreeFileReader::Resolve(const std::string& path) const {
  const auto target = Follow(path);
  if (!target) return tl::make_unexpected(target.error());
  if (target->now) return now_->Resolve(target->path);
  return target->path;
}

}  // namespace execlint
