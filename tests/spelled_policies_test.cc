// A policy is judged the same, however its actions are spelled or put together and wherever its
// text stands, also in code that says nothing of ECS.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lint/source/format.h"
#include "tests/found.h"
#include "tests/support/dice.h"
#include "tests/support/respell.h"

namespace execlint::testing_support {
namespace {

using Json = nlohmann::ordered_json;

// Other letter case, and wildcards. Not so many that it could be an action of another service: what
// allows everything is told of nowhere.
std::string RespellAction(const std::string& action, Dice& dice) {
  constexpr std::size_t kColon = 3, kEnd = 7;  // `ecs:Exec` stays but for single letters
  std::string out;
  for (std::size_t i = 0; i < action.size(); ++i) {
    const char c = action[i];
    if (i != kColon && i != 1 && dice.OneIn(6)) {
      out += '?';
    } else if (i > kEnd && dice.OneIn(12)) {
      out += '*';
      i += dice.Roll(4);
    } else if (dice.OneIn(2)) {
      out += static_cast<char>(dice.OneIn(2) ? std::toupper(static_cast<unsigned char>(c))
                                             : std::tolower(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return dice.OneIn(3) ? out + "*" : out;
}

std::string Quoted(const std::string& text) { return '"' + text + '"'; }

// A policy whose actions are an expression of Terraform.
std::string PolicyOf(const std::string& actions) {
  return "resource \"aws_iam_user_policy\" \"p\" {\n  user = \"bob\"\n  policy = jsonencode({ "
         "Version "
         "= \"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = " +
         actions + ", Resource = \"*\" }] })\n}\n";
}

// Expressions whose value is the text, put together from pieces at random places.
std::vector<std::string> PutTogether(const std::string& text, Dice& dice) {
  const std::size_t cut = 1 + dice.Roll(text.size() - 1);
  const std::string a = text.substr(0, cut), b = text.substr(cut);
  const std::string service = text.substr(0, 3), name = text.substr(4);
  std::string backwards(text.rbegin(), text.rend()), dashes = text;
  dashes[3] = '/';
  return {
      Format("join(\"\", [{}, {}])", Quoted(a), Quoted(b)),
      Format("join(\":\", [{}, {}])", Quoted(service), Quoted(name)),
      Format("format(\"%s%s\", {}, {})", Quoted(a), Quoted(b)),
      Format("format(\"%-3s:%s\", {}, {})", Quoted(service), Quoted(name)),
      Format("format(\"%.3s%[2]s\", {}, {})", Quoted(service + "tail"), Quoted(":" + name)),
      Format("formatlist(\"%s:{}\", [{}])", name, Quoted(service)),
      Format("\"${{{}}}{}\"", Quoted(a), b),
      Format("\"{}%{{ if true }}{}%{{ endif }}\"", a, b),
      Format("[for s, all in {{ \"{}\" = [{}] }} : \"${{s}}:${{all[0]}}\"]", service, Quoted(name)),
      Format("replace({}, \"/\", \":\")", Quoted(dashes)),
      Format("strrev({})", Quoted(backwards)),
      Format("substr({}, 1, {})", Quoted("x" + text), text.size()),
      Format("split(\"+\", {})", Quoted("s3:Get*+" + text)),
      Format("trimsuffix({}, \"-\")", Quoted(text + "-")),
      Format("jsondecode({})", Quoted("[\\\"" + text + "\\\"]")),
      Format("yamldecode({})",
             Quoted("- \\\"\\\\x" + Format("{:02x}", static_cast<unsigned>(text[0])) +
                    text.substr(1) + "\\\"")),
  };
}

TEST(Spellings, OfActionsInUnitsThatDoNotSpeakOfEcs) {
  const std::multiset<std::string> expected = {"unrestricted-exec"};
  for (unsigned seed = 1; seed <= 60; ++seed) {
    Dice dice(seed);
    const std::string action = RespellAction("ecs:ExecuteCommand", dice);
    const std::string json =
        R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ")" + action +
        R"(", "Resource": "*"}]})";
    const Json document = Json::parse(json);
    std::string in_string;
    for (const char c : json) in_string += c == '"' ? "\\\"" : std::string(1, c);
    const std::vector<std::pair<std::string, Files>> forms = {
        {"jsonencode",
         {{"main.tf",
           "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({\n    Version = "
           "\"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = [\"" +
               action + "\"], Resource = \"*\" }] })\n}\n"}}},
        {"quoted keys",
         {{"main.tf",
           "resource aws_iam_policy p {\n  policy = jsonencode({\n    \"Version\": "
           "\"2012-10-17\", \"Stat\\u0065ment\" = { \"Effect\" : \"Allow\", \"Action\" = (\"" +
               action + "\"), \"Resource\" = \"*\" } })\n}\n"}}},
        {"heredoc",
         {{"main.tf", "resource \"aws_iam_policy\" \"p\" {\n  policy = <<-EOT\n  " +
                          JsonText(document, dice) + "\n  EOT\n}\n"}}},
        {"string",
         {{"main.tf",
           "resource \"aws_iam_policy\" \"p\" {\n  policy = \"" + in_string + "\"\n}\n"}}},
        {"data source",
         {{"main.tf", "data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [\"" +
                          action +
                          "\"]\n    resources = [\"*\"]\n  }\n}\nresource \"aws_iam_policy\" \"p\" "
                          "{\n  policy "
                          "= data.aws_iam_policy_document.d.json\n}\n"}}},
        {"service in a local",
         {{"main.tf",
           "locals {\n  service = \"ecs\"\n}\nresource \"aws_iam_policy\" \"p\" {\n  policy = "
           "jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = "
           "\"${local.service}:" +
               action.substr(4) + "\", Resource = \"*\" }] })\n}\n"}}},
        {"format",
         {{"main.tf",
           "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Version = \"2012-10-17\", "
           "Statement = [{ Effect = \"Allow\", Action = format(\"%s:%s\", \"ecs\", \"" +
               action.substr(4) + "\"), Resource = \"*\" }] })\n}\n"}}},
        {"var file",
         {{"main.tf",
           "variable \"action\" {}\nresource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ "
           "Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = var.action, "
           "Resource = \"*\" }] })\n}\n"},
          {"terraform.tfvars", "action = \"" + action + "\"\n"}}},
        {"tf.json",
         {{"main.tf.json",
           JsonText({{"resource", {{"aws_iam_policy", {{"p", {{"policy", document.dump()}}}}}}}},
                    dice)}}},
        {"policy file", {{"policy.json", JsonText(document, dice)}}},
        {"permission set",
         {{"t.yaml",
           "Resources:\n  P:\n    Type: AWS::SSO::PermissionSet\n    Properties:\n      Name: p\n"
           "      InstanceArn: arn:aws:sso:::instance/ssoins-1\n      InlinePolicy: " +
               document.dump() + "\n"}}},
        {"template",
         {{"t.json", JsonText({{"Resources",
                                {{"P",
                                  {{"Type", "AWS::IAM::ManagedPolicy"},
                                   {"Properties", {{"PolicyDocument", document}}}}}}}},
                              dice)}}},
    };
    for (const auto& [name, files] : forms) {
      EXPECT_EQ(RulesIn(files), expected) << name << " by " << seed << ":\n"
                                          << files.begin()->second;
    }
  }
}

const std::multiset<std::string> kExpected = {"unrestricted-exec"};

TEST(Spellings, OfActionsThatArePutTogether) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Dice dice(seed);
    const std::string action = RespellAction("ecs:ExecuteCommand", dice);
    for (const std::string& expression : PutTogether(action, dice)) {
      EXPECT_EQ(RulesIn({{"main.tf", PolicyOf(expression)}}), kExpected) << expression;
    }
    const std::string a = action.substr(0, 4), b = action.substr(4);
    EXPECT_EQ(RulesIn({{"main.tf", PolicyOf("\"${local.a}" + b + "\"")},
                       {"locals.tf", "locals {\n  a = " + Quoted(a) + "\n}\n"}}),
              kExpected);
    EXPECT_EQ(RulesIn({{"main.tf", PolicyOf("\"${var.a}${var.b}\"") +
                                       "variable \"a\" {}\nvariable \"b\" {}\n"},
                       {"terraform.tfvars", "a = " + Quoted(a) + "\nb = " + Quoted(b) + "\n"}}),
              kExpected);
  }
}

// The text of a policy, or of its actions, stands in a file that is read for nothing else.
TEST(Spellings, OfPoliciesInOtherFiles) {
  const std::string json =
      R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ecs:Exec*", "Resource": "*"}]})";
  const std::string yaml =
      "Version: \"2012-10-17\"\nStatement:\n- Effect: Allow\n  Action: ecs:Exec*\n  Resource: "
      "\"*\"\n";
  const auto policy = [](const std::string& text) {
    return "resource \"aws_iam_policy\" \"p\" {\n  policy = " + text + "\n}\n";
  };
  const std::vector<std::pair<std::string, Files>> all = {
      {policy(R"(file("${path.module}/p.txt"))"), {{"p.txt", json}}},
      {policy(R"(file ("p.txt"))"), {{"p.txt", json}}},
      {policy("file(local.path)") + "locals {\n  path = \"p.txt\"\n}\n", {{"p.txt", json}}},
      {policy(R"(templatefile("${path.module}/p.json.tpl", {}))"), {{"p.json.tpl", json}}},
      {policy(R"(templatefile("p.tftpl", { s = "e" }))"),
       {{"p.tftpl",
         R"({"Statement": {"Effect": "Allow", "Action": "${s}cs:Exec*", "Resource": "*"}})"}}},
      {policy(R"(jsonencode(yamldecode(file("p.yaml"))))"), {{"p.yaml", yaml}}},
      {policy(R"(file(".p/p.json"))"), {{".p/p.json", json}}},
      {policy(R"(file("node_modules/p.json"))"), {{"node_modules/p.json", json}}},
      {PolicyOf(R"(jsondecode(file("a.list")))"), {{"a.list", R"(["ecs:Exec*"])"}}},
      {PolicyOf(R"(split("\n", file("a.txt")))"), {{"a.txt", "s3:Get*\necs:Exec*"}}},
  };
  for (const auto& [text, others] : all) {
    Files files = others;
    files["main.tf"] = text;
    // A policy that stands in a file of JSON is one by itself too.
    const std::multiset<std::string> found = RulesIn(files);
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()),
              std::set<std::string>(kExpected.begin(), kExpected.end()))
        << text;
  }
}

TEST(Spellings, OfActionsThatATemplatePutsTogether) {
  const std::string head =
      "Parameters:\n  Service:\n    Type: String\n    Default: ecs\nMappings:\n  M:\n    a:\n      "
      "b: "
      "\"ecs:\"\nResources:\n  P:\n    Type: AWS::SSO::PermissionSet\n    Properties:\n      Name: "
      "p\n      InstanceArn: arn:aws:sso:::instance/ssoins-1\n      InlinePolicy:\n        "
      "Version: "
      "\"2012-10-17\"\n        Statement:\n        - Effect: Allow\n          Resource: \"*\"\n"
      "          Action: ";
  for (const char* action : {
           R"(!Join [":", [ecs, "Exec*"]])",
           R"(!Join ["", ["ecs:", "Exec*"]])",
           R"(!Join ["", [e, "cs:Exec*"]])",
           R"(!Sub ["${A}Exec*", {A: "ecs:"}])",
           R"(!Sub "${Service}:Exec*")",
           R"(!Sub ["${A}Exec*", {A: !FindInMap [M, a, b]}])",
           R"(!Join [":", !Split ["/", "ecs/Exec*"]])",
           R"([!Join [":", [!Ref Service, "Exec*"]]])",
           R"(!Select [1, !Split [",", "s3:Get*,ecs:Exec*"]])",
       }) {
    EXPECT_EQ(RulesIn({{"t.yaml", head + action + "\n"}}), kExpected) << action;
  }
}

// What a state machine runs, and what a job is, may stand in files that are read for nothing else.
TEST(Spellings, OfLaunchersInOtherFiles) {
  const std::string machine =
      "resource \"aws_sfn_state_machine\" \"m\" {\n  definition = templatefile(\"m.tftpl\", { op = "
      "\"runTask\" })\n}\n";
  const std::string states =
      R"({"StartAt": "a", "States": {"a": {"Type": "Task", "Resource": "arn:aws:states:::ecs:${op}", )"
      R"("Parameters": {"Cluster": "c", "TaskDefinition": "t", "EnableExecuteCommand": true, "LaunchType": "FARGATE", "PlatformVersion": "1.3.0"}, "End": true}}})";
  const std::multiset<std::string> here = RulesIn({{"main.tf", machine}, {"m.tftpl", states}});
  EXPECT_FALSE(here.empty());
  EXPECT_EQ(here, RulesIn({{"main.tf", machine + "# aws_ecs_service\n"}, {"m.tftpl", states}}));
  const std::string job =
      "resource \"aws_batch_job_definition\" \"j\" {\n  name = \"j\"\n  type = \"container\"\n  "
      "platform_capabilities = [\"FARGATE\"]\n  ecs_properties = file(\"j.txt\")\n}\n";
  const std::string properties =
      R"({"taskProperties": [{"enableExecuteCommand": true, "containers": [{"image": "i"}]}]})";
  const std::multiset<std::string> jobs = RulesIn({{"main.tf", job}, {"j.txt", properties}});
  EXPECT_FALSE(jobs.empty());
  EXPECT_EQ(jobs, RulesIn({{"main.tf", job + "# aws_ecs_service\n"}, {"j.txt", properties}}));
}

}  // namespace
}  // namespace execlint::testing_support
