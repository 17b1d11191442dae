// Reads `.execlint.yaml` (docs/configuration.md). Everything that is not as it should be is a
// problem with its place; a configuration with a problem is not used.
//
//   const ReadConfig read = config::ReadConfigFile(sources, file, AllRules());
//   // .execlint.yaml:3:1: there is no key `exclud`; did you mean `exclude`?
#ifndef EXECLINT_PARSERS_CONFIG_CONFIG_FILE_H_
#define EXECLINT_PARSERS_CONFIG_CONFIG_FILE_H_

#include <cstddef>
#include <span>

#include "lint/engine/config.h"

namespace execlint::config {

inline constexpr std::size_t kMaxBytes = std::size_t{256} * 1024;
inline constexpr std::size_t kMaxItems = 1'000;  // of one list or map
// Globs for paths that are neither a name, nor a path, nor `*` with an ending.
inline constexpr std::size_t kMaxCompared = 1'000;

// Config::folder and Config::path are left to the caller. Messages hold text of the file as it is:
// they are not safe to show.
ReadConfig ReadConfigFile(SourceMap& sources, FileId file, std::span<const RuleEntry> rules);

}  // namespace execlint::config

#endif  // EXECLINT_PARSERS_CONFIG_CONFIG_FILE_H_
