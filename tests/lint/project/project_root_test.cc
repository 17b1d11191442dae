#include "lint/project/project_root.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "lint/project/project.h"
#include "tests/support/scratch.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;
using testing::Scratch;

constexpr uid_t kSomebody = 54321;

// A repository with a link to a folder and to a file outside, and two that stay inside.
class ProjectRootTest : public ::testing::Test {
 protected:
  ProjectRootTest() {
    scratch.MakeFolder("repo/.git");
    scratch.Write("repo/infra/main.tf", "");
    scratch.Write("out/secret.tf", "");
    scratch.Write("out/.git/config", "");
    scratch.Link("repo/file.tf", "../out/secret.tf");
    scratch.Link("repo/folder", "../out");
    scratch.Link("repo/absolute.tf", scratch.path("out/secret.tf"));
    scratch.Link("repo/chain.tf", "file.tf");
    scratch.Link("repo/inside.tf", "infra/main.tf");
    scratch.Link("repo/also", "infra");
    scratch.Link("repo/nowhere.tf", "nothing.tf");
    scratch.Link("repo/loop.tf", "loop.tf");
  }

  ProjectRoot Find(const std::vector<std::string>& paths) const {
    std::vector<std::string> absolute;
    for (const std::string& path : paths) absolute.push_back(scratch.path(path));
    auto found = FindProject(absolute);
    EXPECT_TRUE(found) << (found ? "" : found.error().message);
    return found ? *found : ProjectRoot();
  }

  const Scratch scratch;
};

TEST_F(ProjectRootTest, ALinkThatLeadsOutOfItsRepositoryIsNotFollowed) {
  for (const char* link : {"file.tf", "folder", "folder/", "folder/secret.tf", "absolute.tf",
                           "chain.tf", "folder/none/at/all.tf", "folder/../infra/main.tf"}) {
    for (const bool alone : {true, false}) {
      std::vector<std::string> paths = {"repo/" + std::string(link)};
      if (!alone) paths.push_back("repo/infra/main.tf");
      const ProjectRoot found = Find(paths);
      EXPECT_EQ(found.root, scratch.path("repo")) << link;
      ASSERT_FALSE(found.named.empty());
      EXPECT_EQ(found.named[0].why_not, kLeadsOut) << link;
      EXPECT_FALSE(found.named[0].folder) << link;
      EXPECT_TRUE(found.named[0].path.starts_with(std::string(link).substr(0, 4))) << link;
      if (!alone) {
        EXPECT_EQ(found.named[1].why_not, "");
      }
    }
  }
}

TEST_F(ProjectRootTest, ALinkInsideIsFollowed) {
  EXPECT_EQ(Find({"repo/inside.tf"}).named[0].path, "infra/main.tf");
  EXPECT_EQ(Find({"repo/also/main.tf"}).named[0].path, "infra/main.tf");
  EXPECT_EQ(Find({"repo/also/../inside.tf"}).named[0].path, "infra/main.tf");
  const ProjectRoot folder = Find({"repo/also"});
  EXPECT_EQ(folder.named[0].path, "infra");
  EXPECT_TRUE(folder.named[0].folder);
  EXPECT_EQ(folder.root, scratch.path("repo"));
}

TEST_F(ProjectRootTest, ALinkToNothingIsToldAndTheOthersAreRead) {
  const ProjectRoot found = Find({"repo/nowhere.tf", "repo/loop.tf", "repo/infra"});
  EXPECT_EQ(found.named[0].why_not, kLeadsNowhere);
  EXPECT_NE(found.named[1].why_not.find("Too many levels of symbolic links"), std::string::npos);
  EXPECT_EQ(found.named[2].why_not, "");
}

// A link above the repository is how a user comes to it.
TEST_F(ProjectRootTest, LinksAboveTheProjectAreFollowed) {
  scratch.Link("home", "repo");
  const ProjectRoot found = Find({"home/infra/main.tf", "repo/inside.tf", "home"});
  EXPECT_EQ(found.root, scratch.path("repo"));
  for (const NamedPath& named : found.named) EXPECT_EQ(named.why_not, "") << named.path;
}

// Without a repository the folder in which all is written is the project.
TEST_F(ProjectRootTest, WithoutARepositoryALinkDoesNotMoveTheRoot) {
  scratch.Write("plain/main.tf", "");
  scratch.Write("plain/sub/x.tf", "");
  scratch.Write("other/x.tf", "");
  scratch.Link("plain/link.tf", "../other/x.tf");
  scratch.Link("plain/folder", "../other");
  scratch.Link("plain/near.tf", "sub/x.tf");
  const ProjectRoot one = Find({"plain/link.tf"});
  EXPECT_EQ(one.root, scratch.path("plain"));
  EXPECT_EQ(one.named[0].path, "link.tf");
  EXPECT_EQ(one.named[0].why_not, kLeadsOut);
  const ProjectRoot two = Find({"plain/main.tf", "plain/folder/x.tf"});
  EXPECT_EQ(two.root, scratch.path("plain"));
  EXPECT_EQ(two.named[1].path, "folder/x.tf");
  EXPECT_EQ(two.named[1].why_not, kLeadsOut);
  EXPECT_EQ(Find({"plain/main.tf", "plain/near.tf"}).named[1].path, "sub/x.tf");
  EXPECT_EQ(Find({"plain/folder"}).root, scratch.path("other")) << "it was named, and is all";
}

TEST_F(ProjectRootTest, ALongPathIsAnError) {
  std::string deep;
  while (deep.size() < 100000) deep += "a/";
  EXPECT_NE(FindProject({deep}).error().message.find("File name too long"), std::string::npos);
}

TEST_F(ProjectRootTest, FilesOfOptionsMayBeAnywhereButNotBehindALinkOfARepository) {
  EXPECT_EQ(FollowGiven(scratch.path("out/secret.tf")), scratch.path("out/secret.tf"));
  EXPECT_EQ(FollowGiven(scratch.path("repo/inside.tf")), scratch.path("repo/infra/main.tf"));
  EXPECT_EQ(FollowGiven(scratch.path("repo/file.tf")).error().message,
            scratch.path("repo/file.tf: ") + kLeadsOut);
  EXPECT_EQ(FollowGiven(scratch.path("repo/none")).error().message,
            scratch.path("repo/none: no such file"));
}

TEST_F(ProjectRootTest, StandardInputTakesThePlaceOfALink) {
  const auto found = FindProjectOf(scratch.path("repo/file.tf"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->root, scratch.path("repo"));
  EXPECT_EQ(found->named[0].path, "file.tf");
  EXPECT_EQ(FindProjectOf(scratch.path("repo/folder/x.tf")).error().message,
            scratch.path("repo/folder/x.tf: ") + kLeadsOut);
}

// Another user may put a .git into a folder above: /tmp/.git.
TEST_F(ProjectRootTest, AGitOfAnotherUserAboveCountsForNothing) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  const auto give = [&](const std::string& path) {
    EXPECT_EQ(lchown(scratch.path(path).c_str(), kSomebody, kSomebody), 0);
  };
  give("repo/.git");
  const ProjectRoot found = Find({"repo/infra/main.tf"});
  EXPECT_EQ(found.root, scratch.path("repo/infra"));
  EXPECT_FALSE(found.repository);
  ASSERT_EQ(found.distrusted.size(), 1u);
  EXPECT_NE(found.distrusted[0].find("/repo/.git belongs to another user (id 54321)"),
            std::string::npos)
      << found.distrusted[0];
  EXPECT_NE(found.distrusted[0].find("git config --global --add safe.directory"),
            std::string::npos);
  // One that is named is what the user asks for.
  EXPECT_TRUE(Find({"repo"}).repository);
  EXPECT_TRUE(Find({"repo", "repo/infra/main.tf"}).repository);
  // A repository of one's own may be above.
  scratch.MakeFolder(".git");
  EXPECT_EQ(Find({"repo/infra"}).root, scratch.path());
  fs::remove(scratch.path(".git"));
  // What the user's own configuration of git lists is trusted.
  const char* const home = getenv("HOME");
  const std::string before = home == nullptr ? "" : home;
  setenv("HOME", scratch.path().c_str(), 1);
  scratch.Write(".gitconfig", "[safe]\n  directory = " + scratch.path("repo") + "\n");
  EXPECT_EQ(Find({"repo/infra"}).root, scratch.path("repo"));
  scratch.Write(".gitconfig", "[safe]\n  directory = " + scratch.path("other") + "\n");
  EXPECT_EQ(Find({"repo/infra"}).root, scratch.path("repo/infra"));
  setenv("HOME", before.c_str(), 1);
  // The user who ran sudo is no other one.
  setenv("SUDO_UID", "54321", 1);
  EXPECT_EQ(Find({"repo/infra"}).root, scratch.path("repo"));
  unsetenv("SUDO_UID");
}

TEST_F(ProjectRootTest, IgnoreFilesOfAnotherUserAboveCountForNothing) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  scratch.Write("repo/.gitignore", "main.tf\n");
  EXPECT_TRUE(LoadProject(std::vector{scratch.path("repo/infra")}, 1)->files.empty());
  ASSERT_EQ(chown(scratch.path("repo/.gitignore").c_str(), kSomebody, kSomebody), 0);
  const auto project = LoadProject(std::vector{scratch.path("repo/infra")}, 1);
  ASSERT_TRUE(project);
  EXPECT_EQ(project->files.size(), 1u);
  ASSERT_EQ(project->remarks.size(), 1u);
  EXPECT_NE(project->remarks[0].find(".gitignore: this file belongs to another user"),
            std::string::npos);
  EXPECT_TRUE(LoadProject(std::vector{scratch.path("repo")}, 1)->files.empty())
      << "it is in the folder that was named";
}

}  // namespace
}  // namespace execlint
