#include "lint/render/snippet.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "lint/source/format.h"

namespace execlint {
namespace {

using Language = SnippetLanguage;

bool EndsWithOneOf(std::string_view path, std::initializer_list<std::string_view> ends) {
  for (const std::string_view end : ends) {
    if (path.ends_with(end)) return true;
  }
  return false;
}

Language Guessed(std::string_view path, std::string_view text) {
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

// The names of what a snippet adds. None of them is taken where it is to be pasted.
struct Names {
  std::string policy;  // Terraform: of the policy and of its document
  std::string role;
};

std::string HclPolicy(const Grant& grant, const Names& names, std::string_view role) {
  return Format("resource \"aws_iam_role_policy\" \"{}\" {{\n", names.policy) +
         "  role = " + std::string(role) +
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

std::string HclDocument(const Grant& grant, const Names& names, std::string_view role) {
  return Format("data \"aws_iam_policy_document\" \"{}\" {{\n", names.policy) +
         Indented(HclStatement(grant), 2) +
         "}\n"
         "\n" +
         Format("resource \"aws_iam_role_policy\" \"{}\" {{\n", names.policy) +
         "  role   = " + std::string(role) + ".id\n" +
         Format("  policy = data.aws_iam_policy_document.{}.json\n", names.policy) + "}\n";
}

std::string HclRole(std::string_view task_definition, const Names& names) {
  return Format("resource \"aws_iam_role\" \"{}\" {{\n", names.role) +
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
         std::string(task_definition) + ":\n" +
         Format("#   task_role_arn = aws_iam_role.{}.arn\n", names.role) + "\n";
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

std::string YamlRole(const Grant& grant, const Names& names) {
  return names.role +
         ":\n"
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
         ":\n" + Format("#   TaskRoleArn: !GetAtt {}.Arn\n", names.role);
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

// `name`, or `name` with the first number behind it that makes it free.
template <class F>
std::string FreeName(const std::string& name, std::string_view between, const F& is_taken) {
  std::string free = name;
  for (int i = 2; is_taken(free); ++i) free = Format("{}{}{}", name, between, i);
  return free;
}

// Of a module of Terraform: the files of a folder.
Names FreeInModule(FileId file, const SourceMap& sources) {
  std::string text;
  for (const FileId one : sources.FolderOf(file)) {
    if (EndsWithOneOf(sources.path(one), {".tf", ".tofu", ".tf.json"})) text += sources.Text(one);
  }
  const auto is_taken = [&text](const std::string& name) {
    return text.find('"' + name + '"') != text.npos;
  };
  return {.policy = FreeName("ecs_exec", "_", is_taken),
          .role = FreeName("ecs_task", "_", is_taken)};
}

// Of a template in YAML: its keys.
Names FreeInTemplate(std::string_view text) {
  const auto is_taken = [text](const std::string& name) {
    const std::string key = name + ":";
    for (std::size_t at = text.find(key); at != text.npos; at = text.find(key, at + 1)) {
      if (at == 0 || std::string_view(" \t\n").find(text[at - 1]) != text.npos) return true;
    }
    return false;
  };
  return {.policy = {}, .role = FreeName("TaskRole", "", is_taken)};
}

// What a snippet adds to the code.
enum class Adds : std::uint8_t { kStatement, kPolicy, kRole };

Adds WhatIsAdded(const Grant& grant, Language language) {
  switch (language) {
    case Language::kHcl:
    case Language::kHclDocument:
      if (grant.type != "aws_iam_role") return Adds::kRole;
      // Of a role among several that one block makes only the statement is sure.
      return grant.address.empty() ? Adds::kStatement : Adds::kPolicy;
    case Language::kYaml:
      return grant.type == "AWS::IAM::Role"             ? Adds::kPolicy
             : grant.type == "AWS::ECS::TaskDefinition" ? Adds::kRole
                                                        : Adds::kStatement;
    case Language::kJson:
      break;
  }
  return Adds::kStatement;
}

std::string KindOf(Adds adds, Language language) {
  constexpr std::string_view kLanguages[] = {"jsonencode", "document", "yaml", "json"};
  if (adds == Adds::kStatement && language == Language::kHclDocument) language = Language::kHcl;
  constexpr std::string_view kAdds[] = {"statement", "policy", "role"};
  return Format("{} in {}", kAdds[static_cast<std::size_t>(adds)],
                kLanguages[static_cast<std::size_t>(language)]);
}

std::string OfHcl(const Grant& grant, Adds adds, bool documents, const Names& names) {
  const auto policy = documents ? HclDocument : HclPolicy;
  if (adds == Adds::kPolicy) return policy(grant, names, grant.address);
  return HclRole(TaskDefinition(grant), names) + policy(grant, names, "aws_iam_role." + names.role);
}

}  // namespace

SnippetLanguage Snippets::LanguageOf(FileId file) {
  const auto [entry, fresh] = languages_.try_emplace(file);
  if (fresh) entry->second = Guessed(sources_.path(file), sources_.Text(file));
  return entry->second;
}

std::string Snippets::For(const Grant& wanted) {
  if (wanted.actions.empty() || !wanted.at.valid()) return "";
  Grant grant = wanted;
  if (!IsName(grant.address)) grant.address.clear();
  const FileId file = grant.at.file;
  const Language language = LanguageOf(file);
  const Adds adds = WhatIsAdded(grant, language);
  if (!given_.insert(KindOf(adds, language)).second) return "";
  switch (language) {
    case Language::kHcl:
    case Language::kHclDocument:
      if (adds == Adds::kStatement) return HclStatement(grant);
      return OfHcl(grant, adds, language == Language::kHclDocument, FreeInModule(file, sources_));
    case Language::kYaml:
      if (adds == Adds::kStatement) return YamlStatement(grant);
      if (adds == Adds::kPolicy) return YamlPolicies(grant);
      return YamlRole(grant, FreeInTemplate(sources_.Text(file)));
    case Language::kJson:
      break;
  }
  return JsonStatement(grant);
}

}  // namespace execlint
