// What --diff-base shows again, calls fixed, and calls undecided.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/lint/cli/diff_base.h"
#include "tests/lint/render/schema.h"
#include "tests/support/program.h"

namespace execlint::diff_base_test {
namespace {

using nlohmann::json;
using testing::SchemaErrors;

// Another service that runs the same task definition, and another call of the same module.
TEST_F(DiffBaseTest, WhatMoreWorkloadsReachIsShownAgain) {
  std::string two = Root("web");
  two += Replaced(Replaced(two.substr(0, two.find("\n\n") + 1), "\"web\" {", "\"second\" {"),
                  "= \"web\"", "= \"second\"");
  repository.Write("a/main.tf", two);
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 1) << run.out;
  EXPECT_TRUE(Has(run.out, "(1 more workload than before this change) [task-role-missing]"))
      << run.out;
}

// As many workloads as before, and one of them was right.
TEST_F(DiffBaseTest, AWorkloadThatWasNotAffectedIsShown) {
  const std::string definition = Root("web").substr(Root("web").find("\n\n") + 1);
  const auto service = [](const std::string& name, const std::string& exec) {
    return "resource \"aws_ecs_service\" \"" + name + "\" {\n  name = \"" + name +
           "\"\n  task_definition = aws_ecs_task_definition.web.arn\n  enable_execute_command = " +
           exec + "\n}\n";
  };
  repository.Write("a/main.tf", definition + service("one", "true") + service("two", "false"));
  repository.Commit();
  repository.Write("a/main.tf", definition + service("one", "false") + service("two", "true"));
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 1) << run.out;
  EXPECT_TRUE(Has(run.out, "(not reported for `aws_ecs_service.two` before this change)"))
      << run.out;
  repository.Write("a/main.tf", definition + service("three", "true") + service("two", "false"));
  EXPECT_EQ(Since(repository, "HEAD").status, 0) << "a renamed service";
}

// One service for each value of a variable becomes one for all: it holds as widely as before.
TEST_F(DiffBaseTest, WhatOneOfSeveralWorkloadsAlwaysHasIsNoWorse) {
  const auto service = [](const std::string& name, const std::string& count) {
    return Replaced(Root("web").substr(0, Root("web").find("\n\n") + 1), "\"web\" {",
                    "\"" + name + "\" {\n" + count);
  };
  const std::string definition =
      "variable \"env\" {\n  type = string\n}\n" + Root("web").substr(Root("web").find("\n\n"));
  repository.Write("a/main.tf", definition +
                                    service("a", "  count = var.env == \"dev\" ? 0 : 1\n") +
                                    service("b", "  count = var.env == \"dev\" ? 1 : 0\n"));
  repository.Commit();
  repository.Write("a/main.tf", definition + service("a", ""));
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 0) << run.out;
}

// Two definitions without a role become one that two services run: the place of the other finding
// is gone, and its service is no better.
TEST_F(DiffBaseTest, WhatHoldsAtAnotherPlaceIsNotFixed) {
  repository.Write("a/main.tf", Root("web") + Root("api"));
  repository.Commit();
  std::string one = Root("web") + Root("api").substr(0, Root("api").find("\n\n") + 1);
  repository.Write("a/main.tf", Replaced(one, "definition.api.arn", "definition.web.arn"));
  const auto merged = Since(repository, "HEAD");
  EXPECT_FALSE(Has(merged.out, "fixed by this change")) << merged.out;
  one = Root("web");
  repository.Write("a/main.tf", one);
  const auto removed = Since(repository, "HEAD");
  EXPECT_TRUE(Has(removed.out, "fixed by this change: 1 finding")) << removed.out;
}

std::string ReadOnly(const std::string& container) {
  return "jsonencode([{ name = \"" + container +
         "\", image = \"nginx\", readonlyRootFilesystem = true }])";
}

// What two services had, and one has at another place now, is fixed where it was.
TEST_F(DiffBaseTest, WhatOneOfTwoWorkloadsStillHasElsewhereIsFixedHere) {
  const auto service = [](const std::string& name, const std::string& definition) {
    return Replaced(Replaced(Root("web").substr(0, Root("web").find("\n\n") + 1), "\"web\" {",
                             "\"" + name + "\" {"),
                    "definition.web.arn", "definition." + definition + ".arn");
  };
  const auto definition = [](const std::string& name, const std::string& containers) {
    return Replaced(Root(name).substr(Root(name).find("\n\n") + 1),
                    R"(jsonencode([{ name = "app", image = "nginx" }]))", containers);
  };
  repository.Write("a/main.tf", service("one", "web") + service("two", "web") +
                                    definition("web", ReadOnly("app")));
  repository.Commit();
  repository.Write("a/main.tf",
                   service("one", "new") + service("two", "web") +
                       definition("web", R"(jsonencode([{ name = "app", image = "nginx" }]))") +
                       definition("new", ReadOnly("other")));
  const auto run = Since(repository, "HEAD", {"--select", "read-only-root-filesystem"});
  EXPECT_EQ(run.status, 1) << run.out;
  EXPECT_TRUE(Has(run.out, "fixed by this change: 1 finding")) << run.out;
}

// One of two findings of a service is suppressed, before and now.
TEST_F(DiffBaseTest, WhatIsSuppressedOnBothSidesDoesNotHideWhatIsFixed) {
  const auto with = [](const std::string& app) {
    return Replaced(
        Root("web"), R"([{ name = "app", image = "nginx" }])",
        "[\n    { name = \"app\", image = \"nginx\"" + app +
            " },\n    # execlint: ignore[read-only-root-filesystem] known\n"
            "    { name = \"side\", image = \"nginx\", readonlyRootFilesystem = true },\n  ]");
  };
  repository.Write("a/main.tf", with(", readonlyRootFilesystem = true"));
  repository.Commit();
  repository.Write("a/main.tf", with(""));
  const auto run = Since(repository, "HEAD");
  EXPECT_TRUE(Has(run.out, "fixed by this change: 1 finding")) << run.out;
}

// A service of the same address in another root was unknown, and still is.
TEST_F(DiffBaseTest, WhatIsUnknownInAnotherRootIsAnotherThing) {
  const std::string known = R"(jsonencode([{ name = "app", image = "nginx" }]))";
  repository.Write("b/main.tf",
                   "variable \"containers\" {}\n" + Replaced(Root("web"), known, "var.containers"));
  repository.Write("a/main.tf", Replaced(Root("web"), known, ReadOnly("app")));
  repository.Commit();
  repository.Write("a/main.tf", Root("web"));
  const auto run = Since(repository, "HEAD");
  EXPECT_TRUE(Has(run.out, "fixed by this change: 1 finding")) << run.out;
  EXPECT_FALSE(Has(run.out, "can no longer be determined")) << run.out;
}

TEST_F(DiffBaseTest, WhatIsFixedIsTold) {
  repository.Write("a/main.tf", Replaced(Root("web"), "cpu ",
                                         "task_role_arn = \"arn:aws:iam::123456789012:role/x\"\n"
                                         "  cpu "));
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 0) << run.out;
  repository.Write("a/main.tf", "");
  const auto gone = Since(repository, "HEAD");
  EXPECT_TRUE(Has(gone.out, "fixed by this change: 1 finding\n  a/main.tf: warning: ")) << gone.out;
  const auto log = Since(repository, "HEAD", {"--format", "json"});
  EXPECT_EQ(SchemaErrors("docs/json-output.schema.json", log.out), "");
  const json base = json::parse(log.out)["base"];
  EXPECT_EQ(base["commit"], first);
  ASSERT_EQ(base["fixed"].size(), 1u);
  EXPECT_EQ(base["fixed"][0]["rule"], "task-role-missing");
  const auto comment = Since(repository, "HEAD", {"--format", "markdown"});
  EXPECT_TRUE(Has(comment.out, "1 finding fixed by this change")) << comment.out;
  // Filters hold for what is fixed as well.
  EXPECT_FALSE(Has(Since(repository, "HEAD", {"--ignore", "task-role-missing"}).out, "fixed"));
}

TEST_F(DiffBaseTest, WhatCannotBeReadOrToldIsNotCalledFixed) {
  repository.Write("a/main.tf", "resource \"aws_ecs_service\" {{{\n");
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 3);
  EXPECT_FALSE(Has(run.out, "fixed")) << run.out;
  EXPECT_TRUE(Has(run.out, "can no longer be determined: 1 finding")) << run.out;
  repository.Write("a/main.tf", Replaced(Root("web"), "cpu ", "task_role_arn = var.role\n  cpu ") +
                                    "variable \"role\" {}\n");
  const auto unknown = Since(repository, "HEAD");
  EXPECT_FALSE(Has(unknown.out, "fixed")) << unknown.out;
  EXPECT_TRUE(Has(unknown.out, "can no longer be determined: 1 finding")) << unknown.out;
}

// A workload that is gone may be there by another name, or in a module that is not read.
TEST_F(DiffBaseTest, WhatMayHaveMovedOutOfSightIsNotCalledFixed) {
  const std::string undecided = "can no longer be determined: 1 finding";
  repository.Write("a/main.tf", Replaced(Root("api"), "cpu ", "task_role_arn = var.role\n  cpu ") +
                                    "variable \"role\" {}\n");
  const auto renamed = Since(repository, "HEAD");
  EXPECT_FALSE(Has(renamed.out, "fixed")) << renamed.out;
  EXPECT_TRUE(Has(renamed.out, undecided)) << renamed.out;
  const std::string cluster = "resource \"aws_ecs_cluster\" \"all\" {\n  name = \"all\"\n}\n";
  const std::string module = "module \"web\" {\n  source = \"example/web/aws\"\n}\n";
  repository.Write("a/main.tf", cluster + module);
  const auto moved = Since(repository, "HEAD");
  EXPECT_FALSE(Has(moved.out, "fixed")) << moved.out;
  EXPECT_TRUE(Has(moved.out, undecided)) << moved.out;

  // What was there before has nothing to do with it, nor has a module beside it.
  const std::string unknown =
      Replaced(Root("api"), "cpu ", "task_role_arn = var.role\n  cpu ") + "variable \"role\" {}\n";
  repository.Write("a/main.tf", Root("web") + unknown + module);
  repository.Commit();
  repository.Write("a/main.tf", unknown + module);
  const auto removed = Since(repository, "HEAD");
  EXPECT_TRUE(Has(removed.out, "fixed by this change: 1 finding")) << removed.out;
  EXPECT_FALSE(Has(removed.out, undecided)) << removed.out;
  repository.Write("a/main.tf", Replaced(Root("web"), "= true", "= false") + module);
  const auto off = Since(repository, first);
  EXPECT_TRUE(Has(off.out, "fixed by this change: 1 finding")) << off.out;
}

}  // namespace
}  // namespace execlint::diff_base_test
