#include "lint/render/exec_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "lint/render/exec_summary.h"
#include "lint/render/wrap.h"
#include "tests/lint/render/sample.h"

namespace execlint {
namespace {

using testing::Sample;
using State = HopReport::State;
using enum Verdict::State;

State Is(Verdict::State state, std::string words, std::vector<std::string> when = {}) {
  State made{.when = std::move(when), .state = state};
  (state == kUnknown ? made.reasons.emplace_back() : made.summary) = std::move(words);
  return made;
}

State Logs(Verdict::State state, std::string recorded, std::vector<std::string> when = {}) {
  State made =
      Is(state, state == kUnknown ? "how sessions are logged: `var.c` has no value" : "sessions",
         std::move(when));
  made.recorded = std::move(recorded);
  return made;
}

// Where exec is on and every hop is open; tests put other states in.
WorkloadReport On(std::string address, std::string unit = "envs/prod") {
  return {.address = std::move(address),
          .unit = std::move(unit),
          .hops = {{Hop::kLaunch, {Is(kOpen, "ECS Exec is on")}},
                   {Hop::kPlatform, {Is(kOpen, "runs on Fargate")}},
                   {Hop::kContainer, {Is(kOpen, "writable")}},
                   {Hop::kTaskRole, {Is(kOpen, "task role `r` allows the actions")}},
                   {Hop::kNetwork, {Is(kOpen, "a NAT gateway")}},
                   {Hop::kLogging, {Logs(kOpen, "yes")}}}};
}

WorkloadReport With(WorkloadReport workload, Hop hop, std::vector<State> states) {
  workload.hops[static_cast<std::size_t>(hop)].states = std::move(states);
  return workload;
}

WorkloadReport Off(std::string address, std::string unit = "envs/prod") {
  return {.address = std::move(address),
          .unit = std::move(unit),
          .hops = {{Hop::kLaunch, {Is(kBlocked, "ECS Exec is not turned on")}}}};
}

std::string Drawn(std::vector<WorkloadReport> workloads, const TextOptions& options = {}) {
  Sample sample;
  sample.analysis.workloads = std::move(workloads);
  return "\n" + ExecTable(sample.Get(), options);
}

ExecSummary SummaryOf(const WorkloadReport& workload) {
  Sample sample;
  sample.analysis.workloads = {workload};
  ExecSummary summary = ExecSummaries(sample.Get()).front();
  summary.workload = summary.unit = {};  // the sample ends here
  if (!summary.recorded.empty()) {
    for (const std::string_view word : {"yes", "no", "unknown", "depends"}) {
      if (summary.recorded == word) summary.recorded = word;
    }
  }
  return summary;
}

TEST(ExecTable, OneLineForEachWorkloadByUnit) {
  EXPECT_EQ(
      Drawn({On("aws_ecs_service.web"),
             With(With(On("aws_ecs_service.orders"), Hop::kTaskRole,
                       {Is(kBlocked, "task role `r` lacks the ssmmessages actions")}),
                  Hop::kNetwork, {Is(kUnknown, "which subnets: `var.subnets` has no value here")}),
             With(On("Service", "b.yaml"), Hop::kContainer,
                  {Is(kBlocked, "the root filesystem is read-only")})}),
      R"(
workload                  exec  P C R N L  recorded  details
envs/prod
  aws_ecs_service.web     on    ✓ ✓ ✓ ✓ ✓  yes
  aws_ecs_service.orders  on    ✓ ✓ ✗ ? ✓  yes       ✗ task role `r` lacks the ssmmessages actions
b.yaml
  Service                 on    ✓ ✗ ✓ ✓ ✓  yes       ✗ container: the root filesystem is read-only
  P platform, C container, R task role, N network, L logging; ✓ works, ✗ blocked, ? unknown
)");
}

TEST(ExecTable, WithoutUtf8MarksAreAscii) {
  EXPECT_EQ(Drawn({With(On("web"), Hop::kTaskRole, {Is(kBlocked, "no task role")})},
                  {.screen = {.ascii = true}}),
            R"(
workload  exec  P C R N L  recorded  details
envs/prod
  web     on    + + x + +  yes       x task role: no task role
  P platform, C container, R task role, N network, L logging; + works, x blocked
)");
}

TEST(ExecTable, WhatIsOffIsOneLine) {
  EXPECT_EQ(Drawn({}), "\n");
  EXPECT_EQ(Drawn({Off("a")}), "\n1 workload has ECS Exec off: `a`\n");
  EXPECT_EQ(Drawn({Off("a"), Off("b")}), "\n2 workloads have ECS Exec off: `a` and `b`\n");
  EXPECT_EQ(Drawn({Off("a"), Off("b"), Off("c"), Off("d", "other")}),
            "\n4 workloads have ECS Exec off\n");
  EXPECT_EQ(Drawn({Off("a", "one"), Off("a", "two")}),
            "\n2 workloads have ECS Exec off: `a` in one and `a` in two\n");
  // Also where it exists in some scenarios alone.
  WorkloadReport some = Off("a");
  some.hops[0].states[0].when = {"`var.create` is `true`"};
  EXPECT_EQ(Drawn({some}), "\n1 workload has ECS Exec off: `a`\n");
}

// Why nothing is recorded is said where nothing else is in the way, without what the column says.
TEST(ExecTable, SaysWhyNothingIsRecorded) {
  HopReport::State state = Logs(kOpen, "no");
  state.summary = "sessions are not recorded: the task role is not allowed to write";
  const WorkloadReport exposed{.address = "c", .unit = "u", .hops = {{Hop::kLogging, {state}}}};
  EXPECT_NE(Drawn({exposed}).find("✓  no        the task role is not allowed to write\n"),
            std::string::npos)
      << Drawn({exposed});
}

TEST(ExecTable, ClustersOfWhichNothingIsKnownAreOneLine) {
  const WorkloadReport idle{
      .address = "c", .unit = "u", .hops = {{Hop::kLogging, {Logs(kUnknown, "unknown")}}}};
  EXPECT_EQ(Drawn({idle}), "\n1 cluster is used by no workload in this code\n");
  EXPECT_EQ(Drawn({idle, idle}), "\n2 clusters are used by no workload in this code\n");
  const WorkloadReport exposed{
      .address = "c", .unit = "u", .hops = {{Hop::kLogging, {Logs(kOpen, "no")}}}};
  EXPECT_NE(Drawn({exposed}).find("  c       -     · · · · ✓  no        sessions\n"),
            std::string::npos)
      << Drawn({exposed});
}

// What is so in some scenarios alone is not said of the workload.
TEST(ExecSummary, NothingIsOnOrOpenInSomeScenariosAlone) {
  const std::vector<std::string> yes = {"`var.exec` is `true`"}, no = {"`var.exec` is `false`"};
  const auto flag = [&](std::vector<State> states) {
    return SummaryOf(With(On("a"), Hop::kLaunch, std::move(states))).exec;
  };
  EXPECT_EQ(flag({Is(kOpen, "on")}), HopMark::kOpen);
  EXPECT_EQ(flag({Is(kOpen, "on", yes)}), HopMark::kOpen) << "it does not exist otherwise";
  EXPECT_EQ(flag({Is(kOpen, "on", yes), Is(kBlocked, "off", no)}), HopMark::kDepends);
  EXPECT_EQ(flag({Is(kOpen, "on", yes), Is(kUnknown, "x: y", no)}), HopMark::kDepends);
  EXPECT_EQ(flag({Is(kBlocked, "off", yes), Is(kUnknown, "x: y", no)}), HopMark::kUnknown);
  EXPECT_EQ(flag({Is(kBlocked, "off", yes), Is(kBlocked, "not on", no)}), HopMark::kBlocked);

  const auto hop = [&](std::vector<State> states) {
    return SummaryOf(With(On("a"), Hop::kNetwork, std::move(states))).hops[3];
  };
  EXPECT_EQ(hop({Is(kOpen, "a", yes), Is(kOpen, "b", no)}), HopMark::kOpen);
  EXPECT_EQ(hop({Is(kOpen, "a", yes), Is(kBlocked, "b", no)}), HopMark::kDepends);
  EXPECT_EQ(hop({Is(kUnknown, "a: x", yes), Is(kBlocked, "b", no)}), HopMark::kDepends);
  EXPECT_EQ(hop({Is(kOpen, "a", yes), Is(kUnknown, "b: y", no)}), HopMark::kUnknown);

  const auto recorded = [&](std::vector<State> states) {
    return SummaryOf(With(On("a"), Hop::kLogging, std::move(states))).recorded;
  };
  EXPECT_EQ(recorded({Logs(kOpen, "yes", yes), Logs(kOpen, "yes", no)}), "yes");
  EXPECT_EQ(recorded({Logs(kOpen, "yes", yes), Logs(kOpen, "no", no)}), "depends");
  EXPECT_EQ(recorded({Logs(kOpen, "yes", yes), Logs(kUnknown, "unknown", no)}), "unknown");
}

TEST(ExecSummary, AGuessIsUnknown) {
  State guess = Is(kBlocked, "no way out");
  guess.confidence = Confidence::kLow;
  const ExecSummary summary = SummaryOf(With(On("a"), Hop::kNetwork, {guess}));
  EXPECT_EQ(summary.hops[3], HopMark::kUnknown);
  EXPECT_EQ(summary.why, "network: perhaps no way out");
}

TEST(ExecSummary, TheFirstObstacleIsTheFirstThatBlocks) {
  const WorkloadReport workload =
      With(With(With(On("a"), Hop::kPlatform, {Is(kUnknown, "which platform: `var.p` is unknown")}),
                Hop::kContainer, {Is(kBlocked, "read-only")}),
           Hop::kNetwork, {Is(kBlocked, "no way")});
  EXPECT_EQ(SummaryOf(workload).why, "container: read-only");
  EXPECT_EQ(SummaryOf(With(workload, Hop::kContainer, {Is(kOpen, "writable")})).why,
            "network: no way");
  EXPECT_EQ(
      SummaryOf(With(On("a"), Hop::kPlatform, {Is(kUnknown, "which platform: `var.p` is unknown")}))
          .why,
      "platform: `var.p` is unknown");
  EXPECT_EQ(SummaryOf(With(On("a"), Hop::kNetwork,
                           {Is(kBlocked, "no way", {"`var.e` is `prod`"}),
                            Is(kOpen, "a way", {"`var.e` is not `prod`"})}))
                .why,
            "network: no way when `var.e` is `prod`");
  EXPECT_EQ(SummaryOf(On("a")).why, "");
}

TEST(ExecTable, OnWhatItDepends) {
  const auto depends = [](std::vector<std::string> when) {
    const std::string drawn =
        Drawn({With(On("web"), Hop::kLaunch,
                    {Is(kOpen, "on", std::move(when)), Is(kBlocked, "off", {"the rest"})})});
    const std::size_t at = drawn.find("  web  ");
    return drawn.substr(at, drawn.find('\n', at) - at);
  };
  EXPECT_EQ(depends({"`var.exec` is `true`"}),
            "  web     depends  ✓ ✓ ✓ ✓ ✓  yes       exec is on when `var.exec` is `true`");
  EXPECT_EQ(depends({"`a` is `x`", "`b` is empty"}),
            "  web     depends  ✓ ✓ ✓ ✓ ✓  yes       exec is on when `a` is `x`, or `b` is empty");
  EXPECT_EQ(depends({"`var.environment` is one of `dev`, `staging`, `prod` and `b` is empty",
                     "`var.environment` is `live`", "2 more combinations"}),
            "  web     depends  ✓ ✓ ✓ ✓ ✓  yes       exec depends on `var.environment` and `b`");
}

TEST(ExecTable, ManyAreFoldedUnlessTheSummaryIsAll) {
  std::vector<WorkloadReport> many;
  for (int i = 0; i < 12; ++i) many.push_back(On("a" + std::to_string(i), "one"));
  for (int i = 0; i < 12; ++i) {
    many.push_back(With(On("b" + std::to_string(i), "two"), Hop::kNetwork,
                        {Is(kBlocked, "no way from `s" + std::to_string(i) + "`")}));
  }
  EXPECT_EQ(Drawn(many), R"(
workload          exec  P C R N L  recorded  details
one
  a0 and 11 more  on    ✓ ✓ ✓ ✓ ✓  yes
two
  b0 and 11 more  on    ✓ ✓ ✓ ✗ ✓  yes       ✗ network
  P platform, C container, R task role, N network, L logging; ✓ works, ✗ blocked
)");
  for (WorkloadReport& one : many) {
    if (one.unit != "two") continue;
    one = With(On(one.address, "two"), Hop::kNetwork,
               {Is(kBlocked, "nothing here launches `" + one.address + "`")});
  }
  EXPECT_NE(Drawn(many).find("✗ network: nothing here launches these\n"), std::string::npos)
      << Drawn(many);
  for (WorkloadReport& one : many) {
    if (one.unit != "two") continue;
    one = With(On(one.address, "two"), Hop::kNetwork,
               {Is(kBlocked, "`" + one.address + "` does not say")});
  }
  EXPECT_NE(Drawn(many).find("✗ network: each of them does not say\n"), std::string::npos)
      << Drawn(many);
  for (int i = 0; i < 12; ++i) {
    many[static_cast<std::size_t>(12 + i)] =
        With(On("b" + std::to_string(i), "two"), Hop::kNetwork,
             {Is(kBlocked, "no way from `s" + std::to_string(i) + "`")});
  }
  const std::string all = Drawn(many, {.summary = TextOptions::Summary::kOnly});
  EXPECT_NE(all.find("  b11     on "), std::string::npos) << all;
  EXPECT_NE(all.find("no way from `s11`"), std::string::npos) << all;

  many.clear();
  for (int i = 0; i < 30; ++i) many.push_back(On("a", "unit" + std::to_string(i)));
  many.push_back(With(On("x", "last"), Hop::kNetwork, {Is(kBlocked, "no way")}));
  EXPECT_EQ(Drawn(many), R"(
workload                     exec  P C R N L  recorded  details
  a and 29 more in 30 units  on    ✓ ✓ ✓ ✓ ✓  yes
  x in last                  on    ✓ ✓ ✓ ✗ ✓  yes       ✗ network: no way
  P platform, C container, R task role, N network, L logging; ✓ works, ✗ blocked
)");
}

// Exec is on wherever the workload exists: that it may not exist is another thing.
TEST(ExecTable, WhenItExists) {
  const auto details = [](State on) {
    return SummaryOf(With(On("web"), Hop::kLaunch, {std::move(on)}));
  };
  ExecSummary summary = details(Is(kOpen, "on", {"`var.create` is `true`"}));
  EXPECT_EQ(summary.exec, HopMark::kOpen);
  EXPECT_EQ(summary.conditions, std::vector<std::string>{"exists when `var.create` is `true`"});

  summary = details(Is(kOpen, "on", {"`var.a_long_name` is none of `a`, `b` and `c`"}));
  EXPECT_EQ(summary.conditions,
            std::vector<std::string>{"its existence depends on `var.a_long_name`"});

  State by_default = Is(kOpen, "on");
  by_default.reasons = {"exists by default"};
  summary = details(by_default);
  EXPECT_EQ(summary.exec, HopMark::kOpen);
  EXPECT_EQ(summary.conditions, by_default.reasons);
  EXPECT_NE(Drawn({With(On("web"), Hop::kLaunch, {by_default})})
                .find("on    ✓ ✓ ✓ ✓ ✓  yes       exists by default\n"),
            std::string::npos);

  // Two states say together that it always exists.
  summary = SummaryOf(With(On("web"), Hop::kLaunch,
                           {Is(kOpen, "on", {"`var.a` is `x`"}), Is(kOpen, "on by the module")}));
  EXPECT_EQ(summary.exec, HopMark::kOpen);
  EXPECT_TRUE(summary.conditions.empty());
}

TEST(ExecTable, SaysWhyNobodyKnowsWhetherItIsRecorded) {
  State state = Logs(kOpen, "unknown");
  state.reasons = {"whether sessions are recorded: `var.role` has no value here"};
  EXPECT_EQ(SummaryOf(With(On("web"), Hop::kLogging, {state})).why,
            "unknown whether sessions are recorded: `var.role` has no value here");
  state.reasons.clear();
  EXPECT_EQ(SummaryOf(With(On("web"), Hop::kLogging, {state})).why, "");
}

std::vector<WorkloadReport> LongNames() {
  const std::string name = "module.a_long_name_of_a_service.aws_ecs_service.this[\"\u4e2d\u6587\"]";
  return {On("web"),
          With(On(name), Hop::kTaskRole,
               {Is(kBlocked,
                   "task role `module.a_long_name_of_a_service.aws_iam_role.this` lacks "
                   "the ssmmessages actions")}),
          Off("module.a_long_name_of_a_service.aws_ecs_service.off")};
}

TEST(ExecTable, FitsTheTerminal) {
  for (const bool ascii : {false, true}) {
    for (std::size_t width = 40; width < 200; ++width) {
      std::istringstream in(Drawn(LongNames(), {.screen = {.ascii = ascii, .width = width}}));
      for (std::string line; std::getline(in, line);) EXPECT_LE(ColumnsOf(line), width) << line;
    }
  }
}

TEST(ExecTable, DetailsStandBelowWhereThereIsLittleRoom) {
  EXPECT_EQ(Drawn(LongNames(), {.screen = {.width = 40}}), R"(
workload
    exec  P C R N L  recorded
envs/prod
  web
    on    ✓ ✓ ✓ ✓ ✓  yes
  module.a_long_name_…rvice.this["中文"]
    on    ✓ ✓ ✗ ✓ ✓  yes
    ✗ task role
    `module.a_long_nam…ws_iam_role.this`
    lacks the ssmmessages actions
  P platform, C container, R task role,
  N network, L logging; ✓ works,
  ✗ blocked
1 workload has ECS Exec off:
  `module.a_long_name…s_ecs_service.off`
)");
  EXPECT_EQ(Drawn(LongNames(), {.screen = {.width = 80}}), R"(
workload                                               exec  P C R N L  recorded
envs/prod
  web                                                  on    ✓ ✓ ✓ ✓ ✓  yes
  module.a_long_name_of_a_s…_ecs_service.this["中文"]  on    ✓ ✓ ✗ ✓ ✓  yes
    ✗ task role `module.a_long_name_of_a_service.aws_iam_role.this` lacks the
    ssmmessages actions
  P platform, C container, R task role, N network, L logging; ✓ works, ✗ blocked
1 workload has ECS Exec off:
  `module.a_long_name_of_a_service.aws_ecs_service.off`
)");
}

// The findings and --show-unknown tell the rest.
TEST(ExecTable, EachOfManyRowsTakesOneLine) {
  const auto many = [](std::size_t width, TextOptions::Summary summary) {
    std::vector<WorkloadReport> rows;
    for (int i = 0; i < 15; ++i) {
      const std::string name = "service_" + std::to_string(i);
      rows.push_back(With(On("module.app.aws_ecs_service." + name), Hop::kTaskRole,
                          {Is(kBlocked, "`aws_iam_role." + name + "` lacks the actions")}));
    }
    rows.push_back(On("module.app.aws_ecs_service.web"));
    return Drawn(rows, {.screen = {.width = width}, .summary = summary});
  };
  const auto line = [&](std::size_t width) {
    const std::string all = many(width, TextOptions::Summary::kFirst);
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 20) << all;
    const std::size_t at = all.find("\n  module") + 1;
    return all.substr(at, all.find('\n', at) - at);
  };
  EXPECT_EQ(line(80),
            "  module.app.aws_ecs_service.service_0   on    ✓ ✓ ✗ ✓ ✓  yes       ✗ task role");
  EXPECT_EQ(line(110),
            "  module.app.aws_ecs_service.service_0   on    ✓ ✓ ✗ ✓ ✓  yes       ✗ task role: "
            "`aws_iam_role.service_0` lac…");
  const std::string whole = many(80, TextOptions::Summary::kOnly);
  EXPECT_NE(whole.find("    ✗ task role: `aws_iam_role.service_0` lacks the actions\n"), whole.npos)
      << whole;
}

TEST(ExecTable, DetailsBesideTheirRowAreWrapped) {
  State exists = Is(kOpen, "on");
  exists.reasons = {"exists by default"};
  EXPECT_EQ(Drawn({With(With(On("web"), Hop::kLaunch, {exists}), Hop::kNetwork,
                        {Is(kBlocked, "no route leads from the subnet to Session Manager")})},
                  {.screen = {.width = 80}}),
            R"(
workload  exec  P C R N L  recorded  details
envs/prod
  web     on    ✓ ✓ ✓ ✗ ✓  yes       exists by default
                                     ✗ network: no route leads from the subnet
                                     to Session Manager
  P platform, C container, R task role, N network, L logging; ✓ works, ✗ blocked
)");
}

TEST(ExecTable, NamesOfInputsDoNothing) {
  const std::string drawn = Drawn({On("a\x1b[31m\nb", "u\x1b]8;;x"), Off("\x07")});
  EXPECT_EQ(drawn.find('\x1b'), std::string::npos) << drawn;
  EXPECT_EQ(drawn.find('\x07'), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("a\u241b[31m b"), std::string::npos) << drawn;
}

TEST(ExecTable, WorkloadsThatWereNotAskedForAreLeftOut) {
  Sample sample;
  sample.analysis.workloads = {On("a"), Off("b")};
  RunResult result = sample.Get();
  result.selected.workload_shown = {false, true};
  EXPECT_EQ(ExecTable(result, {}), "1 workload has ECS Exec off: `b`\n");
}

}  // namespace
}  // namespace execlint
