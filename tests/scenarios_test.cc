// What holds in which scenarios, against the truth tables of random conditions.
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

constexpr std::size_t kInputs = 3;
constexpr std::size_t kAssignments = 1U << kInputs;
using Table = std::array<bool, kAssignments>;  // by assignment: bit n says whether input n is `on`

struct Condition {
  std::string text;
  Table table = {};
};

Condition Random(std::mt19937& random, int depth) {
  const std::size_t which = random() % (depth == 0 ? 1 : 4);
  if (which == 0) {
    const std::size_t input = random() % kInputs;
    Condition made{"!Equals [!Ref P" + std::to_string(input) + ", 'on']"};
    for (std::size_t i = 0; i < kAssignments; ++i) made.table[i] = (i >> input & 1) != 0;
    return made;
  }
  Condition made = Random(random, depth - 1);
  if (which == 1) {
    made.text = "!Not [" + made.text + "]";
    for (bool& value : made.table) value = !value;
    return made;
  }
  const Condition other = Random(random, depth - 1);
  made.text = (which == 2 ? "!And [" : "!Or [") + made.text + ", " + other.text + "]";
  for (std::size_t i = 0; i < kAssignments; ++i) {
    made.table[i] = which == 2 ? made.table[i] && other.table[i] : made.table[i] || other.table[i];
  }
  return made;
}

// "`P0` is `on` and `P2` is `off`"
bool Holds(const std::string& phrase, std::size_t assignment) {
  for (std::size_t input = 0; input < kInputs; ++input) {
    const std::string is = "`P" + std::to_string(input) + "` is `";
    const std::size_t at = phrase.find(is);
    if (at == std::string::npos) continue;
    const bool on = phrase.compare(at + is.size(), 3, "on`") == 0;
    if (on != ((assignment >> input & 1) != 0)) return false;
  }
  return true;
}

// Does the description hold for the assignment? Nothing where it leaves combinations out.
std::optional<bool> Holds(const std::vector<std::string>& when, std::size_t assignment) {
  if (when.empty()) return true;
  bool any = false;
  for (const std::string& phrase : when) {
    if (phrase.find("more combination") != std::string::npos) return std::nullopt;
    any = any || Holds(phrase, assignment);
  }
  return any;
}

TEST(Scenarios, AreThoseOfTheTruthTables) {
  std::mt19937 random(7);
  std::size_t compared = 0;
  for (int round = 0; round < 300; ++round) {
    const Condition on = Random(random, 2), read_only = Random(random, 2);
    std::string text = "Parameters:\n";
    for (std::size_t input = 0; input < kInputs; ++input) {
      const bool has_default = random() % 3 == 0;
      text += "  P" + std::to_string(input) + ": {Type: String, AllowedValues: [" +
              (random() % 2 == 0 ? "'on', 'off'" : "'off', 'on'") + "]" +
              (has_default ? ", Default: 'off'" : "") + "}\n";
    }
    text +=
        "Conditions:\n  Enabled: " + on.text + "\n  ReadOnly: " + read_only.text +
        "\nResources:\n"
        "  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      Family: web\n"
        "      ContainerDefinitions:\n        - Name: web\n          Image: nginx\n"
        "          ReadonlyRootFilesystem: !If [ReadOnly, true, false]\n"
        "  Web:\n    Type: AWS::ECS::Service\n    Properties:\n      LaunchType: FARGATE\n"
        "      TaskDefinition: !Ref Task\n      EnableExecuteCommand: !If [Enabled, true, false]\n";
    const Analyzed run = Analyze({{"app.yaml", text}}, {});
    ASSERT_EQ(run.analysis.workloads.size(), 1U) << text;
    for (const HopReport& hop : run.analysis.workloads[0].hops) {
      if (hop.hop != Hop::kLaunch && hop.hop != Hop::kContainer) continue;
      for (std::size_t i = 0; i < kAssignments; ++i) {
        const bool asked = hop.hop == Hop::kLaunch || on.table[i];
        const bool open = hop.hop == Hop::kLaunch ? on.table[i] : !read_only.table[i];
        for (const HopReport::State& state : hop.states) {
          const auto told = Holds(state.when, i);
          if (!told) continue;
          ++compared;
          const bool is = asked && open == (state.state == Verdict::State::kOpen);
          EXPECT_EQ(*told, is) << HopName(hop.hop) << " " << StateName(state.state) << " in " << i
                               << ": " << ::testing::PrintToString(state.when) << "\n"
                               << text;
        }
      }
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(compared, 5000U);
}

}  // namespace
}  // namespace execlint::testing_support
