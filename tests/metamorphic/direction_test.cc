// Changes whose effect has a direction: who knows less claims less, and who denies more opens
// nothing. From fixed seeds, as in same_test.cc.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <optional>
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

// The same thing is said: by the rule, or by another one of the hop, since which rule names the
// cause depends on what else is known. The last hops have findings that say different things.
bool SaysTheSame(const Outcome::Found& one, const Outcome::Found& other) {
  const bool of_path = one.hop != Hop::kAccess && one.hop != Hop::kInput;
  return one.workload == other.workload &&
         (one.rule == other.rule || (of_path && one.hop == other.hop));
}

// The confidence of the surest finding that says the same; nothing if there is none.
std::optional<Confidence> Surest(const Outcome& outcome, const Outcome::Found& like) {
  std::optional<Confidence> surest;
  for (const Outcome::Found& one : outcome.findings) {
    if (SaysTheSame(one, like)) surest = std::max(surest.value_or(one.confidence), one.confidence);
  }
  return surest;
}

// Is the hop of the finding in that state, for its workload?
bool HopIs(State wanted, const Outcome& outcome, const Outcome::Found& found) {
  const auto states = outcome.hops.find({found.workload, found.hop});
  return states != outcome.hops.end() &&
         std::ranges::any_of(states->second, [wanted](const Outcome::State& state) {
           return state.state == wanted;
         });
}

// Something is said with more confidence, or is silent where nobody says what cannot be told.
std::string ClaimsMore(const Outcome& before, const Outcome& after) {
  for (const Outcome::Found& now : after.findings) {
    // Where the hop is open, a finding is about what is not the reason.
    if (HopIs(State::kOpen, after, now)) continue;
    if (now.confidence == Confidence::kHigh && now.always &&
        Surest(before, now) != Confidence::kHigh) {
      return now.workload + ": surer of " + now.rule + ": " + now.message;
    }
  }
  for (const Outcome::Found& old : before.findings) {
    // What leaves a hop open, as a read-only sidecar does, is no unknown of its verdict.
    if (HopIs(State::kOpen, before, old)) continue;
    const auto told = [&](const auto& entry) {
      const auto& [workload, hop] = entry;
      return (hop == old.hop || hop == Hop::kLaunch) &&
             (workload == old.workload || old.workload.empty());
    };
    const bool still_blocked = HopIs(State::kBlocked, after, old);  // by what no rule reports
    if (!Surest(after, old) && !still_blocked && std::ranges::none_of(after.cannot_tell, told)) {
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
