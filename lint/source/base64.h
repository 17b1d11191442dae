// Base64 with the standard alphabet and padding (RFC 4648), as user data of EC2 instances has it.
//
//   EncodeBase64("x")      // "eA=="
//   DecodeBase64("eA==")   // "x"
#ifndef EXECLINT_LINT_SOURCE_BASE64_H_
#define EXECLINT_LINT_SOURCE_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace execlint {

std::string EncodeBase64(std::string_view bytes);
// Nothing if the text is not base64. Line breaks are no part of it.
std::optional<std::string> DecodeBase64(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_BASE64_H_
