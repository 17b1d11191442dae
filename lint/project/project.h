// From the paths of the command line to a project that is read: its root, its files, and which of
// them were named.
//
// Which folder is the root: lint/project/project_root.h.
// A named folder is walked. A named file is read with its project: everything in its repository, or
// the files beside it where there is no repository.
#ifndef EXECLINT_LINT_PROJECT_PROJECT_H_
#define EXECLINT_LINT_PROJECT_PROJECT_H_

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/project/project_file.h"
#include "lint/project/walk.h"
#include "lint/source/error.h"
#include "lint/source/file_reader.h"
#include "lint/source/problem.h"
#include "lint/source/source_map.h"

namespace execlint {

struct LoadedProject {
  std::string root;  // absolute, without symlinks
  std::unique_ptr<SourceMap> sources;
  std::unique_ptr<FileReader> reader;
  std::vector<ProjectFile> files;
  std::vector<ProjectFile> links;  // symlinks to files of the project, by the path of the link
  std::set<std::string, std::less<>> named;          // files that were named on the command line
  std::set<std::string, std::less<>> named_folders;  // folders that were named; empty: the root
  // Files that a symlink in one of these folders leads to, wherever they are.
  std::set<std::string, std::less<>> linked;
  std::vector<Problem> unread;       // files and folders, each with its path
  std::vector<std::string> remarks;  // about what was not taken into account: ready to be shown

  // Whether findings in this file were asked for: it was named, is in a named folder, or a symlink
  // there leads to it.
  bool Reports(std::string_view path) const;
};

// Standard input in the place of a file.
struct StandardInput {
  std::string path;
  std::string bytes;
};

// What is done between the walk and the reading of the files, with a project that has its root,
// reader and sources: it may take paths out of `walked`. Error: nothing is read.
using AfterWalk = std::function<tl::expected<void, Error>(LoadedProject&, Walked& walked)>;

// Error: a path that does not exist, or that of `after_walk`. Throws OutOfTime once the deadline,
// if there is one, has passed.
tl::expected<LoadedProject, Error> LoadProject(const std::vector<std::string>& paths, unsigned jobs,
                                               const AfterWalk& after_walk = {},
                                               const Deadline* deadline = nullptr);
tl::expected<LoadedProject, Error> LoadProject(const StandardInput& input, unsigned jobs,
                                               const AfterWalk& after_walk = {},
                                               const Deadline* deadline = nullptr);

// The same project, with what was named in it, as another reader has it: a revision. Of the files
// that were named, those that are not there are left out; where a folder is not there, everything
// is looked at. So are `folders`, without the folders in them. `tracks` tells whether the revision
// has a file or folder. Error: that of `after_walk`.
using Tracked = std::function<bool(std::string_view path)>;
tl::expected<LoadedProject, Error> LoadAgain(const LoadedProject& project,
                                             std::unique_ptr<FileReader> reader,
                                             const std::vector<std::string>& folders, unsigned jobs,
                                             const Tracked& tracks,
                                             const AfterWalk& after_walk = {},
                                             const Deadline* deadline = nullptr);

// The bytes of a file that an option names, which may be anywhere; but a symbolic link in a
// repository does not lead out of it. Error: the path, and why it cannot be read.
tl::expected<std::string, Error> ReadGivenFile(const std::string& path);

// A file that an option names, relative to the current folder: one of the project's, or any other
// file on the disk. Error: why it cannot be read.
tl::expected<ProjectFile, Error> ReadGiven(LoadedProject& project, const std::string& path);

// A path of the project, relative to the current folder, for output on a terminal; empty: the
// root of the project.
class ShownPaths {
 public:
  explicit ShownPaths(const std::string& root);
  std::string operator()(std::string_view path) const;

 private:
  std::string prefix_;  // put before every path ...
  std::string strip_;   // ... after taking this away, where it stands
};

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_PROJECT_H_
