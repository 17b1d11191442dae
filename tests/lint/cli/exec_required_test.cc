// `exec: required` of the configuration, for everything that starts tasks, in each format.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "tests/lint/cli/in_scratch.h"

namespace execlint {
namespace {

using in_scratch::Has;
using in_scratch::In;
using in_scratch::Scratch;
using Names = std::set<std::string>;

constexpr const char* kRequired = "environments: {unclassified: {exec: required}}\n";

// What is reported as lacking exec: the first name in each message of `exec-disabled`.
Names Lacking(const std::map<std::string, std::string>& files,
              const std::string& config = kRequired) {
  const Scratch scratch;
  scratch.Write(".execlint.yaml", config);
  for (const auto& [path, text] : files) scratch.Write(path, text);
  const ProgramResult run = In(scratch, {"--format", "concise"});
  Names names;
  std::istringstream lines(run.out);
  for (std::string line; std::getline(lines, line);) {
    if (!Has(line, " exec-disabled: ")) continue;
    EXPECT_TRUE(Has(line, ": warning exec-disabled: ")) << line;
    EXPECT_TRUE(Has(line, "the configuration requires it")) << line;
    const std::size_t begin = line.find('`') + 1;
    names.insert(line.substr(begin, line.find('`', begin) - begin));
  }
  return names;
}

// A fixture whose tasks with exec on have another mistake.
std::string Fixture(const std::string& name) {
  std::ifstream in("fixtures/read_only_root_filesystem/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  EXPECT_FALSE(text.str().empty()) << name;
  return text.str();
}

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at; (at = text.find(what)) != std::string::npos;) {
    text.replace(at, what.size(), by);
  }
  return text;
}

TEST(ExecRequired, OfSchedulesEventTargetsAndPipes) {
  EXPECT_EQ(Lacking({{"main.tf", Fixture("fail_schedule_and_pipe.tf")}}),
            (Names{"aws_scheduler_schedule.daily", "aws_pipes_pipe.queue"}));
  EXPECT_EQ(Lacking({{"t.yaml", Fixture("fail_schedule_and_pipe.yaml")}}),
            (Names{"Daily", "Queue"}));
  EXPECT_EQ(Lacking({{"t.json", Fixture("fail_schedule.json")}}), Names{});
  EXPECT_EQ(Lacking({{"t.json", Replaced(Fixture("fail_schedule.json"), "true}}", "false}}")}}),
            Names{"Hourly"});
}

TEST(ExecRequired, OfEventTargets) {
  EXPECT_EQ(Lacking({{"main.tf", Fixture("fail_event_targets.tf")}}),
            (Names{"aws_cloudwatch_event_target.off", "aws_cloudwatch_event_target.absent",
                   "aws_cloudwatch_event_target.given", "aws_cloudwatch_event_target.both_off"}))
      << "`given` where it is given `false`";
  EXPECT_EQ(Lacking({{"t.yaml", Fixture("fail_event_targets.yaml")}}),
            (Names{"Nightly.Targets[1]", "Nightly.Targets[2]", "Nightly.Targets[4]"}));
}

TEST(ExecRequired, OfStatesOfStepFunctions) {
  const Names of_terraform = Lacking({{"main.tf", Fixture("fail_states.tf")}});
  ASSERT_EQ(of_terraform.size(), 1u);
  EXPECT_TRUE(Has(*of_terraform.begin(), "Off")) << *of_terraform.begin();
  const Names of_template = Lacking({{"t.yaml", Fixture("fail_states.yaml")}});
  ASSERT_EQ(of_template.size(), 1u);
  EXPECT_TRUE(Has(*of_template.begin(), "Off")) << *of_template.begin();
}

TEST(ExecRequired, OfBatchJobsDaemonsAndCallsOfRunTask) {
  EXPECT_TRUE(
      Lacking({{"main.tf", Fixture("fail_jobs.tf")}}).contains("aws_batch_job_definition.off"));
  EXPECT_TRUE(Lacking({{"t.yaml", Fixture("fail_jobs.yaml")}}).contains("Silent"));
  EXPECT_EQ(Lacking({{"t.yaml", Fixture("fail_daemon.yaml")}}), Names{"Off"});
  const std::string task = Fixture("fail_run_task/task.json");
  const std::string call = Fixture("fail_run_task/run.json");
  EXPECT_EQ(Lacking({{"task.json", task}, {"run.json", call}}), Names{});
  EXPECT_EQ(
      Lacking({{"task.json", task}, {"run.json", Replaced(call, ": true", ": false")}}).size(), 1u);
}

// CodeDeploy and task sets take the flag from their service.
TEST(ExecRequired, OfTheServiceOfATaskSet) {
  const std::string sets = Replaced(Fixture("fail_task_set.tf"), "enable_execute_command = true",
                                    "enable_execute_command = false");
  const Names names = Lacking({{"main.tf", sets}});
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) EXPECT_TRUE(name.starts_with("aws_ecs_service.")) << name;
}

TEST(ExecRequired, OfAnExpressServiceThereIsNothingToSet) {
  const Scratch scratch;
  scratch.Write(".execlint.yaml", kRequired);
  scratch.Write("t.yaml",
                "Resources:\n"
                "  Web:\n"
                "    Type: AWS::ECS::ExpressGatewayService\n"
                "    Properties: {PrimaryContainer: {Image: nginx}}\n");
  const ProgramResult run = In(scratch, {});
  EXPECT_TRUE(Has(run.out, "`Web` is an Express service, which has no setting for ECS Exec"))
      << run.out;
  EXPECT_FALSE(Has(run.out, "turn ECS Exec on for this")) << run.out;
}

// Without such a line only services are told of, and only where the rule is asked for.
TEST(ExecRequired, IsForTheConfigurationToSay) {
  const std::string schedules = Fixture("fail_schedule_and_pipe.tf");
  EXPECT_EQ(Lacking({{"main.tf", schedules}}, "extend-select: [exec-disabled]\n"), Names{});
  EXPECT_EQ(
      Lacking({{"main.tf", schedules}},
              "environments: {unclassified: {exec: allowed}, production: {exec: required}}\n"),
      Names{});
  EXPECT_EQ(Lacking({{"main.tf", schedules}}, std::string(kRequired) + "ignore: [exec-disabled]\n"),
            Names{});
}

}  // namespace
}  // namespace execlint
