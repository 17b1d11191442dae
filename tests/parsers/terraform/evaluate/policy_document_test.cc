// `data "aws_iam_policy_document"` against what the provider makes of it.
#include "parsers/terraform/evaluate/policy_document.h"

#include <gtest/gtest.h>

#include "tests/parsers/terraform/evaluated.h"

namespace execlint::terraform {
namespace {

std::string Policy(const std::string& text) {
  return Evaluated(Files{{"main.tf", text + "\nresource \"r\" \"x\" { a = "
                                            "jsondecode(data.aws_iam_policy_document.d.json) }"}})
      .Get("r.x", "a");
}

TEST(PolicyDocument, Statement) {
  EXPECT_EQ(Policy(R"(data "aws_iam_policy_document" "d" {
                        statement {
                          sid       = "S"
                          actions   = ["ecs:ExecuteCommand"]
                          resources = ["*"]
                          condition {
                            test     = "StringEquals"
                            variable = "ecs:cluster"
                            values   = ["arn:${data.aws_partition.p.partition}:x"]
                          }
                        }
                      }
                      data "aws_partition" "p" {})"),
            R"({"Statement":[{"Action":"ecs:ExecuteCommand","Condition":{"StringEquals":)"
            R"({"ecs:cluster":{"~":"arn:${AWS::Partition}:x"}}},"Effect":"Allow","Resource":"*",)"
            R"("Sid":"S"}],"Version":"2012-10-17"})");
}

TEST(PolicyDocument, Principals) {
  EXPECT_EQ(Policy(R"(data "aws_iam_policy_document" "d" {
                        statement {
                          effect  = "Deny"
                          actions = ["sts:AssumeRole"]
                          principals {
                            type        = "Service"
                            identifiers = ["a.amazonaws.com"]
                          }
                          principals {
                            type        = "Service"
                            identifiers = ["b.amazonaws.com"]
                          }
                        }
                        statement {
                          principals {
                            type        = "*"
                            identifiers = ["*"]
                          }
                        }
                      })"),
            R"({"Statement":[{"Action":"sts:AssumeRole","Effect":"Deny","Principal":)"
            R"({"Service":["a.amazonaws.com","b.amazonaws.com"]}},{"Effect":"Allow",)"
            R"("Principal":"*"}],"Version":"2012-10-17"})");
}

TEST(PolicyDocument, OverridesReplaceBySid) {
  EXPECT_EQ(Policy(R"(data "aws_iam_policy_document" "base" {
                        statement {
                          sid     = "A"
                          actions = ["s3:GetObject"]
                        }
                        statement { actions = ["s3:ListBucket"] }
                      }
                      data "aws_iam_policy_document" "d" {
                        source_policy_documents = [data.aws_iam_policy_document.base.json]
                        override_policy_documents = [jsonencode({
                          Statement = { Sid = "A", Effect = "Deny", Action = "s3:*" }
                        })]
                      })"),
            R"({"Statement":[{"Action":"s3:*","Effect":"Deny","Sid":"A"},{"Action":)"
            R"("s3:ListBucket","Effect":"Allow"}],"Version":"2012-10-17"})");
}

TEST(PolicyDocument, AnUnknownSourceLeavesTheStatementsOpen) {
  EXPECT_EQ(Policy(R"(variable "more" { type = list(string) }
                      data "aws_iam_policy_document" "d" {
                        source_policy_documents = var.more
                        statement { actions = ["a:b"] }
                      })"),
            R"({"Statement":[{"Action":"a:b","Effect":"Allow"},"..."],"Version":"2012-10-17"})");
}

TEST(PolicyDocument, IamVariables) {
  EXPECT_NE(Policy(R"(data "aws_iam_policy_document" "d" {
                        statement { resources = ["arn:x/&{aws:username}/y"] }
                      })")
                .find(R"("arn:x/${aws:username}/y")"),
            std::string::npos);
}

TEST(PolicyDocument, SetsAreWrittenBackwardsAndListsAsTheyAre) {
  EXPECT_EQ(Policy(R"(data "aws_iam_policy_document" "d" {
                        statement {
                          actions   = ["a:1", "a:3", "a:2", "a:3"]
                          resources = ["*", "*"]
                          condition {
                            test     = "StringEquals"
                            variable = "v"
                            values   = ["b", "c", true]
                          }
                        }
                      })"),
            R"({"Statement":[{"Action":["a:3","a:2","a:1"],"Condition":{"StringEquals":)"
            R"({"v":["b","c","true"]}},"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"})");
}

TEST(PolicyDocument, PiecesStandWhereTheyAreWritten) {
  Evaluated evaluated(Files{{"main.tf", R"(data "aws_iam_policy_document" "d" {
                                        statement { actions = ["a:b"] }
                                      }
                                      resource "r" "x" { a = data.aws_iam_policy_document.d.json })"}});
  const Traced text = evaluated.CasesOf("r.x", "a").all().front().value;
  ASSERT_NE(text->encodes, nullptr);
  const Value& statement = *Find(**text->encodes, "Statement")->value->items()[0];
  EXPECT_EQ(evaluated.sources().Text(statement.span), R"(statement { actions = ["a:b"] })");
  const Value& action = *Find(statement, "Action")->value;
  EXPECT_EQ(evaluated.sources().Text(action.span), R"("a:b")");
}

}  // namespace
}  // namespace execlint::terraform
