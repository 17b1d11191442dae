// JSON that is put together in a template: which key a place in it is below.
//
//   [{"environment": [{"name": "A", "value": "${password}"}]}]
//   KeysOfText(text).Before(text.find("${"))   -> `value`
//   UsesInText(text).Of("password")            -> {`value`}
//
// Both read the text once, whatever is asked of them, and must not outlive it.
#ifndef EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_
#define EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_

#include <cstddef>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace execlint::terraform {

class KeysOfText {
 public:
  explicit KeysOfText(std::string_view text);
  // The last key in quotes that stands before the place; empty: none does.
  std::string_view Before(std::size_t at) const;

 private:
  std::vector<std::pair<std::size_t, std::string_view>> keys_;  // where its colon stands
};

class UsesInText {
 public:
  explicit UsesInText(std::string_view text);
  // The keys before the interpolations and directives that a name stands in, each once; an empty
  // one where no key stands before.
  const std::set<std::string_view>& Of(std::string_view name) const;

 private:
  std::unordered_map<std::string_view, std::set<std::string_view>> uses_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_TEXT_OF_TEMPLATE_H_
