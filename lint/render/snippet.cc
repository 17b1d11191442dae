#include "lint/render/snippet.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "lint/source/format.h"

namespace execlint {
namespace {

enum class Language : std::uint8_t { kHcl, kHclDocument, kYaml, kJson };

bool EndsWithOneOf(std::string_view path, std::initializer_list<std::string_view> ends) {
  for (const std::string_view end : ends) {
    if (path.ends_with(end)) return true;
  }
  return false;
}

Language LanguageOf(const Span& at, const SourceMap& sources) {
  const std::string_view path = sources.path(at.file);
  const std::string_view text = sources.Text(at.file);
  if (EndsWithOneOf(path, {".tf", ".tofu"})) {
    const bool documents = text.find("\"aws_iam_policy_document\"") != text.npos;
    return documents ? Language::kHclDocument : Language::kHcl;
  }
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  const bool json = first != text.npos && text[first] == '{';
  return json ? Language::kJson : Language::kYaml;
}

// What is to be pasted must not hold what a name in the input may bring along: quotes, line ends.
bool IsName(std::string_view address) {
  return std::all_of(address.begin(), address.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

// The lines of the text, each behind that many blanks.
std::string Indented(std::string_view text, std::size_t blanks) {
  std::string indented;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    if (end > begin) indented += std::string(blanks, ' ');
    indented += std::string(text.substr(begin, end - begin)) + "\n";
    begin = end + 1;
  }
  return indented;
}

// The actions on a line each, with quotes, and a comma between two of them or behind each.
std::string Actions(const Grant& grant, std::size_t blanks, bool comma_at_end) {
  std::string lines;
  for (const std::string& action : grant.actions) {
    const bool comma = comma_at_end || &action != &grant.actions.back();
    lines += Format("{}\"{}\"{}\n", std::string(blanks, ' '), action, comma ? "," : "");
  }
  return lines;
}

std::string TaskDefinition(const Grant& grant) {
  return grant.address.empty() ? "the task definition" : grant.address;
}

std::string HclPolicy(const Grant& grant, std::string_view role) {
  return "resource \"aws_iam_role_policy\" \"ecs_exec\" {\n"
         "  role = " +
         std::string(role) +
         ".id\n"
         "  policy = jsonencode({\n"
         "    Version = \"2012-10-17\"\n"
         "    Statement = [{\n"
         "      Effect = \"Allow\"\n"
         "      Action = [\n" +
         Actions(grant, 8, true) +
         "      ]\n"
         "      Resource = \"*\"\n"
         "    }]\n"
         "  })\n"
         "}\n";
}

std::string HclStatement(const Grant& grant) {
  return "statement {\n"
         "  actions = [\n" +
         Actions(grant, 4, true) +
         "  ]\n"
         "  resources = [\"*\"]\n"
         "}\n";
}

std::string HclDocument(const Grant& grant, std::string_view role) {
  return "data \"aws_iam_policy_document\" \"ecs_exec\" {\n" + Indented(HclStatement(grant), 2) +
         "}\n"
         "\n"
         "resource \"aws_iam_role_policy\" \"ecs_exec\" {\n"
         "  role   = " +
         std::string(role) +
         ".id\n"
         "  policy = data.aws_iam_policy_document.ecs_exec.json\n"
         "}\n";
}

std::string HclRole(std::string_view task_definition) {
  return "resource \"aws_iam_role\" \"ecs_task\" {\n"
         "  assume_role_policy = jsonencode({\n"
         "    Version = \"2012-10-17\"\n"
         "    Statement = [{\n"
         "      Effect    = \"Allow\"\n"
         "      Action    = \"sts:AssumeRole\"\n"
         "      Principal = { Service = \"ecs-tasks.amazonaws.com\" }\n"
         "    }]\n"
         "  })\n"
         "}\n"
         "\n"
         "# in " +
         std::string(task_definition) +
         ":\n"
         "#   task_role_arn = aws_iam_role.ecs_task.arn\n"
         "\n";
}

std::string YamlStatement(const Grant& grant) {
  std::string actions;
  for (const std::string& action : grant.actions) actions += "    - " + action + "\n";
  return "- Effect: Allow\n"
         "  Action:\n" +
         actions + "  Resource: \"*\"\n";
}

std::string YamlPolicies(const Grant& grant) {
  return "Policies:\n"
         "  - PolicyName: ecs-exec\n"
         "    PolicyDocument:\n"
         "      Version: \"2012-10-17\"\n"
         "      Statement:\n" +
         Indented(YamlStatement(grant), 8);
}

std::string YamlRole(const Grant& grant) {
  return "TaskRole:\n"
         "  Type: AWS::IAM::Role\n"
         "  Properties:\n"
         "    AssumeRolePolicyDocument:\n"
         "      Version: \"2012-10-17\"\n"
         "      Statement:\n"
         "        - Effect: Allow\n"
         "          Action: sts:AssumeRole\n"
         "          Principal:\n"
         "            Service: ecs-tasks.amazonaws.com\n" +
         Indented(YamlPolicies(grant), 4) + "# in the properties of " + TaskDefinition(grant) +
         ":\n"
         "#   TaskRoleArn: !GetAtt TaskRole.Arn\n";
}

std::string JsonStatement(const Grant& grant) {
  return "{\n"
         "  \"Effect\": \"Allow\",\n"
         "  \"Action\": [\n" +
         Actions(grant, 4, false) +
         "  ],\n"
         "  \"Resource\": \"*\"\n"
         "}\n";
}

Snippet OfHcl(const Grant& grant, bool documents) {
  const auto policy = documents ? HclDocument : HclPolicy;
  const std::string form = documents ? "document" : "jsonencode";
  if (grant.type != "aws_iam_role") {
    return {"role with " + form,
            HclRole(TaskDefinition(grant)) + policy(grant, "aws_iam_role.ecs_task")};
  }
  // Of a role among several that one block makes only the statement is sure.
  if (!grant.address.empty()) return {"policy with " + form, policy(grant, grant.address)};
  return {"statement", HclStatement(grant)};
}

Snippet OfYaml(const Grant& grant) {
  if (grant.type == "AWS::IAM::Role") return {"yaml policies", YamlPolicies(grant)};
  if (grant.type == "AWS::ECS::TaskDefinition") return {"yaml role", YamlRole(grant)};
  return {"yaml statement", YamlStatement(grant)};
}

}  // namespace

Snippet SnippetFor(const Grant& wanted, const SourceMap& sources) {
  if (wanted.actions.empty() || !wanted.at.valid()) return {};
  Grant grant = wanted;
  if (!IsName(grant.address)) grant.address.clear();
  switch (const Language language = LanguageOf(grant.at, sources)) {
    case Language::kHcl:
    case Language::kHclDocument:
      return OfHcl(grant, language == Language::kHclDocument);
    case Language::kYaml:
      return OfYaml(grant);
    case Language::kJson:
      break;
  }
  return {"json", JsonStatement(grant)};
}

}  // namespace execlint
