// The end of a run: every output in its format, to where it goes.
#ifndef EXECLINT_LINT_CLI_WRITE_OUTPUTS_H_
#define EXECLINT_LINT_CLI_WRITE_OUTPUTS_H_

#include <tl/expected.hpp>

#include "lint/cli/options.h"
#include "lint/project/project.h"
#include "lint/render/run_result.h"
#include "lint/source/error.h"

namespace execlint {

// The paths in the texts of `result` are marked (see lint/source/path_in_words.h). Outputs are
// written in the order of the command line. Error: what could not be written, and why; a file that
// was read is never written to. Outputs before that one are written.
tl::expected<void, Error> WriteOutputs(const RunResult& result, const LoadedProject& project,
                                       const Options& options);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_WRITE_OUTPUTS_H_
