// JSON that is put together in a template: which key a place in it is below.
//
//   [{"environment": [{"name": "A", "value": "${password}"}]}]
//   KeyBefore(text.find("${"))   -> `value`
//   UsesOf("password")           -> {`value`}
#ifndef EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_
#define EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_

#include <cstddef>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace execlint::terraform {

// Reads the text once; it must outlive this.
class TextOfTemplate {
 public:
  explicit TextOfTemplate(std::string_view text);

  // The last key in quotes that stands before the place; empty: none does.
  std::string_view KeyBefore(std::size_t at) const;
  // The keys before the interpolations and directives that a name stands in, each once; an empty
  // one where no key stands before.
  std::set<std::string_view> UsesOf(std::string_view name) const;

 private:
  void FindKeys(std::string_view text);
  void FindUses(std::string_view text);

  std::vector<std::pair<std::size_t, std::string_view>> keys_;  // by the place of their colon
  std::unordered_map<std::string_view, std::set<std::string_view>> uses_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_
