#include "lint/project/project.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "lint/project/git_index.h"
#include "lint/project/git_repository.h"
#include "lint/project/not_read.h"
#include "lint/project/overlay_file_reader.h"
#include "lint/project/project_root.h"
#include "lint/project/walk.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/format.h"
#include "lint/source/parallel.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

std::vector<WalkStart> Starts(const ProjectRoot& found) {
  std::vector<WalkStart> starts;
  for (const NamedPath& named : found.named) {
    if (!named.why_not.empty()) continue;
    if (named.folder) {
      starts.push_back({named.path});
      continue;
    }
    starts.push_back({named.path, WalkStart::kFile});
    if (found.repository) {
      starts.push_back({""});
    } else {
      const std::size_t slash = named.path.rfind('/');
      starts.push_back(
          {named.path.substr(0, slash == std::string::npos ? 0 : slash), WalkStart::kFolder});
    }
  }
  return starts;
}

// Reads everything at once, then hands it over in the order of the paths.
void ReadFiles(LoadedProject& project, const std::vector<std::string>& paths, unsigned jobs) {
  std::vector<tl::expected<std::string, Error>> read(paths.size());
  ParallelFor(paths.size(), jobs, [&](std::size_t i) { read[i] = project.reader->Read(paths[i]); });
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!read[i]) {
      project.unread.push_back(Problem::Unread(paths[i], read[i].error().message));
      continue;
    }
    if (project.named.contains(paths[i])) {
      if (const auto found = FindNotRead(paths[i], *read[i])) {
        Problem problem =
            Problem::Unread(paths[i], "this file " + found->what + "; " + found->instead);
        if (found->is_code) problem.kind = Problem::kLeftOut;
        project.unread.push_back(std::move(problem));
      }
    }
    project.files.push_back({paths[i], project.sources->AddFile(paths[i], std::move(*read[i]))});
  }
}

// What the links lead to. A file that was read is not read again. A link to a folder is not
// followed, and one to nothing is no file.
void ReadLinks(LoadedProject& project, const std::vector<std::string>& links) {
  std::map<std::string, FileId> known;
  for (const ProjectFile& file : project.files) known.emplace(file.path, file.id);
  const auto unread = [&](const std::string& link, const Error& why) {
    if (why.message == kNoSuchFile || why.message == kIsAFolder) return;
    const bool out = why.message == kLeadsOutOfProject;
    project.unread.push_back(Problem::Unread(link, out ? kLeadsOut : why.message));
  };
  for (const std::string& link : links) {
    const auto path = project.reader->Resolve(link);
    if (!path) {
      unread(link, path.error());
      continue;
    }
    auto found = known.find(*path);
    if (found == known.end()) {
      auto bytes = project.reader->Read(*path);
      if (!bytes) {
        unread(link, bytes.error());
        continue;
      }
      found = known.emplace(*path, project.sources->AddFile(*path, std::move(*bytes))).first;
      // The link's name says that it may be read by itself, which its target's does not.
      if (!IsTerraform(link)) project.files.push_back({link, found->second});
    }
    project.links.push_back({link, found->second});
    if (project.Reports(link)) project.linked.insert(*path);
  }
  std::ranges::sort(project.files, {}, &ProjectFile::path);
}

tl::expected<void, Error> ReadWalked(LoadedProject& project, Walked& walked, unsigned jobs,
                                     const AfterWalk& after_walk) {
  project.unread = std::move(walked.unread);
  if (after_walk) {
    if (auto done = after_walk(project, walked); !done) return done;
  }
  ReadFiles(project, walked.files, jobs);
  ReadLinks(project, walked.links);
  return {};
}

void AddRemarks(const std::vector<Walked::Refused>& refused, const GitIndexes& indexes,
                LoadedProject& project) {
  const ShownPaths shown(project.root);
  for (const auto& [path, why] : refused) {
    project.remarks.push_back(Format("{}: {}, so it is not taken into account", shown(path), why));
  }
  for (const auto& [repository, why] : indexes.unread()) {
    project.remarks.push_back(
        Format("{}: git's index cannot be read, so no file is left out as ignored: {}",
               shown(repository.empty() ? ".git" : repository + "/.git"), why));
  }
}

tl::expected<LoadedProject, Error> Load(const ProjectRoot& found, const StandardInput* input,
                                        unsigned jobs, const AfterWalk& after_walk,
                                        const Deadline* deadline) {
  LoadedProject project;
  project.root = found.root;
  project.remarks = found.distrusted;
  project.sources = std::make_unique<SourceMap>();
  auto reader = DiskFileReader::Open(project.root);
  if (!reader) return tl::make_unexpected(Error{project.root + ": " + reader.error().message});
  project.reader = std::move(*reader);
  if (input != nullptr) {
    project.reader = std::make_unique<OverlayFileReader>(std::move(project.reader),
                                                         found.named.front().path, input->bytes);
  }
  for (const NamedPath& named : found.named) {
    (named.folder ? project.named_folders : project.named).insert(named.path);
  }
  GitIndexes indexes(project.root);
  Walked walked = Walk(*project.reader, Starts(found),
                       {.jobs = jobs,
                        .tracks = [&](auto... asked) { return indexes.Tracks(asked...); },
                        .trusts =
                            [&](const std::string& path) {
                              return MayBeTrusted(project.root + "/" + path, project.root);
                            },
                        .deadline = deadline});
  AddRemarks(walked.refused, indexes, project);
  for (const NamedPath& named : found.named) {
    if (named.why_not.empty()) continue;
    walked.unread.push_back(Problem::Unread(named.path, named.why_not));
  }
  if (auto read = ReadWalked(project, walked, jobs, after_walk); !read) {
    return tl::make_unexpected(read.error());
  }
  return project;
}

}  // namespace

bool LoadedProject::Reports(std::string_view path) const {
  if (named.contains(path) || linked.contains(path)) return true;
  if (named_folders.contains("")) return true;
  for (std::size_t end = path.size(); end != path.npos && end > 0; end = path.rfind('/', end - 1)) {
    if (named_folders.contains(path.substr(0, end))) return true;
  }
  return false;
}

tl::expected<LoadedProject, Error> LoadProject(const std::vector<std::string>& paths, unsigned jobs,
                                               const AfterWalk& after_walk,
                                               const Deadline* deadline) {
  const auto found = FindProject(paths);
  if (!found) return tl::make_unexpected(found.error());
  return Load(*found, nullptr, jobs, after_walk, deadline);
}

tl::expected<LoadedProject, Error> LoadProject(const StandardInput& input, unsigned jobs,
                                               const AfterWalk& after_walk,
                                               const Deadline* deadline) {
  const auto found = FindProjectOf(input.path);
  if (!found) return tl::make_unexpected(found.error());
  return Load(*found, &input, jobs, after_walk, deadline);
}

tl::expected<LoadedProject, Error> LoadAgain(const LoadedProject& project,
                                             std::unique_ptr<FileReader> reader,
                                             const std::vector<std::string>& folders, unsigned jobs,
                                             const Tracked& tracks, const AfterWalk& after_walk,
                                             const Deadline* deadline) {
  LoadedProject again;
  again.root = project.root;
  again.sources = std::make_unique<SourceMap>();
  again.reader = std::move(reader);
  again.named = project.named;
  again.named_folders = project.named_folders;
  std::vector<WalkStart> starts;
  const auto start = [&](const std::string& path, WalkStart::What what) {
    const bool there = again.reader->ListAsIs(path).has_value();
    if (there) starts.push_back({path, what});
    return there;
  };
  for (const std::string& folder : project.named_folders) {
    // A new folder may hold what was elsewhere.
    if (!start(folder, WalkStart::kTree)) {
      start("", WalkStart::kTree);
    }
  }
  for (const std::string& file : project.named) {
    if (again.reader->Resolve(file)) starts.push_back({file, WalkStart::kFile});
  }
  if (!project.named.empty()) start("", WalkStart::kTree);
  for (const std::string& folder : folders) start(folder, WalkStart::kFolder);
  GitIndexes indexes(project.root);  // of submodules, which are read as they are on the disk
  const auto tracked = [&](std::string_view repository, std::string_view path, bool is_folder,
                           bool otherwise) {
    return tracks(path) ||
           (!repository.empty() && indexes.Tracks(repository, path, is_folder, otherwise));
  };
  Walked walked =
      Walk(*again.reader, starts, {.jobs = jobs, .tracks = tracked, .deadline = deadline});
  if (auto read = ReadWalked(again, walked, jobs, after_walk); !read) {
    return tl::make_unexpected(read.error());
  }
  return again;
}

tl::expected<std::string, Error> ReadGivenFile(const std::string& path) {
  const auto real = FollowGiven(path);
  if (!real) return real;
  const std::size_t slash = real->rfind('/');
  const auto reader = DiskFileReader::Open(slash == 0 ? "/" : real->substr(0, slash));
  if (!reader) return tl::make_unexpected(Error{path + ": " + reader.error().message});
  auto bytes = (*reader)->Read(real->substr(slash + 1));
  if (!bytes) return tl::make_unexpected(Error{path + ": " + bytes.error().message});
  return bytes;
}

tl::expected<ProjectFile, Error> ReadGiven(LoadedProject& project, const std::string& path) {
  const auto real = FollowGiven(path);
  if (!real) return tl::make_unexpected(real.error());
  const std::string shown = fs::path(*real).lexically_relative(project.root).generic_string();
  for (const ProjectFile& file : project.files) {
    if (file.path == shown) return file;
  }
  auto bytes = ReadGivenFile(path);
  if (!bytes) return tl::make_unexpected(bytes.error());
  return ProjectFile{shown, project.sources->AddFile(shown, std::move(*bytes))};
}

ShownPaths::ShownPaths(const std::string& root) {
  std::error_code error;
  const fs::path here = fs::current_path(error);
  const std::string up = error ? "" : fs::path(root).lexically_relative(here).generic_string();
  const std::string from_root = root == "/" ? root : root + "/";
  if (up.empty()) {
    prefix_ = from_root;
  } else if (up.starts_with("..")) {
    // The root is above: `../..`, or beside. Near ones read well, far ones do not.
    strip_ = here.lexically_relative(root).generic_string() + "/";
    if (strip_.starts_with("..")) strip_.clear();
    prefix_ = std::count(up.begin(), up.end(), '/') < 2 ? up + "/" : from_root;
  } else if (up != ".") {
    prefix_ = up + "/";
  }
}

std::string ShownPaths::operator()(std::string_view path) const {
  // A folder that is above, or the current one.
  if (path.empty()) return prefix_.empty() ? "." : prefix_.substr(0, prefix_.size() - 1);
  if (strip_.size() == path.size() + 1 && strip_.starts_with(path)) return ".";
  if (!strip_.empty() && path.starts_with(strip_)) return std::string(path.substr(strip_.size()));
  return prefix_ + std::string(path);
}

}  // namespace execlint
