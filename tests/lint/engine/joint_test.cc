// Units that read from each other are judged together, unless something speaks against it.
#include <gtest/gtest.h>

#include <string>

#include "lint/source/format.h"
#include "tests/fixture.h"
#include "tests/support/hop_states.h"

namespace execlint::testing_support {
namespace {

std::string Replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at == text.npos) ADD_FAILURE() << from;
  return at == text.npos ? text : text.replace(at, from.size(), to);
}

const std::string kNoWay =
    "blocked";  // the subnet of the other unit has no path to Session Manager

// Two roots: one with a network, and one whose service runs in it.
class TwoRoots : public ::testing::Test {
 protected:
  TwoRoots() {
    const Tree tree = ReadTree("fixtures/no_route_to_session_manager/fail_subnets_of_another_root");
    net_ = tree.at("net/main.tf");
    app_ = tree.at("app/main.tf");
  }
  std::string Network(const Tree& tree) const { return StatesIn(tree, Hop::kNetwork); }
  std::string Network() const { return Network({{"net/main.tf", net_}, {"app/main.tf", app_}}); }
  void Net(const std::string& from, const std::string& to) { net_ = Replaced(net_, from, to); }
  void App(const std::string& from, const std::string& to) { app_ = Replaced(app_, from, to); }

  const std::string which_ = "unknown which subnets the tasks run in: ";
  std::string net_, app_;
};

TEST_F(TwoRoots, AreOneModel) { EXPECT_EQ(Network(), kNoWay); }

TEST_F(TwoRoots, AnotherStateIsElsewhere) {
  App("net.tfstate", "other.tfstate");
  EXPECT_EQ(Network().find(which_ + "`data.terraform_remote_state.net.outputs` is imported"), 0u)
      << Network();
}

TEST_F(TwoRoots, ModulesThatAreNotReadAreToldOfWhereverTheyAre) {
  net_ += "module \"vpc\" {\n  source = \"terraform-aws-modules/vpc/aws\"\n}\n";
  Net("[aws_subnet.private.id]", "module.vpc.private_subnets");
  const Analysis analysis = Analyze({{"net/main.tf", net_}, {"app/main.tf", app_}}, {}).analysis;
  EXPECT_EQ(analysis.wanted_modules.size(), 1u);
}

TEST_F(TwoRoots, WhatIsNoOutputIsSaid) {
  App("outputs.subnets", "outputs.subnet_ids");
  EXPECT_EQ(Network().find(which_ + "`net` has no output `subnet_ids`"), 0u) << Network();
}

TEST_F(TwoRoots, WhatIsNoOutputLeavesTheDefault) {
  const std::string app = app_, outputs = "data.terraform_remote_state.net.outputs";
  const auto with = [&](const std::string& subnets) {
    app_ = Replaced(app, outputs + ".subnets", subnets);
    return Network();
  };
  EXPECT_EQ(with("lookup(" + outputs + ", \"subnets\", [])"), kNoWay);
  EXPECT_EQ(with("lookup(" + outputs + ", \"subnet_ids\", " + outputs + ".subnets)"), kNoWay);
  EXPECT_EQ(with("try(" + outputs + ".subnet_ids, " + outputs + ".subnets)"), kNoWay);
  EXPECT_EQ(with("try(" + outputs + "[\"subnet_ids\"], " + outputs + ".subnets)"), kNoWay);
  const std::string none = which_ + "`net` has no output `subnet_ids`";
  EXPECT_EQ(with("lookup(" + outputs + ", \"subnet_ids\")").find(none), 0u);
  // Another root may be meant, which has it.
  Net("    bucket = \"b\"\n    key    = \"net.tfstate\"\n", "");
  EXPECT_EQ(with("lookup(" + outputs + ", \"subnet_ids\", " + outputs + ".subnets)").find(none),
            0u);
  EXPECT_EQ(with("try(" + outputs + ".subnet_ids, " + outputs + ".subnets)").find(none), 0u);
}

// What stands for an output that is not there is no more certain than which state is read.
TEST_F(TwoRoots, ADefaultForAnOutputOfAStateByDefault) {
  const std::string outputs = "data.terraform_remote_state.net.outputs";
  net_ += "output \"on\" { value = true }\n";
  app_ += "variable \"key\" { default = \"net.tfstate\" }\n";
  App("\"net.tfstate\"", "var.key");
  App("enable_execute_command = true", "enable_execute_command = EXEC");
  const std::string app = app_;
  for (const std::string& exec : {outputs + ".on", "try(" + outputs + ".exec, true)",
                                  "lookup(" + outputs + ", \"exec\", true)"}) {
    app_ = Replaced(app, "EXEC", exec);
    const Analyzed run = Analyze({{"net/main.tf", net_}, {"app/main.tf", app_}}, {});
    ASSERT_EQ(run.analysis.workloads.size(), 1u);
    const HopReport::State& launch = run.analysis.workloads.front().hops.front().states.front();
    EXPECT_EQ(launch.state, Verdict::State::kOpen) << exec;
    EXPECT_EQ(launch.confidence, Confidence::kMedium) << exec;
  }
}

// Terraform keeps no output in a state that is null.
TEST_F(TwoRoots, AnOutputThatIsNullIsNone) {
  const std::string outputs = "data.terraform_remote_state.net.outputs";
  net_ +=
      "variable \"exec\" { default = null }\noutput \"none\" { value = null }\n"
      "output \"exec\" { value = var.exec }\n";
  const std::string app = app_;
  const auto launch = [&](const std::string& exec) {
    app_ = Replaced(app, "enable_execute_command = true", "enable_execute_command = " + exec);
    return StatesIn({{"net/main.tf", net_}, {"app/main.tf", app_}}, Hop::kLaunch);
  };
  EXPECT_EQ(launch("lookup(" + outputs + ", \"none\", true)"), "open");
  EXPECT_EQ(launch("try(" + outputs + ".none, true)"), "open");
  EXPECT_EQ(launch("lookup(" + outputs + ", \"none\", false)"), "blocked");
  const std::string unsure = launch("lookup(" + outputs + ", \"exec\", true)");
  EXPECT_NE(unsure.find("`net` may have no output `exec`"), std::string::npos) << unsure;
}

// `nonsensitive_values` leaves out what is sensitive.
TEST(States, OfHcpTerraformAreReadWhole) {
  Tree tree = ReadTree("fixtures/no_route_to_session_manager/fail_outputs_of_hcp_terraform");
  EXPECT_EQ(StatesIn(tree, Hop::kNetwork).find("blocked"), 0u);
  for (auto& [path, text] : tree) {
    for (std::size_t at; (at = text.find(".values.")) != text.npos;) {
      text.replace(at, 8, ".nonsensitive_values.");
    }
  }
  EXPECT_EQ(StatesIn(tree, Hop::kNetwork).find("unknown"), 0u) << StatesIn(tree, Hop::kNetwork);
}

TEST_F(TwoRoots, DefaultsOfAStateStandInForOutputs) {
  const std::string outputs = "data.terraform_remote_state.net.outputs";
  const std::string app = app_;
  const auto launch = [&](const std::string& defaults, const std::string& exec) {
    app_ = Replaced(app, "enable_execute_command = true", "enable_execute_command = " + exec);
    app_ =
        Replaced(app_, "backend = \"s3\"\n", "backend = \"s3\"\n  defaults = " + defaults + "\n");
    return StatesIn({{"net/main.tf", net_}, {"app/main.tf", app_}}, Hop::kLaunch);
  };
  EXPECT_EQ(launch("{ exec = true }", "lookup(" + outputs + ", \"exec\", false)"), "open");
  EXPECT_EQ(launch("{ exec = true }", outputs + ".exec"), "open");
  EXPECT_EQ(launch("{ other = true }", "lookup(" + outputs + ", \"exec\", false)"), "blocked");
  const std::string unsure = launch("var.some", "lookup(" + outputs + ", \"exec\", false)");
  EXPECT_EQ(unsure.find("unknown"), 0u) << unsure;
}

TEST_F(TwoRoots, OtherAccountsProfilesAndRegionsSpeakAgainstIt) {
  const std::string net = net_, app = app_;
  const auto with = [&](const std::string& there, const std::string& here) {
    net_ = net + "provider \"aws\" {\n  " + there + "\n}\n";
    app_ = app + "provider \"aws\" {\n  " + here + "\n}\n";
    return Network();
  };
  const auto says = [&](const std::string& states, const std::string& what) {
    return states.find(which_ + "the state `s3 b net.tfstate` at net/main.tf:2 is for the " +
                       what) == 0;
  };
  EXPECT_EQ(with("region = \"eu-west-1\"", "region = \"eu-west-1\""), kNoWay);
  EXPECT_TRUE(says(with("region = \"eu-west-1\"", "region = \"us-east-1\""),
                   "region `eu-west-1`, while this is for `us-east-1`"));
  EXPECT_TRUE(says(with("profile = \"a\"", "profile = \"b\""), "profile `a`, while"));
  EXPECT_TRUE(says(
      with("allowed_account_ids = [\"111111111111\"]", "allowed_account_ids = [\"222222222222\"]"),
      "account `111111111111`, while"));
  const auto role = [](const std::string& account) {
    return "assume_role {\n    role_arn = \"arn:aws:iam::" + account + ":role/deploy\"\n  }";
  };
  EXPECT_TRUE(says(with(role("111111111111"), role("222222222222")), "account `111111111111`"));
  EXPECT_EQ(with(role("111111111111"), role("111111111111")), kNoWay);
}

// In JSON a provider's `assume_role` is a block as well.
TEST_F(TwoRoots, ARoleThatAProviderInJsonTakesTellsTheAccount) {
  const auto provider = [](const std::string& account) {
    return R"({"provider": {"aws": {"region": "eu-west-1", "assume_role": {
      "role_arn": "arn:aws:iam::)" +
           account + R"(:role/deploy"}}}})";
  };
  const auto with = [&](const std::string& net, const std::string& app) {
    return Network({{"net/main.tf", net_},
                    {"net/provider.tf.json", provider(net)},
                    {"app/main.tf", app_},
                    {"app/provider.tf.json", provider(app)}});
  };
  EXPECT_EQ(with("111111111111", "111111111111"), kNoWay);
  const std::string states = with("111111111111", "222222222222");
  EXPECT_NE(states.find("account `111111111111`, while"), std::string::npos) << states;
}

TEST_F(TwoRoots, ProductionReadsNothingOfDevelopment) {
  const std::string states = Network({{"dev/net/main.tf", net_}, {"prod/app/main.tf", app_}});
  EXPECT_EQ(states.find(which_ + "the state `s3 b net.tfstate` at dev/net/main.tf:2 is "
                                 "non-production, while this is production"),
            0u)
      << states;
}

TEST_F(TwoRoots, OfTwinsTheOneOfTheSameEnvironment) {
  const std::string open =
      net_ +
      "resource \"aws_internet_gateway\" \"out\" { vpc_id = aws_vpc.v.id }\n"
      "resource \"aws_route\" \"out\" {\n  route_table_id = aws_route_table.private.id\n"
      "  destination_cidr_block = \"0.0.0.0/0\"\n"
      "  gateway_id = aws_internet_gateway.out.id\n}\n";
  const std::string app = Replaced(app_, "subnets = ", "assign_public_ip = true\n    subnets = ");
  EXPECT_EQ(Network({{"dev/net/main.tf", net_},
                     {"prod/net/main.tf", open},
                     {"dev/app/main.tf", app},
                     {"prod/app/main.tf", app}}),
            kNoWay + ", open");
  const std::string states =
      Network({{"one/main.tf", net_}, {"two/main.tf", net_}, {"three/app/main.tf", app_}});
  EXPECT_EQ(
      states.find(which_ + "the state `s3 b net.tfstate` may be any of those at one/main.tf:2 "
                           "and two/main.tf:2"),
      0u)
      << states;
}

TEST_F(TwoRoots, AKeyThatTheCommandLineGivesIsToldByTheFolder) {
  Net("    bucket = \"b\"\n    key    = \"net.tfstate\"\n", "");
  EXPECT_EQ(Network(), kNoWay);
  EXPECT_NE(Network({{"vpc/main.tf", net_}, {"app/main.tf", app_}}), kNoWay);
}

TEST(HandOvers, KeysThatNameAFolder) {
  const auto is_of = [](const std::string& key, std::string_view path) {
    return IsOfFolder({.by = HandOver::By::kState, .name = "s3\nb\n" + key}, path);
  };
  EXPECT_TRUE(is_of("net/terraform.tfstate", "live/net"));
  EXPECT_TRUE(is_of("prod/net.tfstate", "net"));
  EXPECT_TRUE(is_of("shop-prod-net.tfstate", "live/net"));
  EXPECT_TRUE(is_of("\x01-net.tfstate", "live/net"));
  EXPECT_FALSE(is_of("intranet.tfstate", "live/net"));
  EXPECT_FALSE(is_of("net/app.tfstate", "live/net"));
  EXPECT_FALSE(is_of("net.tfstate", ""));
}

TEST_F(TwoRoots, ALocalStateIsKnownByItsPath) {
  Net("  backend \"s3\" {\n    bucket = \"b\"\n    key    = \"net.tfstate\"\n",
      "  backend \"local\" {\n");
  Net("    region = \"eu-west-1\"\n", "");
  App("backend = \"s3\"", "backend = \"local\"");
  App("bucket = \"b\"", "path = \"../net/terraform.tfstate\"");
  EXPECT_EQ(Network(), kNoWay);
  App("../net/", "../vpc/");
  EXPECT_NE(Network(), kNoWay);
}

TEST_F(TwoRoots, AWholeResourceIsHandedOver) {
  Net("[aws_subnet.private.id]", "aws_subnet.private");
  App("data.terraform_remote_state.net.outputs.subnets",
      "[data.terraform_remote_state.net.outputs.subnets.id]");
  EXPECT_EQ(Network(), kNoWay);
}

TEST_F(TwoRoots, AVpcAndItsSubnetsAreKnownByTheirNames) {
  Net("resource \"aws_vpc\" \"v\" { cidr_block = \"10.0.0.0/16\" }",
      "resource \"aws_vpc\" \"v\" {\n  cidr_block = \"10.0.0.0/16\"\n  tags = { Name = \"shop\" "
      "}\n}");
  Net("cidr_block = \"10.0.1.0/24\"",
      "cidr_block = \"10.0.1.0/24\"\n  tags = { Name = \"shop-private-a\" }");
  App("data.terraform_remote_state.net.outputs.subnets", "data.aws_subnets.all.ids");
  const std::string app = app_ + "data \"aws_vpc\" \"shop\" {\n  tags = { Name = \"shop\" }\n}\n";
  const auto with = [&](const std::string& name) {
    app_ = app +
           "data \"aws_subnets\" \"all\" {\n  filter {\n    name = \"vpc-id\"\n"
           "    values = [data.aws_vpc.shop.id]\n  }\n" +
           (name.empty() ? "" : "  tags = { Name = \"" + name + "\" }\n") + "}\n";
    return Network();
  };
  EXPECT_EQ(with(""), kNoWay);
  EXPECT_EQ(with("*private*"), kNoWay);
  EXPECT_NE(with("*public*"), kNoWay);
  // One without a name is called nothing.
  net_ +=
      "resource \"aws_subnet\" \"b\" {\n  vpc_id = aws_vpc.v.id\n  cidr_block = "
      "\"10.0.2.0/24\"\n}\n";
  EXPECT_EQ(with("*private*"), kNoWay);
}

TEST_F(TwoRoots, AVpcOfOtherTagsIsAnother) {
  Net("resource \"aws_vpc\" \"v\" { cidr_block = \"10.0.0.0/16\" }",
      "resource \"aws_vpc\" \"v\" {\n  cidr_block = \"10.0.0.0/16\"\n"
      "  tags = { Name = \"shop\", Stage = \"blue\" }\n}");
  App("data.terraform_remote_state.net.outputs.subnets", "data.aws_subnets.all.ids");
  app_ +=
      "data \"aws_subnets\" \"all\" {\n  filter {\n    name = \"vpc-id\"\n"
      "    values = [data.aws_vpc.shop.id]\n  }\n}\n"
      "data \"aws_vpc\" \"shop\" {\n  tags = { Name = \"shop\", Stage = \"green\" }\n}\n";
  EXPECT_EQ(Network().find(which_ + "`data.aws_subnets.all.ids` is read from the account"), 0u)
      << Network();
}

// What only a name says is no more certain behind a comparison.
TEST_F(TwoRoots, AComparisonIsAsDoubtfulAsWhatItCompares) {
  Net("    bucket = \"b\"\n    key    = \"net.tfstate\"\n", "");
  net_ += "output \"exec\" { value = \"on\" }\n";
  App("enable_execute_command = true",
      "enable_execute_command = data.terraform_remote_state.net.outputs.exec == \"on\"");
  const Analyzed run = Analyze({{"net/main.tf", net_}, {"app/main.tf", app_}}, {});
  for (const WorkloadReport& workload : run.analysis.workloads) {
    const HopReport::State& launch = workload.hops.front().states.front();
    EXPECT_EQ(launch.state, Verdict::State::kOpen);
    EXPECT_EQ(launch.confidence, Confidence::kMedium);
  }
}

TEST_F(TwoRoots, AValueThatOthersWriteIsUnknown) {
  net_ +=
      "resource \"aws_ssm_parameter\" \"subnet\" {\n  name = \"/subnet\"\n"
      "  value = aws_subnet.private.id\n}\n";
  app_ += "data \"aws_ssm_parameter\" \"subnet\" { name = \"/subnet\" }\n";
  App("data.terraform_remote_state.net.outputs.subnets", "[data.aws_ssm_parameter.subnet.value]");
  EXPECT_EQ(Network(), kNoWay);
  Net("  value = aws_subnet.private.id\n",
      "  value = aws_subnet.private.id\n  lifecycle {\n    ignore_changes = [value]\n  }\n");
  EXPECT_EQ(Network().find(which_ + "`aws_ssm_parameter.subnet` leaves its value to others"), 0u)
      << Network();
}

// Where the two say the same environment, or none, a known name is no guess.
TEST_F(TwoRoots, AParameterOfAnotherEnvironmentIsAGuess) {
  net_ +=
      "resource \"aws_ssm_parameter\" \"subnet\" {\n  name = \"/subnet\"\n"
      "  value = aws_subnet.private.id\n}\n";
  app_ += "data \"aws_ssm_parameter\" \"subnet\" { name = \"/subnet\" }\n";
  const std::string by_state = app_;
  App("data.terraform_remote_state.net.outputs.subnets", "[data.aws_ssm_parameter.subnet.value]");
  const auto confidence = [&](const std::string& net, const std::string& app,
                              const std::string& text) {
    const Analyzed run = Analyze({{net + "/main.tf", net_}, {app + "/main.tf", text}},
                                 {FindRule("no-route-to-session-manager")});
    EXPECT_EQ(run.analysis.findings.size(), 1u);
    return run.analysis.findings.empty() ? Confidence::kLow
                                         : run.analysis.findings.front().confidence;
  };
  EXPECT_EQ(confidence("net", "app", app_), Confidence::kHigh);
  EXPECT_EQ(confidence("dev/net", "dev/app", app_), Confidence::kHigh);
  EXPECT_EQ(confidence("dev/net", "stage/app", app_), Confidence::kMedium);
  // A state is known by where it is.
  EXPECT_EQ(confidence("dev/net", "stage/app", by_state), Confidence::kHigh);
}

// Of several roots of one name it is the one beside the reader, which is no guess.
TEST_F(TwoRoots, TheTwinBesideTheReader) {
  const auto confidence = [&](const std::string& beside, const std::string& other) {
    const Analyzed run =
        Analyze({{beside + "/main.tf", net_}, {other + "/main.tf", net_}, {"a/app/main.tf", app_}},
                {FindRule("no-route-to-session-manager")});
    EXPECT_EQ(run.analysis.findings.size(), 1u);
    return run.analysis.findings.empty() ? Confidence::kLow
                                         : run.analysis.findings.front().confidence;
  };
  EXPECT_EQ(confidence("a/net", "a/x/net"), Confidence::kHigh);
  EXPECT_EQ(confidence("a/net", "b/net"), Confidence::kHigh);
  EXPECT_EQ(confidence("a/net", "a/x/old"), Confidence::kMedium);
}

TEST_F(TwoRoots, AnOutputIsFollowedThroughARootBetween) {
  const std::string middle =
      "terraform {\n  backend \"s3\" {\n    bucket = \"b\"\n    key = \"middle.tfstate\"\n  }\n}\n"
      "data \"terraform_remote_state\" \"net\" {\n  backend = \"s3\"\n"
      "  config = { bucket = \"b\", key = \"net.tfstate\" }\n}\n"
      "output \"subnets\" { value = data.terraform_remote_state.net.outputs.subnets }\n";
  App("net.tfstate", "middle.tfstate");
  EXPECT_EQ(Network({{"net/main.tf", net_}, {"middle/main.tf", middle}, {"app/main.tf", app_}}),
            kNoWay);
}

// Another root has a cluster of that name too.
TEST(Names, OfTheUnitItselfAreItsOwn) {
  Tree tree = ReadTree("fixtures/session_logging_disabled/fail_cluster_by_name_in_another_root");
  const std::string read = "`data.aws_ecs_cluster.stage.id` is read from the account";
  EXPECT_EQ(StatesIn(tree, Hop::kLogging).find(read), std::string::npos);
  tree.begin()->second += "resource \"aws_ecs_cluster\" \"own\" { name = \"stage\" }\n";
  EXPECT_NE(StatesIn(tree, Hop::kLogging).find(read), std::string::npos);
}

// The environment is the same in both units, whatever it is.
TEST(Names, WithTheEnvironmentInThem) {
  Tree tree = ReadTree("fixtures/session_logging_disabled/fail_cluster_by_name_in_another_root");
  const auto call = [&](const std::string& here, const std::string& there) {
    Tree named = tree;
    std::string& app = named.begin()->second;
    std::string& clusters = named.rbegin()->second;
    app = Replaced(app, "cluster_name = \"stage\"", "cluster_name = \"" + here + "\"");
    clusters = Replaced(clusters, "name = \"stage\"", "name = \"" + there + "\"");
    for (auto& [path, text] : named) text += "variable \"env\" {}\nvariable \"team\" {}\n";
    return StatesIn(named, Hop::kLogging).find("`data.aws_ecs_cluster.stage.id`") ==
           std::string::npos;
  };
  EXPECT_TRUE(call("web-${var.env}", "web-${var.env}"));
  EXPECT_TRUE(call("web-${terraform.workspace}", "web-${terraform.workspace}"));
  EXPECT_TRUE(call("web-${var.env}", "web-${terraform.workspace}"));
  EXPECT_FALSE(call("web-${var.env}", "app-${var.env}"));
  EXPECT_FALSE(call("web-${var.team}", "web-${var.team}"));
  EXPECT_FALSE(call("${var.env}", "${var.env}"));
}

// Of a name that depends on an input.
TEST(Names, InTheScenariosInWhichTheyAreSo) {
  Tree tree = ReadTree("fixtures/session_logging_disabled/fail_cluster_by_name_in_another_root");
  std::string& clusters = tree.rbegin()->second;
  clusters =
      Replaced(clusters, "name = \"stage\"", "name = var.env == \"prod\" ? \"live\" : \"stage\"");
  clusters +=
      "variable \"env\" {\n  type = string\n  validation {\n"
      "    condition = contains([\"dev\", \"prod\"], var.env)\n    error_message = \"?\"\n  }\n}\n";
  const std::string states = StatesIn(tree, Hop::kLogging);
  EXPECT_EQ(states.find("open, unknown"), 0u) << states;
  EXPECT_NE(states.find("`data.aws_ecs_cluster.stage.id` is read from the account"),
            std::string::npos)
      << states;
}

TEST(Names, OfTwoResourcesMeanNeither) {
  Tree tree = ReadTree("fixtures/session_logging_disabled/fail_cluster_by_name_in_another_root");
  tree.rbegin()->second += "resource \"aws_ecs_cluster\" \"again\" { name = \"stage\" }\n";
  const std::string states = StatesIn(tree, Hop::kLogging);
  EXPECT_NE(states.find("`aws_ecs_cluster.again` and `aws_ecs_cluster.stage` have the same name"),
            std::string::npos)
      << states;
}

TEST(Names, OfRolesAreTheSameInAllRegions) {
  Tree tree = ReadTree("fixtures/session_logging_disabled/fail_cluster_by_name_in_another_root");
  std::string& app = tree.begin()->second;
  std::string& other = tree.rbegin()->second;
  app = Replaced(app, "provider \"aws\" {}", "provider \"aws\" { region = \"eu-west-1\" }");
  app = Replaced(app, "task_role_arn            = aws_iam_role.task.arn",
                 "task_role_arn = data.aws_iam_role.web.arn");
  app += "data \"aws_iam_role\" \"web\" { name = \"web\" }\n";
  other = Replaced(other, "provider \"aws\" {}", "provider \"aws\" { region = \"us-east-1\" }");
  other +=
      "resource \"aws_iam_role\" \"web\" {\n  name = \"web\"\n  assume_role_policy = \"{}\"\n}\n";
  EXPECT_EQ(StatesIn(tree, Hop::kTaskRole).find("blocked"), 0u) << StatesIn(tree, Hop::kTaskRole);
  const std::string logging = StatesIn(tree, Hop::kLogging);
  EXPECT_NE(logging.find("is for the region `us-east-1`, while this is for `eu-west-1`"),
            std::string::npos)
      << logging;
}

TEST(Names, TheFamilyThatIsLookedUpIsTheName) {
  const Tree tree =
      ReadTree("fixtures/task_role_lacks_ssmmessages/fail_task_definition_by_data_source");
  const std::string arn = "data.aws_ecs_task_definition.t.arn";
  for (const std::string_view revision : {"data.aws_ecs_task_definition.t.revision",
                                          "max(3, data.aws_ecs_task_definition.t.revision)"}) {
    Tree other = tree;
    other.at("orders/main.tf") =
        Replaced(tree.at("orders/main.tf"), arn,
                 "\"${data.aws_ecs_task_definition.t.family}:${" + std::string(revision) + "}\"");
    EXPECT_EQ(StatesIn(other, Hop::kTaskRole), StatesIn(tree, Hop::kTaskRole)) << revision;
  }
}

TEST(Names, ThatAreWrittenOutMeanTheThingInTheirRegion) {
  Tree tree = ReadTree("fixtures/session_logging_disabled/fail_cluster_by_name_in_another_root");
  std::string& app = tree.begin()->second;
  app = Replaced(app, "provider \"aws\" {}", "provider \"aws\" { region = \"eu-west-1\" }");
  app = Replaced(app, "data.aws_ecs_cluster.stage.id", "\"stage\"");
  std::string& other = tree.rbegin()->second;
  const auto in = [&](const std::string& region) {
    Tree both = tree;
    both.rbegin()->second =
        Replaced(other, "provider \"aws\" {}", "provider \"aws\" { region = \"" + region + "\" }");
    return StatesIn(both, Hop::kLogging);
  };
  EXPECT_EQ(in("eu-west-1").find("unknown"), std::string::npos) << in("eu-west-1");
  EXPECT_NE(in("us-east-1").find("is for the region `us-east-1`, while this is for `eu-west-1`"),
            std::string::npos)
      << in("us-east-1");
}

// Two templates that export the same, neither of them a copy for an environment: it is a guess.
TEST(Templates, TheOneBesideTheReaderIsAGuess) {
  Tree tree = ReadTree("fixtures/task_role_lacks_ssmmessages/fail_import_of_another_template");
  const Tree moved = {{"web/a.yaml", tree.at("a.yaml")},
                      {"web/b.yaml", tree.at("b.yaml")},
                      {"old/roles.yaml", tree.at("a.yaml")}};
  const Analyzed run = Analyze(moved, {FindRule("task-role-lacks-ssmmessages")});
  ASSERT_EQ(run.analysis.findings.size(), 1u);
  EXPECT_EQ(run.path(run.analysis.findings.front().primary), "web/a.yaml");
  EXPECT_EQ(run.analysis.findings.front().confidence, Confidence::kMedium);
}

// Of templates that export the same, the one that exports all that is imported.
TEST(Templates, OneStackHasAllThatIsImportedFromIt) {
  const std::string exports_role =
      "Resources:\n  Role: {Type: AWS::IAM::Role, Properties: {AssumeRolePolicyDocument: {}}}\n"
      "Outputs:\n  Role: {Value: !GetAtt Role.Arn, Export: {Name: !Sub '${Stack}:Role'}}\n";
  const std::string exports_cluster =
      "  Cluster: {Value: !Ref Cluster, Export: {Name: !Sub '${Stack}:Cluster'}}\n";
  const std::string stack = "Parameters: {Stack: {Type: String}}\n";
  const std::string reader = stack +
                             "Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n"
                             "    Properties:\n      ContainerDefinitions: [{Name: a, Image: b}]\n"
                             "      TaskRoleArn: {Fn::ImportValue: !Sub '${Stack}:Role'}\n"
                             "      ExecutionRoleArn: {Fn::ImportValue: !Sub '${Stack}:Role'}\n"
                             "  Service:\n    Type: AWS::ECS::Service\n    Properties:\n"
                             "      EnableExecuteCommand: true\n      TaskDefinition: !Ref Task\n";
  Tree tree = {{"a/one.yaml", stack + exports_role},
               {"b/two.yaml", stack + exports_role + exports_cluster},
               {"c/service.yaml", reader}};
  const auto role = [&] { return StatesIn(tree, Hop::kTaskRole); };
  EXPECT_EQ(role().find("unknown which"), std::string::npos) << role();
  EXPECT_NE(role().find("the export `${Stack}:Role` may be any of those at a/one.yaml:"),
            std::string::npos)
      << role();
  tree["c/service.yaml"] += "      Cluster: {Fn::ImportValue: !Sub '${Stack}:Cluster'}\n";
  EXPECT_EQ(role(), "blocked");
  // What another stack exports, or none, has nothing to do with it.
  tree["c/service.yaml"] =
      Replaced(tree["c/service.yaml"], "ExecutionRoleArn: {Fn::ImportValue: !Sub '${Stack}:Role'}",
               "ExecutionRoleArn: {Fn::ImportValue: !Sub '${Stack}:Own'}");
  EXPECT_EQ(role(), "blocked");
}

// A rule of a third unit counts for the group that this one publishes, if it lets the tasks in.
TEST(Additions, ARuleOfAThirdUnitIsLookedAt) {
  const std::string of = "fixtures/no_route_to_session_manager/pass_ingress_rule_of_a_third_";
  for (const auto& [name, file] :
       {std::pair{"root", "rules/main.tf"}, {"template", "rules.yaml"}}) {
    Tree tree = ReadTree(of + name);
    EXPECT_EQ(StatesIn(tree, Hop::kNetwork), "open") << name;
    Tree without = tree;
    without.erase(file);
    const std::string unknown = StatesIn(without, Hop::kNetwork);
    EXPECT_EQ(unknown.find("unknown whether `"), 0u) << unknown;
    tree[file] = Replaced(tree[file], "10.0.0.0/16", "10.9.0.0/16");
    EXPECT_EQ(StatesIn(tree, Hop::kNetwork), unknown) << name;
  }
}

// Of a chain of templates only so many are loaded for one of them: the time grows with their
// number.
TEST(Templates, AChainOfImportsEnds) {
  Tree tree;
  for (int i = 0; i < 60; ++i) {
    const std::string at = std::to_string(i);
    tree["t" + at + ".yaml"] =
        "Resources:\n  Cluster" + at +
        ":\n    Type: AWS::ECS::Cluster\nOutputs:\n  Out:\n    Value: " +
        (i == 0 ? std::string("x") : "!ImportValue e" + std::to_string(i - 1)) +
        "\n    Export: {Name: e" + at + "}\n";
  }
  EXPECT_EQ(Analyze(tree, {}).analysis.workloads.size(), 60u);
}

// Inputs that are called the same have the same value in both units.
TEST_F(TwoRoots, ChooseTheSameEnvironment) {
  const std::string variable =
      "variable \"env\" {\n  type = string\n  validation {\n"
      "    condition = contains([\"dev\", \"prod\"], var.env)\n    error_message = \"?\"\n  }\n}\n";
  net_ += variable +
          "resource \"aws_internet_gateway\" \"out\" { vpc_id = aws_vpc.v.id }\n"
          "resource \"aws_route\" \"out\" {\n  count = var.env == \"prod\" ? 1 : 0\n"
          "  route_table_id = aws_route_table.private.id\n"
          "  destination_cidr_block = \"0.0.0.0/0\"\n"
          "  gateway_id = aws_internet_gateway.out.id\n}\n";
  app_ += variable;
  App("subnets = ", "assign_public_ip = true\n    subnets = ");
  EXPECT_EQ(Network(), kNoWay + ", open");
  App("enable_execute_command = true", "enable_execute_command = var.env == \"prod\"");
  EXPECT_EQ(Network(), "open");
}

// What many read from is loaded once for several of them: of each the same is said as if it were
// the only one.
TEST_F(TwoRoots, EachOfManyReadersIsJudgedAsIfItWereAlone) {
  const std::string app = app_;
  const auto reader = [&](int i) {
    app_ = app;
    if (i % 3 == 1) App("outputs.subnets", Format("outputs.subnet_{}", i));  // is no output
    if (i % 3 == 2) app_ += Format("output \"on{}\" {{ value = aws_ecs_service.s.id }}\n", i);
    return app_;
  };
  const auto states = [&](const Tree& tree) {
    const std::string all = Network(tree);
    return all.substr(0, all.find(" app"));  // without the places, which stand behind all states
  };
  constexpr int kReaders = 30;
  Tree all{{"net/main.tf", net_}};
  std::string alone;
  for (int i = 0; i < kReaders; ++i) {
    const std::string path = Format("app{}/main.tf", i + 10);
    all[path] = reader(i);
    alone += (alone.empty() ? "" : ", ") + states({{"net/main.tf", net_}, {path, all[path]}});
  }
  EXPECT_EQ(states(all), alone);
  EXPECT_NE(alone.find("subnet_28"), alone.npos);
}

// What the other template makes that is not seen may add a rule to the group of this one.
TEST(Templates, APartOfTheOtherOneThatIsNotSeen) {
  const std::string network = R"(Resources:
  "Fn::Transform": {Name: AWS::Include, Parameters: {Location: s3://b/x.yaml}}
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Internet: {Type: AWS::EC2::InternetGateway}
  Attached:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Internet}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Route:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref Table
      DestinationCidrBlock: 0.0.0.0/0
      GatewayId: !Ref Internet
  Associated:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}
Outputs:
  Subnet: {Value: !Ref Subnet, Export: {Name: the-subnet}}
  Vpc: {Value: !Ref Vpc, Export: {Name: the-vpc}}
)";
  const std::string service = R"(Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: g
      VpcId: !ImportValue the-vpc
      SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: t
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions: [{Name: app, Image: nginx}]
  Service:
    Type: AWS::ECS::Service
    Properties:
      Cluster: c
      TaskDefinition: !Ref Task
      LaunchType: FARGATE
      EnableExecuteCommand: true
      NetworkConfiguration:
        AwsvpcConfiguration:
          AssignPublicIp: ENABLED
          Subnets: [!ImportValue the-subnet]
          SecurityGroups: [!Ref Group]
)";
  const std::string network_hop =
      StatesIn({{"network.yaml", network}, {"service.yaml", service}}, Hop::kNetwork);
  EXPECT_NE(network_hop.find("a part of the template"), network_hop.npos) << network_hop;
  EXPECT_NE(network_hop.find("network.yaml:2"), network_hop.npos) << network_hop;
}

}  // namespace
}  // namespace execlint::testing_support
