// Conditions of a policy statement against what is known of a request.
//
//   RequestContext context;
//   context.Absent("ec2:SourceInstanceARN");             // never set for a task
//   context.Set("aws:SecureTransport", {GlyphsOf("true")});
//   ConditionsHold(statement, variables, context, values)
//
// A key that was given to neither Absent nor Set is unknown: it may be missing, or have any value.
#ifndef EXECLINT_LINT_IAM_CONDITION_H_
#define EXECLINT_LINT_IAM_CONDITION_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/iam/match.h"
#include "lint/model/answer.h"
#include "lint/model/iam.h"
#include "lint/value/value_store.h"

namespace execlint {

// Copies share what they hold until one of them is changed.
class RequestContext {
 public:
  // The values a key has in the request; none: certainly absent.
  using Values = std::vector<Glyphs>;

  void Absent(std::string_view key) { Set(key, {}); }
  void Set(std::string_view key, Values values);
  // Keys compare without regard to case. Null: unknown.
  const Values* Find(std::string_view key) const;

 private:
  using Keys = std::map<std::string, Values, std::less<>>;
  std::shared_ptr<Keys> keys_;  // in lower case; null: none
};

// One condition: all of IAM's string, ARN, number, Bool and Null operators with their `IfExists`,
// `ForAllValues:` and `ForAnyValue:` forms. Dates, addresses and binary values are never decided
// when the key is present.
Answer ConditionHolds(const Condition& condition, Variables variables,
                      const RequestContext& context, ValueStore& values);

// Does one condition certainly hold for every request like this one, and so limit nothing? A key
// that is not in the context may be missing: it counts only where its absence is no obstacle
// (`IfExists`, `ForAllValues:`). A negated operator is not computed.
bool AlwaysHolds(const Condition& condition, Variables variables, const RequestContext& context);

// All conditions of a statement.
Answer ConditionsHold(const Statement& statement, Variables variables,
                      const RequestContext& context, ValueStore& values);

// The answer about a part of a policy that IAM would refuse. `words` names that part: "a statement
// without Action".
Answer Broken(std::string words, const Place& at, ValueStore& values);

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_CONDITION_H_
