// Whether a text may say a word that does not stand in it.
//
//   HidesWords(R"({"Type": "AWS::\u0045CS::Service"})", Escapes::kJson)   // true: \u0045 is an E
//
// Files that cannot matter are told by their bytes: by words that nobody who means the thing can do
// without. JSON, YAML and HCL all know escapes that stand for letters, so a text with one of these
// counts as one that holds every word. Other escapes (\n, \", \u003c as Go writes it)
// are common, and hide no word.
#ifndef EXECLINT_LINT_SOURCE_HIDDEN_WORDS_H_
#define EXECLINT_LINT_SOURCE_HIDDEN_WORDS_H_

#include <cstdint>
#include <string_view>

namespace execlint {

enum class Escapes : std::uint8_t {
  kJson,  // \u0045, \/
  kYaml,  // \u0045, \U00000045, \x45, \/, and lines of a quoted string joined by a \ at their end
  kHcl,   // \u0045, \U00000045
};

// Does an escape stand for a letter, a digit or one of `:/_-.*?%"`?
bool HidesWords(std::string_view text, Escapes escapes);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_HIDDEN_WORDS_H_
