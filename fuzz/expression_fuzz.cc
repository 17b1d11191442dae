// Any text as a Terraform expression: it has a value, the same one each time, and nothing of it
// that people see shows a secret.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "fuzz/parsed_check.h"
#include "lint/source/file_reader.h"
#include "parsers/hcl/parser.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kSecret = "Canary7Q";
constexpr const char* kMain = R"(
variable "s" {
  default   = "Canary7Q"
  sensitive = true
}
variable "unknown" {}
variable "flag" { default = true }
locals {
  m = { a = "x", b = var.s }
  l = [1, "two", var.unknown]
}
data "aws_caller_identity" "me" {}
)";

void Check(const std::string& expression) {
  SourceMap sources;
  const MemoryFileReader reader({{"main.tf", kMain}, {"t.tpl", "${s}-%{ if true }x%{ endif }"}});
  Configuration configuration(sources, reader, {{"main.tf", sources.AddFile("main.tf", kMain)}});
  NoHandOvers nobody;
  Loading loading{.values = std::make_shared<ValueStore>(), .others = nobody};
  Inputs inputs;
  Unit unit(configuration, *configuration.FolderAt(""), inputs,
            {.types = [](auto) { return true; }}, loading);
  unit.Read([] {});
  const FileId file = sources.AddFile("expression", expression);
  const hcl::ParsedExpression parsed = hcl::Parser().ParseExpression(sources, file);
  for (const Problem& problem : parsed.problems) fuzz::CheckSpan(sources, file, problem.span);
  if (!parsed.problems.empty()) return;
  Evaluator& evaluator = unit.evaluator();
  const auto shown = [&] {
    Reads reads;
    const Traced value = evaluator.Under(Scenario{}, reads, [&] {
      return evaluator.Evaluate({&parsed.ast, parsed.expression},
                                {.module = &evaluator.modules().root()});
    });
    fuzz::Require(static_cast<bool>(value));
    return evaluator.unknowns().Rendered(value) + "\n" + Shown(value);
  };
  const std::string first = shown();
  // Who writes the word out, shows it.
  if (expression.find("anary") == expression.npos) {
    fuzz::Require(first.find(kSecret) == first.npos);
  }
  fuzz::Require(shown() == first);
}

}  // namespace
}  // namespace execlint::terraform

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  execlint::terraform::Check(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
