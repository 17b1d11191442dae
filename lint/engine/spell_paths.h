// The last step of an analysis: paths in its texts (see lint/source/path_in_words.h).
#ifndef EXECLINT_LINT_ENGINE_SPELL_PATHS_H_
#define EXECLINT_LINT_ENGINE_SPELL_PATHS_H_

#include "lint/engine/finding.h"
#include "lint/source/path_in_words.h"

namespace execlint {

// Spells the paths in everything that the analysis says.
void SpellPaths(Analysis& analysis, const PathSpelling& shown);
void SpellPaths(Finding& finding, const PathSpelling& shown);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_SPELL_PATHS_H_
