// What lowering makes of Terraform code, in words (see model_text.h).
#ifndef EXECLINT_TESTS_PARSERS_TERRAFORM_LOWERED_H_
#define EXECLINT_TESTS_PARSERS_TERRAFORM_LOWERED_H_

#include <string>
#include <vector>

#include "tests/parsers/model_text.h"

namespace execlint::testing_support {

inline std::vector<std::string> Terraform(const std::string& text) {
  return LoweredInWords("main.tf", "resource \"aws_ecs_service\" \"asks\" {\n}\n" + text,
                        "aws_ecs_service.asks");
}

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_PARSERS_TERRAFORM_LOWERED_H_
