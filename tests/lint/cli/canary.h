// What tests of secrets share. What nobody may see has `anary` or 77123 in it.
#ifndef EXECLINT_TESTS_LINT_CLI_CANARY_H_
#define EXECLINT_TESTS_LINT_CLI_CANARY_H_

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/lint/cli/in_scratch.h"

namespace execlint::in_scratch {

inline constexpr const char* kAllFormats[] = {"text",     "json",   "sarif",  "concise",
                                              "markdown", "github", "gitlab", "junit"};
// The others show what these show.
inline constexpr const char* kSomeFormats[] = {"text", "json", "sarif"};

// Code and messages, where many cases are tried.
inline constexpr const char* kFewFormats[] = {"text", "json"};

inline void ExpectHidden(const Scratch& scratch, std::string_view what,
                         std::span<const char* const> formats = kAllFormats,
                         const std::vector<std::string>& more = {}) {
  for (const char* format : formats) {
    std::vector<std::string> words = {"--show-unknown", "--min-confidence", "low", "--format",
                                      format};
    words.insert(words.end(), more.begin(), more.end());
    const ProgramResult result = In(scratch, words);
    for (const char* word : {"anary", "ANARY", "77123"}) {
      EXPECT_FALSE(Has(result.out + result.err, word))
          << what << " " << format << result.out << result.err;
    }
  }
}

// A task definition with these containers, and a service that runs it with exec on.
inline std::string TaskDefinition(const std::string& containers, const std::string& service = "") {
  return "resource \"aws_ecs_task_definition\" \"t\" {\n  family = \"t\"\n"
         "  container_definitions = " +
         containers +
         "\n}\nresource \"aws_ecs_service\" \"s\" {\n"
         "  task_definition = aws_ecs_task_definition.t.arn\n  enable_execute_command = true\n" +
         service + "}\n";
}

// One container, whose line a finding shows, with that value in its environment.
inline std::string Container(const std::string& value, const std::string& read_only = "true") {
  return "jsonencode([{ name = \"web\", image = \"nginx\", readonlyRootFilesystem = " + read_only +
         ", environment = [{ name = \"A\", value = " + value + " }] }])";
}

}  // namespace execlint::in_scratch

#endif  // EXECLINT_TESTS_LINT_CLI_CANARY_H_
