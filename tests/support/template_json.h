// A CloudFormation template in YAML as the JSON that means the same.
#ifndef EXECLINT_TESTS_SUPPORT_TEMPLATE_JSON_H_
#define EXECLINT_TESTS_SUPPORT_TEMPLATE_JSON_H_

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace execlint::testing_support {

// With the long names of functions: `!Ref A` is `{"Ref": "A"}`. Nothing where the template has a
// syntax error.
std::optional<nlohmann::ordered_json> TemplateAsJson(const std::string& yaml);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_SUPPORT_TEMPLATE_JSON_H_
