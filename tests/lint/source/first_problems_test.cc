#include "lint/source/first_problems.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace execlint {
namespace {

TEST(FirstOfEachFile, SaysWhereTheNextOneIs) {
  constexpr FileId kOne{1}, kOther{2};
  const auto at = [](FileId file, std::uint32_t begin) {
    return Problem{Problem::kSyntax, {file, begin, begin + 1}, "x" + std::to_string(begin)};
  };
  std::vector<Problem> problems;
  for (std::uint32_t i = 0; i < kMostProblems; ++i) problems.push_back(at(kOne, i));
  problems.push_back(at(kOther, 7));
  EXPECT_EQ(FirstOfEachFile(problems).size(), problems.size()) << "there are no more";
  for (std::uint32_t i = 0; i < 10; ++i) problems.push_back(at(kOne, 500 + i));
  const std::vector<Problem> first = FirstOfEachFile(problems);
  ASSERT_EQ(first.size(), kMostProblems + 2);
  EXPECT_EQ(first[kMostProblems].span.file, kOther);
  EXPECT_EQ(first.back().span, (Span{kOne, 500, 501}));
  EXPECT_EQ(
      first.back().message,
      "there are more problems in this file than the 100 that are told: the next one is here");
}

}  // namespace
}  // namespace execlint
