// JSON that is put together in a template: which key a place in it is below.
//
//   [{"environment": [{"name": "A", "value": "${password}"}]}]
//   KeyBefore(text, text.find("${"))   -> `value`
//   UsesOf(text, "password")           -> {`value`}
#ifndef EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_
#define EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace execlint::terraform {

// The last key in quotes that stands before the place; empty: none does.
std::string_view KeyBefore(std::string_view text, std::size_t at);

// The keys before the interpolations and directives that a name stands in.
std::vector<std::string_view> UsesOf(std::string_view text, std::string_view name);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_
