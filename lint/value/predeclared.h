// Unknown things that every language has a name for: the account, region and partition that code is
// deployed into. They have one symbol each, so an ARN that Terraform builds from
// `data.aws_caller_identity` is the same text as one that CloudFormation builds from
// `AWS::AccountId`.
//
//   const Symbol* account = PredeclaredSymbol(store, Predeclared::kAccountId);
#ifndef EXECLINT_LINT_VALUE_PREDECLARED_H_
#define EXECLINT_LINT_VALUE_PREDECLARED_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "lint/value/value_store.h"

namespace execlint {

enum class Predeclared : std::uint8_t { kAccountId, kRegion, kPartition, kUrlSuffix };

// Why::kDataSource, under the names that CloudFormation has for them (`AWS::AccountId`).
const Symbol* PredeclaredSymbol(ValueStore& store, Predeclared which);

// `AWS::AccountId` and its like; nothing for any other name.
std::optional<Predeclared> PredeclaredByName(std::string_view name);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_PREDECLARED_H_
