// Expressions with what the real `terraform console` answered (oracle/terraform/record_console.py).
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

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

// The expression with each of its texts as a secret, and those that are to be seen nowhere. Nothing
// where a text is a key, or stands in another one.
struct Hidden {
  std::string expression;
  std::vector<std::string> texts;
};
std::optional<Hidden> WithSecrets(const std::string& expression) {
  static const std::regex kText("\"([A-Za-z][A-Za-z0-9 .,_-]*)\"");
  const bool refers = expression.find("local.") != std::string::npos ||
                      expression.find("var.") != std::string::npos;
  if (refers || expression.find("${") != std::string::npos ||
      expression.find('\\') != std::string::npos || expression.find("=") != std::string::npos) {
    return std::nullopt;
  }
  Hidden hidden{std::regex_replace(expression, kText, "sensitive(\"$1\")"), {}};
  for (std::sregex_iterator at(expression.begin(), expression.end(), kText), end; at != end; ++at) {
    if ((*at)[1].length() > 2 && (*at)[1] != "true" && (*at)[1] != "false" && (*at)[1] != "null") {
      hidden.texts.push_back((*at)[1]);
    }
  }
  return hidden;
}

// What is made of secrets is what it is made of the same texts, and is never shown.
TEST(ConsoleCorpus, SecretsStaySecret) {
  const std::string folder = "tests/parsers/terraform/evaluate/";
  Console console(ReadAll(folder + "console_corpus.tf"));
  std::istringstream lines(ReadAll(folder + "console_corpus.tsv"));
  int cases = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::string expression = line.substr(0, line.find('\t'));
    const auto hidden = WithSecrets(expression);
    if (!hidden || hidden->texts.empty()) continue;
    const std::string answer = console.Answer(expression);
    if (answer.starts_with("unknown")) continue;
    ++cases;
    EXPECT_EQ(console.Answer(hidden->expression), answer) << hidden->expression;
    const std::string shown = console.Shown(hidden->expression);
    for (const std::string& text : hidden->texts) {
      EXPECT_EQ(shown.find(text), std::string::npos) << hidden->expression << ": " << shown;
    }
  }
  EXPECT_GT(cases, 50);
}

// Those that keep their pieces hide no more than what is secret.
TEST(ConsoleCorpus, WhatIsNoSecretIsShown) {
  for (const auto& [expression, shown] : std::vector<std::pair<std::string, std::string>>{
           {"format(\"%s-%5s-x\", \"web\", sensitive(\"pw\"))", R"("web-***-x")"},
           {"join(\"-\", [\"web\", sensitive(\"pw\")])", R"("web-***")"},
           {"\"web-${sensitive(\"pw\")}-${sensitive(12)}\"", R"("web-***-***2")"},
           {"merge({ a = sensitive(\"pw\") }, { b = \"c\" }).b", R"("c")"},
           {"concat([sensitive(\"pw\")], [\"c\"])[1]", R"("c")"},
           {"jsondecode(jsonencode({ a = sensitive(\"pw\"), b = \"c\" }))",
            R"({a = "***", b = "c"})"},
           {"jsondecode(\"{\\\"a\\\": \\\"${sensitive(\"pw\")}\\\"}\").a", R"("***")"},
           {"{ for k, v in { a = sensitive(\"pw\"), b = \"c\" } : k => v }.b", R"("c")"},
           {"sensitive(12) + 1", "***"},
           {"sensitive(\"pw\") == \"pw\"", "true"},
           {"length(sensitive(\"pw\"))", "***"},
           {"keys({ (sensitive(\"pw\")) = 1 })[0]", R"("***")"},
           {"coalesce(sensitive(\"pw\"), \"x\")", R"("***")"},
           {"coalesce(\"x\", sensitive(\"pw\"))", R"("x")"},
           {"try(sensitive(\"pw\"), \"x\")", R"("***")"},
           {"{ (sensitive(\"pw\")) = true }", "{*** = true}"},
           {"{ for k in [sensitive(\"pw\")] : k => true }", "{*** = true}"},
           {"{ for k in [sensitive(\"pw\")] : k => true... }", "{*** = [true]}"},
           {"keys({ (sensitive(\"pw\")) = true })[0]", R"("***")"},
           {"jsonencode({ (sensitive(\"pw\")) = 1 })", R"("{***1}")"},
           {"nonsensitive(sensitive(\"pw\"))", R"("***")"}}) {
    EXPECT_EQ(Console("").Shown(expression), shown) << expression;
  }
}

}  // namespace
}  // namespace execlint::terraform
