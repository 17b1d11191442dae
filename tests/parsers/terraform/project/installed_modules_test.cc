#include "parsers/terraform/project/installed_modules.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

namespace execlint::terraform {
namespace {

// What a manifest of the root in `envs/prod` says.
class Manifest {
 public:
  explicit Manifest(const std::string& text)
      : modules_(sources_, sources_.AddFile("envs/prod/.terraform/modules/modules.json", text),
                 "envs/prod") {}

  std::string FolderOf(const std::string& key, const std::string& source,
                       std::optional<std::string> version = {}) const {
    const std::string* folder = modules_.FolderOf(key, source, version);
    return folder == nullptr ? "none" : *folder;
  }
  const std::vector<Problem>& problems() const { return modules_.problems(); }

 private:
  SourceMap sources_;
  InstalledModules modules_;
};

std::string Module(const std::string& key, const std::string& source, const std::string& version,
                   const std::string& dir) {
  return R"({"Key":")" + key + R"(","Source":")" + source + R"(","Version":")" + version +
         R"(","Dir":")" + dir + "\"}";
}

std::string List(const std::string& modules) { return "{\"Modules\":[" + modules + "]}"; }

TEST(InstalledModules, AreFoundByKeySourceAndVersion) {
  const Manifest manifest(
      List(R"({"Key":"","Source":"","Dir":"."},)" +
           Module("web.app", "registry.terraform.io/example/app/aws//modules/service", "5.11.2",
                  ".terraform/modules/web.app/modules/service")));
  const std::string folder = "envs/prod/.terraform/modules/web.app/modules/service";
  const std::string source = "example/app/aws//modules/service";
  EXPECT_EQ(manifest.FolderOf("web.app", source, "~> 5.6"), folder);
  EXPECT_EQ(manifest.FolderOf("web.app", source), folder);
  EXPECT_EQ(manifest.FolderOf("web.app", "registry.terraform.io/" + source), folder);
  EXPECT_EQ(manifest.FolderOf("web.app", source, "~> 6.0"), "none");
  EXPECT_EQ(manifest.FolderOf("web.app", "example/app/aws", "~> 5.6"), "none");
  EXPECT_EQ(manifest.FolderOf("web.app", "app.example.com/" + source), "none");
  EXPECT_EQ(manifest.FolderOf("app", source), "none");
  EXPECT_TRUE(manifest.problems().empty());
}

TEST(InstalledModules, SourcesAreComparedAsTerraformWritesThem) {
  const std::vector<std::pair<std::string, std::string>> equal = {
      {"example/app/aws", "registry.opentofu.org/example/app/aws"},
      {"example/app/aws", "example/app/aws"},
      {"registry.terraform.io/example/app/aws", "example/app/aws"},
      {"app.example.com/example/app/aws", "app.example.com/example/app/aws"},
      {"github.com/o/n", "git::https://github.com/o/n.git"},
      {"github.com/o/n.git", "git::https://github.com/o/n.git"},
      {"github.com/o/n?ref=v1", "git::https://github.com/o/n.git?ref=v1"},
      {"github.com/o/n//sub/x?ref=v1", "git::https://github.com/o/n.git//sub/x?ref=v1"},
      {"bitbucket.org/o/n", "git::https://bitbucket.org/o/n.git"},
      {"git@github.com:o/n.git", "git::ssh://git@github.com/o/n.git"},
      {"git::git@github.com:o/n.git//s?ref=1", "git::ssh://git@github.com/o/n.git//s?ref=1"},
      {"git::https://example.com/n.git?ref=v1", "git::https://example.com/n.git?ref=v1"},
      {"example/app/aws//modules/x/", "registry.terraform.io/example/app/aws//modules/x"},
  };
  for (const auto& [call, noted] : equal) {
    const Manifest manifest(List(Module("a", noted, "", ".terraform/modules/a")));
    EXPECT_EQ(manifest.FolderOf("a", call), "envs/prod/.terraform/modules/a") << call;
  }
  const Manifest other(
      List(Module("a", "git::https://github.com/o/n.git?ref=v1", "", ".terraform/modules/a")));
  EXPECT_EQ(other.FolderOf("a", "github.com/o/n?ref=v2"), "none");
}

TEST(InstalledModules, LeadNowhereButToWhatWasFetched) {
  const auto folder = [](const std::string& dir) {
    return Manifest(List(Module("a", "example/app/aws", "1.0.0", dir)))
        .FolderOf("a", "example/app/aws");
  };
  EXPECT_EQ(folder("../../../other"), "none");
  EXPECT_EQ(folder("/etc"), "none");
  EXPECT_EQ(folder("."), "none");
  EXPECT_EQ(folder("modules/a"), "none");
  EXPECT_EQ(folder("../dev/.terraform/modules/a"), "none");
  EXPECT_EQ(folder(".terraform/modules/../../../x"), "none");
  EXPECT_EQ(folder(""), "none");
  EXPECT_EQ(folder(R"(.terraform\\modules\\a)"), "envs/prod/.terraform/modules/a");
}

TEST(InstalledModules, AModuleWithoutVersionSatisfiesNoConstraint) {
  const Manifest manifest(
      List(R"({"Key":"a","Source":"example/app/aws","Dir":".terraform/modules/a"})"));
  EXPECT_EQ(manifest.FolderOf("a", "example/app/aws", ">= 1.0"), "none");
}

TEST(InstalledModules, AByteOrderMarkIsRead) {
  const Manifest manifest("\xEF\xBB\xBF" +
                          List(Module("a", "example/app/aws", "1.0.0", ".terraform/modules/a")));
  EXPECT_EQ(manifest.FolderOf("a", "example/app/aws"), "envs/prod/.terraform/modules/a");
  EXPECT_TRUE(manifest.problems().empty());
}

TEST(InstalledModules, WhatStandsBeforeAnErrorIsRead) {
  const Manifest broken("{\"Modules\":[" +
                        Module("a", "example/app/aws", "1.0.0", ".terraform/modules/a") + ", {\"K");
  EXPECT_EQ(broken.FolderOf("a", "example/app/aws"), "envs/prod/.terraform/modules/a");
  ASSERT_EQ(broken.problems().size(), 1u);
  EXPECT_EQ(broken.problems()[0].kind, Problem::kSyntax);
  EXPECT_TRUE(broken.problems()[0].span.valid());
  for (const char* text : {"[]", "{}", "3", R"({"Modules": {}})", R"({"Modules": null})"}) {
    const Manifest other(text);
    ASSERT_EQ(other.problems().size(), 1u) << text;
    EXPECT_TRUE(other.problems()[0].span.valid()) << text;
  }
  EXPECT_EQ(Manifest("").problems().size(), 1u);
  // Entries that are no modules are no reason to leave out others.
  const Manifest odd(List("3, null, {}, {\"Key\": [], \"Source\": {}}, " +
                          Module("a", "example/app/aws", "1.0.0", ".terraform/modules/a")));
  EXPECT_EQ(odd.FolderOf("a", "example/app/aws"), "envs/prod/.terraform/modules/a");
}

TEST(InstalledModules, AHugeListIsABoundThatIsMet) {
  const Manifest manifest(List(std::string(5 << 20, ' ')));
  ASSERT_EQ(manifest.problems().size(), 1u);
  EXPECT_EQ(manifest.problems()[0].kind, Problem::kLimit);
}

}  // namespace
}  // namespace execlint::terraform
