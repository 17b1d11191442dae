// The characters of names in HCL: letters and digits of any script (ID_Start and ID_Continue of
// Unicode's UAX #31), `_` and `-`. A byte order mark, a no-break space or a curly quote is none.
//
//   if (StartsIdentifier(text, begin)) end = begin + IdentifierLength(text, begin);
#ifndef EXECLINT_PARSERS_HCL_IDENTIFIER_H_
#define EXECLINT_PARSERS_HCL_IDENTIFIER_H_

#include <cstddef>
#include <string_view>

namespace execlint::hcl {

// Does a name start at `at`, which is inside `text`?
bool StartsIdentifier(std::string_view text, std::size_t at);

// How many bytes the name at `at` has; 0 if no name starts there.
std::size_t IdentifierLength(std::string_view text, std::size_t at);

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_IDENTIFIER_H_
