// Whole projects under fixtures/stacks/<name>/ with all rules on, against the text (expected.txt),
// the SARIF (expected.sarif) and the exec paths (expected.paths) beside them. EXECLINT_REFRESH=1
// writes all three anew.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "gtest/gtest.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/engine/suppress.h"
#include "lint/render/sarif.h"
#include "lint/render/text.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kStacks = "fixtures/stacks";

std::vector<const Rule*> EveryRule() {
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  return rules;
}

// The exec path of every workload, for a reader: each hop's states and the steps that decided them.
std::string PathsInWords(const Analysis& analysis, const SourceMap& sources) {
  std::string words;
  for (const WorkloadReport& workload : analysis.workloads) {
    words += workload.address + "\n";
    for (const HopReport& hop : workload.hops) {
      for (const HopReport::State& state : hop.states) {
        words += "  " + std::string(HopName(hop.hop)) + " " + std::string(StateName(state.state));
        if (!state.summary.empty()) words += ": " + state.summary;
        words += "\n";
        for (const std::string& when : state.when) words += "    when " + when + "\n";
        for (const Related& ground : state.grounds) {
          const LineColumn at = sources.Locate(ground.span.file, ground.span.begin);
          words += "    " + std::string(sources.path(ground.span.file)) + ":" +
                   std::to_string(at.line) + ":" + std::to_string(at.column) + " " + ground.phrase +
                   "\n";
        }
        for (const std::string& reason : state.reasons) words += "    cannot tell " + reason + "\n";
      }
    }
  }
  return words;
}

class Stack : public ::testing::Test {
 public:
  explicit Stack(std::string name) : folder_(fs::path(kStacks) / std::move(name)) {}

  void TestBody() override {
    auto files = ReadTree(folder_.generic_string());
    std::erase_if(files, [](const auto& file) { return file.first.starts_with("expected."); });
    Analyzed run = Analyze(files, EveryRule());
    RunResult result{.sources = *run.sources,
                     .rules = AllRules(),
                     .analysis = run.analysis,
                     .suppressed = Suppress(run.analysis.findings, *run.sources),
                     .selected = {},
                     .unread = {},
                     .files = files.size(),
                     .version = "0.0.0",
                     .policy_data_date = ""};
    result.selected = Select(run.analysis, *run.sources, {});  // behind Suppress
    Compare("expected.txt", RenderText(result, {.show_unknown = true}));
    Compare("expected.sarif", RenderSarif(result));
    Compare("expected.paths", PathsInWords(run.analysis, *run.sources));
  }

 private:
  void Compare(const std::string& name, const std::string& made) {
    const fs::path path = folder_ / name;
    if (std::getenv("EXECLINT_REFRESH") != nullptr) {
      std::ofstream(path, std::ios::binary) << made;
      return;
    }
    std::ifstream in(path, std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(in), {}};
    EXPECT_EQ(made, expected) << path << " differs. If the new one is right:\n"
                              << "  EXECLINT_REFRESH=1 build/unit_tests --gtest_filter='Stacks.*'";
  }

  fs::path folder_;
};

const bool kStacksRegistered = [] {
  if (!fs::is_directory(kStacks)) return false;
  std::vector<std::string> names;
  for (const auto& folder : fs::directory_iterator(kStacks)) {
    names.push_back(folder.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    ::testing::RegisterTest("Stacks", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [name]() -> ::testing::Test* { return new Stack(name); });
  }
  return true;
}();

TEST(StackSet, IsFound) { EXPECT_TRUE(kStacksRegistered) << "run from the root of the repository"; }

// Where everything hangs on one input, nothing is claimed and everything is named.
TEST(StackSet, OneVariableClaimsNothing) {
  const auto run = Analyze(ReadTree("fixtures/stacks/one_variable"), EveryRule());
  for (const Finding& finding : run.analysis.findings) {
    EXPECT_EQ(ConfidenceName(finding.confidence), "low") << finding.message;
  }
  ASSERT_FALSE(run.analysis.unknowns.empty());
  for (const UnknownEntry& entry : run.analysis.unknowns) {
    EXPECT_NE(entry.reason.find("var.settings"), std::string::npos)
        << entry.what << ": " << entry.reason;
  }
}

}  // namespace
}  // namespace execlint::testing_support
