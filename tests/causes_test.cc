// Every blocking cause, hop by hop. fixtures/causes/<hop>/<cause>.tf is the project of
// fixtures/causes/open.tf, in which every hop is open, with that one cause put in; more files of a
// cause are called `<cause>_<variant>.yaml` and the like, and a folder of JSON has a file
// `path.expect`. The first line says what the hop must say:
//
//   `# path: network unknown "whether the policy of `Endpoint` allows sessions"`
//   `# path: logging open "the task role is not allowed to write", recorded no`
//   `# path: all open, recorded yes`
#include "lint/verdict/causes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCauses = "fixtures/causes";

// What a hop of the only workload says, in every scenario.
std::string Said(const HopReport::State& state) {
  std::string said = state.summary;
  for (const std::string& reason : state.reasons) said += (said.empty() ? "" : "; ") + reason;
  return said;
}

void Check(const fs::path& path) {
  SCOPED_TRACE(path.generic_string());
  auto files = ReadTree(path.generic_string());
  std::string text;
  if (const auto beside = files.find("path.expect"); beside != files.end()) {
    text = beside->second;
    files.erase(beside);
  } else {
    ASSERT_EQ(files.size(), 1U);
    text = files.begin()->second;
  }
  static const std::regex kLine(
      R"re((?:#|//) path: (\S+) (open|blocked|unknown)(?: "([^"]*)")?(?:, recorded (\w+))?)re");
  std::smatch wanted;
  ASSERT_TRUE(std::regex_search(text, wanted, kLine)) << "no line `# path: HOP STATE \"part\"`";
  const std::string hop = wanted[1], state = wanted[2], part = wanted[3], recorded = wanted[4];
  const Analyzed run = Analyze(files, {});
  ASSERT_EQ(run.analysis.workloads.size(), 1U);
  std::size_t looked_at = 0;
  for (const HopReport& report : run.analysis.workloads[0].hops) {
    for (const HopReport::State& one : report.states) {
      if (hop != "all" && hop != HopName(report.hop)) continue;
      ++looked_at;
      EXPECT_EQ(StateName(one.state), state) << HopName(report.hop) << ": " << Said(one);
      EXPECT_NE(Said(one).find(part), std::string::npos)
          << HopName(report.hop) << ": " << Said(one);
      if (report.hop == Hop::kLogging) {
        EXPECT_EQ(one.recorded, recorded) << Said(one);
      }
      const std::set<std::string> once(one.reasons.begin(), one.reasons.end());
      EXPECT_EQ(once.size(), one.reasons.size()) << "a reason is told twice: " << Said(one);
    }
  }
  EXPECT_EQ(looked_at, hop == "all" ? 6U : 1U);
}

// The files of a folder, by the cause they are named after.
std::multimap<std::string, fs::path> FilesIn(const fs::path& folder) {
  std::multimap<std::string, fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (folder == kCauses && entry.is_directory()) continue;  // that of a hop
    const std::string stem = entry.path().stem().string();
    files.emplace(stem.substr(0, stem.find('_')), entry.path());
  }
  return files;
}

TEST(Causes, WithoutOneEveryHopIsOpen) {
  for (const auto& [cause, path] : FilesIn(kCauses)) Check(path);
}

TEST(Causes, EachClosesItsHop) {
  std::map<std::string, std::set<std::string>> rows;
  for (const BlockingCause& cause : BlockingCauses()) {
    const std::string hop(HopName(cause.hop)), name(cause.name);
    EXPECT_TRUE(rows[hop].insert(name).second) << hop << ": " << name << " stands there twice";
    const auto files = FilesIn(fs::path(kCauses) / hop);
    const auto [first, last] = files.equal_range(name);
    EXPECT_NE(first, last) << "no fixture " << kCauses << "/" << hop << "/" << name << ".*";
    for (auto one = first; one != last; ++one) Check(one->second);
  }
  for (const auto& [hop, names] : rows) {
    for (const auto& [cause, path] : FilesIn(fs::path(kCauses) / hop)) {
      EXPECT_TRUE(names.contains(cause)) << path << ": " << hop << " has no such cause";
    }
  }
}

// The rules of the catalogue that block have their rows.
TEST(Causes, HoldEveryRuleThatBlocks) {
  std::set<std::string_view> names;
  for (const BlockingCause& cause : BlockingCauses()) names.insert(cause.name);
  for (const RuleEntry& entry : AllRules()) {
    const Rule& rule = *entry.rule;
    if (rule.effect != Effect::kBlocks || rule.hop > Hop::kLogging) continue;
    EXPECT_TRUE(names.contains(rule.name)) << rule.name;
  }
}

}  // namespace
}  // namespace execlint::testing_support
