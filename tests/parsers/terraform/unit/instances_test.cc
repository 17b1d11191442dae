// What a unit makes of `count`, `for_each` and `lifecycle.enabled`.
#include <gtest/gtest.h>

#include "tests/parsers/terraform/evaluated.h"

namespace execlint::terraform {
namespace {

std::string AttributeA(const std::string& text) {
  return Evaluated(Files{{"main.tf", text}}).Get("r.x", "a");
}

TEST(Instances, CountMakesNumberedInstances) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" {
                                        count = 2
                                        a = "n${count.index}"
                                      }
                                      resource "r" "y" { all = r.x[*].a
                                                         one = r.x[1].a })"}});
  EXPECT_EQ(evaluated.Resources(), "r.x[0], r.x[1], r.y");
  EXPECT_EQ(evaluated.Get("r.x[1]", "a"), R"("n1")");
  EXPECT_EQ(evaluated.Get("r.y", "all"), R"(["n0","n1"])");
  EXPECT_EQ(evaluated.Get("r.y", "one"), R"("n1")");
}

TEST(Instances, ForEachMakesNamedInstances) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" {
                                        for_each = { a = 1, b = 2 }
                                        a = "${each.key}=${each.value}"
                                      }
                                      resource "r" "y" { one = r.x["b"].a
                                                         ids = [for k, v in r.x : v.arn] })"}});
  EXPECT_EQ(evaluated.Resources(), R"(r.x["a"], r.x["b"], r.y)");
  EXPECT_EQ(evaluated.Get("r.y", "one"), R"("b=2")");
  EXPECT_EQ(evaluated.Get("r.y", "ids"), R"([{"?":"r.x[\"a\"].arn"},{"?":"r.x[\"b\"].arn"}])");
}

TEST(Instances, AnUnknownForEachIsOneInstanceThatStandsForAll) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "v" { type = map(string) }
                                      resource "r" "x" {
                                        for_each = var.v
                                        a = each.key
                                        b = "fixed"
                                      })"}});
  EXPECT_EQ(evaluated.Resources(), R"(r.x ({"?":"var.v"}))");
  EXPECT_EQ(evaluated.Get("r.x", "a"), R"({"?":"each.key of var.v"})");
  EXPECT_EQ(evaluated.Get("r.x", "b"), R"("fixed")");
}

TEST(Instances, BlocksWithTheSameUnknownKeysAreReadKeyByKey) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "v" { type = map(string) }
                                      variable "n" { type = number }
                                      resource "r" "x" { for_each = var.v }
                                      resource "r" "y" {
                                        for_each = r.x
                                        key      = each.key
                                        of       = each.value.arn
                                        same     = r.x[each.key].arn
                                        all      = [for x in r.x : x.arn]
                                        values   = values(r.x)[*].arn
                                      }
                                      resource "r" "c" { count = var.n }
                                      resource "r" "d" {
                                        count  = length(r.c[*].arn)
                                        of     = element(r.c.*.arn, count.index)
                                        size   = length(r.c)
                                        two    = slice(r.c[*].arn, 0, 2)
                                        more   = concat(r.c[*].arn, var.v)
                                      })"}});
  EXPECT_EQ(
      evaluated.Resources(),
      R"(r.c ({"?":"var.n"}), r.d ({"?":"var.n"}), r.x ({"?":"var.v"}), r.y ({"?":"var.v"}))");
  EXPECT_EQ(evaluated.Get("r.y", "key"), R"({"?":"each.key of var.v"})");
  EXPECT_EQ(evaluated.Get("r.y", "of"), R"({"?":"r.x.arn"})");
  EXPECT_EQ(evaluated.Get("r.y", "same"), R"({"?":"r.x.arn"})");
  EXPECT_EQ(evaluated.Get("r.y", "all"), R"([{"?":"r.x.arn"},"..."])");
  EXPECT_EQ(evaluated.Get("r.y", "values"), evaluated.Get("r.y", "all"));
  EXPECT_EQ(evaluated.Get("r.d", "of"), R"({"?":"r.c.arn"})");
  EXPECT_EQ(evaluated.Get("r.d", "size"), R"({"?":"var.n"})");
  EXPECT_EQ(evaluated.Get("r.d", "two"), R"([{"?":"r.c.arn"},{"?":"r.c.arn"}])");
  EXPECT_EQ(evaluated.Get("r.d", "more"), R"([{"?":"r.c.arn"},"..."])");
}

TEST(Instances, AttributesByIndex) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "k" { default = "name" }
                                      module "m" { source = "./m" }
                                      module "many" {
                                        source = "./m"
                                        count  = 2
                                      }
                                      module "elsewhere" { source = "example.com/x" }
                                      data "d" "d" { name = "n" }
                                      locals { o = { name = "n", all = [{ name = "a" }] } }
                                      resource "r" "x" { name = "n" }
                                      resource "r" "c" {
                                        count = 2
                                        name  = "n${count.index}"
                                      }
                                      resource "r" "y" {
                                        for_each = { one = { name = "v" } }
                                        a = r.x["name"]
                                        b = r.c[*]["name"]
                                        c = module.m["out"]
                                        d = module.many[*]["out"]
                                        e = module.elsewhere["out"]
                                        f = data.d.d["name"]
                                        g = data.d.d["id"]
                                        h = each.value["name"]
                                        i = local.o[var.k]
                                        j = local.o.all[*]["name"]
                                        k = r.x[var.k]
                                        l = r.x["arn"]
                                        m = [for x in r.c : x["name"]]
                                      })"},
                            {"m/main.tf", R"(output "out" { value = "o" })"}});
  const auto is = [&](const char* name) { return evaluated.Get("r.y[\"one\"]", name); };
  EXPECT_EQ(is("a"), R"("n")");
  EXPECT_EQ(is("b"), R"(["n0","n1"])");
  EXPECT_EQ(is("c"), R"("o")");
  EXPECT_EQ(is("d"), R"(["o","o"])");
  EXPECT_EQ(is("e"), R"({"?":"module.elsewhere.out"})");
  EXPECT_EQ(is("f"), R"("n")");
  EXPECT_EQ(is("g"), R"({"?":"data.d.d.id"})");
  EXPECT_EQ(is("h"), R"("v")");
  EXPECT_EQ(is("i"), R"("n")");
  EXPECT_EQ(is("j"), R"(["a"])");
  EXPECT_EQ(is("k"), R"("n")");
  EXPECT_EQ(is("l"), R"({"?":"r.x.arn"})");
  EXPECT_EQ(is("m"), R"(["n0","n1"])");
}

TEST(Instances, AnArnIsNeverEmpty) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" {}
                                      resource "r" "y" {
                                        a = length(r.x.arn) > 0
                                        b = r.x.id != null
                                        c = r.x["arn"] != ""
                                        d = length(compact([r.x.arn, ""])) == 1
                                        e = coalesce(r.x.arn, "other") == r.x.arn
                                        f = length("x${r.x.id}") == 0
                                        g = length(r.x.arn) > 5
                                      })"}});
  for (const char* name : {"a", "b", "c", "d", "e"}) EXPECT_EQ(evaluated.Get("r.y", name), "true");
  EXPECT_EQ(evaluated.Get("r.y", "f"), "false");
  EXPECT_EQ(evaluated.Get("r.y", "g").substr(0, 6), R"({"?":")") << "how long is not known";
}

TEST(Instances, TheWorkingFolderIsTheRoot) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "y" {
                                        a = file("${path.cwd}/text")
                                        b = templatefile("${path.cwd}/template", { x = "v" })
                                        c = path.cwd == "."
                                      })"},
                            {"text", "t"},
                            {"template", "=${x}"}});
  EXPECT_EQ(evaluated.Get("r.y", "a"), R"("t")");
  EXPECT_EQ(evaluated.Get("r.y", "b"), R"("=v")");
  EXPECT_EQ(evaluated.Get("r.y", "c").substr(0, 6), R"({"?":")") << "its path is not known";
}

TEST(Instances, ThereIsAlwaysAZone) {
  Evaluated evaluated(Files{{"main.tf", R"(data "aws_availability_zones" "a" {}
                                      locals { n = min(length(data.aws_availability_zones.a.names), 3) }
                                      resource "r" "x" { count = local.n }
                                      resource "r" "y" {
                                        for_each = toset(data.aws_availability_zones.a.zone_ids)
                                        a = local.n > 0
                                        b = 1 > local.n
                                        c = local.n == 0
                                        d = local.n >= 2
                                      })"}});
  EXPECT_EQ(evaluated.Resources(), "r.x, r.y");
  EXPECT_EQ(evaluated.Get("r.y", "a"), "true");
  EXPECT_EQ(evaluated.Get("r.y", "b"), "false");
  EXPECT_EQ(evaluated.Get("r.y", "c"), "false");
  EXPECT_EQ(evaluated.Get("r.y", "d").substr(0, 6), R"({"?":")");
}

TEST(Instances, OneOrNoneIsTheSameInstanceWhateverTheConditionIs) {
  Evaluated evaluated(Files{{"main.tf", R"(data "d" "n" {}
                                      resource "r" "x" {
                                        count = (data.d.n.on ? 1 : 0)
                                        a     = count.index
                                      }
                                      resource "r" "y" { of = r.x[0].name }
                                      resource "r" "z" { count = data.d.n.on ? 2 : 0 })"}});
  EXPECT_EQ(evaluated.Resources(),
            R"(r.x[0] ({"?":"data.d.n.on ? 1 : 0"}), r.y, r.z ({"?":"data.d.n.on ? 2 : 0"}))");
  EXPECT_EQ(evaluated.Get("r.x[0]", "a"), "0");
  EXPECT_EQ(evaluated.Get("r.y", "of"), R"({"?":"r.x[0].name"})");
}

TEST(Instances, TryDoesNotTakeAnInstanceThatMayNotExist) {
  EXPECT_EQ(AttributeA(R"(data "d" "n" {}
                   resource "r" "y" { count = data.d.n.count }
                   resource "r" "x" { a = try(r.y[0].arn, "none") })")
                .substr(0, 10),
            R"({"?":"try()");
  EXPECT_EQ(AttributeA(R"(data "d" "n" {}
                   resource "r" "y" { count = data.d.n.on ? 1 : 0 }
                   resource "r" "x" { a = try(r.y[0].arn, "none") })")
                .substr(0, 10),
            R"({"?":"try()");
}

TEST(Instances, LookupOfAWholeResource) {
  EXPECT_EQ(AttributeA(R"(resource "r" "y" { name = "n" }
                   resource "r" "x" { a = [lookup(r.y, "arn", null), lookup(r.y, "name", null)] })"),
            R"([{"?":"r.y.arn"},"n"])");
  EXPECT_EQ(AttributeA(R"(resource "r" "y" {}
                   resource "r" "x" { a = lookup(r.y, "other", null) })"),
            R"x({"?":"lookup(r.y, \"other\", null)"})x");
}

TEST(Instances, TooManyInstancesAreLimited) {
  Evaluated evaluated(Files{{"main.tf", R"(resource "r" "x" { count = 100000 })"}});
  EXPECT_EQ(evaluated.unit().resources().size(), 256u + 1);
}

TEST(Instances, EnabledIsOneOrNone) {
  Evaluated evaluated(Files{{"main.tf", R"(variable "on" { type = bool }
                                      resource "r" "on" {
                                        lifecycle { enabled = 1 == 1 }
                                      }
                                      resource "r" "off" {
                                        lifecycle { enabled = false }
                                      }
                                      resource "r" "who" {
                                        lifecycle { enabled = data.d.n.on }
                                      }
                                      resource "r" "broken" {
                                        lifecycle { enabled = [] }
                                      }
                                      resource "r" "plain" {
                                        lifecycle { prevent_destroy = true }
                                      }
                                      data "d" "n" {}
                                      resource "r" "x" {
                                        a = r.on.arn
                                        b = r.off == null
                                      }
                                      module "m" {
                                        source = "./m"
                                        lifecycle { enabled = false }
                                      })"},
                            {"m/main.tf", "resource \"r\" \"in\" {}"}});
  EXPECT_EQ(
      evaluated.Resources(),
      R"(r.broken ({"?":"enabled is not a bool"}), r.on, r.plain, r.who ({"?":"data.d.n.on"}), r.x)");
  EXPECT_EQ(evaluated.Get("r.x", "a"), R"({"?":"r.on.arn"})");
  EXPECT_EQ(evaluated.Get("r.x", "b"), "true");
}

}  // namespace
}  // namespace execlint::terraform
