// What a scalar means to Terraform's yamldecode(): YAML 1.2 with the bools of 1.1 and timestamps,
// as the library go-cty-yaml 1.1 resolves it.
//
//   0x1F  31       017  17       1_000  "1_000"      y  true
//   2001-12-14  "2001-12-14T00:00:00Z"               .nan  refused
#ifndef EXECLINT_PARSERS_YAML_TERRAFORM_H_
#define EXECLINT_PARSERS_YAML_TERRAFORM_H_

#include <string>
#include <string_view>
#include <variant>

#include "lint/value/number.h"
#include "parsers/yaml/plain.h"

namespace execlint::yaml {

struct Refused {};
// A text that is not the one that is written.
using TerraformMeaning =
    std::variant<StaysText, PlainNull, bool, ExactNumber, std::string, Refused>;

// `tag`: the core tag in front of it, without `!!`; empty for none.
TerraformMeaning MeaningToTerraform(std::string_view text, std::string_view tag, bool quoted,
                                    BigNumbers& numbers);

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_TERRAFORM_H_
