#include "lint/engine/known.h"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace execlint {
namespace {

using Found = std::vector<std::optional<std::size_t>>;
using Indices = std::vector<std::size_t>;

KnownFinding One(std::string address, std::string block, std::string path = "main.tf",
                 std::string inside = "") {
  return {.rule = "task-role-missing",
          .address = std::move(address),
          .plain_block = std::move(block),
          .inside = std::move(inside),
          .path = std::move(path)};
}

Recognized Ask(const std::vector<KnownFinding>& known, const std::vector<KnownFinding>& findings,
               const std::map<std::string, std::string>& renames = {}) {
  return Recognize(known, findings, renames);
}

TEST(Recognize, EitherFingerprintWillDo) {
  const auto found = Ask({One("a", "1"), One("b", "2"), One("c", "3")},
                         {One("x", "3"), One("b", "y"), One("z", "z")});
  EXPECT_EQ(found.known_of, (Found{2, 1, std::nullopt}));
  EXPECT_EQ(found.gone, Indices{0});
}

TEST(Recognize, ACopyIsNew) {
  const auto found = Ask({One("web", "1")}, {One("api", "1"), One("web", "1")});
  EXPECT_EQ(found.known_of, (Found{std::nullopt, 0}));
  EXPECT_TRUE(found.gone.empty());
}

TEST(Recognize, OfEqualBlocksEachIsKnownOnce) {
  const auto found =
      Ask({One("a", "1"), One("b", "1")}, {One("x", "1"), One("y", "1"), One("z", "1")});
  EXPECT_EQ(found.known_of, (Found{0, 1, std::nullopt}));
}

TEST(Recognize, BothFingerprintsSpeakFirst) {
  // What `a` was called before is called `b` now, and `b` is called `a`.
  const auto found = Ask({One("a", "1"), One("b", "2")}, {One("b", "2"), One("a", "1")});
  EXPECT_EQ(found.known_of, (Found{1, 0}));
}

TEST(Recognize, OfOtherRulesNothingIsKnown) {
  KnownFinding other = One("a", "1");
  other.rule = "exec-disabled";
  const auto found = Ask({other}, {One("a", "1")});
  EXPECT_EQ(found.known_of, Found{std::nullopt});
  EXPECT_EQ(found.gone, Indices{0});
}

TEST(Recognize, WhatWasRenamedAndEditedIsKnownByItsAddressInside) {
  const std::map<std::string, std::string> renames{{"old/main.tf", "new/main.tf"}};
  const std::vector<KnownFinding> known{One("a", "1", "old/main.tf", "web")};
  EXPECT_EQ(Ask(known, {One("b", "2", "new/main.tf", "web")}, renames).known_of, Found{0});
  EXPECT_EQ(Ask(known, {One("b", "2", "new/main.tf", "api")}, renames).known_of,
            Found{std::nullopt});
  EXPECT_EQ(Ask(known, {One("b", "2", "new/other.tf", "web")}, renames).known_of,
            Found{std::nullopt});
  EXPECT_EQ(Ask(known, {One("b", "2", "new/main.tf", "web")}).known_of, Found{std::nullopt});
}

TEST(Recognize, NothingIsKnownTwice) {
  const auto found = Ask({One("a", "1")}, {One("a", "x"), One("y", "1")});
  EXPECT_EQ(found.known_of, (Found{0, std::nullopt}));
}

}  // namespace
}  // namespace execlint
