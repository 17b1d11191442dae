#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "lint/source/file_reader.h"
#include "parsers/ecs/documents.h"
#include "parsers/ecs/frontend.h"
#include "parsers/json/json.h"

namespace execlint::ecs {
namespace {

constexpr const char* kTask = R"({
  "family": "web",
  "taskRoleArn": "arn:aws:iam::123456789012:role/task",
  "requiresCompatibilities": ["FARGATE"],
  "containerDefinitions": [{
    "name": "app", "image": "app:1", "essential": true, "readonlyRootFilesystem": true,
    "environment": [{"name": "PASSWORD", "value": "hunter2"}],
    "restartPolicy": {"enabled": true},
    "mountPoints": [{"containerPath": "/data"}, {"containerPath": "/etc/x", "readOnly": true}],
    "linuxParameters": {"tmpfs": [{"containerPath": "/tmp", "size": 1}]},
    "logConfiguration": {"logDriver": "awslogs"}
  }]
})";
constexpr const char* kService = R"({
  "serviceName": "web", "cluster": "main", "taskDefinition": "web", "launchType": "FARGATE",
  "desiredCount": 1, "enableExecuteCommand": false,
  "networkConfiguration": {"awsvpcConfiguration": {
    "subnets": ["subnet-1"], "securityGroups": ["sg-1"], "assignPublicIp": "ENABLED"}}
})";
constexpr const char* kPolicy =
    R"({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})";

struct Detection {
  const char* text;
  std::vector<Document::Kind> kinds;
};

TEST(ApiJson, IsDetectedByContent) {
  using Kind = Document::Kind;
  const std::string wrapped = R"({"taskDefinition": )" + std::string(kTask) + "}";
  const std::string answer = R"({"services": [)" + std::string(kService) + "," + kService + "]}";
  const std::string version =
      R"({"PolicyVersion": {"Document": )" + std::string(kPolicy) + R"(, "VersionId": "v1"}})";
  const std::vector<Detection> cases = {
      {kTask, {Kind::kTaskDefinition}},
      {wrapped.c_str(), {Kind::kTaskDefinition}},
      {R"([{"name": "a", "image": "b", "essential": true}])", {Kind::kContainers}},
      {kService, {Kind::kService}},
      {answer.c_str(), {Kind::kService, Kind::kService}},
      {R"({"desiredCount": 2, "launchType": "FARGATE"})", {Kind::kService}},
      {R"({"service": "a", "cluster": "b", "enableExecuteCommand": true})", {Kind::kService}},
      {R"({"taskDefinition": "a", "count": 1, "enableExecuteCommand": true})", {Kind::kRunTask}},
      {R"({"clusterName": "a", "configuration": {}})", {Kind::kCluster}},
      {kPolicy, {Kind::kPolicy}},
      {version.c_str(), {Kind::kPolicy}},
      {R"({"PolicyVersion": {"Document": "%7B%22Statement%22%3A%5B%5D%7D"}})", {Kind::kPolicy}},
      {R"({"name": "left-pad", "version": "1.0.0", "image": "x"})", {}},
      {R"([{"name": "a", "image": "b"}])", {}},
      {R"({"services": {"web": {"image": "x"}}, "networkConfiguration": 1})", {}},
      {R"({"Statement": "I am a teapot", "Effect": 1})", {}},
      {"[]", {}},
      {"{}", {}},
      {"\"text\"", {}},
  };
  for (const Detection& one : cases) {
    SourceMap sources;
    ValueStore store;
    const FileId file = sources.AddFile("x.json", one.text);
    std::vector<Document::Kind> found;
    for (const Document& document : DocumentsIn(json::Parse(sources, file, store).root, store)) {
      found.push_back(document.kind);
    }
    EXPECT_EQ(found, one.kinds) << one.text;
    if (!found.empty()) {
      EXPECT_TRUE(LooksLikeApiJson(one.text)) << one.text;
    }
  }
  EXPECT_FALSE(LooksLikeApiJson(R"({"name": "left-pad", "dependencies": {}})"));
  EXPECT_FALSE(LooksLikeApiJson("containerDefinitions: []"));
}

class Loaded {
 public:
  using Files = std::map<std::string, std::string>;
  explicit Loaded(const Files& files) : reader_(files) {
    for (const auto& [path, text] : files) {
      project_.files.push_back({path, sources_.AddFile(path, text)});
    }
    Discovery discovery = DiscoverApiJson(project_);
    for (UnitPlan& plan : discovery.units) models_.push_back(LoadAlone(plan));
  }

  std::vector<std::unique_ptr<Model>>& models() { return models_; }
  Model& model() { return *models_.at(0); }
  SourceMap& sources() { return sources_; }
  template <class T>
  const Fact<T>& Base(const Attr<T>& attribute) {
    return attribute.At(Scenario{}, reads_);
  }

 private:
  SourceMap sources_;
  MemoryFileReader reader_;
  Project project_{.sources = sources_, .reader = reader_};
  std::vector<std::unique_ptr<Model>> models_;
  Reads reads_;
};

TEST(ApiJson, IsLoweredFolderByFolder) {
  Loaded loaded(Loaded::Files{
      {"a/task.json", kTask}, {"a/service.json", kService}, {"b/policy.json", kPolicy}});
  ASSERT_EQ(loaded.models().size(), 2u);
  Model& model = loaded.model();
  ASSERT_EQ(model.task_definitions.size(), 1u);
  ASSERT_EQ(model.services.size(), 1u);
  EXPECT_EQ(loaded.models()[1]->bare_policies.size(), 1u);
  EXPECT_NE(model.task_definitions[0].head.id, model.services[0].head.id);

  const Service& service = model.services[0];
  EXPECT_EQ(service.head.address, "web");
  EXPECT_TRUE(loaded.Base(service.enable_execute_command).Is(false));
  EXPECT_TRUE(loaded.Base(service.assign_public_ip).Is(true));
  EXPECT_EQ(loaded.Base(service.subnets)->items.size(), 1u);
  EXPECT_TRUE(loaded.Base(service.cluster)->text.Is("main"));
  EXPECT_TRUE(loaded.Base(service.platform_version).absent());
  EXPECT_EQ(loaded.sources().Text(service.enable_execute_command.slot.at), "false");
  EXPECT_FALSE(service.platform_version.slot.written);
  EXPECT_TRUE(service.platform_version.slot.at.empty());

  const TaskDefinition& task = model.task_definitions[0];
  EXPECT_TRUE(loaded.Base(task.family)->Is("web"));
  const Fact<List<Container>>& containers = loaded.Base(task.containers);
  ASSERT_EQ(containers->items.size(), 1u);
  const Container& app = *containers->items[0];
  EXPECT_TRUE(app.readonly_root_filesystem.Is(true));
  EXPECT_TRUE(app.restart_enabled.Is(true));
  EXPECT_TRUE(app.log_router.absent());
  EXPECT_TRUE(app.log_driver->Is("awslogs"));
  ASSERT_EQ(app.environment.items.size(), 1u);
  EXPECT_TRUE(app.environment.items[0]->Is("PASSWORD"));
  ASSERT_EQ(app.mount_paths.items.size(), 2u);
  EXPECT_TRUE(app.mount_paths.items[0]->Is("/data"));
  EXPECT_TRUE(app.mount_paths.items[1]->Is("/tmp"));
  EXPECT_EQ(app.readonly_slot.path, "containerDefinitions[0].readonlyRootFilesystem");
  EXPECT_EQ(loaded.sources().Text(app.readonly_slot.at), "true");

  const std::vector<Span> secrets = loaded.sources().secrets(task.head.block);
  ASSERT_EQ(secrets.size(), 1u);
  EXPECT_EQ(loaded.sources().Text(secrets[0]), "\"hunter2\"");
  EXPECT_TRUE(model.strays.empty());
}

TEST(ApiJson, ContainersAloneSayNothingAboutTheTask) {
  Loaded loaded(Loaded::Files{{"c.json", R"([{"name": "a", "image": "b", "essential": true}])"}});
  const TaskDefinition& task = loaded.model().task_definitions.at(0);
  EXPECT_NE(loaded.Base(task.task_role).unknown(), nullptr);
  EXPECT_EQ(loaded.Base(task.containers)->items.size(), 1u);
}

// Elastic Beanstalk makes the task definition from it.
TEST(ApiJson, AFileOfElasticBeanstalkIsNoTaskDefinition) {
  Loaded loaded(Loaded::Files{
      {"Dockerrun.aws.json", R"({"AWSEBDockerrunVersion": 2,
        "containerDefinitions": [{"name": "a", "image": "b", "memory": 128}]})"},
      {"task.json", R"({"containerDefinitions": [{"name": "a", "image": "b", "memory": 128}]})"}});
  ASSERT_EQ(loaded.model().task_definitions.size(), 1u);
  EXPECT_EQ(loaded.model().task_definitions[0].head.address, "task.json");
}

TEST(ApiJson, AnUpdateKeepsWhatItDoesNotMention) {
  Loaded loaded(
      Loaded::Files{{"u.json", R"({"service": "a", "cluster": "b", "taskDefinition": "t"})"}});
  const Service& service = loaded.model().services.at(0);
  EXPECT_NE(loaded.Base(service.enable_execute_command).unknown(), nullptr);
  EXPECT_TRUE(loaded.Base(service.task_definition)->text.Is("t"));
}

struct StrayCase {
  const char* text;
  const char* spelling;
  const char* at;
};

TEST(ApiJson, MisplacedFlagsAreStrays) {
  const std::vector<StrayCase> cases = {
      {R"({"family": "a", "enableExecuteCommand": true, "containerDefinitions": []})",
       "enableExecuteCommand", "\"enableExecuteCommand\""},
      {R"({"family": "a", "containerDefinitions": [{"name": "a", "enableExecCommand": true}]})",
       "enableExecCommand", "\"enableExecCommand\""},
      {R"({"serviceName": "a", "taskDefinition": "b", "enableExecuteCommand": "true"})",
       "enableExecuteCommand", "\"true\""},
      {R"({"serviceName": "a", "taskDefinition": "b", "EnableExecuteCommand": true})",
       "EnableExecuteCommand", "\"EnableExecuteCommand\""},
      {R"({"serviceName": "a", "taskDefinition": "b",
           "networkConfiguration": {"awsvpcConfiguration": {"enableExecuteCommand": true}}})",
       "enableExecuteCommand", "\"enableExecuteCommand\""},
      {R"({"clusterName": "a", "configuration": {"executeCommandConfiguration": {}},
           "enable_execute_command": true})",
       "enable_execute_command", "\"enable_execute_command\""},
  };
  for (const StrayCase& one : cases) {
    Loaded loaded(Loaded::Files{{"x.json", one.text}});
    ASSERT_EQ(loaded.model().strays.size(), 1u) << one.text;
    const Stray& stray = loaded.model().strays[0];
    EXPECT_EQ(stray.spelling, one.spelling);
    EXPECT_EQ(loaded.sources().Text(stray.place.span), one.at);
  }
}

TEST(ApiJson, SyntaxErrorsOfOurFilesAreProblems) {
  Loaded loaded(Loaded::Files{{"t.json", R"({"family": "a", "containerDefinitions": [})"},
                              {"other.json", R"({"Statement": 1, "Effect": })"},
                              {"engine.json", R"({"containerDefinitions": [{{ if .X }}]})"}});
  EXPECT_EQ(loaded.model().problems.size(), 1u);
}

}  // namespace
}  // namespace execlint::ecs
