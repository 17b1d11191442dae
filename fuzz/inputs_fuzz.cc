// Any bytes where values of inputs are given: as a var file of a Terraform root, in HCL and JSON,
// and as the default of a parameter of a template. The project around them is sound, so what is
// wrong is told, and the rest is judged.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "fuzz/parsed_check.h"
#include "lint/engine/engine.h"
#include "lint/engine/registry.h"
#include "lint/source/file_reader.h"
#include "parsers/frontends.h"

using namespace execlint;

namespace {

constexpr const char* kMain = R"(
variable "name" { default = "web" }
variable "exec" { default = true }
variable "password" {
  default   = ""
  sensitive = true
}
variable "tags" { default = {} }
resource "aws_ecs_task_definition" "t" {
  family                = "${var.name}-${var.password}"
  container_definitions = jsonencode([{ name = var.name, image = "i", readonlyRootFilesystem = true }])
}
resource "aws_ecs_service" "s" {
  for_each               = toset([var.name])
  name                   = each.key
  task_definition        = aws_ecs_task_definition.t.arn
  enable_execute_command = var.exec
  tags                   = var.tags
}
)";

Analysis Of(const std::map<std::string, std::string>& files) {
  const MemoryFileReader reader(files);
  SourceMap sources;
  Project project{.sources = sources, .reader = reader};
  for (const auto& [path, text] : files) {
    project.files.push_back({path, sources.AddFile(path, text)});
  }
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  return AnalyzeProject(project, AllFrontends(), rules);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const char* name : {"terraform.tfvars", "terraform.tfvars.json"}) {
    const Analysis analysis = Of({{"main.tf", kMain}, {name, text}});
    fuzz::Require(!analysis.workloads.empty() || !analysis.findings.empty() ||
                  !analysis.unknowns.empty());
  }
  std::string scalar;
  for (const char c : text) scalar += c == '\n' || c == '\r' ? ' ' : c;
  Of({{"t.yaml", "Parameters:\n  P: {Type: String, NoEcho: true, Default: " + scalar +
                     "}\nResources:\n  S:\n    Type: AWS::ECS::Service\n    Properties:\n      "
                     "EnableExecuteCommand: !Ref P\n      TaskDefinition: !Sub \"x-${P}\"\n"}});
  return 0;
}
