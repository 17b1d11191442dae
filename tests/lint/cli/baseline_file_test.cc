#include "lint/cli/baseline_file.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/scratch.h"

namespace execlint::baseline_file_test {
namespace {

using testing::Scratch;

constexpr const char* kHead = "# execlint baseline v1: known findings, one a line\n";
const std::string kPrintA = "00000000000000aa", kPrintB = "00000000000000bb";

KnownFinding One(std::string path, std::string message = "the task has no role",
                 Severity severity = Severity::kError) {
  return {.rule = "task-role-missing",
          .severity = severity,
          .extent = {2, false},
          .address = kPrintA,
          .plain_block = kPrintB,
          .path = std::move(path),
          .message = std::move(message)};
}

std::string ErrorOf(const std::string& lines) {
  const auto parsed = ParseBaseline(kHead + lines, "b");
  return parsed ? "" : parsed.error().message;
}

std::string Line(const std::string& path = "main.tf", const std::string& rule = "task-role-missing",
                 const std::string& severity = "error", const std::string& address = kPrintA,
                 const std::string& block = kPrintB) {
  return path + " " + rule + " " + severity + " 2 " + address + " " + block + " message\n";
}

TEST(BaselineFile, IsALineForEachFinding) {
  EXPECT_EQ(
      BaselineText({One("main.tf")}),
      std::string(kHead) +
          "main.tf task-role-missing error 2 00000000000000aa 00000000000000bb the task has no "
          "role\n");
  EXPECT_EQ(BaselineText({}), kHead);
}

TEST(BaselineFile, DoesNotDependOnTheOrder) {
  KnownFinding a = One("a.tf"), b = One("b.tf"), c = One("a.tf");
  b.address = "00000000000000cc";
  c.rule = "exec-disabled";
  EXPECT_EQ(BaselineText({a, b, c}), BaselineText({c, b, a}));
  EXPECT_EQ(BaselineText({a, a}), BaselineText({a}));
  EXPECT_EQ(BaselineText({a, b, a}), BaselineText({a, b}));
  // The lines are in the order of their bytes, whatever the fingerprints.
  a.address = "00000000000000dd";
  const std::string text = BaselineText({a, b});
  EXPECT_LT(text.find("\na.tf "), text.find("\nb.tf ")) << text;
}

TEST(BaselineFile, ReadsWhatItWrites) {
  for (const std::string& path :
       {std::string("a b/c\nd.tf"), std::string("%41#\t"), std::string("-"), std::string(),
        std::string("\xC3\xA4/\xFF\x1B[31m.tf"), std::string("::error::x"), std::string("\x7F.tf"),
        std::string("=======/main.tf"), std::string("<<<<<<< HEAD"), std::string(">>>>>>>"),
        std::string("||||||||"), std::string("a======="), std::string("-/-"), std::string("<")}) {
    const std::string text = BaselineText({One(path, "one\ntwo \x1B[31m red")});
    EXPECT_EQ(text.find('\x1B'), std::string::npos);
    EXPECT_EQ(text.find('\x7F'), std::string::npos);
    const auto parsed = ParseBaseline(text, "b");
    ASSERT_TRUE(parsed) << parsed.error().message;
    ASSERT_EQ(parsed->size(), 1u) << path;
    EXPECT_EQ(parsed->front().path, path);
    EXPECT_EQ(parsed->front().rule, "task-role-missing");
    EXPECT_EQ(parsed->front().severity, Severity::kError);
    EXPECT_EQ(parsed->front().address, kPrintA);
    EXPECT_EQ(parsed->front().plain_block, kPrintB);
    EXPECT_EQ(BaselineText(*parsed), text);
  }
}

TEST(BaselineFile, LongMessagesAreCutAtCharacters) {
  std::string message;
  for (int i = 0; i < 200; ++i) message += "\xC3\xA4";
  const auto parsed = ParseBaseline(BaselineText({One("a", message)}), "b");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->front().message, message.substr(0, 240) + "...");
}

TEST(BaselineFile, TakesAnyOrderAndOtherLineEnds) {
  const std::string other = Line("z.tf", "task-role-missing", "note", "00000000000000cc");
  const auto parsed = ParseBaseline(
      "\xEF\xBB\xBF# execlint baseline v1\r\n" + other + "\r\n" + kHead + Line(), "b");
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->size(), 2u);
  // Without a message, and without a line break at the end.
  EXPECT_TRUE(ParseBaseline(kHead + ("a r error 1 " + kPrintA + " " + kPrintB), "b"));
  EXPECT_EQ(ErrorOf("\n" + Line() + "\r\n\n"), "");
}

TEST(BaselineFile, EverySeverityIsReadAsItIsWritten) {
  for (const Severity severity : {Severity::kNote, Severity::kWarning, Severity::kError}) {
    KnownFinding one = One("a.tf");
    one.severity = severity;
    const auto parsed = ParseBaseline(BaselineText({one}), "b");
    ASSERT_TRUE(parsed && parsed->size() == 1u);
    EXPECT_EQ(parsed->front().severity, severity);
  }
}

TEST(BaselineFile, OfTwoSeveritiesTheLowerCounts) {
  const auto parsed = ParseBaseline(kHead + Line("a", "r", "error") + Line("b", "r", "note"), "b");
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->size(), 1u);
  EXPECT_EQ(parsed->front().severity, Severity::kNote);
}

TEST(BaselineFile, OfTwoNumbersOfWorkloadsTheLowerCounts) {
  const auto merged = [](const std::string& some, const std::string& others) {
    const std::string prints = " " + kPrintA + " " + kPrintB + " message\n";
    const auto parsed =
        ParseBaseline(kHead + ("a r " + some + prints) + "a r " + others + prints, "b");
    return parsed ? BaselineText(*parsed).substr(std::string(kHead).size(), 16) : "";
  };
  EXPECT_EQ(merged("note 5", "error 2"), "a r note 2 00000");
  EXPECT_EQ(merged("note 5?", "note 3"), "a r note 3? 0000");
  EXPECT_EQ(merged("note 3", "note 5?"), "a r note 3? 0000");
}

TEST(BaselineFile, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(ErrorOf(Line()), "");
  EXPECT_EQ(ErrorOf(Line() + Line("a", "r", "warn")),
            "b:3:5: `warn` is not a severity: error, warning or note");
  EXPECT_EQ(ErrorOf(Line("a", "r", "note", "xyz")),
            "b:2:12: `xyz` is not a fingerprint, which has 16 hexadecimal digits");
  EXPECT_EQ(ErrorOf("a r note many " + kPrintA + " " + kPrintB + " m\n"),
            "b:2:10: `many` is not a number of workloads");
  EXPECT_EQ(ErrorOf("a r note -1 " + kPrintA + " " + kPrintB + " m\n"),
            "b:2:10: `-1` is not a number of workloads");
  EXPECT_EQ(ErrorOf("a r note 3? " + kPrintA + " " + kPrintB + " m\n"), "");
  for (const std::string extent : {"3??", "?", "?3", "-1?"}) {
    EXPECT_EQ(ErrorOf("a r note " + extent + " " + kPrintA + " " + kPrintB + " m\n"),
              "b:2:10: `" + extent + "` is not a number of workloads");
  }
  for (const char* path : {"a%g4", "a%4g", "%"}) {
    EXPECT_NE(ErrorOf(Line(path)).find("b:2:1: `%` is not followed by two"), std::string::npos);
  }
  EXPECT_EQ(ErrorOf(Line("a", "Rule!")), "b:2:3: `Rule!` is not the name of a rule");
  EXPECT_EQ(ErrorOf(Line("a%4")),
            "b:2:1: `%` is not followed by two of the digits 0123456789abcdef");
  EXPECT_NE(ErrorOf("main.tf exec-disabled\n").find("b:2:22: the severity is missing"),
            std::string::npos);
  for (const char* mark : {"<<<<<<< HEAD\n", "=======\n", ">>>>>>> topic\n", "||||||| base\n"}) {
    EXPECT_NE(ErrorOf(Line() + mark).find("b:3:1: a merge conflict is not resolved"),
              std::string::npos);
  }
  // The first place counts, whatever is looked at first.
  EXPECT_EQ(ErrorOf("a% r loud 1 x y\n").substr(0, 6), "b:2:1:");
  EXPECT_EQ(ErrorOf("a r loud 1 x y\n").substr(0, 6), "b:2:5:");
  EXPECT_EQ(ErrorOf("# mine\n"), "b:2:1: only the first line is a comment");
  // A part of a line is no entry.
  for (std::size_t size = 1; size < Line().find("message") - 1; ++size) {
    EXPECT_NE(ErrorOf(Line().substr(0, size)), "") << size;
  }
}

TEST(BaselineFile, AnotherFileIsNone) {
  for (const std::string text : {"", "{}", "resource \"x\" \"y\" {}\n", "# execlint"}) {
    const auto parsed = ParseBaseline(text, "b");
    ASSERT_FALSE(parsed) << text;
    EXPECT_NE(parsed.error().message.find("b:1:1: this is not a baseline of execlint"),
              std::string::npos);
  }
  for (const char* first : {"# execlint baseline v2\n", "# execlint baseline v10: known\n"}) {
    const auto later = ParseBaseline(first, "b");
    ASSERT_FALSE(later);
    EXPECT_NE(later.error().message.find("another version of execlint"), std::string::npos);
  }
}

TEST(BaselineFile, IsReadFromTheDisk) {
  const Scratch scratch;
  scratch.Write("good", kHead + Line());
  scratch.Link("dangling", "nowhere");
  const auto good = ReadBaseline(scratch.path("good"));
  ASSERT_TRUE(good);
  EXPECT_EQ((*good)->size(), 1u);
  const auto none = ReadBaseline(scratch.path("none"));
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
  const auto error_of = [](const std::string& path) {
    const auto read = ReadBaseline(path);
    return read ? "" : read.error().message;
  };
  EXPECT_TRUE(error_of(scratch.path("dangling")).starts_with(scratch.path("dangling") + ": "));
  EXPECT_EQ(error_of("/nonexistent/known"), "");
  scratch.Write("wrong", kHead + std::string("# mine\n"));
  EXPECT_EQ(error_of(scratch.path("wrong")),
            scratch.path("wrong") + ":2:1: only the first line is a comment");
  EXPECT_FALSE(ReadBaseline(scratch.path()));
  EXPECT_FALSE(ReadBaseline("/dev/zero"));
}

}  // namespace
}  // namespace execlint::baseline_file_test
