// Expressions with what the real `terraform console` answered (oracle/terraform/record_console.py).
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tests/parsers/terraform/evaluate/console.h"

namespace execlint::terraform {
namespace {

std::string ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream all;
  all << in.rdbuf();
  return all.str();
}

TEST(ConsoleCorpus, AgreesWithTerraform) {
  const std::string folder = "tests/parsers/terraform/evaluate/";
  Console console(ReadAll(folder + "console_corpus.tf"));
  std::istringstream lines(ReadAll(folder + "console_corpus.tsv"));
  int cases = 0, unknown = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    ASSERT_NE(tab, std::string::npos) << line;
    const std::string expression = line.substr(0, tab), expected = line.substr(tab + 1);
    const std::string answer = console.Answer(expression);
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
