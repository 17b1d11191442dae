// --format and --output: where the results go.
#include "lint/cli/outputs.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "tests/support/program.h"
#include "tests/support/scratch.h"

namespace execlint {

bool operator==(const Output& a, const Output& b) {
  return a.format == b.format && a.path == b.path;
}

namespace {

using testing::Scratch;

std::string WrongOutputs(const std::string& format, const std::vector<std::string>& outputs) {
  const auto chosen = ChooseOutputs(format, outputs);
  return chosen ? "nothing is wrong" : chosen.error().message;
}

TEST(Outputs, EachHasItsFormatOrThatOfTheFormatOption) {
  using Outputs = std::vector<Output>;
  EXPECT_EQ(ChooseOutputs("", {}).value(), (Outputs{{"text", "-"}}));
  EXPECT_EQ(ChooseOutputs("json", {}).value(), (Outputs{{"json", "-"}}));
  EXPECT_EQ(ChooseOutputs("", {"-"}).value(), (Outputs{{"text", "-"}}));
  EXPECT_EQ(ChooseOutputs("json", {"a", "sarif=b", "text=-"}).value(),
            (Outputs{{"json", "a"}, {"sarif", "b"}, {"text", "-"}}));
  EXPECT_EQ(
      ChooseOutputs("", {"./sarif=b", "path=x", "sarif=a=b", "json"}).value(),
      (Outputs{{"text", "./sarif=b"}, {"text", "path=x"}, {"sarif", "a=b"}, {"text", "json"}}));
}

TEST(Outputs, WhatCannotBeMeantIsSaid) {
  EXPECT_EQ(
      WrongOutputs("", {"srif=x"}),
      "--output srif=x: there is no format `srif`; did you mean `sarif`? (a file of this name "
      "is written `./srif=x`)");
  EXPECT_EQ(WrongOutputs("", {"sarif="}), "--output sarif=: the name of the file is empty");
  EXPECT_EQ(WrongOutputs("", {"sarif=a/b", "text=a/./b"}), "two outputs go to the file `a/./b`");
  EXPECT_EQ(WrongOutputs("", {"sarif=-", "-"}), "two outputs go to standard output");
  EXPECT_EQ(WrongOutputs("json", {"sarif=x"}),
            "--format json has no effect, since each --output names its format; to print it too, "
            "add --output json=-");
}

constexpr const char* kTask = R"({
  "family": "web",
  "containerDefinitions": [{"name": "app", "image": "nginx", "readonlyRootFilesystem": true}]
})";

TEST(Outputs, SeveralAreWrittenAtOnce) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("a/task.json", kTask);
  const std::string folder = scratch.path("a");
  const ProgramResult all = RunExeclint(
      {"--output", "sarif=out/x.sarif", "--output", "json=-", "--output=text=x.txt"}, "", folder);
  EXPECT_EQ(all.status, 2);
  EXPECT_EQ(all.err, "execlint: out/x.sarif: no such folder\n");
  EXPECT_EQ(all.out, "");
  const ProgramResult quiet =
      RunExeclint({"--output", "sarif=x.sarif", "--output=text=x.txt"}, "", folder);
  EXPECT_EQ(quiet.status, 0);
  EXPECT_EQ(quiet.out + quiet.err, "");
  // Each spells the paths in its own way: the text from here, the others from the root.
  EXPECT_EQ(scratch.Read("a/x.txt"), RunExeclint({}, "", folder).out);
  EXPECT_EQ(scratch.Read("a/x.sarif"), RunExeclint({"--format", "sarif"}, "", folder).out);
  EXPECT_NE(scratch.Read("a/x.sarif").find("a/task.json"), std::string::npos);
  EXPECT_EQ(scratch.Read("a/x.txt").find("a/task.json"), std::string::npos);
  const ProgramResult printed =
      RunExeclint({"--output", "sarif=x.sarif", "--output", "json=-"}, "", folder);
  EXPECT_EQ(printed.out, RunExeclint({"--format", "json"}, "", folder).out);
  EXPECT_EQ(RunExeclint({"--output", "-"}, "", folder).out, RunExeclint({}, "", folder).out);
}

TEST(Outputs, AFileThatIsReadIsNotWrittenTo) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("task.json", kTask);
  scratch.Write("sub/main.tf", "# nothing\n");
  scratch.Write("values", "a = 1\n");
  scratch.Link("linked", "task.json");
  const auto refused = [&](const std::vector<std::string>& words, const std::string& message) {
    const ProgramResult result = RunExeclint(words, "", scratch.path());
    EXPECT_EQ(result.status, 2) << words.back();
    EXPECT_EQ(result.out, "");
    EXPECT_EQ(result.err, "execlint: " + message + "\n");
  };
  const std::string is_read =
      ": refusing to overwrite an input file; write the result to another one";
  refused({"--output", "task.json"}, "task.json" + is_read);
  refused({"--output", "json=./sub/../task.json"}, "./sub/../task.json" + is_read);
  refused({"sub", "--output", "sub/main.tf"}, "sub/main.tf" + is_read);
  refused({"--var-file", "values", "--output", "values"}, "values" + is_read);
  refused({"task.json", "--output", "linked"}, "linked" + is_read);
  // What merely speaks of execlint is no report, and what decides which files are read is an input.
  const std::string tagged = R"({"family": "web", "containerDefinitions": [],
    "tags": [{"key": "scanned-by", "value": "execlint"}]})";
  scratch.Write("tagged.json", tagged);
  refused({"--output", "sarif=tagged.json"}, "tagged.json" + is_read);
  EXPECT_EQ(scratch.Read("tagged.json"), tagged);
  scratch.Write(".gitignore", "none\n");
  refused({"--output", ".gitignore"}, ".gitignore" + is_read);
  scratch.Write(".git/config", "");
  refused({"--output", ".git/config"}, ".git/config" + is_read);
  scratch.Write("known", "# execlint baseline v1\n");
  refused({"--baseline", "known", "--output", "known"}, "known" + is_read);
  // What only an expression reads.
  scratch.Write(
      "sub/role.tf",
      "resource \"aws_iam_policy\" \"p\" {\n  policy = file(\"p.txt\")\n}\n"
      "resource \"aws_iam_policy\" \"q\" {\n  policy = templatefile(\"q.json\", {})\n}\n");
  for (const char* name : {"sub/p.txt", "sub/q.json"}) {
    scratch.Write(name, "{}");
    refused({"--output", name}, name + is_read);
    EXPECT_EQ(scratch.Read(name), "{}");
  }
  scratch.Link("elsewhere", "sub/p.txt");
  refused({"--output", "elsewhere"}, "elsewhere" + is_read);
  scratch.Write("sub/unread.txt", "{}");
  EXPECT_NE(RunExeclint({"--output", "sub/unread.txt"}, "", scratch.path()).status, 2);
  scratch.Link("folder", "sub");
  refused({"--output", "json=sub/x", "--output", "sarif=folder/x"},
          "two outputs go to the file `folder/x`\nTry `execlint --help`.");
  EXPECT_EQ(scratch.Read("task.json"), kTask);
  EXPECT_EQ(scratch.Read("sub/main.tf"), "# nothing\n");
  // What an earlier run wrote is in the project too, and is replaced.
  for (const char* format : {"json", "sarif", "gitlab", "json"}) {
    const ProgramResult result =
        RunExeclint({"--format", format, "--output", "report.json"}, "", scratch.path());
    EXPECT_EQ(result.status, 0) << result.err;
  }
}

TEST(Outputs, NothingIsLostWhereTheDiskIsFull) {
  if (access("/dev/full", W_OK) != 0) GTEST_SKIP();
  const Scratch scratch;
  scratch.Write("task.json", kTask);
  const ProgramResult full = RunExeclint({"--output", "/dev/full"}, "", scratch.path());
  EXPECT_EQ(full.status, 2);
  EXPECT_EQ(full.err, "execlint: /dev/full: No space left on device\n");
}

}  // namespace
}  // namespace execlint
