// What a user sees of the text output: through the program, and on a real terminal.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

#include "lint/render/wrap.h"
#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

bool Holds(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

constexpr const char* kService = R"(
resource "aws_ecs_service" "web" {
  name                   = "web"
  cluster                = "main"
  launch_type            = "FARGATE"
  task_definition        = aws_ecs_task_definition.web.arn
  enable_execute_command = EXEC
}

resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "app", image = "x" }])
}
)";

std::string Service(const std::string& exec) {
  std::string text = kService;
  return text.replace(text.find("EXEC"), 4, exec);
}

// What the program writes on a terminal of so many columns.
std::string OnTerminal(const std::vector<std::string>& arguments, const std::string& folder,
                       unsigned short columns) {
  const std::string program = ExeclintProgram();
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const winsize size{.ws_row = 50, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    for (const char* name : {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "LC_CTYPE", "LANG"}) {
      unsetenv(name);
    }
    setenv("TERM", "xterm", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    if (chdir(folder.c_str()) == 0) execv(program.c_str(), argv.data());
    _exit(127);
  }
  std::string out;
  char block[4096];
  for (ssize_t n; (n = read(terminal, block, sizeof block)) > 0;) {
    out.append(block, static_cast<std::size_t>(n));
  }
  close(terminal);
  waitpid(child, nullptr, 0);
  std::erase(out, '\r');
  return out;
}

TEST(TextOutput, ATerminalHasColorsLinksAndAWidth) {
  const Scratch scratch;
  scratch.Write("main.tf", Service("true"));
  for (const unsigned short columns : {80, 120}) {
    const std::string out = OnTerminal({"."}, scratch.path(), columns);
    EXPECT_TRUE(Holds(out, "\x1b]8;;https://docs.aws.amazon.com/")) << out;
    EXPECT_TRUE(Holds(out, "\x1b[1;91merror:\x1b[0m")) << out;
    EXPECT_TRUE(Holds(out, "\u2717")) << out;
    std::istringstream in(out);
    for (std::string line; std::getline(in, line);) EXPECT_LE(ColumnsOf(line), columns) << line;
  }
  const std::string plain = OnTerminal({".", "--color", "never"}, scratch.path(), 80);
  EXPECT_EQ(plain.find('\x1b'), plain.npos) << plain;
  EXPECT_TRUE(Holds(plain, "\n  no credentials")) << "wrapped all the same: " << plain;
}

TEST(TextOutput, AFileHasNone) {
  const Scratch scratch;
  scratch.Write("main.tf", Service("true"));
  unsetenv("COLUMNS");
  const std::string plain = RunExeclint({"."}, "", scratch.path()).out;
  EXPECT_TRUE(Holds(plain,
                    "error: the task definition has no task role, so the exec agent has no "
                    "credentials [task-role-missing]\n"))
      << plain;
  setenv("COLUMNS", "80", 1);
  const std::string narrow = RunExeclint({"."}, "", scratch.path()).out;
  unsetenv("COLUMNS");
  std::istringstream in(narrow);
  for (std::string line; std::getline(in, line);) EXPECT_LE(ColumnsOf(line), 80u) << line;
  setenv("FORCE_COLOR", "1", 1);
  const std::string colored = RunExeclint({"."}, "", scratch.path()).out;
  unsetenv("FORCE_COLOR");
  EXPECT_TRUE(Holds(colored, "\x1b[1;91merror:")) << colored;
  EXPECT_FALSE(Holds(colored, "\x1b]8;;")) << "no links: " << colored;
}

TEST(TextOutput, TheSummaryIsFirstOrLeftOutOrAll) {
  const Scratch scratch;
  scratch.Write("main.tf", Service("true"));
  const std::string head = "exec  P C R N L  recorded  details\n";
  const ProgramResult with = RunExeclint({"."}, "", scratch.path());
  EXPECT_LT(with.out.find(head), with.out.find("error:")) << with.out;
  EXPECT_EQ(with.status, 1);
  const ProgramResult without = RunExeclint({".", "--no-summary"}, "", scratch.path());
  EXPECT_FALSE(Holds(without.out, head)) << without.out;
  EXPECT_TRUE(without.out.starts_with("main.tf:")) << without.out;
  const ProgramResult only = RunExeclint({".", "--summary-only"}, "", scratch.path());
  EXPECT_TRUE(Holds(only.out, head)) << only.out;
  EXPECT_FALSE(Holds(only.out, "error:")) << only.out;
  EXPECT_TRUE(Holds(only.out, "\n1 error ")) << only.out;
  EXPECT_EQ(only.status, 1) << "what is found counts, shown or not";
  EXPECT_EQ(RunExeclint({".", "--summary-only", "--no-summary"}, "", scratch.path()).status, 2);
}

// "No findings" alone would say that exec works.
TEST(TextOutput, AHopIsBlockedForAReasonThatNoRuleReports) {
  const Scratch scratch;
  scratch.Write("main.tf", R"(
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}
resource "aws_security_group" "web" {
  vpc_id = aws_vpc.main.id
  egress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}
resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  task_role_arn            = "arn:aws:iam::123456789012:role/web"
  container_definitions    = jsonencode([{ name = "web", image = "nginx" }])
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
  network_configuration {
    subnets          = [aws_subnet.public.id]
    security_groups  = [aws_security_group.web.id]
    assign_public_ip = true
  }
}
)");
  const std::string line =
      "no rule reports this yet: ECS Exec does not work in `aws_ecs_service.web`: network: ";
  const ProgramResult all = RunExeclint({"."}, "", scratch.path());
  EXPECT_TRUE(Holds(all.out, line)) << all.out;
  EXPECT_TRUE(Holds(RunExeclint({"--format", "markdown"}, "", scratch.path()).out,
                    "no rule reports this yet: ECS Exec does not work in"));
  // Where a rule of the hop did not run, it might have.
  for (const std::string option : {"--select", "--ignore"}) {
    const std::string out =
        RunExeclint({option, "no-route-to-session-manager"}, "", scratch.path()).out;
    EXPECT_FALSE(Holds(out, "no rule reports")) << out;
  }
}

// What the configuration turns off, or a comment on one of several ways, a rule reports all the
// same.
TEST(TextOutput, AHopThatARuleReportsIsNotSaidToHaveNone) {
  const Scratch scratch;
  scratch.Write("m/main.tf", R"(
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([{ name = "web", image = "nginx", readonlyRootFilesystem = true }])
}
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
)");
  const std::string call = "\" {\n  source = \"./m\"\n}\n";
  scratch.Write("main.tf", "module \"a" + call +
                               "# execlint: ignore[read-only-root-filesystem] c is fine\n"
                               "module \"c" +
                               call);
  const std::string suppressed = RunExeclint({"."}, "", scratch.path()).out;
  EXPECT_TRUE(Holds(suppressed, "[read-only-root-filesystem]")) << suppressed;
  EXPECT_FALSE(Holds(suppressed, "no rule reports")) << suppressed;
  scratch.Write(".execlint.yaml", "ignore: [task-role, container]\n");
  const std::string configured = RunExeclint({"."}, "", scratch.path()).out;
  EXPECT_FALSE(Holds(configured, "[read-only-root-filesystem]")) << configured;
  EXPECT_FALSE(Holds(configured, "no rule reports")) << configured;
}

TEST(TextOutput, ExecThatHangsOnAnInputIsNotCalledOn) {
  const Scratch scratch;
  scratch.Write("main.tf", "variable \"exec\" {\n  type    = bool\n  default = true\n}\n" +
                               Service("var.exec"));
  const std::string out = RunExeclint({"--summary-only"}, "", scratch.path()).out;
  EXPECT_TRUE(Holds(out, "  aws_ecs_service.web  depends  ")) << out;
  EXPECT_TRUE(Holds(out, "on when `var.exec` is `true`")) << out;
}

// Exec is on wherever the service exists. That it may not exist is said, and not of the usual one.
TEST(TextOutput, SaysWhenAWorkloadMayNotExist) {
  const Scratch scratch;
  const auto service = [](const std::string& name, const std::string& more) {
    return "resource \"aws_ecs_service\" \"" + name +
           "\" {\n  enable_execute_command = true\n  task_definition = \"web:3\"\n" + more + "}\n";
  };
  scratch.Write("main.tf",
                "variable \"create\" {\n  default = true\n}\nvariable \"names\" {}\n"
                "variable \"env\" {}\n" +
                    service("usual", "") + service("by_default", "  count = var.create ? 1 : 0\n") +
                    service("many", "  for_each = toset(var.names)\n") +
                    service("prod", "  count = var.env == \"prod\" ? 1 : 0\n"));
  const std::string out = RunExeclint({"--summary-only"}, "", scratch.path()).out;
  const std::string marks = "  on    ? ? ? ? ?  ?         ";
  EXPECT_TRUE(Holds(out, "aws_ecs_service.usual        " + marks + "? platform")) << out;
  EXPECT_TRUE(Holds(out, "aws_ecs_service.by_default[0]" + marks + "exists by default; ?")) << out;
  EXPECT_TRUE(Holds(out, "aws_ecs_service.many         " + marks +
                             "might not exist: `var.names` has no value here; ?"))
      << out;
  EXPECT_TRUE(
      Holds(out, "aws_ecs_service.prod[0]      " + marks + "exists when `var.env` is `prod`; ?"))
      << out;

  scratch.Write("template.yaml",
                "Parameters:\n  Create: {Type: String, Default: 'yes'}\n"
                "Conditions:\n  Wanted: !Equals [!Ref Create, 'yes']\n"
                "Resources:\n  Web:\n    Type: AWS::ECS::Service\n    Condition: Wanted\n"
                "    Properties: {EnableExecuteCommand: true, TaskDefinition: 'web:3'}\n");
  const std::string template_out =
      RunExeclint({"--summary-only", "template.yaml"}, "", scratch.path()).out;
  EXPECT_TRUE(Holds(template_out, "  Web     " + marks.substr(2) + "exists when `Create` is `yes`"))
      << template_out;
}

TEST(TextOutput, ShowUnknownSaysWhyNobodyKnowsWhetherSessionsAreRecorded) {
  const Scratch scratch;
  scratch.Write("main.tf",
                "resource \"aws_ecs_cluster\" \"main\" {\n  name = \"main\"\n}\n"
                "resource \"aws_ecs_task_definition\" \"web\" {\n  family = \"web\"\n"
                "  container_definitions = jsonencode([{ name = \"web\", image = \"nginx\", "
                "logConfiguration = { logDriver = \"awslogs\" } }])\n}\n"
                "resource \"aws_ecs_service\" \"web\" {\n"
                "  cluster = aws_ecs_cluster.main.id\n  launch_type = \"EC2\"\n"
                "  task_definition = aws_ecs_task_definition.web.arn\n"
                "  enable_execute_command = true\n}\n");
  const std::string out = RunExeclint({"--show-unknown"}, "", scratch.path()).out;
  EXPECT_TRUE(Holds(out,
                    "main.tf:4:1: logging: whether sessions are recorded: execlint does not "
                    "know what the role of the container instances may do "
                    "(`aws_ecs_service.web`)\n"))
      << out;
}

TEST(TextOutput, ThreeLinesWhereNothingUsesExec) {
  const Scratch scratch;
  scratch.Write("main.tf", Service("false"));
  const ProgramResult result = RunExeclint({"."}, "", scratch.path());
  EXPECT_EQ(result.out,
            "1 workload has ECS Exec off: `aws_ecs_service.web`\n"
            "no findings for 1 workload in 1 file\n");
  EXPECT_EQ(result.err, "");
}

// With files named, the summary is of what they have a part in.
TEST(TextOutput, NamedFilesChooseTheWorkloads) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("a/main.tf", Service("false"));
  scratch.Write("b/main.tf", Service("false"));
  EXPECT_TRUE(Holds(RunExeclint({"."}, "", scratch.path()).out, "2 workloads have"));
  EXPECT_TRUE(
      Holds(RunExeclint({"b/main.tf"}, "", scratch.path()).out, "1 workload has ECS Exec off"));
}

TEST(TextOutput, NamesWithEscapesDoNothing) {
  const Scratch scratch;
  std::string text = Service("true");
  scratch.Write("ma\x1b]8;;http:x\x1b\\in\x07.tf", text);
  const std::string plain =
      OnTerminal({".", "--color", "never", "--show-unknown"}, scratch.path(), 80);
  EXPECT_EQ(plain.find('\x1b'), plain.npos) << plain;
  EXPECT_EQ(plain.find('\x07'), plain.npos) << plain;
  const std::string colored = OnTerminal({"."}, scratch.path(), 80);
  EXPECT_FALSE(Holds(colored, "\x1b]8;;http:x")) << colored;
}

}  // namespace
}  // namespace execlint
