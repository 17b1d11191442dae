#include "lint/project/project.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

#include "lint/project/not_read.h"
#include "lint/project/overlay_file_reader.h"
#include "lint/project/walk.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/parallel.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

struct Argument {
  fs::path path;  // absolute, without symlinks
  bool folder = false;
};

std::string Missing(const std::error_code& error, const char* none) {
  return error == std::errc::no_such_file_or_directory ? none : error.message();
}

fs::path CommonFolder(const std::vector<Argument>& arguments) {
  fs::path common;
  for (const Argument& argument : arguments) {
    const fs::path folder = argument.folder ? argument.path : argument.path.parent_path();
    if (common.empty()) {
      common = folder;
      continue;
    }
    fs::path shared;
    for (auto a = common.begin(), b = folder.begin();
         a != common.end() && b != folder.end() && *a == *b; ++a, ++b) {
      shared /= *a;
    }
    common = shared;
  }
  return common;
}

// The nearest folder with a .git; empty if there is none.
fs::path Repository(fs::path folder) {
  std::error_code ignored;
  while (true) {
    if (fs::exists(folder / ".git", ignored)) return folder;
    const fs::path parent = folder.parent_path();
    if (parent == folder) return {};
    folder = parent;
  }
}

// The current folder, where it is above `common` and is configured; else `common`.
fs::path RootWithoutRepository(const fs::path& common) {
  std::error_code error;
  const fs::path here = fs::canonical(fs::current_path(error), error);
  if (error || !fs::exists(fs::symlink_status(here / kConfigName, error))) return common;
  const fs::path below = common.lexically_relative(here);
  return !below.empty() && *below.begin() != ".." ? here : common;
}

// `path` relative to `root`, above which it is not. Both are absolute and without symlinks.
std::string Below(const fs::path& root, const fs::path& path) {
  const std::string& folder = root.native();
  if (path.native().size() <= folder.size()) return "";
  return path.native().substr(folder.size() + (folder.ends_with('/') ? 0 : 1));
}

// Finds what paths lead to. Of many files in one folder, the folder is looked up once.
class RealPaths {
 public:
  fs::path operator()(const fs::path& path, std::error_code& error) {
    const fs::path name = path.filename();
    const fs::file_type type = fs::symlink_status(path, error).type();
    const bool plain = type == fs::file_type::regular || type == fs::file_type::directory;
    if (!plain || name.empty() || name == "." || name == "..") return fs::canonical(path, error);
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    const auto [found, fresh] = folders_.try_emplace(folder.native());
    if (fresh) found->second = fs::canonical(folder, error);
    return error ? fs::path() : found->second / name;
  }

 private:
  std::map<std::string, fs::path> folders_;
};

std::vector<WalkStart> Starts(const std::vector<Argument>& arguments, const fs::path& root,
                              bool in_repository) {
  std::vector<WalkStart> starts;
  for (const Argument& argument : arguments) {
    if (argument.folder) {
      starts.push_back({Below(root, argument.path)});
      continue;
    }
    starts.push_back({Below(root, argument.path), WalkStart::kFile});
    if (in_repository) {
      starts.push_back({""});
    } else {
      starts.push_back({Below(root, argument.path.parent_path()), WalkStart::kFolder});
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
        if (found->is_code) problem.kind = Problem::kLimit;
        project.unread.push_back(std::move(problem));
      }
    }
    project.files.push_back({paths[i], project.sources->AddFile(paths[i], std::move(*read[i]))});
  }
}

// What the links lead to, as far as it is inside the project. A file that was read is not read
// again.
void ReadLinks(LoadedProject& project, const std::vector<std::string>& links) {
  std::map<std::string, FileId> known;
  for (const ProjectFile& file : project.files) known.emplace(file.path, file.id);
  for (const std::string& link : links) {
    const auto path = project.reader->Resolve(link);
    if (!path) continue;
    auto found = known.find(*path);
    if (found == known.end()) {
      auto bytes = project.reader->Read(*path);
      if (!bytes) continue;
      found = known.emplace(*path, project.sources->AddFile(*path, std::move(*bytes))).first;
    }
    project.links.push_back({link, found->second});
    if (project.Reports(link)) project.linked.insert(*path);
  }
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

tl::expected<LoadedProject, Error> Load(const std::vector<Argument>& arguments,
                                        const StandardInput* input, unsigned jobs,
                                        const AfterWalk& after_walk) {
  const fs::path common = CommonFolder(arguments);
  const fs::path repository = Repository(common);
  const fs::path root = repository.empty() ? RootWithoutRepository(common) : repository;
  LoadedProject project;
  project.root = root.string();
  project.sources = std::make_unique<SourceMap>();
  auto reader = DiskFileReader::Open(project.root);
  if (!reader) return tl::make_unexpected(Error{project.root + ": " + reader.error().message});
  project.reader = std::move(*reader);
  if (input != nullptr) {
    project.reader = std::make_unique<OverlayFileReader>(
        std::move(project.reader), Below(root, arguments.front().path), input->bytes);
  }
  for (const Argument& argument : arguments) {
    const std::string path = Below(root, argument.path);
    if (argument.folder) {
      project.named_folders.insert(path);
    } else {
      project.named.insert(path);
    }
  }
  Walked walked =
      Walk(*project.reader, Starts(arguments, root, !repository.empty()), {.jobs = jobs});
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
                                               const AfterWalk& after_walk) {
  std::vector<Argument> arguments;
  RealPaths real_path;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::path real = real_path(path, error);
    if (error) {
      return tl::make_unexpected(Error{path + ": " + Missing(error, "no such file or folder")});
    }
    arguments.push_back({real, fs::is_directory(real, error)});
  }
  return Load(arguments, nullptr, jobs, after_walk);
}

tl::expected<LoadedProject, Error> LoadProject(const StandardInput& input, unsigned jobs,
                                               const AfterWalk& after_walk) {
  std::error_code error;
  const fs::path path = fs::weakly_canonical(fs::absolute(input.path), error);
  if (error || !fs::is_directory(path.parent_path(), error)) {
    return tl::make_unexpected(Error{input.path + ": no such folder"});
  }
  if (fs::is_directory(path, error)) {
    return tl::make_unexpected(Error{input.path + ": is a folder"});
  }
  return Load({{path, false}}, &input, jobs, after_walk);
}

tl::expected<LoadedProject, Error> LoadAgain(const LoadedProject& project,
                                             std::unique_ptr<FileReader> reader,
                                             const std::vector<std::string>& folders, unsigned jobs,
                                             const AfterWalk& after_walk) {
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
  Walked walked = Walk(*again.reader, starts, {.jobs = jobs});
  if (auto read = ReadWalked(again, walked, jobs, after_walk); !read) {
    return tl::make_unexpected(read.error());
  }
  return again;
}

tl::expected<ProjectFile, Error> ReadGiven(LoadedProject& project, const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  if (error) return tl::make_unexpected(Error{path + ": " + Missing(error, "no such file")});
  const std::string shown = real.lexically_relative(project.root).generic_string();
  for (const ProjectFile& file : project.files) {
    if (file.path == shown) return file;
  }
  const auto reader = DiskFileReader::Open(real.parent_path().string());
  if (!reader) return tl::make_unexpected(Error{path + ": " + reader.error().message});
  auto bytes = (*reader)->Read(real.filename().string());
  if (!bytes) return tl::make_unexpected(Error{path + ": " + bytes.error().message});
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
