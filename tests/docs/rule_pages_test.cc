// docs/rules/ is made from the rules and their example fixtures. EXECLINT_REFRESH=1 writes it anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/render/rule_page.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "docs/rules";
constexpr const char* kRefresh =
    "refresh with: EXECLINT_REFRESH=1 build/unit_tests --gtest_filter='RulePages.*'";

std::map<std::string, std::string> Pages() {
  std::map<std::string, std::string> pages;
  for (const RuleEntry& entry : AllRules()) {
    pages[std::string(entry.rule->name) + ".md"] = RulePage(entry);
  }
  pages["README.md"] = RuleIndex(AllRules());
  return pages;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(RulePages, AreWhatTheRulesSay) {
  const std::map<std::string, std::string> pages = Pages();
  if (std::getenv("EXECLINT_REFRESH") != nullptr) {
    fs::remove_all(kFolder);
    fs::create_directories(kFolder);
    for (const auto& [name, text] : pages) {
      std::ofstream(fs::path(kFolder) / name, std::ios::binary) << text;
    }
  }
  for (const auto& [name, text] : pages) {
    EXPECT_EQ(ReadFile(fs::path(kFolder) / name), text) << name << "; " << kRefresh;
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(kFolder)) {
    EXPECT_TRUE(pages.contains(entry.path().filename())) << entry.path() << "; " << kRefresh;
  }
}

TEST(RulePages, ExamplesHoldNoExpectations) {
  for (const auto& [name, text] : Pages()) {
    EXPECT_EQ(text.find("# expect"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace execlint
