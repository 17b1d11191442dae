#include "parsers/terraform/unit/mentions.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/parsers/terraform/evaluated.h"

namespace execlint::terraform {
namespace {

// Whether a role may be behind the input `x` of the module call `m`.
bool MayHoldRole(const std::string& expression, const std::string& rest = "") {
  Evaluated evaluated(Files{{"main.tf", R"(
      resource "aws_iam_role" "r" { name = "n" }
      resource "aws_lambda_function" "f" {
        role = aws_iam_role.r.arn
        nested { role = aws_iam_role.r.arn }
        name = "f"
      }
      data "aws_iam_policy_document" "d" { statement { resources = [aws_iam_role.r.arn] } }
      data "aws_vpc" "v" {}
      locals {
        behind = { inner = [local.more] }
        more   = "${aws_iam_role.r.name}-x"
        plain  = { a = 1 }
        ring_a = local.ring_b
        ring_b = local.ring_a
        größe  = aws_iam_role.r
      }
      variable "v" { default = "aws_iam_role" }
      module "m" {
        source = "outside"
        x = )" + expression + "\n}\n" + rest},
                            {"inner/main.tf", "output \"o\" { value = 1 }"}});
  const std::function<bool(std::string_view)> is_role = [](std::string_view type) {
    return type == "aws_iam_role";
  };
  Mentions mentions(evaluated.sources(), is_role);
  const ModuleInstance& root = evaluated.unit().evaluator().modules().root();
  const Declared& call = root.folder->calls().at("m");
  for (const auto& [name, text] : call.Arguments()) {
    if (name == "x") return mentions.MayHold(root, text, &call);
  }
  ADD_FAILURE() << "no x";
  return false;
}

TEST(Mentions, TheRoleItself) {
  EXPECT_TRUE(MayHoldRole("aws_iam_role.r.arn"));
  EXPECT_TRUE(MayHoldRole("aws_iam_role . r . arn"));
  EXPECT_TRUE(MayHoldRole("{ for r in values(aws_iam_role.r) : r.name => r.arn }"));
  EXPECT_TRUE(MayHoldRole("\"${aws_iam_role.r.arn}/x\""));
  EXPECT_TRUE(MayHoldRole("<<E\n${aws_iam_role.r.arn}\nE"));
  EXPECT_FALSE(MayHoldRole("aws_iam_role.unwritten.arn"));
  EXPECT_FALSE(MayHoldRole("1.5"));
}

TEST(Mentions, BehindLocals) {
  EXPECT_TRUE(MayHoldRole("local.behind"));
  EXPECT_TRUE(MayHoldRole("local.behind.inner[0]"));
  EXPECT_TRUE(MayHoldRole("merge(local.plain, local.more)"));
  EXPECT_TRUE(MayHoldRole("local.größe.arn"));
  EXPECT_FALSE(MayHoldRole("local.plain"));
  EXPECT_FALSE(MayHoldRole("local.ring_a"));
  EXPECT_FALSE(MayHoldRole("local.unwritten"));
}

TEST(Mentions, BehindOtherResourcesAndData) {
  EXPECT_TRUE(MayHoldRole("aws_lambda_function.f.role"));
  EXPECT_TRUE(MayHoldRole("aws_lambda_function.f[0].nested"));
  EXPECT_TRUE(MayHoldRole("aws_lambda_function.f.*.role"));
  EXPECT_TRUE(MayHoldRole("keys(aws_lambda_function.f)"));
  EXPECT_FALSE(MayHoldRole("aws_lambda_function.f.arn"));  // known after deployment
  EXPECT_TRUE(MayHoldRole("data.aws_iam_policy_document.d.json"));
  EXPECT_FALSE(MayHoldRole("data.aws_vpc.v.id"));
}

TEST(Mentions, BehindInputs) {
  EXPECT_FALSE(MayHoldRole("var.v"));  // the root's: literals
  EXPECT_FALSE(MayHoldRole("each.value", "  \n"));
  EXPECT_TRUE(MayHoldRole("each.value\n  for_each = { a = local.more }"));
  EXPECT_FALSE(MayHoldRole("each.value\n  for_each = local.plain"));
}

TEST(Mentions, BehindModules) {
  EXPECT_FALSE(MayHoldRole("module.other.arn", "module \"other\" { source = \"outside\" }"));
  EXPECT_TRUE(MayHoldRole("module.other.arn", "module \"other\" { source = \"./inner\" }"));
}

TEST(Mentions, LongChainsEndInAYes) {
  std::string text = "locals {\n";
  for (int i = 0; i < 30000; ++i) {
    text += "l" + std::to_string(i) + " = local.l" + std::to_string(i + 1) + "\n";
  }
  EXPECT_TRUE(MayHoldRole("local.l0", text + "}\n"));
}

}  // namespace
}  // namespace execlint::terraform
