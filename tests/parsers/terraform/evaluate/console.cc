#include "tests/parsers/terraform/evaluate/console.h"

#include "lint/source/file_reader.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"
#include "parsers/hcl/parser.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

struct Console::Impl {
  explicit Impl(const std::string& main_tf)
      : reader({{"main.tf", main_tf}}),
        configuration(sources, reader,
                      {{"main.tf", sources.AddFile("main.tf", *reader.Read("main.tf"))}}),
        unit(configuration, *configuration.FolderAt(""), inputs,
             {.types = [](auto) { return true; }}, loading) {}

  SourceMap sources;
  MemoryFileReader reader;
  Configuration configuration;
  NoHandOvers nobody;
  Loading loading{.values = std::make_shared<ValueStore>(), .others = nobody};
  Inputs inputs;
  Unit unit;
};

Console::Console(const std::string& main_tf) : impl_(std::make_unique<Impl>(main_tf)) {
  impl_->unit.Read([] {});
}
Console::~Console() = default;

std::string Console::Answer(const std::string& expression) {
  const FileId file = impl_->sources.AddFile("expression", expression);
  const hcl::ParsedExpression parsed = hcl::Parser().ParseExpression(impl_->sources, file);
  if (!parsed.problems.empty()) return "ERROR";
  Evaluator& evaluator = impl_->unit.evaluator();
  Reads reads;
  const Traced value = evaluator.Under(Scenario{}, reads, [&] {
    return evaluator.Evaluate({&parsed.ast, parsed.expression},
                              {.module = &evaluator.modules().root()});
  });
  if (evaluator.unknowns().FailedInside(*value)) return "ERROR";
  if (const Symbol* unknown = FirstUnknown(*value)) return "unknown: " + unknown->name;
  const auto parts = JsonParts(evaluator.unknowns(), value, value->span);
  if (FailureIn(parts) != nullptr) return "ERROR";
  std::string text;
  for (const Part& part : parts) text += part.text;
  return text;
}

}  // namespace execlint::terraform
