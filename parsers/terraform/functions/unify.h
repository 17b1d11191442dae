// The one type that Terraform brings several values to: of the branches of a conditional, the
// arguments of coalesce(), the elements of a list.
//
//   number and string            string
//   [number] and [string]        a tuple of one string
//   [number] and []              a list of numbers
//   {a = number} and {b = bool}  none: Terraform refuses it
//
// As go-cty does it (convert/unify.go). What cannot be told from the value is kOpaque: something
// unknown, or a collection whose shape is not known.
#ifndef EXECLINT_PARSERS_TERRAFORM_FUNCTIONS_UNIFY_H_
#define EXECLINT_PARSERS_TERRAFORM_FUNCTIONS_UNIFY_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {

struct ValueType {
  enum Kind : std::uint8_t {
    kNone,      // there is none: what Terraform refuses
    kOpaque,    // it is not known
    kSomeList,  // it is that of a list, set or tuple
    kSomeMap,   // it is that of a map or object
    kNull,      // of a null that fits anywhere
    kString,
    kNumber,
    kBool,
    kList,
    kSet,
    kMap,
    kTuple,
    kObject,
  } kind = kOpaque;
  std::vector<ValueType> elements = {};      // one of a list, set or map
  std::vector<std::string_view> names = {};  // of an object's attributes, sorted

  bool known() const { return kind > kSomeMap; }
  bool operator==(const ValueType&) const = default;
};

// Not known too for a value that holds very much.
ValueType TypeOf(const Value& value);
ValueType Unify(std::span<const ValueType> types);
// The value as one of the type; a failure where it cannot be.
Traced ConvertTo(const Call& call, Traced value, const ValueType& type);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_FUNCTIONS_UNIFY_H_
