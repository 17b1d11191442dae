// Paths in messages. Whoever makes a message does not know how paths will be shown: as they are in
// the project, or as they are from the folder in which execlint runs. So a path is marked, and
// spelled at the end (lint/engine/spell_paths.h):
//
//   std::string message = Format("the state at {}:3", PathInWords("dev/network/main.tf"));
//   SpellPaths(message, shown);   // "the state at ../network/main.tf:3"
#ifndef EXECLINT_LINT_SOURCE_PATH_IN_WORDS_H_
#define EXECLINT_LINT_SOURCE_PATH_IN_WORDS_H_

#include <functional>
#include <string>
#include <string_view>

namespace execlint {

// How a path of the project is shown, which is empty for its root. None: as it is, the root as `.`.
using PathSpelling = std::function<std::string(std::string_view path)>;
std::string SpellPath(std::string_view path, const PathSpelling& shown);

// A path of the project, marked.
std::string PathInWords(std::string_view path);

// Spells the paths that are marked in a text.
void SpellPaths(std::string& text, const PathSpelling& shown);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_PATH_IN_WORDS_H_
