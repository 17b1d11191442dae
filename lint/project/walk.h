// Walk lists the files of a project that may hold something to lint.
//
//   const Walked walked = Walk(*reader, {{""}}, {.jobs = 2});
//   walked.files;   // {"main.tf", "modules/web/main.tf", ...}
//
// It lists what `rg --files` lists in a git repository: files and folders whose name begins with a
// dot are left out, so is what .gitignore, .git/info/exclude, .ignore and .rgignore exclude, and
// symlinks are not followed. But what git tracks is never left out as ignored or hidden, and
// outside of a repository, where nobody can tell what is tracked, ignore files count for nothing: a
// change could hide with one what it deploys. Walk also looks into the folders .aws and .github,
// where people keep task definitions. Of these files it lists only the kinds that execlint reads,
// but none of Terraform's whose name begins with a dot, which Terraform does not read, but for var
// files. It leaves out .git and .terraform, and in node_modules and .venv all but the files that
// Terraform reads and git tracks. A start is walked, or listed, whatever its name.
#ifndef EXECLINT_LINT_PROJECT_WALK_H_
#define EXECLINT_LINT_PROJECT_WALK_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/deadline.h"
#include "lint/source/file_reader.h"
#include "lint/source/problem.h"

namespace execlint {

// Where to begin.
struct WalkStart {
  std::string path;  // relative to the reader's root, empty for the root itself
  enum What : std::uint8_t {
    kTree,    // a folder, with the folders in it
    kFolder,  // a folder, without them
    kFile,
  } what = kTree;
};

struct WalkOptions {
  unsigned jobs = 1;
  // Whether git tracks a file, or anything in a folder; `otherwise` where nobody can tell.
  // `repository` is the folder with the .git above it. Asked only of what would be left out; by
  // default, nothing is tracked.
  std::function<bool(std::string_view repository, std::string_view path, bool is_folder,
                     bool otherwise)>
      tracks = {};
  // Whether an ignore file in a folder above the starts may be trusted; by default, each is.
  std::function<bool(const std::string& path)> trusts = {};
  // Once it has passed, Walk throws OutOfTime: of half a project nothing can be said.
  const Deadline* deadline = nullptr;  // null: none
};

struct Walked {
  std::vector<std::string> files;  // relative to the root, sorted, each once
  // Symlinks of the same kinds, wherever they lead; in `files` they are not.
  std::vector<std::string> links;
  std::vector<Problem> unread;  // folders that could not be listed, sorted by path
  // Configuration files in the folders that were walked and in those above the starts, sorted; also
  // files that seem to be meant as one and have another name.
  std::vector<std::string> configs, misnamed_configs;
  // Ignore files that were not taken into account, sorted, each once.
  struct Refused {
    std::string path, why;
    friend auto operator<=>(const Refused&, const Refused&) = default;
  };
  std::vector<Refused> refused;
};

inline constexpr std::string_view kConfigName = ".execlint.yaml";

// The result does not depend on `jobs`.
Walked Walk(const FileReader& reader, const std::vector<WalkStart>& starts,
            const WalkOptions& options);

// Is this one of the kinds of file that are read: .tf, .tf.json, .tfvars, .json, .yaml, .yml,
// .template, .cfn, in any letter case where Terraform does not ask for one, and terragrunt.hcl, of
// which no more is told than that it is there?
bool IsCandidate(std::string_view name);

// Does it give values to inputs of Terraform code: .tfvars, .tfvars.json? Terraform reads these
// also where the name begins with a dot.
bool IsVarFile(std::string_view name);

// Is it one that Terraform or OpenTofu reads for its name alone?
bool IsTerraform(std::string_view name);

// Does the file lie in a folder of downloaded dependencies (.terraform, node_modules, ...)? Nobody
// edits what is there.
bool IsDownloaded(std::string_view path);

}  // namespace execlint

#endif  // EXECLINT_LINT_PROJECT_WALK_H_
