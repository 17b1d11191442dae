#include "lint/project/project.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "lint/source/disk_file_reader.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

using testing::Scratch;

std::string WhyNot(const std::string& path) {
  const auto project = LoadProject(StandardInput{path, ""}, 1);
  return project ? "loaded" : project.error().message;
}

TEST(LoadProject, StandardInputStandsInAFolderThatExists) {
  const Scratch scratch;
  scratch.MakeFolder("folder");
  EXPECT_EQ(WhyNot(scratch.path("main.tf")), "loaded");
  EXPECT_EQ(WhyNot(scratch.path("none/main.tf")), scratch.path("none/main.tf: no such folder"));
  EXPECT_EQ(WhyNot(scratch.path("folder")), scratch.path("folder: is a folder"));
}

TEST(LoadProject, TheRootIsTheFolderOfAllThatIsNamed) {
  const Scratch scratch;
  scratch.Write("a/x/main.tf", "");
  scratch.Write("a/y/main.tf", "");
  const auto root = [](std::vector<std::string> paths) { return LoadProject(paths, 1)->root; };
  EXPECT_EQ(root({scratch.path("a/x"), scratch.path("a/y")}), scratch.path("a"));
  EXPECT_EQ(root({scratch.path("a"), scratch.path("a/y")}), scratch.path("a"));
  EXPECT_EQ(root({scratch.path("a/y/main.tf"), scratch.path("a")}), scratch.path("a"));
  EXPECT_EQ(root({scratch.path("a/y/main.tf")}), scratch.path("a/y"));
}

TEST(LoadProject, ReportsWhatIsNamedAndWhatIsInNamedFolders) {
  const Scratch scratch;
  for (const char* file : {"a/x/main.tf", "a/xy/main.tf", "b.tf", "c.tf"}) scratch.Write(file, "");
  scratch.Link("link.tf", "c.tf");
  scratch.Link("other", "a");
  const auto reported = [&](const std::vector<std::string>& paths) {
    std::vector<std::string> absolute = {scratch.path("b.tf")};
    for (const std::string& path : paths) absolute.push_back(scratch.path(path));
    const auto project = LoadProject(absolute, 1);
    std::string all;
    for (const char* file : {"a/x/main.tf", "a/xy/main.tf", "b.tf", "c.tf"}) {
      if (project->Reports(file)) all += all.empty() ? file : std::string(" ") + file;
    }
    return all;
  };
  EXPECT_EQ(reported({"c.tf"}), "b.tf c.tf");
  EXPECT_EQ(reported({"a/x"}), "a/x/main.tf b.tf");
  EXPECT_EQ(reported({"a/"}), "a/x/main.tf a/xy/main.tf b.tf");
  EXPECT_EQ(reported({"a/x/.."}), "a/x/main.tf a/xy/main.tf b.tf");
  EXPECT_EQ(reported({"link.tf"}), "b.tf c.tf");
  EXPECT_EQ(reported({"other/xy/main.tf"}), "a/xy/main.tf b.tf");
  EXPECT_EQ(reported({"."}), "a/x/main.tf a/xy/main.tf b.tf c.tf");
  EXPECT_EQ(LoadProject(std::vector{scratch.path("b.tf"), scratch.path("none")}, 1).error().message,
            scratch.path("none: no such file or folder"));
}

TEST(LoadProject, AFileThatCannotBeReadIsToldAndIsNotThere) {
  const Scratch scratch;
  scratch.Write("main.tf", "");
  scratch.Write("large.tf", "");
  ASSERT_EQ(truncate(scratch.path("large.tf").c_str(), kMaxFileSize + 1), 0);
  const auto project = LoadProject(std::vector{scratch.path()}, 1);
  ASSERT_TRUE(project);
  ASSERT_EQ(project->files.size(), 1u);
  EXPECT_EQ(project->files[0].path, "main.tf");
  ASSERT_EQ(project->unread.size(), 1u);
  EXPECT_EQ(project->unread[0].path, "large.tf");
}

TEST(LoadProject, LinksLeadToFilesThatCanBeRead) {
  const Scratch scratch;
  scratch.Write("shared/main.tf", "");
  scratch.Write("large", "");
  ASSERT_EQ(truncate(scratch.path("large").c_str(), kMaxFileSize + 1), 0);
  scratch.Link("a/main.tf", "../shared/main.tf");
  scratch.Link("a/large.tf", "../large");
  scratch.Link("a/none.tf", "nowhere");
  const auto project = LoadProject(std::vector{scratch.path()}, 1);
  ASSERT_TRUE(project);
  ASSERT_EQ(project->links.size(), 1u);
  EXPECT_EQ(project->links[0].path, "a/main.tf");
  ASSERT_EQ(project->files.size(), 1u);
  EXPECT_EQ(project->links[0].id, project->files[0].id) << "read once";
  EXPECT_TRUE(project->linked.contains("shared/main.tf"));
}

}  // namespace
}  // namespace execlint
