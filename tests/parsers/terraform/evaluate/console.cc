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

  // No value where the expression has a syntax error.
  Traced Evaluate(const std::string& expression);

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

Traced Console::Impl::Evaluate(const std::string& expression) {
  const FileId file = sources.AddFile("expression", expression);
  const hcl::ParsedExpression parsed = hcl::Parser().ParseExpression(sources, file);
  if (!parsed.problems.empty()) return {};
  Evaluator& evaluator = unit.evaluator();
  Reads reads;
  return evaluator.Under(Scenario{}, reads, [&] {
    return evaluator.Evaluate({&parsed.ast, parsed.expression},
                              {.module = &evaluator.modules().root()});
  });
}

std::string Console::Answer(const std::string& expression) {
  const Traced value = impl_->Evaluate(expression);
  Unknowns& unknowns = impl_->unit.evaluator().unknowns();
  if (!value || unknowns.FailedInside(*value)) return "ERROR";
  if (const Symbol* unknown = FirstUnknown(*value)) return "unknown: " + unknown->name;
  const auto parts = JsonParts(unknowns, value, value->span);
  if (FailureIn(parts) != nullptr) return "ERROR";
  std::string text;
  for (const Part& part : parts) text += part.text;
  return text;
}

std::string Console::Shown(const std::string& expression) {
  const Traced value = impl_->Evaluate(expression);
  Unknowns& unknowns = impl_->unit.evaluator().unknowns();
  if (!value || unknowns.FailedInside(*value)) return "ERROR";
  return unknowns.Rendered(value);
}

}  // namespace execlint::terraform
