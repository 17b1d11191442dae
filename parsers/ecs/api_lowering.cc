#include "parsers/ecs/api_lowering.h"

#include <array>
#include <string>
#include <utility>

#include "lint/model/lowering.h"
#include "lint/source/shortened.h"
#include "parsers/ecs/containers.h"
#include "parsers/ecs/keys.h"
#include "parsers/ecs/map_reader.h"
#include "parsers/ecs/run_task.h"
#include "parsers/ecs/secrets.h"
#include "parsers/ecs/shapes.h"
#include "parsers/iam/policy_document.h"

namespace execlint::ecs {
namespace {

constexpr std::array<Row<TaskDefinition>, 10> kTaskDefinition = {{
    {"family", &TaskDefinition::family},
    {"taskDefinitionArn", &TaskDefinition::arn},
    {"revision", &TaskDefinition::revision},
    {"taskRoleArn", &TaskDefinition::task_role},
    {"executionRoleArn", &TaskDefinition::execution_role},
    {"networkMode", &TaskDefinition::network_mode},
    {"pidMode", &TaskDefinition::pid_mode},
    {"requiresCompatibilities", &TaskDefinition::requires_compatibilities},
    {"runtimePlatform.operatingSystemFamily", &TaskDefinition::operating_system_family},
    {"proxyConfiguration.containerName", &TaskDefinition::mesh_proxy_container},
}};

constexpr std::array<Row<Service>, 8> kService = {{
    {"serviceName", &Service::name},
    {"enableExecuteCommand", &Service::enable_execute_command},
    {"taskDefinition", &Service::task_definition},
    {"launchType", &Service::launch_type},
    {"platformVersion", &Service::platform_version},
    {"deploymentController.type", &Service::deployment_controller},
    {"networkConfiguration.awsvpcConfiguration.subnets", &Service::subnets},
    {"networkConfiguration.awsvpcConfiguration.securityGroups", &Service::security_groups},
}};

constexpr std::string_view kExecConfiguration = "configuration.executeCommandConfiguration";
constexpr std::array<Row<Cluster>, 8> kCluster = {{
    {"clusterName", &Cluster::name},
    {"configuration.executeCommandConfiguration.logging", &Cluster::exec_logging},
    {"configuration.executeCommandConfiguration.logConfiguration.cloudWatchLogGroupName",
     &Cluster::exec_log_group},
    {"configuration.executeCommandConfiguration.logConfiguration.s3BucketName",
     &Cluster::exec_log_bucket},
    {"configuration.executeCommandConfiguration.logConfiguration.s3KeyPrefix",
     &Cluster::exec_log_prefix},
    {"configuration.executeCommandConfiguration.logConfiguration.cloudWatchEncryptionEnabled",
     &Cluster::exec_log_group_encrypted},
    {"configuration.executeCommandConfiguration.logConfiguration.s3EncryptionEnabled",
     &Cluster::exec_log_bucket_encrypted},
    {"configuration.executeCommandConfiguration.kmsKeyId", &Cluster::exec_key},
}};

constexpr std::string_view kRefusal = ", and the AWS CLI refuses it";
constexpr std::string_view kInstead =
    "set `enableExecuteCommand` in the input of create-service, update-service or run-task";

class DocumentLowering {
 public:
  DocumentLowering(const Document& document, const std::string& file, SourceMap& sources,
                   Model& model)
      : document_(document),
        file_(file),
        sources_(sources),
        model_(model),
        values_(*model.values) {}

  void Run() {
    switch (document_.kind) {
      case Document::Kind::kTaskDefinition:
        return LowerTaskDefinition(document_.value);
      case Document::Kind::kContainers:
        return LowerTaskDefinition(AroundContainers());
      case Document::Kind::kService:
        return LowerService(ServiceMap());
      case Document::Kind::kRunTask:
        return LowerRunTask();
      case Document::Kind::kCluster:
        return LowerCluster();
      case Document::Kind::kPolicy:
        return LowerPolicy();
    }
  }

 private:
  // The head of a resource that is called by the text of the first of these keys that is there.
  Head MakeHead(std::string type, std::initializer_list<std::string_view> name_keys) {
    const std::size_t before = model_.services.size() + model_.task_definitions.size() +
                               model_.clusters.size() + model_.bare_policies.size();
    const Span block = document_.value->span;
    Head head{.id = static_cast<ResourceId>(before + 1), .type = std::move(type)};
    head.block = block;
    head.span = {block.file, block.begin, std::min(block.end, block.begin + 1)};
    const std::size_t slash = file_.rfind('/');
    const std::string name = slash == std::string::npos ? file_ : file_.substr(slash + 1);
    head.address = document_.path.empty() ? name : document_.path;
    // Fingerprints do not contain the file's name.
    head.local_address = document_.path.empty() ? head.type : document_.path;
    for (const std::string_view key : name_keys) {
      const Traced given = PropertyNamed(document_.value, key, KeyCase::kCamel, values_);
      if (!given || !KnownText(*given)) continue;
      head.local_address = Shortened(*KnownText(*given), kLongestAddress);
      head.address = Shortened(Shown(given), kLongestAddress);
      head.span = given->span;
      break;
    }
    head.module_path = slash == std::string::npos ? "" : file_.substr(0, slash);
    return head;
  }

  Traced Open(Traced map, std::string why) {
    const Symbol* because = values_.Intern({.why = Why::kNotInScan,
                                            .name = std::move(why),
                                            .naming = Symbol::Naming::kWords,
                                            .at = map->span});
    return {values_.Map(map->entries(), map->span, because), map.route};
  }

  // Containers alone: the task definition around them is not here.
  Traced AroundContainers() {
    const Entry only{"containerDefinitions", document_.value->span, document_.value};
    return Open({values_.Map({&only, 1}, document_.value->span)},
                "the task definition around these containers");
  }

  // update-service leaves properties unchanged that it does not mention.
  Traced ServiceMap() {
    const Traced map = document_.value;
    const bool update = Find(*map, "service") != nullptr && Find(*map, "serviceName") == nullptr;
    return update ? Open(map, "what the service was created with") : map;
  }

  MapReader ReaderOf(Traced map, const Head& head) {
    return {Cases<Traced>(map), head, values_, {}};
  }

  ContainerReading Reading(const Head& head) {
    return {.keys = KeyCase::kCamel,
            .bool_words = BoolWords::kNone,
            .values = values_,
            .sources = sources_,
            .owner = head,
            .slot_prefix = "containerDefinitions",
            .stray_refusal = std::string(kRefusal),
            .stray_instead = std::string(kInstead),
            .strays = &model_.strays};
  }

  template <class R>
  Attr<List<Tag>> Tags(const MapReader& reader, Attr<List<Tag>> R::*) {
    return LowerWith(reader, "tags", [](Traced v, Place o, ValueStore& s) {
      return LowerTags(v, o, KeyCase::kCamel, s);
    });
  }

  Attr<List<Ref>> Providers(const MapReader& reader, std::string_view path) {
    return LowerWith(reader, path, [](Traced v, Place o, ValueStore& s) {
      return LowerProviders(v, o, KeyCase::kCamel, s);
    });
  }

  void LowerTaskDefinition(Traced map) {
    TaskDefinition task{.head = MakeHead(document_.kind == Document::Kind::kContainers
                                             ? "container-definitions"
                                             : "register-task-definition",
                                         {"family"})};
    const MapReader reader = ReaderOf(map, task.head);
    LowerRows<TaskDefinition>(reader, kTaskDefinition, task);
    const ContainerReading reading = Reading(task.head);
    task.containers =
        LowerWith(reader, "containerDefinitions", [&](Traced list, Place owner, ValueStore&) {
          return LowerContainers(list, owner, reading);
        });
    task.tags = Tags(reader, &TaskDefinition::tags);
    FindStrayFlags(map, "", "a task definition", reading);
    model_.task_definitions.push_back(std::move(task));
  }

  void LowerService(Traced map) {
    Service service{.head = MakeHead("create-service", {"serviceName", "service"})};
    const MapReader reader = ReaderOf(map, service.head);
    LowerRows<Service>(reader, kService, service);
    // An answer names the cluster by `clusterArn`, an input by `cluster`.
    const bool answer = Find(*map, "clusterArn") != nullptr;
    service.cluster = LowerWith(reader, answer ? "clusterArn" : "cluster", ToRef);
    service.capacity_providers = Providers(reader, "capacityProviderStrategy");
    service.assign_public_ip =
        LowerWith(reader, "networkConfiguration.awsvpcConfiguration.assignPublicIp", LowerEnabled);
    service.tags = Tags(reader, &Service::tags);
    FindLauncherStrays(map, service.head, "a service");
    model_.services.push_back(std::move(service));
  }

  void FindLauncherStrays(Traced map, const Head& head, const std::string& holder) {
    const ContainerReading reading = Reading(head);
    for (const Entry& entry : map->entries()) {
      Stray stray{
          .owner = head, .path = std::string(entry.key), .spelling = std::string(entry.key)};
      if (entry.key == "enableExecuteCommand") {
        if (!entry.value->is_string()) continue;
        stray.place = {entry.value->span};
        stray.consequence = "the API wants a boolean, and the AWS CLI refuses a string";
        stray.instead = "write true or false without quotes";
      } else if (LooksLikeExecFlag(entry.key)) {
        stray.place = {entry.key_span};
        stray.consequence = holder + " has no such property" + std::string(kRefusal);
        stray.instead = "spell it `enableExecuteCommand`";
      } else {
        continue;
      }
      AddStray(model_.strays, std::move(stray));
    }
    for (const char* path : {"networkConfiguration", "networkConfiguration.awsvpcConfiguration",
                             "deploymentConfiguration", "deploymentController"}) {
      FindStrayFlags(PropertyNamed(map, path, KeyCase::kCamel, values_), std::string(path) + ".",
                     "this part of " + holder, reading);
    }
  }

  void LowerRunTask() {
    Service launcher{.kind = Service::Kind::kRunTask,
                     .head = MakeHead("run-task", {"group", "startedBy"})};
    MarkContainersIn(document_.value, sources_);
    const MapReader reader = ReaderOf(document_.value, launcher.head);
    ecs::LowerRunTask(reader, KeyCase::kCamel, launcher);
    launcher.tags = Tags(reader, &Service::tags);
    FindLauncherStrays(document_.value, launcher.head, "run-task");
    model_.services.push_back(std::move(launcher));
  }

  void LowerCluster() {
    Cluster cluster{.head = MakeHead("create-cluster", {"clusterName"})};
    const MapReader reader = ReaderOf(document_.value, cluster.head);
    LowerRows<Cluster>(reader, kCluster, cluster);
    cluster.exec_configuration = LowerWith(reader, kExecConfiguration, LowerPresence);
    cluster.default_capacity_providers = Providers(reader, "defaultCapacityProviderStrategy");
    cluster.tags = Tags(reader, &Cluster::tags);
    FindStrayFlags(document_.value, "", "a cluster", Reading(cluster.head));
    model_.clusters.push_back(std::move(cluster));
  }

  void LowerPolicy() {
    BarePolicy policy{.head = MakeHead("iam-policy", {})};
    const Place owner{policy.head.span};
    policy.document.in =
        Cases<Fact<PolicyDocument>>(LowerPolicyDocument(document_.value, owner, values_, sources_));
    policy.document.slot = {.owner = policy.head.id, .at = document_.value->span, .written = true};
    model_.bare_policies.push_back(std::move(policy));
  }

  const Document& document_;
  const std::string& file_;
  SourceMap& sources_;
  Model& model_;
  ValueStore& values_;
};

}  // namespace

void LowerDocument(const Document& document, const std::string& file, SourceMap& sources,
                   Model& model) {
  DocumentLowering(document, file, sources, model).Run();
}

}  // namespace execlint::ecs
