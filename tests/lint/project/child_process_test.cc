#include "lint/project/child_process.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <string>

namespace execlint {
namespace {

tl::expected<ChildProcess, Error> Sh(const std::string& script) {
  return ChildProcess::Start({.path = "/bin/sh",
                              .arguments = {"-c", script},
                              .environment = {"ONLY=this", "PATH=/usr/bin:/bin"}});
}

TEST(ChildProcess, TalksAndEnds) {
  auto child = Sh("read -r line; echo \"got $line\"; printf abc; echo oops >&2; exit 3");
  ASSERT_TRUE(child);
  EXPECT_TRUE(child->Send("hello\n"));
  EXPECT_EQ(*child->ReadLine(), "got hello");
  EXPECT_EQ(*child->Read(3), "abc");
  EXPECT_FALSE(child->Read(1));
  EXPECT_EQ(child->Wait(), 3);
  EXPECT_EQ(child->complaints(), "oops\n");
}

// As some programs start theirs.
TEST(ChildProcess, HowItEndsIsKnownThoughSignalsWereIgnored) {
  std::signal(SIGCHLD, SIG_IGN);
  auto child = Sh("exit 3");
  ASSERT_TRUE(child);
  EXPECT_EQ(child->Wait(), 3);
}

TEST(ChildProcess, HasOnlyTheEnvironmentThatIsGiven) {
  auto child = Sh("env | grep -v -e ^PWD= -e ^SHLVL= -e ^_= | sort");
  ASSERT_TRUE(child);
  EXPECT_EQ(*child->ReadToEnd(1000), "ONLY=this\nPATH=/usr/bin:/bin\n");
  EXPECT_EQ(child->Wait(), 0);
}

TEST(ChildProcess, BoundsWhatItTakes) {
  auto much = Sh("head -c 3000000 /dev/zero");
  EXPECT_FALSE(much->ReadToEnd(2000000));
  auto line = Sh("head -c 3000000 /dev/zero");
  EXPECT_FALSE(line->ReadLine());
  auto loud = Sh("head -c 3000000 /dev/zero >&2; echo done");
  EXPECT_EQ(*loud->ReadToEnd(100), "done\n");
  EXPECT_EQ(loud->Wait(), 0);
  EXPECT_EQ(loud->complaints().size(), 4096u);
  auto skipped = Sh("head -c 3000000 /dev/zero; echo end");
  EXPECT_TRUE(skipped->Skip(3000000));
  EXPECT_EQ(*skipped->ReadLine(), "end");
}

TEST(ChildProcess, IsNotWaitedForBehindTheDeadline) {
  const auto start = [] {
    return ChildProcess::Start({.path = "/bin/sh",
                                .arguments = {"-c", "exec sleep 1000"},
                                .environment = {"PATH=/usr/bin:/bin"},
                                .deadline = Deadline(std::chrono::milliseconds(10))});
  };
  EXPECT_THROW((void)start()->ReadLine(), OutOfTime);
  EXPECT_THROW((void)start()->ReadToEnd(100), OutOfTime);
  EXPECT_THROW((void)start()->Wait(), OutOfTime);
}

TEST(ChildProcess, OneThatDoesNotListenIsNoDanger) {
  auto child = Sh("exit 0");
  ASSERT_TRUE(child);
  EXPECT_FALSE(child->ReadLine());
  EXPECT_FALSE(child->Send(std::string(1000000, 'x')));
  EXPECT_EQ(child->Wait(), 0);
}

TEST(ChildProcess, IsEndedWithItsObject) {
  const auto child = Sh("sleep 1000");
  EXPECT_TRUE(child);
}

TEST(ChildProcess, SaysWhatCannotBeRun) {
  const auto child = ChildProcess::Start({.path = "/nonexistent"});
  ASSERT_FALSE(child);
  EXPECT_EQ(child.error().message, "No such file or directory");
}

}  // namespace
}  // namespace execlint
