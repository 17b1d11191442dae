// Changes whose effect has a direction: who knows less claims less, and who denies more opens
// nothing. From fixed seeds, as in same_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/metamorphic/outcome.h"
#include "tests/metamorphic/sketch.h"
#include "tests/metamorphic/write.h"
#include "tests/support/dice.h"

namespace execlint::testing_support {
namespace {

using State = Verdict::State;

bool IsCertain(const Outcome::State& state, State as) {
  return state.state == as && state.always && state.confidence == Confidence::kHigh;
}

// Opens what was certainly blocked, or the other way round.
std::string Contradiction(const Outcome& before, const Outcome& after) {
  for (const auto& [key, states] : after.hops) {
    const auto old = before.hops.find(key);
    if (old == before.hops.end()) continue;
    for (const auto& [one, other] :
         {std::pair(State::kOpen, State::kBlocked), std::pair(State::kBlocked, State::kOpen)}) {
      const auto is = [&](State state) {
        return [state](const Outcome::State& found) { return IsCertain(found, state); };
      };
      if (std::ranges::any_of(old->second, is(one)) && std::ranges::any_of(states, is(other))) {
        return key.first + ": " + std::string(HopName(key.second)) +
               " was certain, and is the opposite";
      }
    }
  }
  return "";
}

const Outcome::Found* Find(const Outcome& outcome, const Outcome::Found& like) {
  const auto found = std::ranges::find_if(outcome.findings, [&](const Outcome::Found& one) {
    return one.rule == like.rule && one.workload == like.workload;
  });
  return found == outcome.findings.end() ? nullptr : &*found;
}

// Something is said with more confidence, or is silent where nobody says what cannot be told.
std::string ClaimsMore(const Outcome& before, const Outcome& after) {
  for (const Outcome::Found& now : after.findings) {
    if (now.confidence != Confidence::kHigh || !now.always) continue;
    if (Find(before, now) == nullptr)
      return now.workload + ": now " + now.rule + ": " + now.message;
  }
  for (const Outcome::Found& old : before.findings) {
    const Outcome::Found* now = Find(after, old);
    if (now != nullptr && now->confidence > old.confidence) {
      return old.workload + ": surer of " + old.rule + ": " + now->message;
    }
    const auto cannot_tell = [&](Hop hop) {
      return std::ranges::any_of(after.cannot_tell, [&](const auto& one) {
        return one.second == hop && (one.first == old.workload || old.workload.empty());
      });
    };
    if (now == nullptr && !cannot_tell(old.hop) && !cannot_tell(Hop::kLaunch)) {
      return old.workload + ": silent about " + old.rule + ": " + old.message;
    }
  }
  return "";
}

// One scalar or reference in turn becomes unknown.
void ForEachUnknown(const Resources& resources, Node::Kind kind, Dice& dice, std::size_t most,
                    const std::function<void(const Resources&, const std::string&)>& check) {
  std::size_t leaves = 0;
  Resources counted = resources;
  VisitLeaves(counted, [&](Node&) { ++leaves; });
  for (std::size_t i = 0; i < most; ++i) {
    const std::size_t wanted = dice.Roll(leaves);
    std::size_t at = 0;
    std::string was;
    Resources changed = resources;
    VisitLeaves(changed, [&](Node& leaf) {
      if (at++ != wanted) return;
      was = leaf.text + (leaf.attribute.empty() ? "" : "." + leaf.attribute);
      leaf = {.kind = kind, .text = "Input"};
    });
    check(changed, was);
  }
}

void ExpectLess(unsigned seed, const std::string& was, const Outcome& before, const Files& files) {
  const Outcome after = OutcomeOf(files);
  EXPECT_EQ(Contradiction(before, after), "") << "seed " << seed << ", without `" << was << "`\n"
                                              << Shown(files);
  EXPECT_EQ(ClaimsMore(before, after), "") << "seed " << seed << ", without `" << was << "`\n"
                                           << Shown(files);
}

void ExpectUnknownClaimsLess(Resources (*lower)(const Sketch&), Files (*write)(const Resources&),
                             Node::Kind kind) {
  for (unsigned seed = 1; seed <= Cases(40) && !::testing::Test::HasFailure(); ++seed) {
    Dice dice(seed);
    const Resources resources = lower(RandomSketch(dice, ""));
    const Outcome before = OutcomeOf(write(resources));
    ForEachUnknown(resources, kind, dice, 6, [&](const Resources& changed, const std::string& was) {
      ExpectLess(seed, was, before, write(changed));
    });
  }
}

TEST(Metamorphic, AVariableInsteadOfAValue) {
  ExpectUnknownClaimsLess(InTerraform, TerraformFiles, Node::Kind::kUnknown);
}

TEST(Metamorphic, AParameterInsteadOfAValue) {
  ExpectUnknownClaimsLess(InCloudFormation, YamlFiles, Node::Kind::kUnknown);
}

TEST(Metamorphic, AnImportInsteadOfAValue) {
  ExpectUnknownClaimsLess(InCloudFormation, JsonFiles, Node::Kind::kImport);
}

// A Deny more, in a policy of one of the roles.
TEST(Metamorphic, ADenyOpensNothing) {
  static const std::vector<std::vector<std::string>> kActions = {
      {"ssmmessages:OpenDataChannel"}, {"ssmmessages:*"}, {"s3:*"}, {"*"}, {"logs:PutLogEvents"}};
  for (unsigned seed = 1; seed <= Cases(100) && !HasFailure(); ++seed) {
    Dice dice(seed);
    Sketch sketch = RandomSketch(dice, "");
    const Files before = TerraformFiles(InTerraform(sketch));
    Sketch::Role& role = sketch.roles[dice.Roll(sketch.roles.size())];
    role.policies.push_back(
        {.how = dice.OneIn(2) ? Sketch::Policy::How::kInline : Sketch::Policy::How::kManaged,
         .statements = {{.allow = false, .actions = dice.Pick(kActions)}},
         .arn = {}});
    const Files after = TerraformFiles(InTerraform(sketch));
    const Outcome first = OutcomeOf(before), second = OutcomeOf(after);
    for (const auto& [key, states] : second.hops) {
      const auto old = first.hops.find(key);
      if (old == first.hops.end()) continue;
      const auto open = [](const Outcome::State& state) { return state.state == State::kOpen; };
      EXPECT_TRUE(std::ranges::none_of(states, open) || std::ranges::any_of(old->second, open))
          << "seed " << seed << ": " << key.first << ": " << HopName(key.second) << "\n"
          << Shown(after);
    }
  }
}

}  // namespace
}  // namespace execlint::testing_support
