// Type constraints of variables: `list(string)`, `object({name = string, exec = optional(bool)})`.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_TYPE_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_TYPE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lint/value/value.h"
#include "parsers/terraform/functions/function.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

struct Type {
  enum Kind : std::uint8_t {
    kAny,
    kString,
    kNumber,
    kBool,
    kList,
    kSet,
    kMap,
    kObject,
    kTuple,
  } kind = kAny;
  std::vector<Type> elements;           // one of a list, set or map; all of a tuple or object
  std::vector<std::string_view> names;  // of an object's attributes: names[i] has type elements[i]
  // Of an attribute written optional(TYPE, FALLBACK): its value where it is absent; null without.
  bool optional = false;
  ExprRef fallback = {};

  bool primitive() const { return kind == kString || kind == kNumber || kind == kBool; }
};

// What cannot be read as a type is kAny.
Type ReadType(ExprRef expression);

// Evaluates the default of an optional attribute.
class FallbackReader {
 public:
  virtual ~FallbackReader() = default;
  virtual Traced Fallback(ExprRef expression) = 0;
};

// The value as a variable of that type has it; a failure where Terraform would refuse it.
Traced Converted(const Call& call, Traced value, const Type& type, FallbackReader& fallbacks);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_TYPE_H_
