#include "lint/cli/diff_base.h"

#include <algorithm>
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

}  // namespace

tl::expected<CodeChange, Error> FindChange(const LoadedProject& project,
                                           const std::string& revision) {
  auto git = Git::Open(project.root);
  if (!git) return tl::make_unexpected(git.error());
  const std::size_t dots = revision.find("..");
  const bool two_sides = dots != std::string::npos;
  if (two_sides && revision.compare(dots, 3, "...") != 0) {
    return tl::make_unexpected(
        Error{Format("`{}`: write `{}...{}`, which begins where their histories part", revision,
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
  if (change.end.empty()) {
    auto paths = change.git.NotCheckedOut();
    if (!paths) return tl::make_unexpected(paths.error());
    change.not_checked_out = std::move(*paths);
  }
  return change;
}

tl::expected<AtCommit, Error> LoadCommit(const CodeChange& change, const std::string& commit,
                                         const LoadedProject& project, unsigned jobs,
                                         const AfterWalk& after_walk) {
  auto tree = change.git.Tree(commit);
  if (!tree) return tl::make_unexpected(tree.error());
  std::erase_if(
      *tree, [&](const TreeEntry& entry) { return change.not_checked_out.contains(entry.path); });
  auto opened = change.git.Objects();
  if (!opened) return tl::make_unexpected(opened.error());
  auto disk = DiskFileReader::Open(project.root);
  if (!disk) return tl::make_unexpected(disk.error());
  const std::shared_ptr<GitObjects> objects = std::move(*opened);
  auto reader = std::make_unique<TreeFileReader>(
      std::move(*tree), [objects](const std::string& object) { return objects->Read(object); },
      std::shared_ptr<const FileReader>(std::move(*disk)), project.root);
  const std::vector<std::string> former =
      commit == change.base ? FormerFolders(change, project) : std::vector<std::string>();
  auto loaded = LoadAgain(project, std::move(reader), former, jobs, after_walk);
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
