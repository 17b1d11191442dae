// Projects that mean the same are judged the same: each is generated from a fixed seed, written in
// two ways, and the verdicts of each hop and all findings are compared. EXECLINT_CASES=N takes N
// seeds; a failure prints its seed and both projects.
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>
#include <string>

#include "lint/engine/finding.h"
#include "tests/metamorphic/outcome.h"
#include "tests/metamorphic/sketch.h"
#include "tests/metamorphic/write.h"
#include "tests/support/dice.h"
#include "tests/support/respell.h"

namespace execlint::testing_support {
namespace {

std::string Without(const std::multiset<std::string>& all, const std::multiset<std::string>& less) {
  std::multiset<std::string> rest = all;
  for (const std::string& line : less) {
    if (const auto at = rest.find(line); at != rest.end()) rest.erase(at);
  }
  std::string text;
  for (const std::string& line : rest) text += "  " + line + "\n";
  return text;
}

void ExpectSame(unsigned seed, const Files& one, const Files& other,
                const std::multiset<std::string>& of_one,
                const std::multiset<std::string>& of_other) {
  EXPECT_TRUE(of_one == of_other) << "seed " << seed << "\nonly in the first:\n"
                                  << Without(of_one, of_other) << "only in the second:\n"
                                  << Without(of_other, of_one) << Shown(one) << "\n========\n"
                                  << Shown(other);
}

// Writes the resources in Terraform and as templates, plainly and in another way.
using Way = std::function<Files(const Resources&, Dice&)>;
void ExpectSame(const Way& plain, const Way& other, Resources (*lower)(const Sketch&),
                bool in_words) {
  for (unsigned seed = 1; seed <= Cases(60) && !::testing::Test::HasFailure(); ++seed) {
    Dice dice(seed);
    const Sketch sketch = RandomSketch(dice, "");
    const Resources resources = lower(sketch);
    const Files first = plain(resources, dice), second = other(resources, dice);
    const auto judged = in_words ? JudgedInWords : Judged;
    ExpectSame(seed, first, second, judged(OutcomeOf(first), sketch),
               judged(OutcomeOf(second), sketch));
  }
}

Files PlainTerraform(const Resources& resources, Dice&) { return TerraformFiles(resources); }
Files PlainYaml(const Resources& resources, Dice&) { return YamlFiles(resources); }

// The generated projects are of all kinds: else nothing here says much.
TEST(Metamorphic, ProjectsHaveAllKindsOfVerdicts) {
  std::map<Hop, std::set<Verdict::State>> states;
  std::set<std::string> rules;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Dice dice(seed);
    const Outcome outcome = OutcomeOf(TerraformFiles(InTerraform(RandomSketch(dice, ""))));
    for (const auto& [key, all] : outcome.hops) {
      for (const Outcome::State& state : all) states[key.second].insert(state.state);
    }
    for (const Outcome::Found& found : outcome.findings) rules.insert(found.rule);
  }
  for (const Hop hop :
       {Hop::kLaunch, Hop::kPlatform, Hop::kContainer, Hop::kTaskRole, Hop::kNetwork}) {
    EXPECT_TRUE(states[hop].contains(Verdict::State::kOpen)) << HopName(hop);
    EXPECT_TRUE(states[hop].contains(Verdict::State::kBlocked)) << HopName(hop);
  }
  EXPECT_GE(rules.size(), 12U) << ::testing::PrintToString(rules);
}

TEST(Metamorphic, TerraformIsCloudFormation) {
  for (unsigned seed = 1; seed <= Cases(60) && !HasFailure(); ++seed) {
    Dice dice(seed);
    const Sketch sketch = RandomSketch(dice, "");
    const Files terraform = TerraformFiles(InTerraform(sketch));
    const Files yaml = YamlFiles(InCloudFormation(sketch));
    ExpectSame(seed, terraform, yaml, Judged(OutcomeOf(terraform), sketch),
               Judged(OutcomeOf(yaml), sketch));
  }
}

TEST(Metamorphic, JsonIsYaml) {
  ExpectSame(
      PlainYaml, [](const Resources& all, Dice&) { return JsonFiles(all); }, InCloudFormation,
      true);
}

TEST(Metamorphic, OrderOfTerraform) {
  ExpectSame(
      PlainTerraform,
      [](const Resources& all, Dice& dice) { return TerraformFiles(Reordered(all, dice)); },
      InTerraform, true);
}

TEST(Metamorphic, OrderOfTemplates) {
  ExpectSame(
      PlainYaml, [](const Resources& all, Dice& dice) { return YamlFiles(Reordered(all, dice)); },
      InCloudFormation, true);
}

TEST(Metamorphic, FormatOfTerraform) {
  ExpectSame(
      PlainTerraform,
      [](const Resources& all, Dice& dice) {
        Files files = TerraformFiles(all);
        for (auto& [path, text] : files) text = RespellHcl(text, dice);
        return files;
      },
      InTerraform, true);
}

TEST(Metamorphic, FormatOfTemplates) {
  ExpectSame(
      PlainYaml,
      [](const Resources& all, Dice& dice) {
        const auto made = TemplateOf(all);
        return dice.OneIn(2) ? Files{{"t.yaml", YamlText(made, dice)}}
                             : Files{{"t.json", RespellJson(made.dump(), dice)}};
      },
      InCloudFormation, true);
}

TEST(Metamorphic, SplitIntoFiles) {
  ExpectSame(
      PlainTerraform,
      [](const Resources& all, Dice& dice) { return SplitFiles(Reordered(all, dice), dice); },
      InTerraform, true);
}

TEST(Metamorphic, WrappedInAModule) {
  ExpectSame(
      PlainTerraform,
      [](const Resources& all, Dice& dice) { return InModule(SplitFiles(all, dice), dice); },
      InTerraform, false);
}

// Names of resources and names in the cloud: those of the sketch are made of other words.
TEST(Metamorphic, Renamed) {
  for (unsigned seed = 1; seed <= Cases(60) && !HasFailure(); ++seed) {
    Dice dice(seed);
    const Sketch sketch = RandomSketch(dice, "");
    const Sketch renamed = Renamed(sketch, dice);
    for (const bool terraform : {true, false}) {
      const Files one =
          terraform ? TerraformFiles(InTerraform(sketch)) : YamlFiles(InCloudFormation(sketch));
      const Files other =
          terraform ? TerraformFiles(InTerraform(renamed)) : YamlFiles(InCloudFormation(renamed));
      ExpectSame(seed, one, other, Judged(OutcomeOf(one), sketch),
                 Judged(OutcomeOf(other), renamed));
    }
  }
}

// One that has nothing to do with the first, in a folder of its own, in either format.
TEST(Metamorphic, BesideASecondProject) {
  for (unsigned seed = 1; seed <= Cases(60) && !HasFailure(); ++seed) {
    Dice dice(seed);
    const Sketch sketch = RandomSketch(dice, "");
    const Files one = Below("first", dice.OneIn(2) ? TerraformFiles(InTerraform(sketch))
                                                   : YamlFiles(InCloudFormation(sketch)));
    const Sketch second = Renamed(RandomSketch(dice, ""), dice);
    const Files both = [&] {
      Files files = Below("second", dice.OneIn(2) ? TerraformFiles(InTerraform(second))
                                                  : YamlFiles(InCloudFormation(second)));
      files.insert(one.begin(), one.end());
      return files;
    }();
    ExpectSame(seed, one, both, JudgedInWords(OutcomeOf(one, "first/"), sketch),
               JudgedInWords(OutcomeOf(both, "first/"), sketch));
  }
}

}  // namespace
}  // namespace execlint::testing_support
