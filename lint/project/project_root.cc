#include "lint/project/project_root.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "lint/project/git_repository.h"
#include "lint/project/walk.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

bool IsInside(const fs::path& root, const fs::path& path) {
  const auto [end, other] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  return end == root.end();
}

// `path` relative to `root`, above which it is not. Both are absolute and without symlinks.
std::string Below(const fs::path& root, const fs::path& path) {
  const std::string& folder = root.native();
  if (path.native().size() <= folder.size()) return "";
  return path.native().substr(folder.size() + (folder.ends_with('/') ? 0 : 1));
}

bool IsRepository(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / ".git", ignored);
}

// The nearest folder with a .git, whoever it belongs to; empty if there is none.
fs::path NearestRepository(fs::path folder) {
  while (!IsRepository(folder)) {
    fs::path parent = folder.parent_path();
    if (parent == folder) return {};
    folder = std::move(parent);
  }
  return folder;
}

// Where a path leads. Both paths are absolute.
struct Place {
  fs::path written = {};  // as it was given, with its links
  fs::path real = {};     // without symlinks; behind a link that is not followed, as written
  fs::path written_in = {}, real_in = {};  // the folders that hold that link, if there is one
  std::string why_not = {};                // why it cannot be followed; empty: it can
};

class Places {
 public:
  // The place of `path`, step by step as the system goes, so that a `..` behind a link leads above
  // what the link leads to. Error: there is no such thing.
  Place Of(const fs::path& path, std::error_code& error) {
    if (path.native().size() > kLongestPath) {
      error = std::make_error_code(std::errc::filename_too_long);
      return {};
    }
    return Walk(path, error);
  }

 private:
  static constexpr std::size_t kLongestPath = 4096;

  Place Walk(const fs::path& path, std::error_code& error) {
    if (path.empty()) {
      const fs::path here = fs::current_path(error);
      return {.written = here, .real = here};
    }
    if (path.relative_path().empty()) return {.written = "/", .real = "/"};
    const fs::path parent = path.parent_path();
    auto folder = folders_.find(parent.native());
    if (folder == folders_.end()) {
      // Of many files in one folder, the folder is looked up once.
      Place found = Walk(parent, error);
      if (error) return {};
      folder = folders_.emplace(parent.native(), std::move(found)).first;
    }
    return Step(folder->second, path.filename(), error);
  }

  static Place Step(Place at, const fs::path& name, std::error_code& error) {
    if (name.empty() || name == ".") return at;
    if (!at.why_not.empty()) {
      at.written /= name;
      at.real /= name;
      return at;
    }
    if (name == "..") {
      fs::path above = at.real.parent_path();
      return {.written = above, .real = above};
    }
    Place next{.written = at.written / name, .real = at.real / name};
    if (fs::symlink_status(next.real, error).type() != fs::file_type::symlink) {
      if (!error && !fs::exists(fs::symlink_status(next.real, error))) {
        error = std::make_error_code(std::errc::no_such_file_or_directory);
      }
      return next;
    }
    fs::path target = fs::canonical(next.real, error);
    const fs::path repository = NearestRepository(at.real);
    if (!error && (repository.empty() || IsInside(repository, target))) {
      next.real = std::move(target);
    } else {
      next.why_not = !error ? kLeadsOut
                     : error == std::errc::no_such_file_or_directory
                         ? kLeadsNowhere
                         : "it is a symbolic link: " + error.message();
      error.clear();
      next.written_in = at.written;
      next.real_in = at.real;
    }
    return next;
  }

  std::map<std::string, Place> folders_;
};

std::string Missing(const std::error_code& error, const char* none) {
  return error == std::errc::no_such_file_or_directory ? none : error.message();
}

fs::path CommonFolder(const std::vector<fs::path>& folders) {
  fs::path common = folders.front();
  for (const fs::path& folder : folders) {
    fs::path shared;
    for (auto a = common.begin(), b = folder.begin();
         a != common.end() && b != folder.end() && *a == *b; ++a, ++b) {
      shared /= *a;
    }
    common = shared;
  }
  return common;
}

// The current folder, where it is above `common` and is configured; else `common`.
fs::path RootWithoutRepository(const fs::path& common) {
  std::error_code error;
  const fs::path here = fs::canonical(fs::current_path(error), error);
  if (error || !fs::exists(fs::symlink_status(here / kConfigName, error))) return common;
  return IsInside(here, common) ? here : common;
}

struct Argument {
  Place place;
  bool folder = false;
};

// The folder that holds all arguments: the one in which they are written, and where the links on
// the way to them do not matter, the smaller one in which they are.
fs::path FolderOfAll(const std::vector<Argument>& arguments) {
  std::vector<fs::path> written, real;
  for (const auto& [place, folder] : arguments) {
    if (!place.why_not.empty()) {
      written.push_back(place.written_in);
      real.push_back(place.real_in);
    } else {
      written.push_back(folder ? place.written : place.written.parent_path());
      real.push_back(folder ? place.real : place.real.parent_path());
    }
  }
  std::error_code error;
  fs::path in_words = fs::canonical(CommonFolder(written), error);
  fs::path in_fact = CommonFolder(real);
  return error || IsInside(in_words, in_fact) ? in_fact : in_words;
}

// The nearest folder above `folder` with a .git that may be trusted; empty if there is none.
fs::path TrustedRepository(const fs::path& folder, const std::vector<Argument>& arguments,
                           std::vector<std::string>& distrusted) {
  std::set<fs::path> named;
  for (const auto& [place, is_folder] : arguments) {
    if (is_folder) named.insert(place.real);
  }
  std::error_code error;
  const fs::path here = fs::canonical(fs::current_path(error), error);
  for (fs::path at = NearestRepository(folder); !at.empty();) {
    const bool chosen = named.contains(at) || (!error && at == here && HasOneOwner(at.string()));
    std::optional<std::string> why_not;
    if (!chosen) why_not = WhyNotTrusted(at.string());
    if (!why_not) return at;
    distrusted.push_back(std::move(*why_not));
    at = at == at.parent_path() ? fs::path() : NearestRepository(at.parent_path());
  }
  return {};
}

ProjectRoot ProjectOf(const std::vector<Argument>& arguments) {
  ProjectRoot project;
  const fs::path common = FolderOfAll(arguments);
  const fs::path repository = TrustedRepository(common, arguments, project.distrusted);
  const fs::path root = repository.empty() ? RootWithoutRepository(common) : repository;
  project.root = root.string();
  project.repository = !repository.empty();
  for (const auto& [place, folder] : arguments) {
    NamedPath named{.folder = folder, .why_not = place.why_not};
    if (IsInside(root, place.real)) {
      named.path = Below(root, place.real);
    } else {
      named.path = place.written.lexically_relative(root).generic_string();
      if (named.why_not.empty()) named.why_not = kLeadsOut;
    }
    project.named.push_back(std::move(named));
  }
  return project;
}

}  // namespace

tl::expected<ProjectRoot, Error> FindProject(const std::vector<std::string>& paths) {
  std::vector<Argument> arguments;
  Places places;
  for (const std::string& path : paths) {
    std::error_code error;
    Place place = places.Of(path, error);
    if (error) {
      return tl::make_unexpected(Error{path + ": " + Missing(error, "no such file or folder")});
    }
    const bool folder = place.why_not.empty() && fs::is_directory(place.real, error);
    arguments.push_back({std::move(place), folder});
  }
  return ProjectOf(arguments);
}

tl::expected<ProjectRoot, Error> FindProjectOf(const std::string& file) {
  std::error_code error;
  const fs::path path(file);
  Place folder = Places().Of(path.parent_path(), error);
  if (error || (folder.why_not.empty() && !fs::is_directory(folder.real, error))) {
    return tl::make_unexpected(Error{file + ": no such folder"});
  }
  if (!folder.why_not.empty()) return tl::make_unexpected(Error{file + ": " + folder.why_not});
  if (fs::is_directory(path, error)) return tl::make_unexpected(Error{file + ": is a folder"});
  // Nothing is read at its place, so a link there is not followed.
  return ProjectOf({{.place = {.written = folder.written / path.filename(),
                               .real = folder.real / path.filename()}}});
}

tl::expected<std::string, Error> FollowGiven(const std::string& path) {
  std::error_code error;
  Place place = Places().Of(path, error);
  if (error) return tl::make_unexpected(Error{path + ": " + Missing(error, "no such file")});
  if (!place.why_not.empty()) return tl::make_unexpected(Error{path + ": " + place.why_not});
  return place.real.string();
}

bool IsWrittenOutside(const std::string& path) {
  std::error_code error;
  return Places().Of(fs::path(path).parent_path(), error).why_not == kLeadsOut;
}

}  // namespace execlint
