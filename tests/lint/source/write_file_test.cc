#include "lint/source/write_file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using testing::Scratch;

std::vector<std::string> Names(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string ErrorOf(const std::string& path) {
  const auto written = WriteFile(path, "new");
  return written ? "" : written.error().message;
}

TEST(WriteFile, MakesAFileAndReplacesOne) {
  const Scratch scratch;
  ASSERT_TRUE(WriteFile(scratch.path("a.txt"), "one"));
  EXPECT_EQ(scratch.Read("a.txt"), "one");
  ASSERT_TRUE(WriteFile(scratch.path("a.txt"), std::string_view("t\0o", 3)));
  EXPECT_EQ(scratch.Read("a.txt"), std::string("t\0o", 3));
  ASSERT_TRUE(WriteFile(scratch.path("a.txt"), ""));
  EXPECT_EQ(scratch.Read("a.txt"), "");
  EXPECT_EQ(Names(scratch.path()), std::vector<std::string>{"a.txt"});
}

TEST(WriteFile, TheFileThatIsReplacedIsNotChangedForItsReaders) {
  const Scratch scratch;
  scratch.Write("a.txt", "old");
  fs::create_hard_link(scratch.path("a.txt"), scratch.path("reader"));
  ASSERT_TRUE(WriteFile(scratch.path("a.txt"), "new"));
  EXPECT_EQ(scratch.Read("reader"), "old");
  EXPECT_EQ(scratch.Read("a.txt"), "new");
}

TEST(WriteFile, PermissionsAreKept) {
  const Scratch scratch;
  scratch.Write("a.txt", "old");
  ASSERT_EQ(chmod(scratch.path("a.txt").c_str(), 0640), 0);
  ASSERT_TRUE(WriteFile(scratch.path("a.txt"), "new"));
  EXPECT_EQ(fs::status(scratch.path("a.txt")).permissions(), fs::perms(0640));
}

TEST(WriteFile, ALinkIsNeitherFollowedNorReplaced) {
  const Scratch scratch;
  scratch.Write("precious", "old");
  scratch.Link("link", "precious");
  scratch.Link("dangling", "nowhere");
  EXPECT_NE(ErrorOf(scratch.path("link")).find("link: is a symbolic link"), std::string::npos);
  EXPECT_NE(ErrorOf(scratch.path("dangling")).find("is a symbolic link"), std::string::npos);
  EXPECT_EQ(scratch.Read("precious"), "old");
  EXPECT_TRUE(fs::is_symlink(scratch.path("link")));
  EXPECT_EQ(Names(scratch.path()), (std::vector<std::string>{"dangling", "link", "precious"}));
}

// A change could lead the output to a disk, or a terminal of somebody else.
TEST(WriteFile, ALinkToADeviceIsNotFollowedEither) {
  const Scratch scratch;
  scratch.Link("null", "/dev/null");
  EXPECT_NE(ErrorOf(scratch.path("null")).find("null: is a symbolic link"), std::string::npos);
  ASSERT_EQ(mkfifo(scratch.path("pipe").c_str(), 0600), 0);
  scratch.Link("to-pipe", "pipe");
  EXPECT_NE(ErrorOf(scratch.path("to-pipe")).find("is a symbolic link"), std::string::npos);
}

// What a run writes when the file may have no more than 4 KiB; the old file is whole.
std::string ErrorOnAFullDisk(const Scratch& scratch, const std::string& name) {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{.rlim_cur = 4096, .rlim_max = 4096};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto written = WriteFile(scratch.path(name), std::string(100000, 'x'));
    std::_Exit(!written && written.error().message.find("File too large") != std::string::npos ? 0
                                                                                               : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  return status == 0 ? "" : "status " + std::to_string(status);
}

TEST(WriteFile, AFullDiskLeavesTheOldFileAndNothingElse) {
  const Scratch scratch;
  scratch.Write("a.txt", "old");
  EXPECT_EQ(ErrorOnAFullDisk(scratch, "a.txt"), "");
  EXPECT_EQ(scratch.Read("a.txt"), "old");
  EXPECT_EQ(ErrorOnAFullDisk(scratch, "new.txt"), "");
  EXPECT_EQ(Names(scratch.path()), std::vector<std::string>{"a.txt"});
}

// Whenever the signal comes, there is the old file or the new one, and nothing beside it.
TEST(WriteFile, ASignalLeavesAWholeFileAndNothingElse) {
  const Scratch scratch;
  const std::string old(3000000, 'o'), fresh(3000000, 'n');
  for (int i = 0; i < 40; ++i) {
    scratch.Write("a.txt", old);
    const pid_t child = fork();
    if (child == 0) {
      std::signal(SIGTERM, SIG_DFL);
      while (WriteFile(scratch.path("a.txt"), fresh)) {
      }
      std::_Exit(1);
    }
    usleep(static_cast<useconds_t>(300 * i));
    kill(child, SIGTERM);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    const std::string text = scratch.Read("a.txt");
    EXPECT_TRUE(text == old || text == fresh);
    EXPECT_EQ(Names(scratch.path()), std::vector<std::string>{"a.txt"});
  }
}

TEST(WriteFile, AFileThatMayNotBeWrittenIsNotReplaced) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everything";
  const Scratch scratch;
  scratch.Write("a.txt", "old");
  ASSERT_EQ(chmod(scratch.path("a.txt").c_str(), 0444), 0);
  EXPECT_EQ(ErrorOf(scratch.path("a.txt")), scratch.path("a.txt") + ": permission denied");
  EXPECT_EQ(scratch.Read("a.txt"), "old");
}

TEST(WriteFile, DevicesAndPipesAreWrittenTo) {
  EXPECT_TRUE(WriteFile("/dev/null", "new"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  EXPECT_TRUE(WriteFile("/dev/fd/" + std::to_string(ends[1]), "new"));
  std::array<char, 8> got{};
  EXPECT_EQ(read(ends[0], got.data(), got.size()), 3);
  close(ends[0]);
  close(ends[1]);
  EXPECT_NE(ErrorOf("/dev/full").find("No space left"), std::string::npos);
}

// `--output sarif=/dev/stdout > file`: whoever opened the descriptor may write to it.
TEST(WriteFile, TheDescriptorsOfTheProcessAreWrittenTo) {
  const Scratch scratch;
  scratch.Write("file", "");
  const std::string path = scratch.path("file");
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  ASSERT_GE(file, 0);
  for (const char* folder : {"/dev/fd/", "/proc/self/fd/"}) {
    EXPECT_TRUE(WriteFile(folder + std::to_string(file), "a").has_value()) << folder;
  }
  EXPECT_EQ(scratch.Read("file"), "aa");
  close(file);
  EXPECT_FALSE(WriteFile("/dev/fd/" + std::to_string(file), "a").has_value());
  EXPECT_FALSE(WriteFile("/dev/fd/" + std::to_string(file) + "x", "a").has_value());
}

TEST(WriteFile, TheOwnerIsKept) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files to others";
  const Scratch scratch;
  scratch.Write("file", "old");
  const std::string path = scratch.path("file");
  ASSERT_EQ(chown(path.c_str(), 12345, 23456), 0);
  ASSERT_EQ(chmod(path.c_str(), 0640), 0);
  ASSERT_TRUE(WriteFile(path, "new").has_value());
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_uid, 12345U);
  EXPECT_EQ(status.st_gid, 23456U);
  EXPECT_EQ(status.st_mode & 07777, 0640U);
  EXPECT_EQ(scratch.Read("file"), "new");
}

TEST(WriteFile, SaysWhyItCannot) {
  const Scratch scratch;
  scratch.MakeFolder("folder");
  scratch.Write("file", "");
  EXPECT_EQ(ErrorOf(scratch.path("folder")), scratch.path("folder") + ": is a folder");
  EXPECT_EQ(ErrorOf(scratch.path("folder/")), scratch.path("folder/") + ": is a folder");
  EXPECT_EQ(ErrorOf(scratch.path("none/a")), scratch.path("none/a") + ": no such folder");
  EXPECT_EQ(ErrorOf(scratch.path("file/a")), scratch.path("file/a") + ": no such folder");
  EXPECT_NE(ErrorOf(scratch.path(std::string(300, 'x'))).find("File name too long"),
            std::string::npos);
  EXPECT_EQ(ErrorOf(std::string("a\0b", 3)), "a path holds a zero byte");
  EXPECT_EQ(Names(scratch.path()), (std::vector<std::string>{"file", "folder"}));
}

TEST(WriteFile, ALongNameAndOneThatLooksLikeAnOption) {
  const Scratch scratch;
  const std::string name(255, 'x');
  ASSERT_TRUE(WriteFile(scratch.path(name), "long"));
  EXPECT_EQ(scratch.Read(name), "long");
  ASSERT_TRUE(WriteFile(scratch.path("--output=a\nb"), "odd"));
  EXPECT_EQ(scratch.Read("--output=a\nb"), "odd");
}

TEST(WriteFile, ManyAtOnceLeaveOneWhole) {
  const Scratch scratch;
  {
    std::vector<std::jthread> threads;
    for (char c = 'a'; c < 'i'; ++c) {
      threads.emplace_back(
          [&scratch, c] { EXPECT_TRUE(WriteFile(scratch.path("a.txt"), std::string(100000, c))); });
    }
  }
  const std::string text = scratch.Read("a.txt");
  EXPECT_EQ(text, std::string(100000, text.front()));
  EXPECT_EQ(Names(scratch.path()), std::vector<std::string>{"a.txt"});
}

}  // namespace
}  // namespace execlint
