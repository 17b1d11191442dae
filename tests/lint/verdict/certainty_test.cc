// What each verdict rests on: a value that comes by the default of an input makes it less certain,
// and every place that decided it is named.
#include <gtest/gtest.h>

#include <string>

#include "lint/verdict/access.h"
#include "lint/verdict/container.h"
#include "lint/verdict/exec_denial.h"
#include "lint/verdict/launch.h"
#include "lint/verdict/logging.h"
#include "lint/verdict/platform.h"
#include "tests/lint/verdict/judged.h"

namespace execlint {
namespace {

using testing_support::InWords;
using testing_support::Judged;
using testing_support::WithWorkload;

constexpr const char* kVariables = R"(
variable "true" { default = true }
variable "false" { default = false }
variable "x" {}
variable "linux" { default = "LINUX" }
variable "envoy" { default = "envoy" }
variable "splunk" { default = "splunk" }
variable "none" { default = "NONE" }
variable "containers" { default = [{ name = "a" }] }
variable "logged" { default = [{ name = "a", logConfiguration = { logDriver = "awslogs" } }] }
variable "old" { default = "1.3.0" }
variable "production" { default = "production" }
variable "agent" { default = "datadog/agent" }
)";

// A service, its cluster and its task definition, each with more arguments.
std::string Deployed(const std::string& service, const std::string& task,
                     const std::string& cluster = "") {
  return std::string(kVariables) + R"(
resource "aws_ecs_service" "web" {
  task_definition = aws_ecs_task_definition.web.arn
  cluster         = aws_ecs_cluster.main.arn
)" + service +
         R"(
}
resource "aws_ecs_cluster" "main" {
  name = "main"
)" + cluster +
         R"(
}
resource "aws_ecs_task_definition" "web" {
  family = "web"
)" + task +
         "\n}\n";
}

std::string With(const std::string& containers) {
  return "container_definitions = jsonencode(" + containers + ")\n";
}

// The verdict on these containers, without the place where they are listed.
std::string Containers(const std::string& containers, const std::string& task = "") {
  std::string words =
      Judged("main.tf", Deployed("enable_execute_command = true", task + With(containers)),
             Hop::kContainer);
  const std::size_t at = words.find("'[{");
  if (at == std::string::npos) return words;
  const std::size_t end = words.find("}]'", at);
  return words.substr(0, at) + "the list" + words.substr(end + 3);
}

TEST(VerdictCertainty, AReadOnlyContainer) {
  EXPECT_EQ(Containers(R"([{ name = "web", readonlyRootFilesystem = true }])"),
            "blocked: the root filesystem is read-only\nrests on the list, 'true'");
  EXPECT_EQ(Containers(R"([{ name = "web", readonlyRootFilesystem = var.true }])"),
            "blocked: the root filesystem is read-only\nrests on by default: the list, 'true'");
}

// Which containers are sidecars decides whether the one that is left is all there is.
TEST(VerdictCertainty, Sidecars) {
  const std::string web = R"([{ name = "web", readonlyRootFilesystem = true }, { name = "side", )";
  const std::string certain =
      "blocked: the root filesystem of all containers but sidecars is read-only\nrests on the "
      "list, 'true'";
  const std::string by_default =
      "blocked: the root filesystem of all containers but sidecars is read-only\nrests on by "
      "default: the list, 'true'";
  const std::string open = "open: a container's root filesystem is writable\nrests on the list";
  EXPECT_EQ(Containers(web + "}]"), open);
  EXPECT_EQ(Containers(web + "essential = true }]"), open);
  const std::string perhaps =
      "open: a container's root filesystem is writable\nrests on likely: the list";
  EXPECT_EQ(Containers(web + "essential = var.x }]"), perhaps);
  EXPECT_EQ(Containers(web + "image = var.x }]"), perhaps);
  EXPECT_EQ(Containers(R"([{ name = "web", image = var.x }, { name = "side" }])"), open);
  EXPECT_EQ(Containers(web + "essential = false }]"), certain);
  EXPECT_EQ(Containers(web + "essential = var.false }]"), by_default);
  EXPECT_EQ(Containers(web + "firelensConfiguration = { type = \"fluentbit\" } }]"), certain);
  EXPECT_EQ(Containers(web + "image = \"public.ecr.aws/X-Ray/AWS-XRay-Daemon:3\" }]"), certain);
  EXPECT_EQ(Containers(web + "image = var.agent }]"), by_default);
  // Several signs: one that is certain is enough.
  EXPECT_EQ(Containers(web + "essential = false, image = \"datadog/agent\" }]"), certain);
  EXPECT_EQ(Containers(web + "essential = var.false, image = \"datadog/agent\" }]"), certain);
  // Several sidecars: all of them must be some.
  EXPECT_EQ(Containers(web + "essential = var.false }, { name = \"b\", essential = false }]"),
            by_default);
  // Where all are read-only, nobody asks which are sidecars.
  EXPECT_EQ(Containers(R"([{ name = "web", readonlyRootFilesystem = true },
                           { name = "b", readonlyRootFilesystem = true, essential = var.false }])"),
            "blocked: the root filesystem is read-only\nrests on the list, 'true', 'true'");
}

// The proxy of App Mesh is named by the task definition.
TEST(VerdictCertainty, TheMeshProxyIsASidecar) {
  const auto with = [](const std::string& proxy, const std::string& second) {
    return Containers(
        R"([{ name = "web", readonlyRootFilesystem = true }, { name = )" + second + " }]",
        "proxy_configuration {\ntype = \"APPMESH\"\ncontainer_name = " + proxy + "\n}\n");
  };
  const std::string blocked =
      "blocked: the root filesystem of all containers but sidecars is read-only\nrests on ";
  const std::string open = "open: a container's root filesystem is writable\nrests on the list";
  EXPECT_EQ(with("\"envoy\"", "\"envoy\""), blocked + "the list, 'true'");
  EXPECT_EQ(with("\"envoy\"", "\"other\""), open);
  EXPECT_EQ(with("var.envoy", "\"envoy\""), blocked + "by default: the list, 'true'");
  EXPECT_EQ(with("\"envoy\"", "var.envoy"), blocked + "by default: the list, 'true'");
}

TEST(VerdictCertainty, AReadOnlyContainerOnWindows) {
  const auto on = [](const std::string& family) {
    return Containers(R"([{ name = "web", readonlyRootFilesystem = true }])",
                      "runtime_platform {\noperating_system_family = " + family + "\n}\n");
  };
  const std::string blocked = "blocked: the root filesystem is read-only\nrests on ";
  EXPECT_EQ(on("\"LINUX\""), blocked + "the list, 'true'");
  EXPECT_EQ(on("var.linux"), blocked + "by default: the list, 'true'");
  EXPECT_EQ(on("var.x"), blocked + "by default: the list, 'true'");
  EXPECT_EQ(on("\"WINDOWS_SERVER_2022_CORE\""),
            "open: a container's root filesystem is writable\nrests on the list");
  WithWorkload(
      "main.tf",
      Deployed("enable_execute_command = true",
               "runtime_platform {\noperating_system_family = \"WINDOWS_SERVER_2022_CORE\"\n}\n" +
                   With(R"([{ name = "web" }])")),
      [](const Workload& workload, const SourceMap& sources) {
        const ContainerVerdict& verdict = workload.container_verdict();
        ASSERT_EQ(verdict.steps.size(), 1u);
        EXPECT_EQ(verdict.steps[0].phrase,
                  "the containers run Windows, which has no read-only root filesystem");
        EXPECT_EQ(sources.Text(verdict.steps[0].place.span), "\"WINDOWS_SERVER_2022_CORE\"");
      });
}

// The agent may start where writable mounts stand over its paths: nobody can be sure.
TEST(VerdictCertainty, MountsOverTheAgentsPaths) {
  const auto mounted = [](const std::string& first, const std::string& second) {
    return Containers(
        R"([{ name = "web", readonlyRootFilesystem = true, mountPoints = [{ containerPath = )" +
        first + ", sourceVolume = \"a\" }, { containerPath = " + second +
        ", sourceVolume = \"b\" }] }]");
  };
  const std::string whether =
      "unknown\ncannot tell whether the exec agent starts in container `web` when it can write "
      "only to mounted volumes: ";
  const std::string covered =
      whether + "on which platforms it starts then (not known, in words) at 'true'";
  const std::string not_covered =
      "blocked: the root filesystem is read-only\nrests on the list, 'true'";
  EXPECT_EQ(mounted("\"/var/lib/amazon\"", "\"/var/log/amazon\""), covered);
  EXPECT_EQ(mounted("\"/var/lib/amazon///\"", "\"/var/log/amazon/ssm\""), covered);
  EXPECT_EQ(mounted("\"/var\"", "\"/data\""), covered);
  EXPECT_EQ(mounted("\"/var/lib\"", "\"/data\""), not_covered);
  EXPECT_EQ(mounted("\"/var/lib/amazonia\"", "\"/var/log/amazonia\""), not_covered);
  EXPECT_EQ(mounted("\"/\"", "\"\""), not_covered) << "neither is a path that a volume can have";
  const auto unsure = [&mounted](const std::string& first, const std::string& second) {
    const std::string words = mounted(first, second);
    return words.substr(0, words.find(" at "));
  };
  const std::string maybe = whether + "var.x (from outside)";
  EXPECT_EQ(unsure("var.x", "\"/var/log/amazon\""), maybe);
  EXPECT_EQ(unsure("\"/var/lib/amazon\"", "var.x"), maybe);
  EXPECT_EQ(unsure("\"/var/log/amazon\"", "\"/var/lib/${var.x}\""), maybe);
  EXPECT_EQ(unsure("\"/var/log/amazon\"", "\"/var/lib/amazon/${var.x}\""), maybe);
  EXPECT_EQ(mounted("\"/var/log/amazon\"", "\"/data/${var.x}\""), not_covered);
  EXPECT_EQ(unsure("\"/data\"", "var.x"), maybe) << "/var covers both";
}

// Nobody goes into a sidecar, so what is not known of one does not matter.
TEST(VerdictCertainty, ASidecarThatMayBeReadOnly) {
  EXPECT_EQ(Containers(R"([{ name = "web" }, { name = "side", essential = false,
                           readonlyRootFilesystem = var.x }])"),
            "open: a container's root filesystem is writable\nrests on the list");
}

// Containers that nobody can see may be writable ones.
TEST(VerdictCertainty, ContainersThatAreNotSeen) {
  EXPECT_EQ(Containers(R"([{ name = "web", readonlyRootFilesystem = true }, var.x])"),
            "unknown\ncannot tell which containers run here besides those in the code: var.x "
            "(from outside) at 'variable \"x\"'");
  EXPECT_EQ(
      Judged("main.tf",
             Deployed("enable_execute_command = true",
                      With(R"(concat([{ name = "web", readonlyRootFilesystem = true }], var.x))")),
             Hop::kContainer),
      "unknown\ncannot tell which containers run here besides those in the code: var.x (from "
      "outside) at 'concat([{ name = \"web\", readonlyRootFilesystem = true }], var.x)'");
  WithWorkload("main.tf",
               Deployed("enable_execute_command = true",
                        With(R"([{ name = "web", readonlyRootFilesystem = true }, var.x])")),
               [](const Workload& workload, const SourceMap&) {
                 EXPECT_FALSE(workload.container_verdict().read_only_everywhere);
                 EXPECT_EQ(workload.container_verdict().read_only.size(), 1u);
               });
  EXPECT_EQ(
      Containers(
          R"([{ name = "web", readonlyRootFilesystem = var.x }, { name = "side", essential = false }])"),
      "unknown\ncannot tell whether the root filesystem of container `web` is read-only: var.x "
      "(from outside) at 'variable \"x\"'");
  EXPECT_EQ(
      Containers(
          R"([{ name = "web", readonlyRootFilesystem = var.x, essential = false }, { name = "side", essential = false, readonlyRootFilesystem = true }])"),
      "unknown\ncannot tell whether the root filesystem of container `web` is read-only: var.x "
      "(from outside) at 'variable \"x\"'");
}

TEST(VerdictCertainty, TheFlag) {
  const auto launch = [](const std::string& argument) {
    return Judged("main.tf", Deployed(argument, With("[{ name = \"web\" }]")), Hop::kLaunch);
  };
  EXPECT_EQ(launch("enable_execute_command = true"), "open: ECS Exec is on\nrests on 'true'");
  EXPECT_EQ(launch("enable_execute_command = var.true"),
            "open: ECS Exec is on\nrests on by default: 'true'");
  EXPECT_EQ(launch("enable_execute_command = false"), "blocked: ECS Exec is off\nrests on 'false'");
  EXPECT_EQ(launch("enable_execute_command = var.false"),
            "blocked: ECS Exec is off\nrests on by default: 'false'");
  EXPECT_EQ(launch(""),
            "blocked: ECS Exec is not turned on\nrests on 'resource \"aws_ecs_service\" \"web\"'");
  EXPECT_EQ(launch("enable_execute_command = var.x"),
            "unknown\ncannot tell whether ECS Exec is turned on: var.x (from outside) at 'variable "
            "\"x\"'");
  const auto step = [](const std::string& argument) {
    std::string words;
    WithWorkload("main.tf", Deployed(argument, With("[{ name = \"web\" }]")),
                 [&](const Workload& workload, const SourceMap& sources) {
                   for (const PathStep& one : workload.launch_verdict().steps) {
                     words += one.phrase + " | " + std::string(sources.Text(one.place.span));
                   }
                 });
    return words;
  };
  EXPECT_EQ(step("enable_execute_command = true"), "ECS Exec is turned on here | true");
  EXPECT_EQ(step("enable_execute_command = false"), "ECS Exec is turned off here | false");
  EXPECT_EQ(step(""),
            "the service does not turn ECS Exec on | resource \"aws_ecs_service\" \"web\"");
}

LaunchCause CauseOf(const std::string& service, const std::string& more) {
  LaunchCause cause;
  WithWorkload(
      "main.tf", Deployed(service, With("[{ name = \"web\" }]")) + more,
      [&](const Workload& workload, const SourceMap&) { cause = workload.launch_cause(); });
  return cause;
}

TEST(VerdictCertainty, AMisplacedFlagIsTheCause) {
  using Kind = LaunchCause::Kind;
  EXPECT_EQ(CauseOf("", "").kind, Kind::kOff);
  EXPECT_EQ(CauseOf("execute_command = true", "").kind, Kind::kMisplaced);
  EXPECT_EQ(CauseOf("enable_execute_command = true\nexecute_command = true", "").kind, Kind::kNone);
  EXPECT_EQ(CauseOf("", "variable \"exec\" { default = true }\n").kind, Kind::kOff);
}

TEST(VerdictCertainty, LoggingByTheDriversOfContainers) {
  const auto logging = [](const std::string& containers, const std::string& cluster = "") {
    return Judged("main.tf", Deployed("enable_execute_command = true", With(containers), cluster),
                  Hop::kLogging);
  };
  const std::string cluster = "'resource \"aws_ecs_cluster\" \"main\"'";
  const std::string role =
      "\ncannot tell whether sessions are recorded: what the role of the container instances may "
      "do "
      "(not known, in words) at 'resource \"aws_ecs_task_definition\" \"web\"'";
  const std::string awslogs = "logConfiguration = { logDriver = \"awslogs\" }";
  EXPECT_EQ(
      logging("[{ name = \"a\", " + awslogs + " }]"),
      "open: sessions go to the containers' awslogs if the task role may write there\nrests on " +
          cluster + role);
  EXPECT_EQ(logging("[{ name = \"a\" }]"),
            "open: sessions are not recorded: no container has the awslogs log driver\nrests on "
            "'resource \"aws_ecs_cluster\" \"main\"', '{ name = \"a\" }'");
  EXPECT_EQ(logging("[{ name = \"a\", logConfiguration = { logDriver = var.splunk } }]"),
            "open: sessions are not recorded: no container has the awslogs log driver\nrests on by "
            "default: 'resource \"aws_ecs_cluster\" \"main\"', '\"splunk\"'");
  EXPECT_EQ(logging("var.containers"),
            "open: sessions are not recorded: no container has the awslogs log driver\nrests on by "
            "default: 'resource \"aws_ecs_cluster\" \"main\"', '{ name = \"a\" }'");
  EXPECT_EQ(
      logging("var.logged"),
      "open: sessions go to the containers' awslogs if the task role may write there\nrests on by "
      "default: 'resource \"aws_ecs_cluster\" \"main\"'" +
          role);
  EXPECT_EQ(logging("[{ name = \"a\", " + awslogs + " }, { name = \"b\" }]"),
            "unknown\ncannot tell whether sessions are recorded: `b` has no awslogs log driver: "
            "the container that a session opens in (request, in words) at '[{ name = \"a\", "
            "logConfiguration = { logDriver = \"awslogs\" } }, { name = \"b\" }]'");
  EXPECT_EQ(
      logging("[{ name = \"a\", " + awslogs + " }, { name = \"b\" }, { image = \"c\" }]"),
      "unknown\ncannot tell whether sessions are recorded: `b`, a container have no awslogs log "
      "driver: the container that a session opens in (request, in words) at '[{ name = \"a\", "
      "logConfiguration = { logDriver = \"awslogs\" } }, { name = \"b\" }, { image = \"c\" }]'");
  EXPECT_EQ(logging("[{ name = \"a\", logConfiguration = { logDriver = var.x } }]"),
            "unknown\ncannot tell whether sessions are recorded: var.x (from outside) at 'variable "
            "\"x\"'");
  EXPECT_EQ(logging("[{ name = \"a\", logConfiguration = { logDriver = \"aws${var.x}\" } }]"),
            "unknown\ncannot tell whether sessions are recorded: var.x (from outside) at "
            "'\"aws${var.x}\"'");
  EXPECT_EQ(logging("concat([{ name = \"a\", " + awslogs + " }], var.x)"),
            "unknown\ncannot tell whether sessions are recorded: var.x (from outside) at "
            "'concat([{ name = \"a\", logConfiguration = { logDriver = \"awslogs\" } }], var.x)'");
  EXPECT_EQ(logging("[var.x]"),
            "unknown\ncannot tell whether sessions are recorded: var.x (from outside) at 'variable "
            "\"x\"'");
  const auto set = [](const std::string& value) {
    return "configuration {\nexecute_command_configuration {\nlogging = " + value + "\n}\n}\n";
  };
  EXPECT_EQ(logging("[{ name = \"a\" }]", set("\"NONE\"")),
            "open: session logging is NONE\nrests on '\"NONE\"'");
  EXPECT_EQ(logging("[{ name = \"a\" }]", set("var.none")),
            "open: session logging is NONE\nrests on by default: '\"NONE\"'");
  EXPECT_EQ(logging("[{ name = \"a\" }]", set("\"OVERRIDE\"")),
            "blocked: OVERRIDE names no log group and no bucket\nrests on '\"OVERRIDE\"'");
  EXPECT_EQ(logging("[{ name = \"a\" }]", set("\"none\"")),
            "unknown\ncannot tell how the cluster logs sessions: none (broken) at '\"none\"'");
  EXPECT_EQ(logging("[{ name = \"a\" }]", set("var.x")),
            "unknown\ncannot tell how the cluster logs sessions: var.x (from outside) at 'variable "
            "\"x\"'");
}

TEST(VerdictCertainty, WhatSessionsAreRecordedBy) {
  using Recorded = LoggingVerdict::Recorded;
  const auto recorded = [](const std::string& containers, const std::string& logging) {
    Recorded found = Recorded::kUnknown;
    WithWorkload("main.tf",
                 Deployed("enable_execute_command = true", With(containers),
                          "configuration {\nexecute_command_configuration {\nlogging = " + logging +
                              "\n}\n}\n"),
                 [&](const Workload& workload, const SourceMap&) {
                   found = workload.logging_verdict().recorded;
                 });
    return found;
  };
  const std::string none = "[{ name = \"a\" }]";
  const std::string to_group =
      "\"OVERRIDE\"\nlog_configuration {\ncloud_watch_log_group_name = \"sessions\"\n}";
  EXPECT_EQ(recorded(none, "\"OVERRIDE\""), Recorded::kUnknown);  // there are no sessions
  EXPECT_EQ(recorded(none, to_group), Recorded::kRoleMayNot);     // there is no task role
  EXPECT_EQ(recorded(none, "\"NONE\""), Recorded::kOff);
  EXPECT_EQ(recorded(none, "\"DEFAULT\""), Recorded::kNoDriver);
  EXPECT_EQ(
      recorded("[{ name = \"a\", logConfiguration = { logDriver = \"awslogs\" } }]", "\"DEFAULT\""),
      Recorded::kUnknown);
  EXPECT_EQ(recorded(none, "var.x"), Recorded::kUnknown);
}

// The cause that concerns the cluster is told once all of its services are seen to be recorded.
TEST(VerdictCertainty, AnImplicitConfiguration) {
  const auto cause = [](const std::string& more, const std::string& cluster = "") {
    LoggingCause found = LoggingCause::kNone;
    WithWorkload(
        "main.tf",
        Deployed("enable_execute_command = true",
                 With("[{ name = \"a\", logConfiguration = { logDriver = \"awslogs\" } }]"),
                 cluster) +
            more,
        [&](const Workload& workload, const SourceMap&) { found = workload.logging_cause(); });
    return found;
  };
  const auto other = [](const std::string& arguments) {
    return "resource \"aws_ecs_task_definition\" \"worker\" {\nfamily = \"worker\"\n" +
           With("[{ name = \"b\" }]") +
           "}\nresource \"aws_ecs_service\" \"worker\" {\n"
           "task_definition = aws_ecs_task_definition.worker.arn\n" +
           arguments + "\n}\n";
  };
  const std::string here = "cluster = aws_ecs_cluster.main.arn\n";
  const std::string on = "enable_execute_command = true\n";
  EXPECT_EQ(cause(""), LoggingCause::kImplicit);
  EXPECT_EQ(cause(other(here + on)), LoggingCause::kNone);
  EXPECT_EQ(cause(other(on)), LoggingCause::kImplicit) << "it is of another cluster";
  EXPECT_EQ(cause(other(here)), LoggingCause::kImplicit) << "its exec is off";
  EXPECT_EQ(cause(other(here + on + "count = 0\n")), LoggingCause::kImplicit)
      << "it does not exist";
  EXPECT_EQ(cause("resource \"aws_ecs_task_definition\" \"alone\" {\nfamily = \"alone\"\n" +
                  With("[{ name = \"b\" }]") + "}\n"),
            LoggingCause::kImplicit)
      << "it is no service";
  EXPECT_EQ(cause("", "configuration {\nexecute_command_configuration {\n}\n}\n"),
            LoggingCause::kNone);
}

// An input of a module that nothing reads was meant for the services in that module.
TEST(VerdictCertainty, AnInputThatIsNeverRead) {
  const auto kind = [](const std::string& module, const std::string& service_module) {
    LaunchCause::Kind found = LaunchCause::Kind::kNone;
    const std::string input = "variable \"enable_execute_command\" { default = true }\n";
    const std::string service = "resource \"aws_ecs_service\" \"web\" {\nname = \"web\"\n}\n";
    std::map<std::string, std::string> files = {
        {"main.tf",
         "module \"" + module + "\" {\nsource = \"./input\"\nenable_execute_command = true\n}\n"}};
    files["input/main.tf"] = input;
    if (service_module.empty()) {
      files["main.tf"] += service;
    } else if (service_module == module) {
      files["input/main.tf"] += service;
    } else {
      files["main.tf"] += "module \"" + service_module + "\" {\nsource = \"./service\"\n}\n";
      files["service/main.tf"] = service;
    }
    WithWorkload(files, [&](const Workload& workload, const SourceMap&) {
      found = workload.launch_cause().kind;
    });
    return found;
  };
  using Kind = LaunchCause::Kind;
  EXPECT_EQ(kind("web", "web"), Kind::kPreparedButOff);
  EXPECT_EQ(kind("web", ""), Kind::kOff);
  EXPECT_EQ(kind("web", "api"), Kind::kOff);
  EXPECT_EQ(kind("web", "webserver"), Kind::kOff) << "the name alone begins alike";
  EXPECT_EQ(kind("webserver", "web"), Kind::kOff);
}

TEST(VerdictCertainty, TheFargatePlatformVersion) {
  const auto platform = [](const std::string& service, const std::string& task = "") {
    return Judged(
        "main.tf",
        Deployed("enable_execute_command = true\n" + service, task + With("[{ name = \"web\" }]")),
        Hop::kPlatform);
  };
  const auto version = [&](const std::string& text) {
    return platform("launch_type = \"FARGATE\"\nplatform_version = " + text);
  };
  const auto old = [](const std::string& number) {
    return "blocked: Fargate platform version " + number + " is older than 1.4.0\nrests on ";
  };
  const std::string fargate = "open: runs on Fargate\nrests on ";
  EXPECT_EQ(version("\"1.3.0\""), old("1.3.0") + "'\"1.3.0\"'");
  EXPECT_EQ(version("var.old"), old("1.3.0") + "by default: '\"1.3.0\"'");
  EXPECT_EQ(version("\"1.3\""), old("1.3") + "'\"1.3\"'");
  EXPECT_EQ(version("\"1\""), old("1") + "'\"1\"'");
  EXPECT_EQ(version("\"0.9\""), old("0.9") + "'\"0.9\"'");
  EXPECT_EQ(version("\"1.4.0\""), fargate);
  EXPECT_EQ(version("\"1.4\""), fargate);
  EXPECT_EQ(version("\"1.4.1\""), fargate);
  EXPECT_EQ(version("\"2\""), fargate);
  EXPECT_EQ(version("\"LATEST\""), fargate);
  EXPECT_EQ(version("\"1.x\""), fargate) << "is none, so ECS would refuse it";
  EXPECT_EQ(version("var.x"),
            "unknown\ncannot tell which Fargate platform version the tasks run on: var.x (from "
            "outside) at 'variable \"x\"'");
  EXPECT_EQ(version("\"1.${var.x}\""),
            "unknown\ncannot tell which Fargate platform version the tasks run on: var.x (from "
            "outside) at '\"1.${var.x}\"'");
  // A version says that it is Fargate, and another launch type says that ECS refuses it.
  EXPECT_EQ(platform("platform_version = \"1.3.0\""), old("1.3.0") + "'\"1.3.0\"'");
  EXPECT_EQ(platform("launch_type = \"EC2\"\nplatform_version = \"1.3.0\""),
            "open: runs on EC2\nrests on ");
  EXPECT_EQ(platform("launch_type = \"NONSENSE\""),
            "open: supports ECS Exec wherever the tasks run\nrests on ");
  // 1.0.0 is what Windows runs on.
  const auto on = [&](const std::string& family) {
    return platform("launch_type = \"FARGATE\"\nplatform_version = \"1.0.0\"",
                    "runtime_platform {\noperating_system_family = " + family + "\n}\n");
  };
  EXPECT_EQ(on("\"LINUX\""), old("1.0.0") + "'\"1.0.0\"'");
  EXPECT_EQ(on("var.linux"), old("1.0.0") + "by default: '\"1.0.0\"'");
  EXPECT_EQ(on("\"WINDOWS_SERVER_2022_CORE\""), fargate);
  EXPECT_EQ(on("var.x"),
            "unknown\ncannot tell whether the tasks run Windows, for which any platform version "
            "works: var.x (from outside) at 'variable \"x\"'");
  EXPECT_EQ(Judged("main.tf",
                   "resource \"aws_ecs_service\" \"web\" {\nenable_execute_command = true\n"
                   "task_definition = \"elsewhere:1\"\nplatform_version = \"1.0.0\"\n}\n",
                   Hop::kPlatform),
            "unknown\ncannot tell whether the tasks run Windows, for which any platform version "
            "works: elsewhere:1 (not in scan) at '\"elsewhere:1\"'");
}

// The first statement of a policy that lets its holder exec into every task.
std::string ExecEverywhere(const std::string& statements) {
  std::string words = "none";
  WithWorkload(
      "main.tf",
      Deployed("enable_execute_command = true", With("[{ name = \"web\" }]")) +
          "variable \"list\" { default = [\"ecs:ExecuteCommand\"] }\n"
          "variable \"exec\" { default = \"ecs:ExecuteCommand\" }\n"
          "variable \"all\" { default = \"*\" }\n"
          "resource \"aws_iam_policy\" \"p\" {\npolicy = jsonencode({ Version = \"2012-10-17\", "
          "Statement = [" +
          statements + "] })\n}\n",
      [&](const Workload& workload, const SourceMap& sources) {
        const auto& policies = workload.model().policies;
        if (policies.size() != 1) return;
        const auto& document = workload.Get(policies[0].document);
        if (!document.known()) return;
        const auto found = ExecEverywhereIn(*document);
        if (found.empty() || ExecDenialIn(*document, workload.view())) return;
        words = std::to_string(found.size()) +
                (found[0].grant == ExecGrant::kExec ? " exec" : " all of ECS") + " on " +
                InWords(found[0].grounds, sources);
      });
  return words;
}

TEST(VerdictCertainty, ExecInEveryTask) {
  const auto allow = [](const std::string& action, const std::string& rest = "Resource = \"*\"") {
    return "{ Effect = \"Allow\", Action = " + action + ", " + rest + " }";
  };
  EXPECT_EQ(ExecEverywhere(allow("\"ecs:ExecuteCommand\"")),
            "1 exec on '\"ecs:ExecuteCommand\"', '\"*\"'");
  EXPECT_EQ(ExecEverywhere(allow("var.exec")),
            "1 exec on by default: '\"ecs:ExecuteCommand\"', '\"*\"'");
  EXPECT_EQ(ExecEverywhere(allow("\"ecs:ExecuteCommand\"", "Resource = var.all")),
            "1 exec on by default: '\"ecs:ExecuteCommand\"', '\"*\"'");
  EXPECT_EQ(ExecEverywhere(allow("\"ecs:*\"")), "1 all of ECS on '\"ecs:*\"', '\"*\"'");
  // ExecuteCommand by its name says more than all of ECS, wherever it stands.
  EXPECT_EQ(ExecEverywhere(allow("[\"ecs:ExecuteCommand\", \"ecs:*\"]")),
            "1 exec on '\"ecs:ExecuteCommand\"', '\"*\"'");
  EXPECT_EQ(ExecEverywhere(allow("[\"ecs:*\", \"ecs:ExecuteCommand\"]")),
            "1 exec on '\"ecs:ExecuteCommand\"', '\"*\"'");
  EXPECT_EQ(ExecEverywhere(allow("[var.x, \"ecs:*\"]")), "1 all of ECS on '\"ecs:*\"', '\"*\"'");
  EXPECT_EQ(ExecEverywhere(allow("var.x")), "none");
  EXPECT_EQ(ExecEverywhere(allow("\"*\"")), "none") << "an administrator";
  EXPECT_EQ(ExecEverywhere(allow("\"s3:*\"")), "none");
  EXPECT_EQ(ExecEverywhere("{ Effect = var.x, Action = \"ecs:*\", Resource = \"*\" }"), "none");
  EXPECT_EQ(ExecEverywhere("{ Effect = \"Deny\", Action = \"s3:*\", Resource = \"*\" }"), "none");
  EXPECT_EQ(ExecEverywhere("var.x, " + allow("\"ecs:ExecuteCommand\"")),
            "1 exec on by default: '\"ecs:ExecuteCommand\"', '\"*\"'");
  EXPECT_EQ(ExecEverywhere(allow("\"ecs:ExecuteCommand\"") + ", " + allow("\"ecs:*\"")),
            "2 exec on '\"ecs:ExecuteCommand\"', '\"*\"'");
  // What may deny it to somebody.
  const auto denied = [&](const std::string& statement) {
    return ExecEverywhere(allow("\"ecs:ExecuteCommand\"") + ", { Effect = \"Deny\", " + statement +
                          " }") == "none";
  };
  EXPECT_TRUE(denied("Action = \"ecs:ExecuteCommand\", Resource = \"*/x\""));
  EXPECT_TRUE(denied("Action = [\"s3:*\", \"ecs:*\"], Resource = \"*/x\""));
  EXPECT_TRUE(denied("Action = [\"s3:*\", var.x], Resource = \"*/x\""));
  EXPECT_TRUE(denied("Action = concat([\"s3:*\"], var.x), Resource = \"*/x\""));
  EXPECT_TRUE(denied("NotAction = \"s3:*\", Resource = \"*/x\""));
  EXPECT_FALSE(denied("Action = [\"s3:*\", \"ec2:*\"], Resource = \"*/x\""));
  EXPECT_EQ(ExecEverywhere(allow("\"ecs:ExecuteCommand\"") +
                           ", { Effect = var.x, Action = \"ecs:*\", Resource = \"*\" }"),
            "none")
      << "the second may be a Deny";
}

TEST(VerdictCertainty, ExecInProduction) {
  const auto grounds = [](const std::string& service, const std::string& cluster) {
    std::string words = "no";
    WithWorkload("main.tf", Deployed(service, With("[{ name = \"web\" }]"), cluster),
                 [&](const Workload& workload, const SourceMap& sources) {
                   if (const auto exec = ExecInProduction(workload))
                     words = InWords(exec->grounds, sources);
                 });
    return words;
  };
  EXPECT_EQ(grounds("enable_execute_command = true", "tags = { Environment = \"production\" }"),
            "'true', '\"production\"'");
  EXPECT_EQ(grounds("enable_execute_command = var.true", "tags = { Environment = \"production\" }"),
            "by default: 'true', '\"production\"'");
  EXPECT_EQ(grounds("enable_execute_command = true", "tags = { Environment = var.production }"),
            "by default: 'true', '\"production\"'");
  EXPECT_EQ(grounds("enable_execute_command = false", "tags = { Environment = \"production\" }"),
            "no");
  EXPECT_EQ(grounds("enable_execute_command = true", "tags = { Environment = \"dev\" }"), "no");
}

TEST(VerdictCertainty, WithoutATaskDefinition) {
  const auto containers = [](const std::string& service) {
    return Judged("main.tf", "resource \"aws_ecs_service\" \"web\" {\n" + service + "\n}\n",
                  Hop::kContainer);
  };
  EXPECT_EQ(containers(""),
            "unknown\ncannot tell which containers run here: the task definition (not in scan, in "
            "words) at 'resource \"aws_ecs_service\" \"web\"'");
  EXPECT_EQ(containers("task_definition = \"web:1\""),
            "unknown\ncannot tell which containers run here: web:1 (not in scan) at '\"web:1\"'");
  EXPECT_EQ(containers("task_definition = data.aws_ecs_task_definition.a.arn"),
            "unknown\ncannot tell which containers run here: `data.aws_ecs_task_definition.a` is "
            "not declared (broken, in words) at 'data.aws_ecs_task_definition.a.arn'");
  EXPECT_EQ(Judged("main.tf", "resource \"aws_ecs_cluster\" \"main\" {\nname = \"main\"\n}\n",
                   Hop::kContainer),
            "unknown\ncannot tell which containers run here: what runs in the cluster (not known, "
            "in words) at nowhere");
}

// What is read of the task definition rests on which one it is.
TEST(VerdictCertainty, ATaskDefinitionByDefault) {
  const auto judged = [](Hop hop, const std::string& service, const std::string& task) {
    std::string text =
        Deployed("enable_execute_command = true\n" + service, task + With("[{ name = \"web\" }]"));
    const std::string reference = "aws_ecs_task_definition.web.arn";
    text.replace(text.find(reference), reference.size(), "var.chosen");
    return Judged("main.tf", text + "variable \"chosen\" { default = \"web\" }\n", hop);
  };
  EXPECT_EQ(judged(Hop::kPlatform, "platform_version = \"1.0.0\"", ""),
            "blocked: Fargate platform version 1.0.0 is older than 1.4.0\nrests on by default: "
            "'\"1.0.0\"'");
  EXPECT_EQ(judged(Hop::kPlatform, "platform_version = \"1.3.0\"", ""),
            "blocked: Fargate platform version 1.3.0 is older than 1.4.0\nrests on '\"1.3.0\"'");
  EXPECT_EQ(judged(Hop::kNetwork, "", "network_mode = \"none\"\n"),
            "blocked: network mode `none` has no network access\nrests on by default: '\"none\"'");
}

}  // namespace
}  // namespace execlint
