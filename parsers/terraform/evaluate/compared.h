// What the code compares inputs and secrets with. Each of these may be the value, so it is masked
// where that is a secret, or goes into a container's environment.
//
//   count = var.password == "hunter2" ? 1 : 0     With("var.password") -> the place of `"hunter2"`
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_COMPARED_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_COMPARED_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/value/value.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

class Compared {
 public:
  explicit Compared(const Unknowns& unknowns) : unknowns_(unknowns) {}

  // Common words (IsCommonWord) are left out.
  void Note(Traced value, Traced literal);

  // Of an input of the root, by its name as a symbol; of all values that are secrets.
  std::vector<Span> With(std::string_view input) const;
  std::vector<Span> WithSecrets() const { return With(""); }

 private:
  struct Earlier {
    bool operator()(const Span& a, const Span& b) const;
  };

  void Add(std::string_view input, Span at);

  const Unknowns& unknowns_;
  std::map<std::string, std::set<Span, Earlier>, std::less<>> places_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_COMPARED_H_
