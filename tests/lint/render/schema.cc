#include "tests/lint/render/schema.h"

#include "tests/support/scratch.h"
#include "tests/support/shell.h"

namespace execlint::testing {

std::string SchemaErrors(const std::string& schema, const std::string& json) {
  const Scratch scratch;
  scratch.Write("instance.json", json);
  const ShellResult result = Shell("node tests/lint/render/validate.js '" + schema + "' '" +
                                   scratch.path("instance.json") + "'");
  return result.status != 0 && result.out.empty() ? "the validator failed" : result.out;
}

}  // namespace execlint::testing
