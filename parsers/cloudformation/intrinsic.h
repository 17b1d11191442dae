// Intrinsic functions as they stand in a template, long (`{"Fn::Sub": ...}`) and short (`!Sub ...`,
// which the YAML parser hands over as a map of one entry, `{"!Sub": ...}`).
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_INTRINSIC_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_INTRINSIC_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/value/value.h"

namespace execlint::cloudformation {

enum class Function : std::uint8_t {
  kNone,  // plain data
  kRef,
  kGetAtt,
  kSub,
  kJoin,
  kSelect,
  kSplit,
  kIf,
  kEquals,
  kAnd,
  kOr,
  kNot,
  kCondition,
  kFindInMap,
  kBase64,
  kImportValue,
  kGetAZs,
  kCidr,
  kLength,
  kToJsonString,
  kTransform,
  kOther,  // a function or a tag that is not evaluated
};

struct Intrinsic {
  Function function = Function::kNone;
  std::string_view name = {};  // without `Fn::` or `!`: `Sub`
  Traced argument = {};
  std::string_view key = {};  // as it is written: `!Sub`, `Fn::Sub`
};

// What `raw` is. `{"Condition": "X"}` is plain data here: only where a condition stands does it
// name one (see ConditionName).
Intrinsic AsIntrinsic(const Value& raw);

// The name in `{"Condition": "X"}` or `!Condition X`; empty for anything else.
std::string ConditionName(const Value& raw);

// Keys that stand for entries which a macro makes: `Fn::Transform`, `Fn::ForEach::Name`.
bool IsMacroKey(std::string_view key);

// The text of a string that has no holes and came in one piece; else the pieces joined, kept in
// `storage`. Empty for other kinds.
std::string_view PlainText(const Value& value, std::string& storage);

// A run of an Fn::Sub body: literal text, or the name in `${name}`. Byte ranges of the body; the
// braces of a hole belong to neither `begin` nor `end` but to `outer_begin` and `outer_end`.
struct SubRun {
  bool hole = false;
  std::size_t begin = 0, end = 0;
  std::size_t outer_begin = 0, outer_end = 0;
};
// `${!x}` is the literal text `${x}`, and comes as two runs.
std::vector<SubRun> SplitSub(std::string_view body);

// Something that a piece of a template names: a parameter, pseudo parameter or resource
// (`logical`), and the attribute asked for (empty: a Ref).
struct Reference {
  std::string_view logical;
  std::string_view attribute;
  Span at;
};

// Every reference in `raw` by Ref, GetAtt and Sub, in the order written; names of conditions (in
// If) come through `condition`. Bounded: beyond a depth that no parser hands over, nothing is
// visited.
struct ReferenceVisitor {
  std::function<void(const Reference&)> reference;
  std::function<void(std::string_view)> condition;
  std::function<void(const Intrinsic&)> intrinsic;
};
void VisitReferences(const Value& raw, const ReferenceVisitor& visitor);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_INTRINSIC_H_
