#include "lint/source/disk_file_reader.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/scratch.h"

namespace execlint {
namespace {

using testing::Scratch;

std::string ReadOf(const DiskFileReader& reader, const std::string& path) {
  const auto bytes = reader.Read(path);
  return bytes ? "bytes: " + *bytes : "error: " + bytes.error().message;
}

TEST(DiskFileReader, ReadsBytesBelowItsRoot) {
  const Scratch scratch;
  scratch.Write("a/main.tf", std::string("x\0\r\n", 4));
  scratch.Write("empty", "");
  const auto reader = DiskFileReader::Open(scratch.path()).value();
  EXPECT_EQ(reader->root(), scratch.path());
  EXPECT_EQ(reader->Read("a/main.tf").value(), std::string("x\0\r\n", 4));
  EXPECT_EQ(reader->Read("./a//b/../main.tf").value().size(), 4u);
  EXPECT_EQ(ReadOf(*reader, "empty"), "bytes: ");
  EXPECT_EQ(ReadOf(*reader, "b"), "error: no such file");
  EXPECT_EQ(ReadOf(*reader, "a"), "error: is a folder");
}

TEST(DiskFileReader, NeverLeavesItsRoot) {
  const Scratch outside;
  outside.Write("secret.tf", "secret");
  const Scratch scratch;
  scratch.Write("in/main.tf", "main");
  scratch.Link("out", outside.path());
  scratch.Link("out.tf", outside.path("secret.tf"));
  scratch.Link("up.tf",
               "../" + std::filesystem::path(outside.path()).filename().string() + "/secret.tf");
  scratch.Link("relative.tf", "in/main.tf");
  scratch.Link("absolute.tf", scratch.path("in/main.tf"));
  scratch.Link("loop", "loop");
  scratch.Link("dangling.tf", scratch.path("none.tf"));
  const auto reader = DiskFileReader::Open(scratch.path()).value();
  EXPECT_EQ(ReadOf(*reader, "../x"), "error: leads out of the project");
  EXPECT_EQ(ReadOf(*reader, "out.tf"), "error: leads out of the project");
  EXPECT_EQ(ReadOf(*reader, "up.tf"), "error: leads out of the project");
  EXPECT_EQ(ReadOf(*reader, "out/secret.tf"), "error: leads out of the project");
  EXPECT_EQ(ReadOf(*reader, "relative.tf"), "bytes: main");
  EXPECT_EQ(ReadOf(*reader, "absolute.tf"), "bytes: main");
  EXPECT_EQ(ReadOf(*reader, "loop"), "error: too many symbolic links");
  EXPECT_EQ(ReadOf(*reader, "dangling.tf"), "error: no such file");
  EXPECT_TRUE(reader->List("out").empty());
  EXPECT_TRUE(reader->List("..").empty());
}

// A checkout keeps a token in .git/config: no text of the project may be made of it.
TEST(DiskFileReader, WhatIsGitsOwnIsNotRead) {
  const Scratch scratch;
  scratch.Write(".git/config", "token");
  scratch.Write(".git/info/exclude", "*.log");
  scratch.Write("sub/.git/config", "token");
  scratch.Write("x.git/config", "a folder like any other");
  scratch.Write(".github/x", "workflow");
  scratch.Link("config.json", ".git/config");
  scratch.Link("folder", ".git");
  scratch.Link("absolute", scratch.path(".git"));
  scratch.Link("plain", "x.git");
  const auto reader = DiskFileReader::Open(scratch.path()).value();
  for (const char* path : {".git/config", "sub/.git/config", "a/../.git/config", ".GIT/config",
                           "config.json", "folder/config", "absolute/config", ".git"}) {
    EXPECT_EQ(ReadOf(*reader, path), "error: leads out of the project") << path;
  }
  for (const char* path : {".git/config", "config.json", "folder"}) {
    EXPECT_FALSE(reader->Resolve(path)) << path;
    EXPECT_TRUE(reader->List(path).empty()) << path;
  }
  EXPECT_EQ(ReadOf(*reader, ".git/info/exclude"), "bytes: *.log");
  EXPECT_EQ(ReadOf(*reader, "x.git/config"), "bytes: a folder like any other");
  EXPECT_EQ(ReadOf(*reader, "plain/config"), "bytes: a folder like any other");
  EXPECT_EQ(ReadOf(*reader, ".github/x"), "bytes: workflow");
}

TEST(DiskFileReader, ResolvesLinks) {
  const Scratch outside;
  outside.Write("secret.tf", "secret");
  const Scratch scratch;
  scratch.Write("in/main.tf", "main");
  scratch.Link("folder", "in");
  scratch.Link("one.tf", "folder/main.tf");
  scratch.Link("two.tf", scratch.path("one.tf"));
  scratch.Link("out.tf", outside.path("secret.tf"));
  scratch.Link("nowhere.tf", "none.tf");
  const auto reader = DiskFileReader::Open(scratch.path()).value();
  EXPECT_EQ(reader->Resolve("one.tf").value(), "in/main.tf");
  EXPECT_EQ(reader->Resolve("two.tf").value(), "in/main.tf");
  EXPECT_EQ(reader->Resolve("folder/main.tf").value(), "in/main.tf");
  EXPECT_EQ(reader->Resolve("./in/main.tf").value(), "in/main.tf");
  EXPECT_EQ(reader->Resolve("out.tf").error().message, "leads out of the project");
  EXPECT_EQ(reader->Resolve("../x").error().message, "leads out of the project");
  EXPECT_EQ(reader->Resolve("nowhere.tf").error().message, "no such file");
}

TEST(DiskFileReader, ListsFilesAndFoldersByName) {
  const Scratch outside;
  const Scratch scratch;
  scratch.Write("m/b.tf", "");
  scratch.Write("m/a.tf", "");
  scratch.Write("m/sub/x", "");
  scratch.Link("m/folder", "sub");
  scratch.Link("m/away", outside.path());
  scratch.Link("m/dangling", "nothing");
  ASSERT_EQ(mkfifo(scratch.path("m/pipe").c_str(), 0600), 0);
  scratch.Link("m/to_pipe", "pipe");
  const auto reader = DiskFileReader::Open(scratch.path()).value();
  std::string listed;
  for (const DirectoryEntry& entry : reader->List("m")) {
    listed += entry.name + (entry.is_directory ? "/ " : " ");
  }
  EXPECT_EQ(listed, "a.tf b.tf folder/ sub/ ");
  EXPECT_TRUE(reader->List("m/a.tf").empty());
  std::string as_is;
  std::vector<FolderEntry> entries = reader->ListAsIs("m").value();
  std::ranges::sort(entries, {}, &FolderEntry::name);
  for (const FolderEntry& entry : entries) {
    as_is += entry.name + (entry.kind == FolderEntry::kFolder  ? "/ "
                           : entry.kind == FolderEntry::kLink  ? "@ "
                           : entry.kind == FolderEntry::kOther ? "? "
                                                               : " ");
  }
  EXPECT_EQ(as_is, "a.tf away@ b.tf dangling@ folder@ pipe? sub/ to_pipe@ ");
}

TEST(DiskFileReader, SaysWhyItDoesNotRead) {
  const Scratch scratch;
  ASSERT_EQ(mkfifo(scratch.path("pipe.json").c_str(), 0600), 0);
  scratch.Write("large.json", "");
  ASSERT_EQ(truncate(scratch.path("large.json").c_str(), kMaxFileSize + 1), 0);
  const auto reader = DiskFileReader::Open(scratch.path()).value();
  EXPECT_EQ(ReadOf(*reader, "pipe.json"), "error: not an ordinary file");
  EXPECT_EQ(ReadOf(*reader, "large.json"),
            "error: larger than 64 MiB, which is the most that is read");
  EXPECT_EQ(DiskFileReader::Open(scratch.path("none")).error().message, "no such file");
}

TEST(DiskFileReader, ADescriptorIsReadToItsEnd) {
  const Scratch scratch;
  scratch.Write("input", "some text");
  const auto read = [&] {
    const int input = open(scratch.path("input").c_str(), O_RDONLY);
    auto bytes = ReadDescriptor(input);
    close(input);
    return bytes;
  };
  EXPECT_EQ(read().value(), "some text");
  ASSERT_EQ(truncate(scratch.path("input").c_str(), kMaxFileSize), 0);
  EXPECT_EQ(read().value().size(), kMaxFileSize);
  ASSERT_EQ(truncate(scratch.path("input").c_str(), kMaxFileSize + 1), 0);
  EXPECT_EQ(read().error().message, "larger than 64 MiB, which is the most that is read");
}

TEST(DiskFileReader, WhatIsOpenedIsClosed) {
  const Scratch scratch;
  scratch.Write("m/a.tf", "");
  const auto use = [&] {
    const auto reader = DiskFileReader::Open(scratch.path()).value();
    EXPECT_EQ(reader->List("m").size(), 1u);
    EXPECT_EQ(reader->ListAsIs("m")->size(), 1u);
    EXPECT_TRUE(reader->Read("m/a.tf"));
  };
  const auto open_now = [] {
    const std::filesystem::directory_iterator descriptors("/proc/self/fd");
    return std::distance(begin(descriptors), end(descriptors));
  };
  const auto before = open_now();
  use();
  EXPECT_EQ(open_now(), before);
}

}  // namespace
}  // namespace execlint
