// Units whose analysis fails: they are told, and nothing else is lost.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "lint/engine/engine.h"
#include "lint/source/deadline.h"
#include "lint/source/file_reader.h"
#include "parsers/frontends.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

using Files = std::map<std::string, std::string>;
using Lines = std::vector<std::string>;

constexpr const char* kReadOnly = R"(
resource "aws_ecs_service" "web" {
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_task_definition" "web" {
  task_role_arn         = "arn:aws:iam::123456789012:role/task"
  container_definitions = jsonencode([{ name = "web", readonlyRootFilesystem = true }])
}
)";

class GivenUpTest : public ::testing::Test {
 protected:
  explicit GivenUpTest(const Files& files) : reader_(files) {
    for (const auto& [path, text] : files) {
      project_.files.push_back({path, sources_.AddFile(path, text)});
    }
    discovery_ = Discover(project_, AllFrontends());
  }
  GivenUpTest() : GivenUpTest({{"a/main.tf", kReadOnly}, {"b/main.tf", kReadOnly}}) {}

  // What was found in `rule`, and then what was given up.
  Lines Run(std::string_view rule) {
    const Rule* rules[] = {FindRule(rule)};
    const Analysis analysis = AnalyzeUnits(project_, discovery_, rules,
                                           [](std::string_view path) { return std::string(path); });
    Lines lines;
    for (const Finding& finding : analysis.findings) lines.push_back("found in " + finding.unit);
    for (const Problem& problem : analysis.given_up) {
      lines.push_back(problem.path + ": " + problem.message);
    }
    return lines;
  }

  SourceMap sources_;
  const MemoryFileReader reader_;
  Project project_{.sources = sources_, .reader = reader_};
  Discovery discovery_;
};

TEST_F(GivenUpTest, NothingWhereAllGoesWell) {
  EXPECT_EQ(Run("read-only-root-filesystem"), (Lines{"found in a", "found in b"}));
}

TEST_F(GivenUpTest, NoMemory) {
  discovery_.units[0].load = [](const Loading&) -> Loaded { throw std::bad_alloc(); };
  EXPECT_EQ(Run("read-only-root-filesystem"),
            (Lines{"found in b", "a: its analysis was given up: there is not enough memory"}));
}

TEST_F(GivenUpTest, AMistakeOfTheProgram) {
  discovery_.units[1].load = [](const Loading&) -> Loaded { throw std::logic_error("oh"); };
  EXPECT_EQ(Run("read-only-root-filesystem"),
            (Lines{"found in a",
                   "b: its analysis was given up: a mistake in execlint, please report it: oh"}));
}

TEST_F(GivenUpTest, NoTime) {
  const Deadline over(std::chrono::seconds(-1));
  project_.deadline = &over;
  const std::string why = ": its analysis was given up: the time that --timeout gives is over";
  EXPECT_EQ(Run("read-only-root-filesystem"), (Lines{"a" + why, "b" + why}));
}

TEST_F(GivenUpTest, TooManyWorkloads) {
  for (UnitPlan& unit : discovery_.units) {
    unit.load = [load = unit.load](const Loading& loading) {
      Loaded loaded = load(loading);
      const Service one = loaded.model->services.front();
      while (loaded.model->services.size() < Launches::kMost + 7) {
        loaded.model->services.push_back(one);
      }
      return loaded;
    };
  }
  EXPECT_EQ(
      Run("read-only-root-filesystem"),
      (Lines{"found in a", "found in b",
             "a: 7 of its 10007 workloads were not looked at: they are too many for one run",
             "b: 7 of its 10007 workloads were not looked at: they are too many for one run"}));
}

// Each of the units has 200 services.
class ManyUnitsTest : public GivenUpTest {
 protected:
  ManyUnitsTest() : GivenUpTest(Roots(130)) {
    for (UnitPlan& unit : discovery_.units) {
      unit.load = [load = unit.load](const Loading& loading) {
        Loaded loaded = load(loading);
        const Service one = loaded.model->services.front();
        while (loaded.model->services.size() < 200) loaded.model->services.push_back(one);
        return loaded;
      };
    }
  }

 private:
  static Files Roots(int count) {
    Files files;
    for (int i = 0; i < count; ++i) {
      files["u" + std::to_string(100 + i) + "/main.tf"] = kReadOnly;
    }
    return files;
  }
};

// However many threads there are, those are given up that come last.
TEST_F(ManyUnitsTest, HaveTooMuchInAll) {
  for (const unsigned jobs : {1U, 4U}) {
    project_.jobs = jobs;
    const Lines lines = Run("read-only-root-filesystem");
    ASSERT_EQ(lines.size(), 130u);
    EXPECT_EQ(lines[124], "found in u224");
    for (std::size_t i = 125; i < 130; ++i) {
      EXPECT_EQ(lines[i], "u" + std::to_string(100 + i) +
                              ": its analysis was given up: the units before it have more "
                              "workloads and findings than one run keeps");
    }
  }
}

// A unit in which each of many workloads leads to many findings.
class ManyFindingsTest : public GivenUpTest {
 protected:
  ManyFindingsTest() : GivenUpTest({{"a/main.tf", Task()}}) {}

 private:
  static std::string Task() {
    std::string containers;
    for (int i = 0; i < 60; ++i) {
      containers += "{ name = \"c" + std::to_string(i) + "\", image = \"x\", " +
                    "readonlyRootFilesystem = true },\n";
    }
    return R"(
resource "aws_ecs_service" "web" {
  count                  = 250
  name                   = "web${count.index}"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_service" "other" {
  count                  = 250
  name                   = "other${count.index}"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_service" "third" {
  count                  = 250
  name                   = "third${count.index}"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_service" "fourth" {
  count                  = 250
  name                   = "fourth${count.index}"
  task_definition        = aws_ecs_task_definition.web.arn
  launch_type            = "FARGATE"
  enable_execute_command = true
}
resource "aws_ecs_task_definition" "web" {
  family                = "web"
  task_role_arn         = "arn:aws:iam::123456789012:role/task"
  container_definitions = jsonencode([
)" + containers +
           "])\n}\n";
  }
};

TEST_F(ManyFindingsTest, AreNotAllTold) {
  const Lines lines = Run("read-only-root-filesystem");
  ASSERT_EQ(lines.size(), 61u);
  EXPECT_EQ(lines.front(), "found in a");
  EXPECT_EQ(lines.back(), "a: 35000 of its findings are not told: they are too many for one run");
}

// A unit that may add what another one lacks.
class GivenUpAdderTest : public GivenUpTest {
 protected:
  GivenUpAdderTest()
      : GivenUpTest(ReadTree("fixtures/task_role_lacks_ssmmessages/"
                             "fail_policy_by_name_in_another_template")) {}
};

TEST_F(GivenUpAdderTest, NothingIsSaidToBeMissing) {
  const Lines before = Run("task-role-lacks-ssmmessages");
  ASSERT_FALSE(before.empty());
  for (const std::string& line : before) EXPECT_TRUE(line.starts_with("found in ")) << line;
  for (UnitPlan& unit : discovery_.units) {
    if ("found in " + unit.path == before[0]) continue;
    unit.load = [](const Loading&) -> Loaded { throw std::bad_alloc(); };
  }
  for (OtherPlan& other : discovery_.others) {
    other.answer = [](const Question&) -> std::unique_ptr<Model> { throw std::bad_alloc(); };
  }
  for (const std::string& line : Run("task-role-lacks-ssmmessages")) {
    EXPECT_TRUE(line.ends_with("there is not enough memory")) << line;
  }
}

}  // namespace
}  // namespace execlint::testing_support
