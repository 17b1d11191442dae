// The value of a plain (unquoted) scalar: null, bool, number or string.
#ifndef EXECLINT_PARSERS_YAML_PLAIN_H_
#define EXECLINT_PARSERS_YAML_PLAIN_H_

#include <string_view>
#include <variant>

#include "parsers/yaml/yaml.h"

namespace execlint::yaml {

struct StaysText {};
struct PlainNull {};
using PlainMeaning = std::variant<StaysText, PlainNull, bool, double>;

PlainMeaning MeaningOf(std::string_view plain, Dialect dialect);

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_PLAIN_H_
