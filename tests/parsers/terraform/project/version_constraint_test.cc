#include "parsers/terraform/project/version_constraint.h"

#include <gtest/gtest.h>

#include <string_view>

namespace execlint::terraform {
namespace {

struct Pair {
  std::string_view version, constraint;
};

constexpr Pair kSatisfied[] = {
    {"5.11.2", "5.11.2"},
    {"5.11.2", "= 5.11.2"},
    {"5.11.2", " =5.11.2 "},
    {"5.0.0", "5"},
    {"v5.11.2", "5.11.2"},
    {"5.11.2", "v5.11.2"},
    {"5.11.2+build.7", "5.11.2"},
    {"5.11.2", "!= 5.11.3"},
    {"5.11.2", "> 5.11.1"},
    {"5.11.2", ">= 5.11.2"},
    {"5.11.2", "<= 5.11.2"},
    {"5.9.9", "< 5.10"},
    {"5.11.2", ">= 5.0, < 6.0"},
    {"5.11.2", ">=5.0,<6.0,!=5.11.1"},
    {"5.11.2", "~> 5.11"},
    {"5.99.0", "~> 5.11"},
    {"5.11.99", "~> 5.11.2"},
    {"9.0.0", "~> 5"},
    {"5.0.0-beta.11", "= 5.0.0-beta.11"},
    {"5.0.0-beta.11", "> 5.0.0-beta.2"},
    {"5.0.0-beta.1", "~> 5.0.0-alpha"},
    {"5.0.0", "> 5.0.0-beta"},
    {"5.0.0-rc1", "!= 5.0.0"},
};

constexpr Pair kNotSatisfied[] = {
    {"5.11.2", "5.11.3"},
    {"5.11.2", "5.11"},
    {"5.11.2", "!= 5.11.2"},
    {"5.11.2", "> 5.11.2"},
    {"5.11.2", "< 5.11.2"},
    {"5.9.0", ">= 5.10"},
    {"6.0.0", "~> 5.11"},
    {"5.10.9", "~> 5.11"},
    {"5.12.0", "~> 5.11.2"},
    {"4.0.0", "~> 5"},
    {"6.0.0", ">= 5.0, < 6.0"},
    {"5.0.0-beta", ">= 4.0.0"},
    {"5.0.0-beta", "~> 5.0"},
    {"5.0.1-beta", "> 5.0.0-alpha"},
    {"5.0.0", "~> 5.0.0-beta"},
    {"5.0.0-rc1", "5.0.0"},
    // No version, no constraint.
    {"", "5.11.2"},
    {"main", "5.11.2"},
    {"5.11.2", ""},
    {"5.11.2", ">= 5.0,"},
    {"5.11.2", "latest"},
    {"5.11.2", "=> 5.0"},
    {"5.11.2", "^5.0"},
    {"5.11.2", "5.x"},
    {"99999999999999999999.0.0", "> 1"},
};

TEST(VersionConstraint, IsReadAsTerraformReadsIt) {
  for (const auto& [version, constraint] : kSatisfied) {
    EXPECT_TRUE(SatisfiesConstraint(version, constraint)) << version << " and " << constraint;
  }
  for (const auto& [version, constraint] : kNotSatisfied) {
    EXPECT_FALSE(SatisfiesConstraint(version, constraint)) << version << " and " << constraint;
  }
}

}  // namespace
}  // namespace execlint::terraform
