#include "lint/project/git_index.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "lint/project/project.h"
#include "lint/project/walk.h"
#include "tests/support/repository.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using testing::Repository;
using testing::Scratch;
using testing::Shell;

std::set<std::string> Lines(const std::string& text) {
  std::set<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.insert(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

std::set<std::string> FilesIn(const std::string& folder) {
  std::set<std::string> files;
  const auto project = LoadProject(std::vector{folder}, 2);
  EXPECT_TRUE(project);
  if (!project) return files;
  EXPECT_EQ(project->remarks, std::vector<std::string>());
  for (const ProjectFile& file : project->files) files.insert(file.path);
  return files;
}

// What git says of the files of the kinds that are read: those that it tracks, and those that it
// does not ignore.
std::set<std::string> FilesOfGit(const Repository& repository) {
  std::set<std::string> files;
  for (const char* command : {"ls-files", "ls-files -o --exclude-standard"}) {
    for (const std::string& path : Lines(repository.Git(command))) {
      if (IsCandidate(path.substr(path.rfind('/') + 1))) files.insert(path);
    }
  }
  return files;
}

void Grow(const Repository& repository, std::mt19937& random) {
  const auto pick = [&random](const auto& from) { return from[random() % std::size(from)]; };
  const char* const folders[] = {"a", "b", "ab", "a.tf"};
  const char* const files[] = {"a.tf", "b.json", "c.yaml", "n.md", "long-name-of-a-file.tf"};
  const char* const patterns[] = {"a",       "*.tf",  "/a/",     "b/",  "*",
                                  "!b.json", "ab/**", "**/a.tf", "c.*", "!a/"};
  std::vector<std::string> paths{""};
  for (int i = 0; i < 6; ++i) paths.push_back(pick(paths) + pick(folders) + "/");
  for (const std::string& folder : paths) {
    for (const char* file : files) {
      if (random() % 2 == 0) repository.Write(folder + "f/" + file, "");
    }
    std::string text;
    for (unsigned n = random() % 3; n > 0; --n) text += std::string(pick(patterns)) + "\n";
    if (!text.empty()) repository.Write(folder + ".gitignore", text);
  }
  for (const std::string& path : Lines(repository.Git("ls-files -o"))) {
    if (random() % 2 == 0) repository.Git("add -f '" + path + "'");
  }
}

TEST(GitIndex, WhatGitTracksIsReadWhateverIsIgnored) {
  for (unsigned seed = 0; seed < 12; ++seed) {
    const Repository repository;
    std::mt19937 random(seed);
    Grow(repository, random);
    for (const char* form :
         {"--index-version 2", "--index-version 3", "--index-version 4", "--split-index"}) {
      repository.Git(std::string("update-index ") + form);
      EXPECT_EQ(FilesIn(repository.path()), FilesOfGit(repository)) << seed << form;
    }
    // Entries that a split index takes away, and those that it replaces and adds.
    int nth = 0;
    for (const std::string& path : Lines(repository.Git("ls-files"))) {
      if (nth++ % 3 == 0) repository.Git("rm -q --cached -f '" + path + "'");
      if (nth % 3 == 0) repository.Git("update-index --chmod=+x '" + path + "'");
    }
    for (const std::string& path : Lines(repository.Git("ls-files -o -i --exclude-standard"))) {
      if (nth++ % 3 == 0) repository.Git("add -f '" + path + "'");
    }
    EXPECT_EQ(FilesIn(repository.path()), FilesOfGit(repository)) << seed;
    if (HasFailure()) break;
  }
}

TEST(GitIndex, NamesOfSha256) {
  const Scratch scratch;
  if (std::system(
          ("git init -q --object-format=sha256 '" + scratch.path() + "' 2>/dev/null").c_str()) !=
      0) {
    GTEST_SKIP() << "this git knows no SHA-256";
  }
  scratch.Write(".gitignore", "out/\n");
  scratch.Write("out/a.tf", "");
  scratch.Write("out/b.tf", "");
  Shell(scratch.path(), "git add -f out/a.tf");
  for (const char* form : {"--index-version 2", "--index-version 4", "--split-index"}) {
    Shell(scratch.path(), std::string("git update-index ") + form);
    EXPECT_EQ(FilesIn(scratch.path()), std::set<std::string>{"out/a.tf"}) << form;
  }
}

TEST(GitIndex, WorktreesSubmodulesAndSparseCheckouts) {
  const Repository other;
  other.Write("sub/main.tf", "");
  other.Commit();
  const Repository repository;
  repository.Write("in/a.tf", "");
  repository.Write("out/deep/b.tf", "");
  repository.Git("-c protocol.file.allow=always submodule --quiet add '" + other.path() +
                 "' vendor/lib");
  repository.Write(".gitignore", "out/\nvendor/\n");
  repository.Git("add -A -f");
  repository.Commit();
  repository.Write("vendor/lib/new.tf", "");
  repository.Write("vendor/new.tf", "");
  const std::set<std::string> all = {"in/a.tf", "out/deep/b.tf", "vendor/lib/sub/main.tf"};
  EXPECT_EQ(FilesIn(repository.path()), all);
  const Scratch elsewhere;
  repository.Git("worktree add -q '" + elsewhere.path("tree") + "'");
  EXPECT_EQ(FilesIn(elsewhere.path("tree")), (std::set<std::string>{"in/a.tf", "out/deep/b.tf"}));
  EXPECT_EQ(FilesIn(repository.path("vendor/lib")),
            (std::set<std::string>{"new.tf", "sub/main.tf"}));
  // The folder `out` is one entry of the index.
  repository.Git("sparse-checkout set --cone --sparse-index in");
  EXPECT_FALSE(FilesIn(repository.path()).contains("out/deep/b.tf"));
  repository.Write("out/deep/b.tf", "");
  EXPECT_TRUE(FilesIn(repository.path()).contains("out/deep/b.tf"));
}

TEST(GitIndex, ABrokenIndexLeavesNothingOutAndIsTold) {
  const Repository repository;
  repository.Write(".gitignore", "out/\n");
  repository.Write("out/a.tf", "");
  EXPECT_EQ(FilesIn(repository.path()), std::set<std::string>()) << "there is no index yet";
  repository.Write("main.tf", "");
  repository.Commit();
  const std::string whole = repository.Read(".git/index");
  const auto broken = [&](const std::string& bytes) {
    repository.Write(".git/index", bytes);
    const auto project = LoadProject(std::vector{repository.path()}, 1);
    ASSERT_TRUE(project);
    EXPECT_EQ(project->files.size(), 2u);
    ASSERT_EQ(project->remarks.size(), 1u);
    EXPECT_NE(project->remarks[0].find("git's index cannot be read"), std::string::npos);
    EXPECT_TRUE(project->unread.empty()) << "nothing is lost";
  };
  broken("");
  broken("DIRC");
  broken(whole.substr(0, whole.size() / 2));
  broken(whole + "xx");
  broken(std::string(whole).replace(7, 1, "\x09"));
  broken(std::string(whole).replace(8, 4, "\xFF\xFF\xFF\xFF"));
}

// Once something was committed there is an index: without it nobody can tell what is tracked.
TEST(GitIndex, AMissingIndexLeavesNothingOutAndIsTold) {
  const Scratch scratch;
  scratch.Write("main.tf", "");
  scratch.Write(".gitignore", "*.tf\n");
  scratch.Write(".git/HEAD", "ref: refs/heads/main\n");
  const auto files = [&] { return LoadProject(std::vector{scratch.path()}, 1); };
  EXPECT_EQ(files()->files.size(), 0U) << "nothing was committed";
  scratch.Write(".git/refs/heads/main", "0123456789abcdef0123456789abcdef01234567\n");
  EXPECT_EQ(files()->files.size(), 1U);
  ASSERT_EQ(files()->remarks.size(), 1U);
  EXPECT_TRUE(files()->remarks[0].ends_with("no file is left out as ignored: it is not there"))
      << files()->remarks[0];
  scratch.Write(".git/HEAD", "0123456789abcdef0123456789abcdef01234567\n");
  EXPECT_EQ(files()->files.size(), 1U);
}

// An index of version 4: each path is that of `length` letters, and four digits and `.tf` behind
// it.
std::string IndexOfLongPaths(std::size_t length, unsigned count) {
  const auto number = [](unsigned value, int bytes) {
    std::string text;
    while (bytes-- > 0) text += static_cast<char>(value >> bytes * 8);
    return text;
  };
  std::string index = "DIRC" + number(4, 4) + number(count, 4);
  for (unsigned i = 0; i < count; ++i) {
    const std::string digits = std::to_string(1000 + i);
    index += std::string(24, '\0') + number(0100644, 4) + std::string(32, '\0');
    index += number(static_cast<unsigned>(std::min<std::size_t>(length + 7, 0xFFF)), 2);
    index += i == 0 ? std::string(1, '\0') + std::string(length, 'a') : std::string(1, 7);
    index += digits + ".tf" + std::string(1, '\0');
  }
  return index + std::string(20, '\0');
}

TEST(GitIndex, WhatItTakesIsBoundedByItsSize) {
  const auto none = [](const std::string&) -> tl::expected<std::string, Error> {
    return tl::make_unexpected(Error{"no such file"});
  };
  const auto index = GitIndex::Parse(IndexOfLongPaths(400, 1000), none);
  ASSERT_TRUE(index);
  EXPECT_TRUE(index->Has(std::string(400, 'a') + "1999.tf"));
  EXPECT_TRUE(GitIndex::Parse(IndexOfLongPaths(4000, 8), none)) << "a small one";
  const auto bomb = GitIndex::Parse(IndexOfLongPaths(4000, 1000), none);
  ASSERT_FALSE(bomb);
  EXPECT_TRUE(bomb.error().message.ends_with("its paths are far too long"));
}

// Each of many folders may name one .git: it is read once. What it tracks is named in each.
TEST(GitIndex, ManyRepositoriesOfOneGitFolder) {
  const Repository repository;
  repository.Write("a.tf", "");
  repository.Commit();
  repository.Write(".gitignore", "*.tf\n");
  for (const char* folder : {"one", "two"}) {
    repository.Write(folder + std::string("/.git"), "gitdir: .././.git\n");
    repository.Write(folder + std::string("/a.tf"), "");
    repository.Write(folder + std::string("/b.tf"), "");
    repository.Write(folder + std::string("/.gitignore"), "*.tf\n");
  }
  EXPECT_EQ(FilesIn(repository.path()), (std::set<std::string>{"a.tf", "one/a.tf", "two/a.tf"}));
}

TEST(GitIndex, AnyBytesAreReadToSomeEnd) {
  const Repository repository;
  for (int i = 0; i < 20; ++i) repository.Write("f" + std::to_string(i) + "/main.tf", "");
  repository.Commit();
  const auto none = [](const std::string&) -> tl::expected<std::string, Error> {
    return tl::make_unexpected(Error{"no such file"});
  };
  std::mt19937 random(1);
  for (const char* form : {"--index-version 2", "--index-version 4", "--split-index"}) {
    repository.Git(std::string("update-index ") + form);
    const std::string whole = repository.Read(".git/index");
    EXPECT_TRUE(GitIndex::Parse(whole, [&](const std::string& name) {
      return tl::expected<std::string, Error>(repository.Read(".git/" + name));
    })) << form;
    for (int i = 0; i < 20000; ++i) {
      std::string bytes = whole;
      for (int n = 0; n < 3; ++n) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      bytes.resize(bytes.size() - (random() % 3 == 0 ? random() % bytes.size() : 0));
      GitIndex::Parse(bytes, none);
    }
  }
}

}  // namespace
}  // namespace execlint
