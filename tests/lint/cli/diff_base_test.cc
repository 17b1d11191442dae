// --diff-base as a shell sees it, in repositories made for it; hostile ones among them.
#include "tests/lint/cli/diff_base.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/lint/render/schema.h"
#include "tests/support/program.h"
#include "tests/support/repository.h"

namespace execlint::diff_base_test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::SchemaErrors;
using testing::Shell;

// The configuration of today judges what was there before, whatever files it needs.
TEST_F(DiffBaseTest, AVarFileOfTheConfigurationMayBeNew) {
  repository.Write(".execlint.yaml", "var-files: [more.tfvars]\n");
  repository.Write("more.tfvars", "size = 1\n");
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 0) << run.out << run.err;
}

// That of two revisions is the configuration of the second one, whatever is checked out.
TEST_F(DiffBaseTest, TwoRevisionsHaveTheConfigurationOfTheSecond) {
  repository.Write("b/main.tf", Root("api"));
  repository.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  const std::string second = repository.Commit();
  EXPECT_EQ(Since(repository, first + "..." + second).status, 0);
  repository.Write(".execlint.yaml", "");
  EXPECT_EQ(Since(repository, first + "..." + second).status, 0);
  const std::string third = repository.Commit();
  repository.Write(".execlint.yaml", "ignore: [task-role-missing]\n");
  EXPECT_EQ(Since(repository, first + "..." + third).status, 1);
}

TEST_F(DiffBaseTest, OnlyWhatTheChangeIntroducesIsShown) {
  EXPECT_EQ(In(repository, {}).status, 1);
  const auto same = Since(repository, "HEAD");
  EXPECT_EQ(same.status, 0) << same.out << same.err;
  EXPECT_TRUE(Has(same.out, "not shown: 1 already present at " + first.substr(0, 12))) << same.out;
  // On the disk alone, in the index, and committed.
  repository.Write("b/main.tf", Root("api"));
  for (const char* then : {"add -A", "commit -qm two", "log"}) {
    const auto run = Since(repository, first);
    EXPECT_EQ(run.status, 1) << run.out << run.err;
    EXPECT_TRUE(Has(run.out, "b/main.tf:")) << run.out;
    EXPECT_FALSE(Has(run.out, "a/main.tf:")) << run.out;
    repository.Git(then);
  }
}

TEST_F(DiffBaseTest, ItBeginsWhereTheHistoriesPart) {
  repository.Git("checkout -q -b topic");
  repository.Write("b/main.tf", Root("api"));
  repository.Commit();
  // main goes on, and gets rid of what topic still has.
  repository.Git("checkout -q main");
  repository.Write("a/main.tf", "");
  repository.Commit();
  repository.Git("checkout -q topic");
  const auto run = Since(repository, "main");
  EXPECT_TRUE(Has(run.out, "b/main.tf:")) << run.out;
  EXPECT_FALSE(Has(run.out, "a/main.tf:")) << run.out;

  // The same from anywhere, with nothing checked out.
  repository.Git("checkout -q main");
  repository.Write("c/main.tf", Root("c"));
  const auto between = Since(repository, "main...topic");
  EXPECT_EQ(between.status, 1);
  EXPECT_TRUE(Has(between.out, "b/main.tf:")) << between.out;
  EXPECT_FALSE(Has(between.out, "c/main.tf:")) << between.out;
  EXPECT_FALSE(Has(between.out, "a/main.tf:")) << between.out;
  EXPECT_FALSE(fs::exists(repository.path("b")));
  EXPECT_EQ(Since(repository, "topic...main").status, 0);
}

TEST_F(DiffBaseTest, RenamesAreFollowed) {
  repository.Git("mv a moved");
  EXPECT_EQ(Since(repository, "HEAD").status, 0);
  EXPECT_FALSE(Has(Since(repository, "HEAD").out, "fixed"));
  // Also where the block is edited at the same time, and where only the new folder is named.
  repository.Write("moved/main.tf", Replaced(Root("web"), "256", "512"));
  for (const char* then : {"add -A", "commit -qm two"}) {
    repository.Git(then);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{}, {"moved"}, {"moved/main.tf"}}) {
      const auto run = Since(repository, first, words);
      EXPECT_EQ(run.status, 0) << run.out;
      EXPECT_TRUE(Has(run.out, "not shown: 1 already present at ")) << run.out;
    }
  }
}

TEST_F(DiffBaseTest, AFolderThatIsMovedOnTheDiskAlone) {
  fs::rename(repository.path("a"), repository.path("moved"));
  for (const std::vector<std::string>& words : {std::vector<std::string>{}, {"moved"}}) {
    EXPECT_EQ(Since(repository, "HEAD", words).status, 0);
  }
}

TEST_F(DiffBaseTest, ABaselineHoldsToo) {
  repository.Write("b/main.tf", Root("api"));
  EXPECT_EQ(In(repository, {"--write-baseline", "known"}).status, 0);
  repository.Write("c/main.tf", Root("new"));
  const auto run = Since(repository, "HEAD", {"--baseline", "known"});
  EXPECT_EQ(run.status, 1);
  EXPECT_TRUE(Has(run.out, "c/main.tf:")) << run.out;
  EXPECT_FALSE(Has(run.out, "b/main.tf:")) << run.out;
}

TEST_F(DiffBaseTest, IgnoredAndFetchedFilesAreNotNews) {
  repository.Write("a/main.tf", Root("web") + "module \"m\" {\n  source = \"x/y/z\"\n}\n");
  repository.Write(".gitignore", ".terraform\nskipped\n");
  repository.Commit();
  repository.Write("skipped/main.tf", Root("skipped"));
  repository.Write("a/.terraform/modules/modules.json",
                   R"({"Modules":[{"Key":"m","Source":"x/y/z","Dir":".terraform/modules/m"}]})");
  repository.Write("a/.terraform/modules/m/main.tf", Root("m"));
  EXPECT_EQ(In(repository, {}).status, 1);
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 0) << run.out;
  // What is ignored from now on is not fixed.
  repository.Write(".gitignore", ".terraform\nskipped\na\n");
  EXPECT_FALSE(Has(Since(repository, "HEAD").out, "fixed"));
}

TEST_F(DiffBaseTest, LinksAndSubmodules) {
  const Repository other;
  other.Write("main.tf", Root("sub"));
  other.Commit();
  repository.Git("-c protocol.file.allow=always submodule --quiet add '" + other.path() + "' sub");
  repository.Link("linked.tf", "a/main.tf");
  repository.Link("out.md", "/etc/passwd");
  repository.Commit();
  EXPECT_EQ(In(repository, {}).status, 1);
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  // A worktree and a submodule, whose .git is a file.
  EXPECT_EQ(RunExeclint({"--diff-base", "HEAD"}, "", repository.path("sub")).status, 0);
  const Scratch elsewhere;
  repository.Git("worktree add -q '" + elsewhere.path("tree") + "'");
  EXPECT_EQ(RunExeclint({"--diff-base", "HEAD"}, "", elsewhere.path("tree")).status, 0);
  // A submodule that only the other revision has.
  repository.Git("checkout -q -b topic");
  repository.Git("checkout -q main");
  repository.Git("rm -q -f sub .gitmodules");
  repository.Commit();
  for (const char* revision : {"HEAD~1", "main...topic", "topic...main"}) {
    const auto gone = Since(repository, revision);
    EXPECT_EQ(gone.status, 0) << revision << gone.out;
    EXPECT_EQ(gone.err, "") << revision;
  }
  repository.Link("out.json", "/etc/passwd");
  const auto lost = Since(repository, "HEAD");
  EXPECT_EQ(lost.status, 3) << lost.out;
  EXPECT_EQ(lost.err, "execlint: out.json: it is a symbolic link that leads out of the project\n");
}

// What was known of one environment is not known of another.
TEST_F(DiffBaseTest, WhatMovesToAnotherEnvironmentIsNew) {
  repository.Write("dev/main.tf", Root("moved"));
  const std::string before = repository.Commit();
  const auto moved_to = [&](const std::string& folder) {
    fs::remove_all(repository.path("dev"));
    repository.Write(folder + "/main.tf", Root("moved"));
    const int status = Since(repository, before).status;
    repository.Commit();
    const int committed = Since(repository, before).status;
    fs::remove_all(repository.path(folder));
    EXPECT_EQ(status, committed) << folder;
    return status;
  };
  EXPECT_EQ(moved_to("prod"), 1);
  EXPECT_EQ(moved_to("live/prod-eu"), 1);
  EXPECT_EQ(moved_to("other/dev"), 0);
  EXPECT_EQ(moved_to("dev/web"), 0);
}

TEST_F(DiffBaseTest, ALinkAndACopyOfWhatItLeadsToAreTheSame) {
  repository.Link("linked/main.tf", "../a/main.tf");
  repository.Link("folder", "a");
  const std::string links = repository.Commit();
  fs::remove(repository.path("linked/main.tf"));
  fs::remove(repository.path("folder"));
  repository.Write("linked/main.tf", Root("web"));
  repository.Write("folder/main.tf", Root("web"));
  const auto no_change = [&](const std::string& since) {
    const auto run = Since(repository, since);
    EXPECT_EQ(run.status, 0) << run.out << run.err;
    EXPECT_FALSE(Has(run.out, "fixed")) << run.out;
  };
  no_change("HEAD");
  const std::string copies = repository.Commit();
  no_change(links);
  no_change(links + "..." + copies);
  // The way back.
  fs::remove(repository.path("linked/main.tf"));
  repository.Link("linked/main.tf", "../a/main.tf");
  no_change("HEAD");
  // A copy that differs does count.
  fs::remove(repository.path("linked/main.tf"));
  repository.Write("linked/main.tf", Root("web") + Root("other"));
  EXPECT_EQ(Since(repository, links).status, 1);
}

TEST_F(DiffBaseTest, LinksThatStandForVeryManyFiles) {
  const auto links = [&](const std::string& name, int count) {
    for (int i = 0; i < count; ++i) repository.Link(name + std::to_string(i), "a");
    const std::string base = repository.Commit();
    for (int i = 0; i < count; ++i) {
      fs::remove(repository.path(name + std::to_string(i)));
      repository.Write(name + std::to_string(i) + "/main.tf", "");
    }
    return Since(repository, base);
  };
  for (int i = 0; i < 249; ++i) repository.Write("a/f" + std::to_string(i) + ".tf", "");
  const auto many = links("few", 200);  // 250 files each
  EXPECT_EQ(many.status, 0) << many.err;
  const auto too_many = links("many", 201);
  EXPECT_EQ(too_many.status, 2);
  EXPECT_TRUE(Has(too_many.err, "links that are folders now lead to more than 50000 files"))
      << too_many.err;
}

// What a sparse checkout leaves out is no change.
TEST_F(DiffBaseTest, ASparseCheckoutIsComparedWithWhatItHolds) {
  repository.Write("b/main.tf", Root("other"));
  repository.Write("b/c/main.tf", Root("third"));
  repository.Commit();
  repository.Git("sparse-checkout set a");
  ASSERT_FALSE(fs::exists(repository.path("b/main.tf")));
  const auto same = Since(repository, "HEAD");
  EXPECT_EQ(same.status, 0) << same.out << same.err;
  EXPECT_FALSE(Has(same.out, "fixed")) << same.out;
  EXPECT_FALSE(Has(Since(repository, first).out, "fixed"));
  // The same from a folder inside, and where files outside have moved.
  const auto inside = RunExeclint({"--diff-base", "HEAD"}, "", repository.path("a"));
  EXPECT_EQ(inside.status, 0) << inside.out;
  EXPECT_FALSE(Has(inside.out, "fixed")) << inside.out;
  repository.Git("sparse-checkout disable");
  repository.Git("mv b d");
  repository.Git("sparse-checkout set a");
  EXPECT_FALSE(Has(Since(repository, "HEAD").out, "fixed"));
  // What is inside is compared as ever: changed, deleted.
  repository.Write("a/new.tf", Root("fresh"));
  EXPECT_TRUE(Has(Since(repository, "HEAD").out, "a/new.tf"));
  fs::remove(repository.path("a/new.tf"));
  fs::remove(repository.path("a/main.tf"));
  EXPECT_TRUE(Has(Since(repository, "HEAD").out, "fixed by this change: 1 finding\n"));
  // Two revisions are compared whole.
  EXPECT_TRUE(Has(Since(repository, first + "...HEAD~0").out, "main.tf"));
}

TEST_F(DiffBaseTest, WrongRevisionsAreToldApart) {
  const auto message = [&](const std::string& revision) {
    const auto run = Since(repository, revision);
    EXPECT_EQ(run.status, 2) << revision;
    EXPECT_EQ(run.out, "");
    return run.err;
  };
  EXPECT_EQ(message("none"), "execlint: --diff-base: there is no revision `none` here\n");
  EXPECT_TRUE(Has(message("origin/none"), "this repository has no remote `origin`"));
  repository.Git("remote add origin https://example.com/x.git");
  EXPECT_TRUE(
      Has(message("origin/none"), "`git fetch origin none:refs/remotes/origin/none` gets it"));
  EXPECT_TRUE(Has(message("HEAD:a/main.tf"), "there is no revision"));
  EXPECT_TRUE(Has(message("main..main"), "write `main...main`"));
  EXPECT_TRUE(Has(message("-x"), "--diff-base"));
  EXPECT_TRUE(Has(RunExeclint({"--diff-base=-x"}, "", repository.path()).err,
                  "--diff-base: `-x` is no revision"));
  EXPECT_TRUE(Has(RunExeclint({"--diff-base="}, "", repository.path()).err, "--diff-base"));
  EXPECT_FALSE(Has(message("\x1B[31m"), "\x1B"));
  repository.Git("checkout -q --orphan island");
  repository.Write("other.tf", "");
  repository.Commit();
  EXPECT_TRUE(Has(message("main"), "no commit in which the change parts from `main`"));
  const Scratch none;
  none.Write("main.tf", "");
  EXPECT_TRUE(Has(Since(none, "HEAD").err, "is in no git repository"));
  const Repository empty;
  EXPECT_TRUE(Has(Since(empty, "HEAD").err, "there is no revision `HEAD`"));
}

TEST_F(DiffBaseTest, WhatACloneLacksIsSaid) {
  repository.Write("a/main.tf", Root("web") + "# two\n");
  repository.Commit();
  repository.Git("config uploadpack.allowFilter true");
  const Scratch clones;
  Shell(clones.path(), "git clone -q --depth 1 'file://" + repository.path() + "' shallow");
  const auto shallow = RunExeclint({"--diff-base", first}, "", clones.path("shallow"));
  EXPECT_EQ(shallow.status, 2);
  EXPECT_TRUE(Has(shallow.err, "`git fetch --unshallow origin` gets the rest")) << shallow.err;
  Shell(clones.path("shallow"), "git fetch -q --unshallow origin");
  EXPECT_EQ(RunExeclint({"--diff-base", first}, "", clones.path("shallow")).status, 0);

  Shell(clones.path(),
        "git clone -q --filter=blob:none 'file://" + repository.path() + "' partial");
  const auto partial = RunExeclint({"--diff-base", first}, "", clones.path("partial"));
  EXPECT_EQ(partial.status, 2);
  EXPECT_TRUE(Has(partial.err, "this clone is partial; `git fetch --refetch --no-filter origin`"))
      << partial.err;
  Shell(clones.path("partial"), "git fetch -q --refetch --no-filter origin");
  EXPECT_EQ(RunExeclint({"--diff-base", first}, "", clones.path("partial")).status, 0);
}

TEST_F(DiffBaseTest, HugeAndOddFilesOfTheBase) {
  repository.Write("huge.json", std::string((std::size_t{64} << 20) + 1, ' '));
  repository.Write("lfs.json",
                   "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
  repository.Write("new\nline \xFF\x1B.tf", "");
  const std::string second = repository.Commit();
  fs::remove(repository.path("huge.json"));
  repository.Write("lfs.json", "{}");
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 0) << run.out << run.err;
  EXPECT_TRUE(Has(run.err, "huge.json at " + second.substr(0, 12) +
                               ": larger than 64 MiB, which is the most that is read; what is "
                               "found in it counts as new"))
      << run.err;
  EXPECT_TRUE(Has(run.err, "lfs.json at ")) << run.err;
}

// Everything that a repository can name to be run leaves a trace in a file.
TEST_F(DiffBaseTest, NothingThatTheRepositoryNamesIsRun) {
  repository.Write("a/main.tf", Root("web") + "# two\n");
  repository.Commit();
  repository.Git("config uploadpack.allowFilter true");
  const Scratch scratch;
  const std::string canary = scratch.path("canary"), evil = scratch.path("evil");
  scratch.Write("evil", "#!/bin/sh\necho \"$0 $*\" >> '" + canary + "'\n");
  fs::permissions(evil, fs::perms::owner_all);
  Shell(scratch.path(), "git clone -q 'file://" + repository.path() + "' whole");
  Shell(scratch.path(),
        "git clone -q --filter=blob:none 'file://" + repository.path() + "' partial");
  for (const std::string name : {"whole", "partial"}) {
    const std::string root = scratch.path(name);
    for (const char* setting : {"core.fsmonitor EVIL",
                                "core.sshCommand EVIL",
                                "core.pager EVIL",
                                "pager.cat-file EVIL",
                                "pager.diff-index EVIL",
                                "alias.cat-file !EVIL",
                                "alias.ls-tree !EVIL",
                                "alias.rev-parse !EVIL",
                                "diff.external EVIL",
                                "diff.x.textconv EVIL",
                                "diff.x.command EVIL",
                                "filter.x.clean EVIL",
                                "filter.x.smudge EVIL",
                                "filter.x.process EVIL",
                                "credential.helper !EVIL",
                                "core.askPass EVIL",
                                "core.gitProxy EVIL",
                                "core.alternateRefsCommand EVIL",
                                "core.editor EVIL",
                                "gpg.program EVIL",
                                "core.hooksPath .git/hooks",
                                "protocol.allow always",
                                "protocol.ext.allow always",
                                "remote.origin.promisor true",
                                "remote.one.url ssh://localhost/x",
                                "remote.one.promisor true",
                                "remote.two.url .",
                                "remote.two.uploadpack EVIL",
                                "remote.two.promisor true",
                                "include.path more",
                                "extensions.partialClone origin",
                                "core.repositoryFormatVersion 1"}) {
      std::string line = setting;
      const std::size_t at = line.find("EVIL");
      if (at != std::string::npos) line.replace(at, 4, evil);
      const std::size_t blank = line.find(' ');
      Shell(root, "git config " + line.substr(0, blank) + " '" + line.substr(blank + 1) + "'");
    }
    Shell(root, "git config remote.origin.url 'ext::" + evil + "'");
    scratch.Write(name + "/.git/more", "[core]\n\tfsmonitor = " + evil + "\n");
    scratch.Write(name + "/.git/info/attributes", "* filter=x diff=x\n");
    for (const char* hook : {"reference-transaction", "post-index-change", "pre-auto-gc"}) {
      fs::copy_file(evil, root + "/.git/hooks/" + hook, fs::copy_options::overwrite_existing);
    }
    fs::create_directories(root + "/node_modules/.bin");
    fs::copy_file(evil, root + "/node_modules/.bin/git");
    fs::copy_file(evil, root + "/git");
    scratch.Write(name + "/a/main.tf", Root("web") + "# three\n");
  }
  // The traces are really left: git asks the monitor of the repository.
  Shell(scratch.path("whole"), "git status >/dev/null");
  ASSERT_TRUE(fs::exists(canary));
  fs::remove(canary);

  const char* path = std::getenv("PATH");
  const std::string old_path = path == nullptr ? "/usr/bin:/bin" : path;
  for (const std::string name : {"whole", "partial"}) {
    const std::string root = scratch.path(name);
    setenv("PATH", (".::" + root + ":" + root + "/node_modules/.bin:" + old_path).c_str(), 1);
    for (const std::string& revision : {std::string("HEAD"), first, first + "...HEAD"}) {
      const auto run = RunExeclint({"--diff-base", revision}, "", root);
      EXPECT_EQ(run.status, name == "whole" || revision == "HEAD" ? 0 : 2) << run.out << run.err;
      EXPECT_FALSE(fs::exists(canary)) << name << " " << revision << ": " << scratch.Read("canary");
    }
  }
  // Without a git outside the repository there is none.
  setenv("PATH", (".::" + scratch.path("whole")).c_str(), 1);
  const auto none = RunExeclint({"--diff-base", "HEAD"}, "", scratch.path("whole"));
  setenv("PATH", old_path.c_str(), 1);
  EXPECT_EQ(none.status, 2);
  EXPECT_TRUE(Has(none.err, "there is no `git` on the PATH")) << none.err;
  EXPECT_FALSE(fs::exists(canary));
}

TEST_F(DiffBaseTest, WhatTheEnvironmentSaysOfGitDoesNotCount) {
  const Repository other;
  other.Write("main.tf", "");
  other.Commit();
  setenv("GIT_DIR", other.path(".git").c_str(), 1);
  setenv("GIT_INDEX_FILE", "/nonexistent", 1);
  const auto run = Since(repository, "HEAD");
  unsetenv("GIT_DIR");
  unsetenv("GIT_INDEX_FILE");
  EXPECT_EQ(run.status, 0) << run.err;
  EXPECT_TRUE(Has(run.out, first.substr(0, 12)));
}

TEST_F(DiffBaseTest, ARepositoryOfAnotherUserIsRefused) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  ASSERT_EQ(chown(repository.path(".git").c_str(), 12345, static_cast<gid_t>(-1)), 0);
  const Scratch home;
  const char* old = std::getenv("HOME");
  const std::string old_home = old == nullptr ? "" : old;
  setenv("HOME", home.path().c_str(), 1);
  const auto run = Since(repository, "HEAD");
  EXPECT_EQ(run.status, 2);
  EXPECT_TRUE(Has(run.err, "belongs to another user (id 12345)")) << run.err;
  EXPECT_TRUE(Has(run.err, "safe.directory '" + repository.path() + "'")) << run.err;
  const auto listed = [&](const std::string& lines) {
    home.Write(".gitconfig", "[safe]\n" + lines);
    return Since(repository, "HEAD").status == 0;
  };
  EXPECT_TRUE(listed("directory = " + repository.path() + "\n"));
  EXPECT_TRUE(listed("directory = *\n"));
  EXPECT_TRUE(listed("directory = " + fs::path(repository.path()).parent_path().string() + "/*\n"));
  EXPECT_FALSE(listed("directory = " + repository.path() + "/a\n"));
  EXPECT_FALSE(listed("directory = *\ndirectory =\n"));
  setenv("HOME", old_home.c_str(), 1);
  // What the repository says of itself does not count.
  repository.Git("config safe.directory '*' || true");
  EXPECT_EQ(Since(repository, "HEAD").status, 2);
  setenv("SUDO_UID", "12345", 1);
  EXPECT_EQ(Since(repository, "HEAD").status, 0);
  unsetenv("SUDO_UID");
}

}  // namespace
}  // namespace execlint::diff_base_test
