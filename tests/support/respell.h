// Spells a text anew at random, so that it means the same.
//
//   Dice dice(seed);
//   const std::string spelled = RespellHcl(text, dice);
#ifndef EXECLINT_TESTS_SUPPORT_RESPELL_H_
#define EXECLINT_TESTS_SUPPORT_RESPELL_H_

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/dice.h"

namespace execlint::testing_support {

// May it stand for itself in a quoted string, and so be an escape as well?
inline bool IsPlainAscii(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

// With escapes in strings and white space between.
std::string JsonText(const nlohmann::ordered_json& value, Dice& dice);
// The same of a file, which may have a byte order mark then. A broken one stays as it is.
std::string RespellJson(const std::string& text, Dice& dice);
// The value as a document in YAML: block and flow style, quotes, escapes, anchors, comments.
std::string YamlText(const nlohmann::ordered_json& value, Dice& dice);
// Escapes, parentheses, comments, line ends of Windows, a byte order mark.
std::string RespellHcl(const std::string& text, Dice& dice);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_SUPPORT_RESPELL_H_
