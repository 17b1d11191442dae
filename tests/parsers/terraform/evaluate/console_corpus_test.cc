// Expressions with what the real `terraform console` answered (oracle/terraform/record_console.py).
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "lint/source/file_reader.h"
#include "lint/source/source_map.h"
#include "lint/value/value_store.h"
#include "parsers/hcl/parser.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/unit/unit.h"
#include "tests/parsers/terraform/dump.h"

namespace execlint::terraform {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

// What execlint says: the JSON text, `ERROR`, or why it does not know.
std::string Answer(Unit& unit, SourceMap& sources, const std::string& expression) {
  const FileId file = sources.AddFile("expression", expression);
  const hcl::ParsedExpression parsed = hcl::Parser().ParseExpression(sources, file);
  if (!parsed.problems.empty()) return "ERROR";
  Evaluator& evaluator = unit.evaluator();
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

TEST(ConsoleCorpus, AgreesWithTerraform) {
  const std::string folder = "tests/parsers/terraform/evaluate/";
  SourceMap sources;
  const MemoryFileReader reader({{"main.tf", ReadAll(folder + "console_corpus.tf")}});
  const Configuration configuration(
      sources, reader, {{"main.tf", sources.AddFile("main.tf", *reader.Read("main.tf"))}});
  NoHandOvers nobody;
  const Loading loading{.values = std::make_shared<ValueStore>(), .others = nobody};
  const Inputs inputs;
  Unit unit(configuration, *configuration.FolderAt(""), inputs,
            {.types = [](auto) { return true; }}, loading);
  ReadWhole(unit);
  std::istringstream lines(ReadAll(folder + "console_corpus.tsv"));
  int cases = 0, unknown = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    const std::string expression = line.substr(0, tab), expected = line.substr(tab + 1);
    const std::string answer = Answer(unit, sources, expression);
    ++cases;
    // Not knowing is allowed where it is rare; claiming something else is not.
    if (answer.starts_with("unknown")) {
      ++unknown;
      continue;
    }
    EXPECT_EQ(answer, expected) << expression;
  }
  EXPECT_GT(cases, 500);
  EXPECT_LT(unknown, 12);
}

}  // namespace
}  // namespace execlint::terraform
