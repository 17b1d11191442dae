// Runs every case under fixtures/<rule>/ with that rule alone.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/project/walk.h"
#include "lint/source/format.h"
#include "tests/expectation.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRoot = "fixtures";

std::string RuleNameOf(std::string folder) {
  std::replace(folder.begin(), folder.end(), '_', '-');
  return folder;
}

bool IsRuleFolder(const fs::path& folder) {
  const std::string name = folder.filename().string();
  return fs::is_directory(folder) && name != "stacks" && name != "syntax" && name != "causes";
}

bool OnPath(Hop hop) { return hop <= Hop::kLogging; }

std::string Where(const std::string& path, const Expectation& e) {
  const std::string file = fs::is_directory(path) ? path + "/" + e.file : path;
  return Format("{}:{}: ", file, e.line);
}

class FixtureCase : public ::testing::Test {
 public:
  FixtureCase(std::string path, std::string rule)
      : path_(std::move(path)), rule_(std::move(rule)) {}

  void TestBody() override {
    const Rule* rule = FindRule(rule_);
    ASSERT_NE(rule, nullptr) << path_ << ": no rule is called " << rule_;
    auto files = ReadTree(path_);
    // The cases of a rule may share a configuration.
    const fs::path config = fs::path(path_).parent_path() / kConfigName;
    if (fs::exists(config)) files.merge(ReadTree(config.generic_string()));
    expectations_ = TakeExpectations(files);
    for (const std::string& error : expectations_.errors) ADD_FAILURE() << path_ << "/" << error;
    const Analyzed run = Analyze(files, {rule});

    const std::string name = fs::path(path_).filename().string();
    const bool unknown_case = name.starts_with("unknown");
    const bool fails = name.starts_with("fail") || name.starts_with("example_fail");
    const bool passes = name.starts_with("pass") || name.starts_with("example_pass");
    ASSERT_TRUE(unknown_case || fails || passes) << path_ << ": name it fail*, pass* or unknown*";
    if (fails) {
      EXPECT_FALSE(run.analysis.findings.empty()) << path_ << ": expected a finding";
    }

    for (const Finding& finding : run.analysis.findings) {
      if (unknown_case && finding.confidence == Confidence::kLow) continue;
      Meet(RemarkOf(finding, *run.sources));
    }
    if (unknown_case) {
      for (const UnknownEntry& entry : run.analysis.unknowns) {
        if (entry.hop == rule->hop) Meet(RemarkOf(entry, *run.sources));
      }
    }
    if (passes && OnPath(rule->hop)) CheckOpen(rule->hop, run);
    for (const Expectation& missing : expectations_.all) {
      ADD_FAILURE() << Where(path_, missing) << "expected, and not there: " << InWords(missing);
    }
  }

 private:
  // Takes out the one expectation that fits.
  void Meet(const Remark& remark) {
    const auto found = std::find_if(expectations_.all.begin(), expectations_.all.end(),
                                    [&remark](const Expectation& e) { return Fits(e, remark); });
    if (found != expectations_.all.end()) {
      expectations_.all.erase(found);
    } else {
      ADD_FAILURE() << Where(path_, remark.seen) << "not expected: " << InWords(remark);
    }
  }

  // A case in which nothing joined must not pass: the hop has to be there, and open.
  void CheckOpen(Hop hop, const Analyzed& run) {
    bool seen = false;
    for (const WorkloadReport& workload : run.analysis.workloads) {
      for (const HopReport& report : workload.hops) {
        if (report.hop != hop) continue;
        for (const HopReport::State& state : report.states) {
          seen = true;
          EXPECT_EQ(StateName(state.state), "open")
              << path_ << ": " << workload.address << ": " << HopName(hop) << " is "
              << StateName(state.state) << ": " << state.summary
              << (state.reasons.empty() ? "" : " " + state.reasons.front());
        }
      }
    }
    EXPECT_TRUE(seen) << path_ << ": no workload reaches the hop " << HopName(hop);
  }

  std::string path_;
  std::string rule_;
  Expectations expectations_;
};

const bool kFixturesRegistered = [] {
  if (!fs::is_directory(kRoot)) return false;
  std::set<fs::path> cases;
  for (const auto& folder : fs::directory_iterator(kRoot)) {
    if (!IsRuleFolder(folder.path())) continue;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
      if (entry.path().extension() != ".expect" && entry.path().filename() != kConfigName) {
        cases.insert(entry.path());
      }
    }
  }
  for (const fs::path& path : cases) {
    const std::string folder = path.parent_path().filename().string();
    std::string name = folder + "__" + path.filename().string();
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    ::testing::RegisterTest("Fixtures", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [path, rule = RuleNameOf(folder)]() -> ::testing::Test* {
                              return new FixtureCase(path.generic_string(), rule);
                            });
  }
  return true;
}();

// Every rule has example, fail, pass and (where anything can be unknown about it) unknown cases.
TEST(FixtureSet, CoversEveryRule) {
  ASSERT_TRUE(kFixturesRegistered) << "run from the root of the repository";
  for (const RuleEntry& entry : AllRules()) {
    std::string folder(entry.rule->name);
    std::replace(folder.begin(), folder.end(), '-', '_');
    const fs::path path = fs::path(kRoot) / folder;
    ASSERT_TRUE(fs::is_directory(path)) << entry.rule->name << ": no folder " << path;
    std::map<std::string, int> kinds;
    for (const auto& file : fs::directory_iterator(path)) {
      const std::string name = file.path().filename().string();
      for (const char* kind : {"example_fail", "example_pass", "fail", "pass", "unknown"}) {
        if (name.starts_with(kind)) ++kinds[kind];
      }
    }
    for (const char* kind : {"example_fail", "example_pass", "fail", "pass"}) {
      EXPECT_GT(kinds[kind], 0) << entry.rule->name << ": no fixture " << path / kind << "*";
    }
    if (entry.rule->hop != Hop::kInput) {
      EXPECT_GT(kinds["unknown"], 0) << entry.rule->name << ": no fixture " << path / "unknown*";
    }
  }
}

}  // namespace
}  // namespace execlint::testing_support
