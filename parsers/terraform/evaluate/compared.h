// What the code compares inputs and secrets with. Each of these may be the value, so it is masked
// where that is a secret, or goes into a container's environment.
//
//   count = var.password == "hunter2" ? 1 : 0     places(): "var.password" -> of `"hunter2"`
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_COMPARED_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_COMPARED_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "lint/value/value.h"
#include "parsers/terraform/values/unknowns.h"

namespace execlint::terraform {

class Compared {
 public:
  explicit Compared(const Unknowns& unknowns) : unknowns_(unknowns) {}

  // Common words (IsCommonWord) are left out.
  void Note(Traced value, Traced literal);

  struct Earlier {
    bool operator()(const Span& a, const Span& b) const;
  };
  // By what is compared: an input of the root or a part of it, by its name as a symbol; values that
  // are secrets have the empty name.
  using Places = std::map<std::string, std::set<Span, Earlier>, std::less<>>;
  const Places& places() const { return places_; }

 private:
  void Add(std::string_view input, Span at);

  const Unknowns& unknowns_;
  Places places_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_COMPARED_H_
