// White space as Terraform's own lexer knows it: where it trims a text, all that Unicode calls so.
// Between tokens, only the blank and the tab are.
#ifndef EXECLINT_PARSERS_HCL_WHITE_SPACE_H_
#define EXECLINT_PARSERS_HCL_WHITE_SPACE_H_

#include <cstddef>
#include <string_view>

namespace execlint::hcl {

// The bytes of the white space character that `text` starts (ends) with; 0 when it does not.
std::size_t SpaceAtStart(std::string_view text);
std::size_t SpaceAtEnd(std::string_view text);

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_WHITE_SPACE_H_
