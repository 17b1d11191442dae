#include "lint/project/walk.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "lint/source/disk_file_reader.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using testing::Scratch;
using Paths = std::vector<std::string>;

Walked WalkDisk(const Scratch& scratch, const std::vector<WalkStart>& starts, unsigned jobs = 1) {
  return Walk(**DiskFileReader::Open(scratch.path()), starts, {.jobs = jobs});
}

Paths FilesOf(const Scratch& scratch, const std::vector<WalkStart>& starts = {{""}},
              unsigned jobs = 1) {
  return WalkDisk(scratch, starts, jobs).files;
}

TEST(Walk, ListsTheKindsThatAreReadSorted) {
  const Scratch scratch;
  for (const char* file :
       {"b/main.tf", "a.json", "b/c/x.tf.json", "t.yaml", "t.yml", "s.template", "prod.tfvars",
        "README.md", "main.go", "b/.hidden.tf", ".vscode/w.yml"}) {
    scratch.Write(file, "");
  }
  EXPECT_EQ(FilesOf(scratch), (Paths{"a.json", "b/c/x.tf.json", "b/main.tf", "prod.tfvars",
                                     "s.template", "t.yaml", "t.yml"}));
  EXPECT_EQ(FilesOf(scratch, {{"b", WalkStart::kFolder}, {"t.yml", WalkStart::kFile}}),
            (Paths{"b/main.tf", "t.yml"}));
}

TEST(Walk, ForeignFoldersOnlyWhenNamed) {
  const Scratch scratch;
  for (const char* file : {"node_modules/p/package.json", ".terraform/modules/m/main.tf",
                           ".venv/x.yaml", ".git/config.json", "main.tf"}) {
    scratch.Write(file, "");
  }
  scratch.Write(".ignore", "!.*");
  EXPECT_EQ(FilesOf(scratch), Paths{"main.tf"});
  EXPECT_EQ(FilesOf(scratch, {{".terraform"}, {"node_modules"}}),
            (Paths{".terraform/modules/m/main.tf", "node_modules/p/package.json"}));
}

TEST(Walk, AnIgnoreFileOfTooManyPatternsLeavesNothingOut) {
  const auto files_with = [](int patterns) {
    const Scratch scratch;
    scratch.Write(".git/HEAD", "ref: refs/heads/main\n");
    scratch.Write("sub/a1.tf", "");
    scratch.Write("sub/c.tf", "");
    std::string lines;
    for (int i = 1; i < patterns; ++i) lines += "x*" + std::to_string(i) + "y\n";
    scratch.Write(".gitignore", lines + "/names\n*.log\n");
    scratch.Write("sub/.gitignore", "a?.tf\n");
    return WalkDisk(scratch, {{""}});
  };
  const Walked some = files_with(1000);
  EXPECT_EQ(some.files, Paths{"sub/c.tf"});
  EXPECT_TRUE(some.refused.empty());
  const Walked many = files_with(1001);
  EXPECT_EQ(many.files, (Paths{"sub/a1.tf", "sub/c.tf"}));
  ASSERT_EQ(many.refused.size(), 1u);
  EXPECT_EQ(many.refused[0].path, "sub/.gitignore");
  EXPECT_NE(many.refused[0].why.find("more than 1000 patterns"), std::string::npos);
}

// Counts the folders that are listed.
class CountingReader : public MemoryFileReader {
 public:
  using MemoryFileReader::MemoryFileReader;
  tl::expected<std::vector<FolderEntry>, Error> ListAsIs(const std::string& folder) const override {
    ++lists;
    return MemoryFileReader::ListAsIs(folder);
  }
  mutable std::atomic<int> lists = 0;
};

// The hook of a commit names each file of a large one, and each brings the same tree.
TEST(Walk, AFolderIsListedOnceHoweverManyStartsLeadThere) {
  const CountingReader reader({{"a/x.tf", ""}, {"a/b/y.tf", ""}, {"c/z.tf", ""}});
  const Walked whole = Walk(reader, {{""}}, {});
  EXPECT_EQ(reader.lists, 4);
  std::vector<WalkStart> starts;
  for (int i = 0; i < 50; ++i) {
    starts.push_back({"a/x.tf", WalkStart::kFile});
    starts.push_back({""});
  }
  EXPECT_EQ(Walk(reader, starts, {}).files, whole.files);
  EXPECT_EQ(reader.lists, 4 + 4 + 2) << "and the folders above the file, for their configuration";
  // A folder that is listed alone is listed again with what is in it.
  EXPECT_EQ(Walk(reader, {{"a", WalkStart::kFolder}}, {}).files, (Paths{"a/x.tf"}));
  EXPECT_EQ(Walk(reader, {{"a", WalkStart::kFolder}, {"a"}}, {}).files,
            (Paths{"a/b/y.tf", "a/x.tf"}));
}

TEST(Walk, TwoHiddenFoldersAreReadUnlessIgnored) {
  const Scratch scratch;
  for (const char* file :
       {".aws/td.json", ".github/ecs/td.json", "b/.aws/td.json", ".aws/.cache/x.json",
        ".aws/.hidden.json", ".copilot/x.json", ".awsx/x.json", "c/.github/w.yml"}) {
    scratch.Write(file, "");
  }
  scratch.MakeFolder(".git");
  scratch.Write("c/.ignore", ".github\n");
  scratch.Write("d/.aws", "a file of that name is hidden");
  EXPECT_EQ(FilesOf(scratch), (Paths{".aws/td.json", ".github/ecs/td.json", "b/.aws/td.json"}));
}

TEST(Walk, IgnoreFilesNestAndTakeBack) {
  const Scratch scratch;
  for (const char* file : {"a.json", "keep.json", "s/a.json", "s/b.tf", "s/deep/b.tf", "out/x.tf",
                           "e.yaml", "i.tf", "back.tf"}) {
    scratch.Write(file, "");
  }
  scratch.MakeFolder(".git/info");
  scratch.Write(".git/info/exclude", "e.yaml\n");
  scratch.Write(".gitignore", "*.json\n!keep.json\n/out/\nback.tf\n");
  scratch.Write("s/.gitignore", "!a.json\n/b.tf\n");
  scratch.Write(".ignore", "i.tf\n!back.tf\n");
  EXPECT_EQ(FilesOf(scratch), (Paths{"back.tf", "keep.json", "s/a.json", "s/deep/b.tf"}));
  EXPECT_EQ(FilesOf(scratch, {{"s"}}), (Paths{"s/a.json", "s/deep/b.tf"})) << "rules from above";
  EXPECT_EQ(FilesOf(scratch, {{"out"}}), Paths{"out/x.tf"}) << "named, so it is walked";
  EXPECT_EQ(FilesOf(scratch, {{"a.json", WalkStart::kFile}}), Paths{"a.json"})
      << "named, so it is read";
}

TEST(Walk, RipgrepsOwnFileComesBeforeTheOthersWhereverItIs) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write(".rgignore", "a.tf\n");
  scratch.Write("s/.ignore", "!a.tf\n");
  scratch.Write("s/a.tf", "");
  scratch.Write("s/b.tf", "");
  EXPECT_EQ(FilesOf(scratch), Paths{"s/b.tf"});
}

TEST(Walk, RulesOfEveryFolderAboveHold) {
  const Scratch scratch;
  scratch.MakeFolder(".git");
  scratch.Write("s/.ignore", "a.tf\n");
  scratch.Write("s/deep/a.tf", "");
  scratch.Write("s/deep/b.tf", "");
  EXPECT_EQ(FilesOf(scratch, {{"s/deep"}}), Paths{"s/deep/b.tf"});
}

TEST(Walk, ManyThreadsFindWhatOneFinds) {
  const Scratch scratch;
  for (int i = 0; i < 300; ++i) scratch.Write("f" + std::to_string(i) + "/s/main.tf", "");
  EXPECT_EQ(FilesOf(scratch, {{""}}, 4), FilesOf(scratch));
}

TEST(Walk, IgnoreFilesCountOnlyInsideARepository) {
  const Scratch scratch;
  for (const char* name : {".gitignore", ".ignore", ".rgignore"}) scratch.Write(name, "*.tf\n");
  scratch.Write("a.tf", "");
  scratch.Write("other/c.tf", "");
  scratch.Write("other/.ignore", "c.tf\n");
  scratch.MakeFolder("other/.git");
  EXPECT_EQ(FilesOf(scratch), Paths{"a.tf"});
  scratch.MakeFolder(".git");
  EXPECT_EQ(FilesOf(scratch), Paths{});
  for (const char* name : {".ignore", ".rgignore"}) scratch.Write(name, "");
  scratch.Write("inner/b.tf", "");
  scratch.MakeFolder("inner/.git");
  EXPECT_EQ(FilesOf(scratch), Paths{"inner/b.tf"}) << "a repository of its own";
}

TEST(Walk, SymlinksAreNotFollowed) {
  const Scratch scratch;
  scratch.Write("a/main.tf", "");
  scratch.Link("a/loop", "..");
  scratch.Link("b", "a");
  scratch.Link("c.tf", "a/main.tf");
  EXPECT_EQ(FilesOf(scratch), Paths{"a/main.tf"});
  EXPECT_EQ(WalkDisk(scratch, {{""}}).links, Paths{"c.tf"});
}

TEST(Walk, SaysWhatItCouldNotList) {
  const Scratch scratch;
  scratch.Write("main.tf", "");
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "d/";
  scratch.Write(deep + "x.tf", "");
  const Walked walked = WalkDisk(scratch, {{""}, {""}});
  EXPECT_EQ(walked.files, Paths{"main.tf"});
  ASSERT_EQ(walked.unread.size(), 1u);
  EXPECT_EQ(walked.unread[0].kind, Problem::kUnread);
  EXPECT_EQ(walked.unread[0].message, "more than 256 folders deep");
  EXPECT_EQ(walked.unread[0].path, deep.substr(0, 2 * 257 - 1));
}

TEST(Walk, TheDiskCanBeReplaced) {
  const MemoryFileReader reader({{".git/HEAD", ""},
                                 {".gitignore", "/out/\n"},
                                 {"main.tf", ""},
                                 {"out/x.tf", ""},
                                 {"web/notes.md", ""},
                                 {"web/service.yaml", ""}});
  EXPECT_EQ(Walk(reader, {{""}}, {}).files, (Paths{"main.tf", "web/service.yaml"}));
  const Walked nowhere = Walk(reader, {{"elsewhere"}}, {});
  ASSERT_EQ(nowhere.unread.size(), 1u);
  EXPECT_EQ(nowhere.unread[0].path, "elsewhere");
}

// ---- against rg

Paths Ripgrep(const Scratch& scratch) {
  const std::string command = "cd '" + scratch.path() + "' && rg --files --no-ignore-global 2>&1";
  std::FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  std::array<char, 4096> block{};
  for (std::size_t n; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
    out.append(block.data(), n);
  }
  pclose(pipe);
  Paths files;
  for (std::size_t at = 0; at < out.size();) {
    const std::size_t end = out.find('\n', at);
    const std::string path = out.substr(at, end - at);
    if (IsCandidate(path.substr(path.rfind('/') + 1))) files.push_back(path);
    at = end + 1;
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Random trees with random ignore files, by a fixed seed.
void Grow(const Scratch& scratch, std::mt19937& random) {
  const auto pick = [&random](const auto& from) { return from[random() % std::size(from)]; };
  const char* const folders[] = {"a", "b", "ab", "x.y", ".h"};
  const char* const files[] = {"a.tf", "b.tf", "ab.json", "a b.yml", "x.yaml", ".h.tf", "#a.tf"};
  const char* const patterns[] = {
      "a",    "*.tf",      "/a",         "a/",      "/a/b", "a/b",      "**/b",
      "a/**", "a/**/b",    "!a",         "!*.tf",   "!b/",  "[ab].tf",  "[!a].tf",
      "?.tf", "a*",        "*b.json",    "\\#a.tf", "# a",  "x.y/*.tf", ".h",
      "!.h",  "!.h.tf",    "**/a/*.tf",  "*",       "!*/",  "a b.yml",  "/*/b",
      "**",   "b/**/a.tf", "/**/x.yaml", "*.y*"};
  const char* const ignore_files[] = {".gitignore", ".gitignore", ".ignore", ".rgignore"};
  std::vector<std::string> paths{""};
  for (int i = 0; i < 8; ++i) {
    const std::string folder = paths[random() % paths.size()] + pick(folders) + "/";
    if (std::count(folder.begin(), folder.end(), '/') < 5) paths.push_back(folder);
  }
  for (const std::string& folder : paths) {
    for (const char* file : files) {
      if (random() % 2 == 0) scratch.Write(folder + file, "");
    }
    if (random() % 2 == 0) {
      std::string text;
      for (unsigned n = 1 + random() % 4; n > 0; --n) text += std::string(pick(patterns)) + "\n";
      scratch.Write(folder + pick(ignore_files), text);
    }
  }
  scratch.MakeFolder(".git/info");
  if (random() % 2 == 0) scratch.Write(".git/info/exclude", std::string(pick(patterns)) + "\n");
  if (random() % 4 == 0) scratch.MakeFolder(paths.back() + ".git");
}

// Nothing is asked of what no ignore file excludes.
TEST(Walk, WhatIsTrackedIsNotIgnored) {
  const Scratch scratch;
  for (const char* file : {"main.tf", "out/a.tf", "out/b.tf", "out/deep/c.tf", "out/.hidden.tf",
                           "other/d.tf", "e.tf", "inner/out/f.tf"}) {
    scratch.Write(file, "");
  }
  scratch.MakeFolder(".git");
  scratch.MakeFolder("inner/.git");
  scratch.Write(".gitignore", "/out/\nother\ne.tf\n!out/b.tf\n");
  scratch.Write("inner/.gitignore", "out\n");
  std::vector<std::string> asked;
  const auto tracks = [&](std::string_view repository, std::string_view path, bool is_folder,
                          bool otherwise) {
    EXPECT_TRUE(otherwise);
    asked.push_back(std::string(repository) + ":" + std::string(path));
    return path != "other" && path != "out/b.tf" && (is_folder || path.ends_with(".tf"));
  };
  const Walked walked = Walk(**DiskFileReader::Open(scratch.path()), {{""}}, {.tracks = tracks});
  EXPECT_EQ(walked.files,
            (Paths{"e.tf", "inner/out/f.tf", "main.tf", "out/a.tf", "out/deep/c.tf"}));
  std::sort(asked.begin(), asked.end());
  EXPECT_EQ(asked, (Paths{":e.tf", ":other", ":out", ":out/a.tf", ":out/b.tf", ":out/deep",
                          ":out/deep/c.tf", "inner:inner/out", "inner:inner/out/f.tf"}));
}

// Of what is left out for its name, what git surely tracks: of the folders of packages, what
// Terraform reads.
TEST(Walk, TrackedCodeIsListedWhereverItIs) {
  const Scratch scratch;
  for (const char* file :
       {".x/main.tf", ".x/a.json", ".x/.b.yaml", ".x/new.json", ".top.yml", ".execlint.yaml",
        ".x/.y/b.tofu", ".x/new.tf", ".x/.hidden.tf", ".env/c.tf", "node_modules/infra/main.tf",
        "node_modules/infra/package.json", ".terraform/m/main.tf", ".venv/d.tf.json",
        "a/.git/main.tf", ".top.tf", ".auto.tfvars", ".x/.prod.tfvars.json"}) {
    scratch.Write(file, "");
  }
  scratch.MakeFolder(".git");
  const auto tracks = [](std::string_view, std::string_view path, bool, bool otherwise) {
    EXPECT_FALSE(otherwise) << path;
    return path != ".x/new.tf" && path != ".x/new.json" && path != ".env";
  };
  const auto reader = DiskFileReader::Open(scratch.path());
  EXPECT_EQ(
      Walk(**reader, {{""}}, {.tracks = tracks}).files,
      (Paths{".auto.tfvars", ".top.yml", ".venv/d.tf.json", ".x/.b.yaml", ".x/.prod.tfvars.json",
             ".x/.y/b.tofu", ".x/a.json", ".x/main.tf", "node_modules/infra/main.tf"}));
  EXPECT_EQ(Walk(**reader, {{""}}, {}).files, Paths());
}

TEST(Walk, EndsWithTheTimeOfTheRun) {
  const Scratch scratch;
  scratch.Write("main.tf", "");
  const auto reader = DiskFileReader::Open(scratch.path());
  const Deadline over(std::chrono::seconds(-1)), later(std::chrono::hours(1));
  EXPECT_THROW(Walk(**reader, {{""}}, {.jobs = 2, .deadline = &over}), OutOfTime);
  EXPECT_EQ(Walk(**reader, {{""}}, {.deadline = &later}).files, Paths{"main.tf"});
}

TEST(Walk, LetterCaseOfEndings) {
  for (const char* read : {"t.YAML", "t.Yml", "t.JSON", "t.Template", "t.cfn", "t.CFN", "t.tf"}) {
    EXPECT_TRUE(IsCandidate(read)) << read;
  }
  // Terraform reads none of these.
  for (const char* other : {"t.TF", "t.Tofu", "t.TFVARS", ".cfn", "tcfn"}) {
    EXPECT_FALSE(IsCandidate(other)) << other;
  }
}

TEST(Walk, WhatIsDownloadedIsToldByItsPath) {
  EXPECT_TRUE(IsDownloaded(".terraform/modules/m/main.tf"));
  EXPECT_TRUE(IsDownloaded("a/node_modules/p/x.json"));
  EXPECT_FALSE(IsDownloaded("a/main.tf"));
  EXPECT_FALSE(IsDownloaded("a.terraform/main.tf"));
  EXPECT_FALSE(IsDownloaded("a/.terraform"));
}

TEST(Walk, ListsWhatRipgrepLists) {
  if (std::system("rg --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "rg is not installed";
  for (unsigned seed = 0; seed < 20; ++seed) {
    const Scratch scratch;
    std::mt19937 random(seed);
    Grow(scratch, random);
    const Paths expected = Ripgrep(scratch);
    EXPECT_EQ(FilesOf(scratch), expected) << "seed " << seed;
    EXPECT_EQ(FilesOf(scratch, {{""}}, 3), expected) << "seed " << seed;
    if (HasFailure()) {
      std::system(("cd '" + scratch.path() +
                   "' && find . | sort && rg . -uu --hidden -g '*ignore' "
                   "-g exclude >&2")
                      .c_str());
      break;
    }
  }
}

}  // namespace
}  // namespace execlint
