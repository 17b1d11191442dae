// What --format and --output ask for together.
//
//   ChooseOutputs({.formats = {}, .outputs = {"sarif=x.sarif", "text=-"}})
//   // -> {{"sarif", "x.sarif"}, {"text", "-"}}
#ifndef EXECLINT_LINT_CLI_OUTPUTS_H_
#define EXECLINT_LINT_CLI_OUTPUTS_H_

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "lint/cli/options.h"
#include "lint/source/error.h"

namespace execlint {

// `format` is empty where --format was not given. An output is `FORMAT=PATH` or a path, which takes
// --format's format; a path that looks like the first form is written `./a=b`. Nothing in `outputs`
// is standard output. Error: an output that cannot be meant, two of one path, or a format that no
// output uses.
tl::expected<std::vector<Output>, Error> ChooseOutputs(const std::string& format,
                                                       const std::vector<std::string>& outputs);

}  // namespace execlint

#endif  // EXECLINT_LINT_CLI_OUTPUTS_H_
