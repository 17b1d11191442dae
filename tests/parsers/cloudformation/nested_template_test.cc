#include "parsers/cloudformation/nested_template.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "lint/source/file_reader.h"
#include "parsers/yaml/yaml.h"

namespace execlint::cloudformation {
namespace {

// What `url` means in the template at `file`: a path, `?` with candidates, or nothing. Behind a
// path that rests on the name stands a `~`.
std::string Meant(const std::string& url, const std::string& file,
                  const std::vector<std::string>& paths) {
  SourceMap sources;
  const MemoryFileReader reader({});
  Project project{.sources = sources, .reader = reader};
  for (const std::string& path : paths) {
    project.files.push_back({path, sources.AddFile(path, "Resources: {A: {Type: AWS::X::Y}}")});
  }
  ValueStore store;
  const FileId id =
      sources.AddFile("x.yaml",
                      "Resources:\n  N:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n"
                      "      TemplateURL: " +
                          url + "\n");
  const Parsed parsed = yaml::Parse(sources, id, store, yaml::Dialect::kCloudFormation);
  const Template tmpl(parsed.root, store);
  const NestedTemplate found = TemplateNames(project).Find(tmpl.resources()[0], file);
  if (!found.path.empty()) return found.path + (found.by_name ? "~" : "");
  std::string all = found.candidates.empty() ? "" : "?";
  for (const std::string& one : found.candidates) all += " " + one;
  return all;
}

TEST(NestedTemplate, TheLastSegmentNamesTheTemplate) {
  const std::vector<std::string> paths = {"a/root.yaml", "a/svc.yaml", "b/net.json", "my-svc.yaml"};
  for (const char* url :
       {"https://b.s3.amazonaws.com/svc.yaml", "s3://b/v1/svc.yaml?versionId=1",
        "!Sub 'https://${B}.s3.amazonaws.com/${P}svc.yaml'", "!Sub '${Base}/svc.yaml'",
        "!Join ['/', [!Ref Base, svc.yaml]]", "!Join ['', [!Ref Base, /x/, svc.yaml]]",
        "!Sub ['https://${B}/${F}', {F: svc.yaml}]",
        "!If [Dev, https://dev.example/svc.yaml, !Sub '${Base}/svc.yaml']"}) {
    EXPECT_EQ(Meant(url, "a/root.yaml", paths), "a/svc.yaml~") << url;
  }
  EXPECT_EQ(Meant("svc.yaml", "a/root.yaml", paths), "a/svc.yaml");
  EXPECT_EQ(Meant("https://b/net.json", "a/root.yaml", paths), "b/net.json~");
  for (const char* url :
       {"https://b/other.yaml", "!Sub 'https://b/${Name}'", "!Sub 'https://b/svc${X}.yaml'",
        "!Sub 'https://b/svc.yaml${X}'", "https://b/root.yaml", "!Ref Url", "https://b/.yaml",
        "!Sub 'https://b/${Name}.yaml'", "!ImportValue svc.yaml"}) {
    EXPECT_EQ(Meant(url, "a/root.yaml", paths), "") << url;
  }
}

TEST(NestedTemplate, OfSeveralTheLongestTailThenTheNearest) {
  const std::vector<std::string> paths = {"a/root.yaml", "a/x/svc.yaml", "b/y/svc.yaml",
                                          "b/z/svc.yaml"};
  EXPECT_EQ(Meant("https://b/v/y/svc.yaml", "a/root.yaml", paths), "b/y/svc.yaml~");
  EXPECT_EQ(Meant("https://b/svc.yaml", "a/root.yaml", paths), "a/x/svc.yaml~");
  EXPECT_EQ(Meant("https://b/svc.yaml", "b/root.yaml", paths), "? b/y/svc.yaml b/z/svc.yaml");
  EXPECT_EQ(Meant("!If [C, https://b/y/svc.yaml, https://b/z/svc.yaml]", "c.yaml", paths),
            "? b/y/svc.yaml b/z/svc.yaml");
}

TEST(NestedTemplate, NotOfAnotherEnvironment) {
  EXPECT_EQ(Meant("https://b/prod/svc.yaml", "root.yaml", {"dev/svc.yaml"}), "");
  EXPECT_EQ(Meant("https://b/prod/svc.yaml", "root.yaml", {"dev/svc.yaml", "prod/svc.yaml"}),
            "prod/svc.yaml~");
  EXPECT_EQ(Meant("https://b/prod/svc.yaml", "root.yaml", {"svc.yaml"}), "svc.yaml~");
}

}  // namespace
}  // namespace execlint::cloudformation
