#include "lint/value/predeclared.h"

#include <array>
#include <string>

namespace execlint {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 4> kNames = {"AWS::AccountId", "AWS::Region",
                                                    "AWS::Partition", "AWS::URLSuffix"};

}  // namespace

const Symbol* PredeclaredSymbol(ValueStore& store, Predeclared which) {
  return store.Intern(
      {.why = Why::kDataSource, .name = std::string(kNames[static_cast<std::size_t>(which)])});
}

std::optional<Predeclared> PredeclaredByName(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<Predeclared>(i);
  }
  return std::nullopt;
}

}  // namespace execlint
