// Text by Unicode's rules, as Terraform has it: strings are composed (NFC), and what counts as one
// character is a grapheme cluster. Text of ASCII takes no time worth mentioning.
//
//   Composed("e\u0301")               // "é", one code point
//   Characters("noe\u0308l").size()   // 4
//
// The tables are utf8proc's: Unicode 15 with the release that Debian 12 has, as in Terraform 1.11.
// Its later releases follow later versions, in which few characters of Indic scripts are cut
// otherwise. Bytes that are no UTF-8 are characters of their own and stay as they are.
#ifndef EXECLINT_LINT_VALUE_CHARACTERS_H_
#define EXECLINT_LINT_VALUE_CHARACTERS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace execlint {

bool IsAscii(std::string_view text);
// Is every byte a character? A line break may be of two.
bool HasPlainBytes(std::string_view text);

std::string Composed(std::string_view text);

// The grapheme clusters, as parts of `text`, and their number.
std::vector<std::string_view> Characters(std::string_view text);
std::size_t CountCharacters(std::string_view text);

// The code points, as parts of `text`.
std::vector<std::string_view> CodePoints(std::string_view text);

// Letter by letter, as Go's strings package does it: `ß` stays.
std::string Lowered(std::string_view text);
std::string Uppered(std::string_view text);
// The first letter of every word in upper case.
std::string Titled(std::string_view text);
// Without the white space around it.
std::string_view WithoutSpaceAround(std::string_view text);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_CHARACTERS_H_
