// Modules that a project publishes, and the examples and tests that show how to call them. Nobody
// deploys an example: what it passes to a module says little about whoever will call it.
//
//   IsExampleOf("examples/simple", "")         // true: it shows the module in the root folder
//   IsExampleOf("envs/test", "modules/web")    // false: an environment called `test`
//   IsOnlyShown("docs/role.yaml", "app")       // true: it says nothing certain of what `app` runs
#ifndef EXECLINT_LINT_ENGINE_EXAMPLES_H_
#define EXECLINT_LINT_ENGINE_EXAMPLES_H_

#include <string_view>
#include <vector>

#include "lint/engine/finding.h"

namespace execlint {

// Is `folder` in an `examples` or `test` folder beside which `module` is published: is that the
// folder around it, one in its `modules` folder or, unless the folder is called `test`, any other
// in it that is no example? Paths are relative to the project.
bool IsExampleOf(std::string_view folder, std::string_view module);

// Is the unit in a folder of examples, tests or documentation, and `reader` in none? Perhaps nobody
// deploys it, so what it creates may not be there for the reader.
bool IsOnlyShown(std::string_view unit, std::string_view reader);

// What a module by itself and an example of it both show is told once, of the module: the example's
// workloads are added to those of the module, and its finding is removed.
void FoldExamples(std::vector<Analysis>& parts);

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_EXAMPLES_H_
