#include "lint/project/tree_file_reader.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace execlint {
namespace {

using Kind = TreeEntry::Kind;

// The object of a file is named like its text.
TreeFileReader Reader(std::vector<TreeEntry> tree, std::map<std::string, std::string> now = {}) {
  return TreeFileReader(
      std::move(tree),
      [](const std::string& object) -> tl::expected<std::string, Error> { return object; },
      std::make_shared<const MemoryFileReader>(std::move(now)), "/home/me/project");
}

std::string Text(const TreeFileReader& reader, const std::string& path) {
  const auto read = reader.Read(path);
  return read ? *read : "error: " + read.error().message;
}

std::string Names(const TreeFileReader& reader, const std::string& folder) {
  std::string names;
  for (const DirectoryEntry& entry : reader.List(folder)) {
    names += entry.name + (entry.is_directory ? "/ " : " ");
  }
  return names;
}

TEST(TreeFileReader, ReadsAndListsFiles) {
  const auto reader = Reader({{"a/b/c.tf", "C"}, {"a/d.tf", "D"}, {"e.tf", "E"}, {"ab.tf", "AB"}});
  EXPECT_EQ(Text(reader, "a/b/c.tf"), "C");
  EXPECT_EQ(Text(reader, "a/../e.tf"), "E");
  EXPECT_EQ(Text(reader, "a"), "error: is a folder");
  EXPECT_EQ(Text(reader, "x.tf"), "error: no such file");
  EXPECT_EQ(Text(reader, "e.tf/x"), "error: no such file");
  EXPECT_EQ(Text(reader, "../e.tf"), "error: leads out of the project");
  EXPECT_EQ(Names(reader, ""), ".git/ a/ ab.tf e.tf ");
  EXPECT_EQ(Names(reader, "a"), "b/ d.tf ");
  EXPECT_EQ(Names(reader, "x"), "");
  EXPECT_FALSE(reader.ListAsIs("x"));
  EXPECT_FALSE(reader.ListAsIs("e.tf"));
  EXPECT_EQ(reader.ListAsIs("a")->size(), 2u);
  EXPECT_EQ(*reader.Resolve("a/./b"), "a/b");
  EXPECT_FALSE(reader.Resolve("none"));
}

TEST(TreeFileReader, FollowsLinksThatStayInside) {
  const auto reader = Reader({{"a/c.tf", "C"},
                              {"file.tf", "a/c.tf", Kind::kLink},
                              {"folder", "a", Kind::kLink},
                              {"a/up", "../file.tf", Kind::kLink},
                              {"absolute", "/home/me/project/a/c.tf", Kind::kLink},
                              {"out", "../secret", Kind::kLink},
                              {"passwd", "/etc/passwd", Kind::kLink},
                              {"dangling", "nowhere", Kind::kLink},
                              {"loop", "loop", Kind::kLink}});
  EXPECT_EQ(Text(reader, "file.tf"), "C");
  EXPECT_EQ(Text(reader, "folder/c.tf"), "C");
  EXPECT_EQ(Text(reader, "folder/up"), "C");
  EXPECT_EQ(Text(reader, "absolute"), "C");
  EXPECT_EQ(Text(reader, "out"), "error: leads out of the project");
  EXPECT_EQ(Text(reader, "passwd"), "error: leads out of the project");
  EXPECT_EQ(Text(reader, "dangling"), "error: no such file");
  EXPECT_EQ(Text(reader, "loop"), "error: too many symbolic links");
  EXPECT_EQ(*reader.Resolve("folder/up"), "a/c.tf");
  EXPECT_EQ(Names(reader, ""), ".git/ a/ absolute file.tf folder/ ");
  EXPECT_EQ(Names(reader, "folder"), "c.tf up ");
  const auto as_is = reader.ListAsIs("");
  ASSERT_TRUE(as_is);
  int links = 0;
  for (const FolderEntry& entry : *as_is) links += entry.kind == FolderEntry::kLink ? 1 : 0;
  EXPECT_EQ(links, 7);
  EXPECT_FALSE(reader.ListAsIs("folder"));
}

TEST(TreeFileReader, LinksAreFollowedAsFarAsTheSystemDoes) {
  std::vector<TreeEntry> tree = {{"0", "end"}};
  for (int i = 1; i <= 41; ++i) {
    tree.push_back({std::to_string(i), std::to_string(i - 1), Kind::kLink});
  }
  tree.push_back({"long", std::string(4096, 'a'), Kind::kLink});
  tree.push_back({"longer", std::string(4097, 'a'), Kind::kLink});
  const auto reader = Reader(std::move(tree));
  EXPECT_EQ(Text(reader, "40"), "end");
  EXPECT_EQ(Text(reader, "41"), "error: too many symbolic links");
  EXPECT_EQ(Text(reader, "long"), "error: no such file");
  EXPECT_EQ(Text(reader, "longer"), "error: name too long");
}

TEST(TreeFileReader, SaysWhyALinkCannotBeRead) {
  const TreeFileReader reader(
      {{"link", "0", Kind::kLink}},
      [](const std::string&) -> tl::expected<std::string, Error> {
        return tl::make_unexpected(Error{"it is missing"});
      },
      std::make_shared<const MemoryFileReader>(std::map<std::string, std::string>{}), "/root");
  EXPECT_EQ(Text(reader, "link"), "error: it is missing");
}

TEST(TreeFileReader, ASubmoduleIsAFolderAndAPathIsThereOnce) {
  const auto reader = Reader({{"sub", "0", Kind::kSubmodule}, {"a", "one"}, {"a", "two"}});
  const auto entries = reader.ListAsIs("");
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 3u) << "with .git";
  for (const FolderEntry& entry : *entries) {
    EXPECT_EQ(entry.kind, entry.name == "a" ? FolderEntry::kFile : FolderEntry::kFolder);
  }
  EXPECT_EQ(Text(reader, "a"), "one");
}

TEST(TreeFileReader, ReadsAsItIsNowWhatTheRevisionDoesNotSay) {
  const auto reader = Reader({{"main.tf", "old"},
                              {"sub", "0123", Kind::kSubmodule},
                              {"gone", "4567", Kind::kSubmodule},
                              {".gitignore", "old"},
                              {".ignore", "old"},
                              {".rgignore", "old"},
                              {"a/.gitignore", "old"},
                              {"main.tf.link", "sub/x.tf", Kind::kLink}},
                             {{"main.tf", "new"},
                              {"new.tf", "new"},
                              {"sub/x.tf", "of the submodule"},
                              {".gitignore", "new"},
                              {".ignore", "new"},
                              {".rgignore", "new"},
                              {".git/info/exclude", "excluded"},
                              {".terraform/modules/modules.json", "{}"}});
  EXPECT_EQ(Text(reader, "main.tf"), "old");
  EXPECT_EQ(Text(reader, "new.tf"), "error: no such file");
  EXPECT_EQ(Text(reader, "sub/x.tf"), "of the submodule");
  EXPECT_EQ(Text(reader, "main.tf.link"), "of the submodule");
  EXPECT_EQ(Names(reader, "sub"), "x.tf ");
  EXPECT_EQ(reader.ListAsIs("sub")->size(), 1u);
  // One that is not there now is empty, as git leaves one that it has not fetched.
  ASSERT_TRUE(reader.ListAsIs("gone"));
  EXPECT_TRUE(reader.ListAsIs("gone")->empty());
  EXPECT_EQ(Names(reader, "gone"), "");
  EXPECT_FALSE(reader.ListAsIs("gone/inside"));
  for (const char* name : {".gitignore", ".ignore", ".rgignore"}) {
    EXPECT_EQ(Text(reader, name), "new") << name;
  }
  EXPECT_EQ(Text(reader, "a/.gitignore"), "old");
  EXPECT_EQ(Text(reader, ".git/info/exclude"), "excluded");
  EXPECT_EQ(Text(reader, ".terraform/modules/modules.json"), "{}");
}

TEST(TreeFileReader, AStandInIsNotTheFile) {
  const auto reader =
      Reader({{"a.json", "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"},
              {"b.tf", std::string("\0GITCRYPT\0x", 11)}});
  EXPECT_EQ(Text(reader, "a.json"), "error: its text is not in the repository");
  EXPECT_EQ(Text(reader, "b.tf"), "error: its text is not in the repository");
}

}  // namespace
}  // namespace execlint
