// What `execlint config` is asked about: a file, or the files of a folder, by the overrides that
// hold for them.
//
//   const ConfigSubject subject = SubjectOf("envs", /*is_folder=*/true, files, configs);
//   subject.groups.front().paths.front();   // a file that no override is for
#ifndef EXECLINT_LINT_CLI_CONFIG_SUBJECT_H_
#define EXECLINT_LINT_CLI_CONFIG_SUBJECT_H_

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "lint/engine/config.h"

namespace execlint {

struct ConfigSubject {
  std::string path = {};  // relative to the project
  bool folder = false;
  std::size_t files = 0;     // that it governs or excludes; of a folder without any, 0
  std::size_t excluded = 0;  // of these
  std::set<std::string> governed_elsewhere = {};  // folders below with a configuration of their own

  // Files that the same overrides are for, in some environment at least.
  struct Group {
    std::vector<bool> overrides = {};  // for each of the configuration: does it hold?
    std::vector<std::string> paths = {};
  };
  // At least one; first the one that the fewest overrides hold for. A folder without files has one
  // of a file that might be there.
  std::vector<Group> groups = {};

  // What is said of the override with this number: nothing where it is for all files.
  std::string HowFar(std::size_t override) const;
  // `, and excluded`; nothing where all is read.
  std::string WhatIsExcluded() const;
};

// `files` are those of the project, before any is left out.
ConfigSubject SubjectOf(const std::string& path, bool is_folder,
                        const std::vector<std::string>& files, const Configs& configs);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_CONFIG_SUBJECT_H_
