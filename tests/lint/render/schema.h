// Checks JSON against a JSON schema.
#ifndef EXECLINT_TESTS_LINT_RENDER_SCHEMA_H_
#define EXECLINT_TESTS_LINT_RENDER_SCHEMA_H_

#include <string>

namespace execlint::testing {

inline constexpr const char* kSarifSchema =
    "third_party/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";

// What is wrong with `json` by the schema in the file `schema`, one line each; empty if nothing is.
std::string SchemaErrors(const std::string& schema, const std::string& json);

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_LINT_RENDER_SCHEMA_H_
