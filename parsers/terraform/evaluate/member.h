// `.name` and `[key]` of values.
//
// A whole resource, data source or module call is a value too: an unknown whose symbol stands for
// it, so that it passes through lists, maps and functions like any other. Its members are asked of
// Attributes.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_MEMBER_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_MEMBER_H_

#include <span>
#include <string_view>
#include <utility>

#include "parsers/terraform/evaluate/attribute.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/variable.h"

namespace execlint::terraform {

class Members {
 public:
  Members(const Context& context, Variables& variables, Attributes& attributes)
      : c_(context), variables_(variables), attributes_(attributes) {}

  Traced Member(Traced base, std::string_view name, Span at);
  Traced Element(Traced base, Traced key, Span at);

  // Notes the default, if any, behind what a call failed with.
  void NoteFailure(Traced made, std::span<const Traced> operands);

  // True once Element has returned an instance that may not exist: try() and can(), which set this
  // to false before, must not take such a value as certain. Returns the old state.
  bool SetAssumed(bool assumed) { return std::exchange(assumed_, assumed); }

  // The default of an input that decided whether what was asked for last is there. Null: none did.
  // For try() and can() too.
  const RouteStep* SetDecidedBy(const RouteStep* step) { return std::exchange(decided_by_, step); }

 private:
  Traced MemberOf(Traced base, std::string_view name, Span at);
  Traced ElementIn(Traced base, Traced key, Span at);
  // What was taken out of a collection that is complete by a default only may be another then, and
  // so may be what a key (null: not by a default) chose.
  Traced Taken(Traced base, const RouteStep* by_key, Traced made);
  Traced ElementOfUnknown(Traced base, Traced key, Span at);
  Traced ElementOfMap(Traced base, Traced key, Span at);
  // An element that cannot be told: unknown, written `base[key]`.
  Traced Unsure(Traced base, Traced key, Span at);

  const Context& c_;
  Variables& variables_;
  Attributes& attributes_;
  bool assumed_ = false;
  const RouteStep* decided_by_ = nullptr;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_MEMBER_H_
