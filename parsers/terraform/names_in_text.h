// Whether the text of an expression names something, told without parsing it.
//
//   NamesWhole("merge(var.apps[\"web\"], {})", "var.apps")   // true
//   NamesWhole("var.apps[\"web\"].image", "var.apps")        // false: only an attribute of it
#ifndef EXECLINT_PARSERS_TERRAFORM_NAMES_IN_TEXT_H_
#define EXECLINT_PARSERS_TERRAFORM_NAMES_IN_TEXT_H_

#include <string_view>

namespace execlint::terraform {

// Does it name `reference`, or something in it, and not just what begins with the same letters?
bool Names(std::string_view text, std::string_view reference);

// Does it name `object` as a whole, not just one of its attributes?
bool NamesWhole(std::string_view text, std::string_view object);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_NAMES_IN_TEXT_H_
