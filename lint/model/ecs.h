// ECS resources. Fields are named after the ECS API. How each format spells a property is known to
// its lowering alone.
#ifndef EXECLINT_LINT_MODEL_ECS_H_
#define EXECLINT_LINT_MODEL_ECS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "lint/model/attribute.h"

namespace execlint {

struct Container {
  Place place = {};
  Fact<Text> name = {};
  Fact<Text> image = {};
  Fact<bool> essential = {};  // default true
  Fact<bool> readonly_root_filesystem = {};
  Fact<bool> restart_enabled = {};  // restartPolicy.enabled
  Fact<bool> log_router = {};       // firelensConfiguration is there
  Fact<Text> log_driver = {};       // logConfiguration.logDriver
  Fact<bool> init_process = {};     // linuxParameters.initProcessEnabled
  Fact<bool> no_network = {};       // disableNetworking
  // Names of environment variables, those of secrets included; their values are never kept.
  List<Text> environment = {};
  List<Text> mount_paths = {};  // mountPoints[].containerPath of writable mounts, tmpfs included
  Slot readonly_slot = {};
  Slot restart_slot = {};
};

struct TaskDefinition {
  Head head = {};
  Attr<Text> family = {};
  Attr<Text> arn = {};       // API JSON only: taskDefinitionArn
  Attr<Text> revision = {};  // API JSON only: a number
  Attr<Ref> task_role = {};
  Attr<Ref> execution_role = {};
  Attr<List<Container>> containers = {};
  Attr<Text> network_mode = {};
  Attr<Text> pid_mode = {};
  Attr<List<Text>> requires_compatibilities = {};
  Attr<Text> operating_system_family = {};
  Attr<Text> mesh_proxy_container = {};  // proxyConfiguration.containerName
  Attr<List<Tag>> tags = {};
  // Where `ignore_changes` leaves the containers to others once the task definition exists.
  std::optional<Place> containers_left_to_others = {};
};

// What starts tasks: a service, or one of the other things that do. Several may be parts of one
// resource: the targets of a rule, the states of a state machine. They share its id.
struct Service {
  enum class Kind : std::uint8_t {
    kService,
    kTaskSet,  // of a service with an external controller, whose flag counts
    kEventTarget,
    kSchedule,
    kPipe,
    kState,    // of a Step Functions state machine
    kRunTask,  // a call of run-task or start-task
    kDaemon,
    kExpressService,  // has no flag
    kJob,             // an AWS Batch job definition
  } kind = Kind::kService;
  Head head = {};
  // Of a part of a resource: false in scenarios in which it is not written.
  Attr<bool> written = {};
  Attr<Text> name = {};
  Attr<bool> enable_execute_command = {};
  Attr<Ref> of_service = {};  // of a task set
  Attr<Ref> task_definition = {};
  // Of a job: the number of the task definition that stands in it.
  std::optional<std::size_t> own_task_definition = {};
  Attr<Ref> task_role = {};  // instead of the task definition's: `overrides.taskRoleArn`
  Attr<Ref> cluster = {};
  Attr<Text> launch_type = {};
  Attr<List<Ref>> capacity_providers = {};  // of the strategy
  Attr<Text> platform_version = {};
  Attr<Text> deployment_controller = {};
  Attr<List<Ref>> subnets = {};
  Attr<List<Ref>> security_groups = {};
  Attr<bool> assign_public_ip = {};
  Attr<List<Tag>> tags = {};
  // Runs behind a module call whose module is not in the project, as what the call gives says.
  bool behind_call = false;
  // Where the code leaves the property to others once the service exists: `ignore_changes`.
  std::optional<Place> flag_left_to_others = {};
  std::optional<Place> task_definition_left_to_others = {};
};
std::string_view KindName(Service::Kind kind);  // `service`, `event target`, ...

// A call of update-service that a schedule or a state makes some day.
struct ServiceUpdate {
  Head head = {};
  Attr<bool> written = {};  // see Service
  Attr<Ref> service = {};
  Attr<Ref> cluster = {};
  Attr<bool> enable_execute_command = {};  // absent: it stays as it is
};

// A capacity provider that is not one of AWS's own two (`FARGATE`, `FARGATE_SPOT`).
struct CapacityProvider {
  Head head = {};
  Attr<Text> name = {};
  // Which block is written says where its tasks run.
  Attr<bool> auto_scaling_group = {};
  Attr<bool> managed_instances = {};
  Attr<Ref> group = {};  // the Auto Scaling group
};

// Capacity providers of a cluster as a resource of its own.
struct CapacityProviderAssociation {
  Head head = {};
  Attr<Ref> cluster = {};
  Attr<List<Ref>> providers = {};
  Attr<List<Ref>> default_strategy = {};  // capacity providers
};

struct Cluster {
  Head head = {};
  Attr<Text> name = {};
  Attr<bool> exec_configuration = {};  // true where an execute-command configuration is written
  Attr<Text> exec_logging = {};        // NONE, DEFAULT, OVERRIDE
  Attr<Ref> exec_log_group = {};
  Attr<Ref> exec_log_bucket = {};
  Attr<Text> exec_log_prefix = {};  // of the keys in the bucket
  // Sessions fail where the destination is not encrypted, or its encryption cannot be looked up.
  Attr<bool> exec_log_group_encrypted = {};
  Attr<bool> exec_log_bucket_encrypted = {};
  Attr<Ref> exec_key = {};
  Attr<List<Ref>> capacity_providers = {};
  Attr<List<Ref>> default_capacity_providers = {};  // of the default strategy
  Attr<List<Tag>> tags = {};
};

struct LogGroup {
  Head head = {};
  Attr<Text> name = {};
  Attr<Ref> key = {};
};

// A resource that names a task definition and is no launcher that execlint reads: a function, a
// custom resource, a policy that allows running it. What it does with it is unknown.
struct OtherLauncher {
  Head head = {};
  Attr<Ref> task_definition = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_ECS_H_
