#include "lint/engine/config.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace execlint {
namespace {

Config In(const std::string& folder, const std::string& path = "") {
  Config config;
  config.folder = folder;
  config.path = path.empty() ? folder + ".execlint.yaml" : path;
  return config;
}

TEST(Configs, TheNearestFolderAboveGoverns) {
  Configs configs;
  EXPECT_EQ(configs.Of("a/main.tf").path, "");
  configs.Add(In("a/b/"));
  EXPECT_EQ(configs.Of("a/main.tf").path, "");
  EXPECT_EQ(configs.Of("").path, "");
  configs.Add(In(""));
  configs.Add(In("a/"));
  const auto of = [&](const char* path) { return configs.Of(path).folder; };
  EXPECT_EQ(of("main.tf"), "");
  EXPECT_EQ(configs.Of("").path, ".execlint.yaml");
  EXPECT_EQ(of("a/main.tf"), "a/");
  EXPECT_EQ(of("a/b/c/d/main.tf"), "a/b/");
  // Folders and units, and names that only begin alike.
  EXPECT_EQ(of("a"), "a/");
  EXPECT_EQ(of("a/b"), "a/b/");
  EXPECT_EQ(of("a/b/"), "a/b/");
  EXPECT_EQ(of("ab/main.tf"), "");
  EXPECT_EQ(of("a/bc/main.tf"), "a/");
  // As where --config names one.
  configs.Add(In("", "other.yaml"));
  EXPECT_EQ(configs.Of("main.tf").path, "other.yaml");
  const Configs moved = std::move(configs);
  EXPECT_EQ(moved.Of("a/b/main.tf").folder, "a/b/");
}

}  // namespace
}  // namespace execlint
