// Makes the unknown values of one unit, and remembers which inputs each was computed from.
//
//   var.env             Selectable(...)                 an input: the code may decide by it
//   lower(var.env)      Derived("lower(var.env)", ...)  computed from var.env
//   {}.missing          Fail("...")                     what try() and can() detect
//
// Two unknowns that are written alike are one symbol, so they are equal text.
#ifndef EXECLINT_PARSERS_TERRAFORM_VALUES_UNKNOWNS_H_
#define EXECLINT_PARSERS_TERRAFORM_VALUES_UNKNOWNS_H_

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lint/value/value.h"
#include "lint/value/value_store.h"

namespace execlint::terraform {

class Unknowns {
 public:
  explicit Unknowns(ValueStore& store) : store_(store) {}

  // Something the code may decide by: an input of the unit without a value, the workspace, or a
  // part of one (`var.settings.env`).
  Traced Selectable(Symbol symbol, Span at);
  bool IsSelectable(const Symbol* symbol) const { return selectable_.contains(symbol); }

  // An unknown computed out of `from`, written as `expression`. It is unknown for the reason for
  // which the first unknown value in `from` is; if none in `from` is unknown, for `otherwise`.
  Traced Derived(std::string expression, std::span<const Traced> from, Span at,
                 Why otherwise = Why::kUnsupported);
  // `.name`, `["key"]`, `[0]` or `[*]` of an unknown value.
  Traced Member(const Symbol& base, std::string_view path, Span at);
  // The selectable symbols that an unknown was computed from.
  std::span<const Symbol* const> BasesOf(const Symbol* symbol) const;

  // `other` stands for every value of an input that is no candidate. Notes that `literal` is a
  // candidate, so `other` certainly differs from it.
  void Exclude(const Symbol* other, const Value* literal) { excluded_[other].push_back(literal); }
  std::span<const Value* const> ExcludedBy(const Symbol* other) const;

  // The value of an expression that Terraform would refuse.
  Traced Fail(std::string message, Span at);
  bool Failed(const Value& value) const { return value.is_unknown() && value.fails != 0; }
  // A failure that comes of an operand which is null by default: that input is to be given a value,
  // and has none here. Any other value stays as it is.
  Traced BlameNull(Traced failed, std::span<const Traced> operands);
  // Also looks into lists and maps.
  bool FailedInside(const Value& value) const { return value.fails != 0; }

  // What stands for a name that nothing declares. Terraform refuses it, but what is written around
  // it keeps its meaning.
  Traced Undeclared(std::string_view name, Span at);
  // The same where only literals may stand, so that it is meant as a text.
  Traced NoLiteral(std::string_view name, Span at);
  // What stands where a syntax error is.
  Traced Broken(Span at);
  // What meets a bound: "`what` is more than execlint follows".
  Traced Limit(std::string_view what, Span at);
  // The same where what is seen says how the rest is, so that nothing is lost.
  Traced Surplus(std::string_view what, Span at);

  // Notes that an unknown collection has at least one element, or that an unknown number is at
  // least one: `length(data.aws_availability_zones.all.names)`.
  void MarkSome(const Symbol* symbol) { some_.insert(symbol); }
  bool IsSome(const Symbol* symbol) const { return some_.contains(symbol); }
  bool IsSome(const Value& value) const {
    return value.is_unknown() ? IsSome(&value.symbol())
                              : value.kind == Kind::kNumber && value.number() >= 1;
  }

  // Notes that an unknown is that value, or nothing: null or the empty string. Where something has
  // to be given, it is the value: `one(aws_iam_role.task[*].name)`.
  void MarkOrNothing(const Symbol* symbol, Traced value);
  // That value; what is not so noted stays as it is.
  Traced IfAnything(Traced value) const;

  // A value as HCL would write it, unknown pieces by their names: `"app-${var.env}"`; secrets as
  // `***`, or `***2`, the second one that is met.
  std::string Rendered(Traced value);
  // The same as a part of a name for what is made of it: a text that may be a secret is `***` too,
  // since nobody knows what comes out of it. Cut, with a digest of the rest, beyond a length that
  // people read. Computed once where that takes long: `value` is one of the store.
  std::string NameOf(Traced value);

  ValueStore& store() { return store_; }

 private:
  ValueStore& store_;
  std::set<const Symbol*> selectable_;
  std::set<const Symbol*> some_;
  std::map<const Symbol*, std::vector<const Symbol*>> bases_;
  std::map<const Symbol*, std::vector<const Value*>> excluded_;
  std::map<const Symbol*, Traced> or_nothing_;
  std::unordered_map<const Value*, std::string> names_;
};

// Of two reasons why a collection may hold more than is seen (null: it does not), the one that says
// less about what that is; of two alike, the first.
const Symbol* OpenFor(const Symbol* a, const Symbol* b);

// The first default of an input that one of these values came from, looking into the parts of
// strings and one level into lists and maps; null if there is none.
const RouteStep* DefaultIn(std::span<const Traced> values);

// A list or map that is made out of `collections` is complete only because an input has its
// default: that default; null if there is none.
const RouteStep* CompletingDefault(std::span<const Traced> collections);

// `result` as a secret, if one of `operands` is one, or holds one. (What is true of a secret, and
// that something is null, is none.)
Traced WithSecretOf(ValueStore& store, Traced result, std::span<const Traced> operands);

// `result`, marked as resting on a default if one of `operands` rests on one. The mark of a list or
// map says that it is complete only by that default (Value::complete_by_default).
Traced Tainted(ValueStore& store, Traced result, std::span<const Traced> operands);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_VALUES_UNKNOWNS_H_
