// Helpers of tests about IAM: policy documents written as JSON, in which `$x` is a hole of its own
// for each letter x.
#ifndef EXECLINT_TESTS_SUPPORT_POLICIES_H_
#define EXECLINT_TESTS_SUPPORT_POLICIES_H_

#include <string>
#include <string_view>

#include "lint/model/iam.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"

namespace execlint::testing {

class Policies {
 public:
  explicit Policies(ValueStore& values) : values_(values) {}

  // The string as an evaluator makes it. `$x` is `var.x`, unknown.
  Traced String(std::string_view text);
  Fact<PolicyDocument> Document(std::string_view json);
  const Symbol* Hole(char name);
  // The source text at a place.
  std::string At(const Place& place) const;

  SourceMap& sources() { return sources_; }
  ValueStore& values() { return values_; }

 private:
  ValueStore& values_;
  SourceMap sources_;
};

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_SUPPORT_POLICIES_H_
