#include "lint/cli/diff_base.h"

#include <algorithm>
#include <map>
#include <utility>

#include "lint/project/tree_file_reader.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

// Folders of the base whose files now have their place in what was named, without those that are
// named themselves.
std::vector<std::string> FormerFolders(const CodeChange& change, const LoadedProject& project) {
  std::vector<std::string> folders;
  for (const auto& [before, after] : change.renames) {
    if (!project.Reports(after) || project.Reports(before)) continue;
    const std::size_t slash = before.rfind('/');
    folders.push_back(slash == std::string::npos ? "" : before.substr(0, slash));
  }
  std::sort(folders.begin(), folders.end());
  folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
  return folders;
}

// Files of the base that are read in the place of links to folders.
constexpr std::size_t kMostCopies = 50'000;

// In the place of an object's name: a link that the base does not have.
constexpr std::string_view kLinkTo = "link to ";

// The files of a tree that are no links, by path.
class FilesByPath {
 public:
  explicit FilesByPath(const std::vector<TreeEntry>& tree) {
    for (const TreeEntry& entry : tree) {
      if (entry.kind == TreeEntry::Kind::kFile) files_.emplace(entry.path, &entry);
    }
  }

  const TreeEntry* At(std::string_view path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : found->second;
  }

  // The files that a link stands for: what it leads to, under its own path, and no more than `most`
  // and one more.
  std::vector<TreeEntry> InPlaceOf(const TreeEntry& link, const std::string& target,
                                   std::size_t most) const {
    std::vector<TreeEntry> files;
    const auto add = [&](const TreeEntry& file) {
      files.push_back({link.path + file.path.substr(target.size()), file.object});
    };
    if (const TreeEntry* file = At(target)) add(*file);
    const std::string folder = target + "/";
    for (auto file = files_.lower_bound(folder);
         file != files_.end() && file->first.starts_with(folder) && files.size() <= most; ++file) {
      add(*file->second);
    }
    return files;
  }

 private:
  std::map<std::string_view, const TreeEntry*> files_;
};

// A link on one side and a copy of what it leads to on the other are the same code: the base is
// read as the end has it. Error: that would be too many files.
tl::expected<void, Error> UseLinksOfTheEnd(std::vector<TreeEntry>& tree, const LoadedProject& end,
                                           const FileReader& base) {
  std::vector<TreeEntry> files;
  std::set<std::string> replaced;
  const FilesByPath before_them(tree);
  for (const TreeEntry& entry : tree) {
    if (entry.kind != TreeEntry::Kind::kLink) continue;
    const auto now = end.reader->Resolve(entry.path);
    const auto before = base.Resolve(entry.path);
    if (!now || *now != entry.path || !before) continue;
    const auto copies = before_them.InPlaceOf(entry, *before, kMostCopies - files.size());
    files.insert(files.end(), copies.begin(), copies.end());
    if (files.size() > kMostCopies) {
      return tl::make_unexpected(
          Error{Format("links that are folders now lead to more than {} files", kMostCopies)});
    }
    if (!copies.empty()) replaced.insert(entry.path);
  }
  std::erase_if(tree, [&](const TreeEntry& entry) { return replaced.contains(entry.path); });
  tree.insert(tree.end(), files.begin(), files.end());
  const FilesByPath now(tree);
  std::vector<std::pair<const TreeEntry*, std::string>> links;  // and what they lead to
  for (const ProjectFile& link : end.links) {
    const auto target = end.reader->Resolve(link.path);
    const TreeEntry* const file = now.At(link.path);
    const TreeEntry* const original = target ? now.At(*target) : nullptr;
    if (file == nullptr || original == nullptr || file->object != original->object) continue;
    links.emplace_back(file, *target);
  }
  for (const auto& [file, target] : links) {
    tree[static_cast<std::size_t>(file - tree.data())] = {file->path, std::string(kLinkTo) + target,
                                                          TreeEntry::Kind::kLink};
  }
  return {};
}

}  // namespace

tl::expected<CodeChange, Error> FindChange(const LoadedProject& project,
                                           const std::string& revision, const Deadline& deadline) {
  auto git = Git::Open(project.root, deadline);
  if (!git) return tl::make_unexpected(git.error());
  const std::size_t dots = revision.find("..");
  const bool two_sides = dots != std::string::npos;
  if (two_sides && revision.compare(dots, 3, "...") != 0) {
    return tl::make_unexpected(
        Error{Format("`{}`: write `{}...{}`, which compares with the merge base", revision,
                     revision.substr(0, dots), revision.substr(dots + 2))});
  }
  const std::string from = revision.substr(0, dots);
  const std::string to = two_sides && revision.size() > dots + 3 ? revision.substr(dots + 3) : "";
  const auto commit = git->Commit(from);
  if (!commit) return tl::make_unexpected(commit.error());
  auto end = git->Commit(to.empty() ? "HEAD" : to);
  if (!end) return tl::make_unexpected(end.error());
  auto base = git->MergeBase(*commit, *end, from);
  if (!base) return tl::make_unexpected(base.error());
  CodeChange change{.git = std::move(*git), .base = std::move(*base)};
  if (two_sides) change.end = std::move(*end);
  auto renames = change.git.Renames(change.base, change.end);
  if (!renames) return tl::make_unexpected(renames.error());
  change.renames = std::move(*renames);
  if (two_sides) return change;
  auto skipped = change.git.Skipped();
  if (!skipped) return tl::make_unexpected(skipped.error());
  change.left_out = std::move(*skipped);
  std::erase_if(change.left_out, [&](const std::string& path) {
    return project.reader->Resolve(path).has_value();  // it is there all the same
  });
  for (const auto& [before, after] : change.renames) {
    if (change.left_out.contains(after)) change.left_out.insert(before);
  }
  return change;
}

tl::expected<AtCommit, Error> LoadCommit(const CodeChange& change, const std::string& commit,
                                         const LoadedProject& project, unsigned jobs,
                                         const AfterWalk& after_walk, const Deadline& deadline) {
  auto tree = change.git.Tree(commit);
  if (!tree) return tl::make_unexpected(tree.error());
  std::erase_if(*tree,
                [&](const TreeEntry& entry) { return change.left_out.contains(entry.path); });
  auto opened = change.git.Objects();
  if (!opened) return tl::make_unexpected(opened.error());
  auto disk = DiskFileReader::Open(project.root);
  if (!disk) return tl::make_unexpected(disk.error());
  const std::shared_ptr<GitObjects> objects = std::move(*opened);
  const auto read = [objects, root = project.root](
                        const std::string& object) -> tl::expected<std::string, Error> {
    if (object.starts_with(kLinkTo)) return root + "/" + object.substr(kLinkTo.size());
    return objects->Read(object);
  };
  const std::shared_ptr<const FileReader> now = std::move(*disk);
  if (commit == change.base) {
    const TreeFileReader base(*tree, read, now, project.root);
    if (auto used = UseLinksOfTheEnd(*tree, project, base); !used) {
      return tl::make_unexpected(used.error());
    }
  }
  auto reader = std::make_unique<TreeFileReader>(std::move(*tree), read, now, project.root);
  const std::vector<std::string> former =
      commit == change.base ? FormerFolders(change, project) : std::vector<std::string>();
  const auto tracks = [tree = reader.get()](std::string_view path) { return tree->Has(path); };
  auto loaded = LoadAgain(project, std::move(reader), former, jobs, tracks, after_walk, &deadline);
  if (!loaded) return tl::make_unexpected(loaded.error());
  return AtCommit{std::move(*loaded), objects};
}

tl::expected<void, Error> CheckWhole(const CodeChange& change, const std::string& commit,
                                     const GitObjects& objects) {
  if (!objects.missing()) return {};
  const std::string how = change.git.HowToFetch("");
  return tl::make_unexpected(Error{Format("files of {} are missing in this clone{}{}",
                                          commit.substr(0, 12), how.empty() ? "" : "; ", how)});
}

}  // namespace execlint
