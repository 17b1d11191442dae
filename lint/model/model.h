// The exec model of one deployment unit: what is applied together into one account and region (a
// Terraform root, a reusable module linted by itself, a template, a folder of API JSON).
//
// Lowering fills it; lint/model/resolve.h joins the resources that refer to each other in it; rules
// see it through Workload and the other subjects of lint/engine. A model keeps its values alive; it
// is built by one thread and dropped whole.
#ifndef EXECLINT_LINT_MODEL_MODEL_H_
#define EXECLINT_LINT_MODEL_MODEL_H_

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/model/attribute.h"
#include "lint/model/ec2.h"
#include "lint/model/ecs.h"
#include "lint/model/hand_over.h"
#include "lint/model/iam.h"
#include "lint/model/network.h"
#include "lint/model/resources.h"
#include "lint/source/problem.h"
#include "lint/value/glyphs.h"
#include "lint/value/scenario.h"
#include "lint/value/value_store.h"

namespace execlint {

// The exec flag where AWS ignores or rejects it.
struct Stray {
  Head owner = {};               // the resource that holds it
  Place place = {};              // the key, or the value that has the wrong type
  std::string path = {};         // the property path in the format's spelling
  std::string spelling = {};     // the key as written: `enable_execute_command`
  std::string consequence = {};  // `a task definition has no such argument`
  std::string instead = {};      // `set enable_execute_command on the service`
};

// An escape: the name or id of a resource is passed out of the unit, so other code may attach
// something to the resource.
struct Escape {
  enum class How : std::uint8_t {
    kOutput,
    kModuleWithoutSource,
    kParameter,
    kScript,  // given to a provisioner
  } how = How::kOutput;
  Place place = {};
  std::string through = {};  // `output "task_role_arn"`, `module "extra"`
  std::string source = {};   // of a module without source: where it would be fetched from
  // What other units ask for to get it: the name of the output or export. Empty where it has none.
  Glyphs name = {};
};

// Something of another deployment that the code looks up by its `Name` tag.
struct LookedUp {
  std::string address = {};  // `data.aws_vpc.main`: symbols of its attributes begin with it
  Attr<Text> name = {};      // may hold the wildcards `*` and `?`; absent: by something else
  bool made_by_aws = false;  // the account's default VPC, which no code creates
};

struct EnvironmentSettings;
struct EnvironmentClass;

struct Model {
  Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  enum class Source : std::uint8_t { kTerraformRoot, kTerraformModule, kTemplate, kApiJson };

  Source source = Source::kApiJson;
  std::string path = {};  // folder or file of the unit, relative to the project; empty for its root
  // Of a unit that different programs read differently: which reading this is (`as OpenTofu reads
  // it`). Else empty.
  std::string reading = {};
  std::string region = {};  // where the code fixes it, else empty
  Certainty region_certainty = Certainty::kCertain;
  // What the code says of the account that it is deployed into: its id, and the profile of the
  // credentials. Empty where it does not say.
  std::string account = {};
  std::string profile = {};
  std::shared_ptr<ValueStore> values = {};
  std::vector<Selector> selectors = {};
  // The inputs of the unit: the root's variables, the template's parameters.
  std::vector<std::string> inputs = {};
  std::vector<FileId> var_files = {};  // given with --var-file, and give one of these a value
  // What the configuration says of environments, and what it says of the unit by its path; null:
  // nothing. See UseEnvironments.
  const EnvironmentSettings* environments = nullptr;
  std::shared_ptr<const EnvironmentClass> environment_of_path = {};
  // Opaque parts, such as calls of modules whose source is not in the project: each may add
  // resources to the unit that are not in this model.
  std::vector<Place> opaque = {};
  // The first one of a template that this unit reads from.
  std::optional<Place> opaque_elsewhere = {};

  // The folders and templates of the project that are parts of the unit: of a call that makes no
  // instance with what the code gives its inputs, none.
  std::set<std::string> makes = {};

  // Calls of modules that are opaque, by their addresses.
  struct UnreadCall {
    std::string address = {};
    Span at = {};
    std::string unit = {};  // the path of the unit that has it; empty: this one
  };
  std::vector<UnreadCall> unread_calls = {};
  // How many modules were read where `terraform init` put them: a fresh clone has none of them.
  std::size_t fetched_modules = 0;

  Resources<Service> services = {};
  Resources<ServiceUpdate> service_updates = {};
  Resources<TaskDefinition> task_definitions = {};
  Resources<Cluster> clusters = {};
  Resources<CapacityProvider> capacity_providers = {};
  Resources<CapacityProviderAssociation> capacity_provider_associations = {};
  Resources<LogGroup> log_groups = {};
  std::vector<OtherLauncher> other_launchers = {};

  Resources<LaunchSettings> launch_settings = {};
  Resources<InstanceGroup> instance_groups = {};
  Resources<ElasticIp> elastic_ips = {};

  Resources<Role> roles = {};
  Resources<Policy> policies = {};
  Resources<PolicyAttachment> policy_attachments = {};
  Resources<ExclusivePolicies> exclusive_policies = {};
  Resources<BarePolicy> bare_policies = {};
  Resources<Key> keys = {};
  Resources<KeyPolicy> key_policies = {};
  Resources<OrganizationPolicy> organization_policies = {};

  Resources<Vpc> vpcs = {};
  Resources<Subnet> subnets = {};
  Resources<PrefixList> prefix_lists = {};
  Resources<PrefixListEntry> prefix_list_entries = {};
  Resources<RouteTable> route_tables = {};
  Resources<RouteEntry> routes = {};
  Resources<RouteTableAssociation> route_table_associations = {};
  Resources<NatGateway> nat_gateways = {};
  Resources<InternetGateway> internet_gateways = {};
  Resources<VpcEndpoint> vpc_endpoints = {};
  Resources<VpcEndpointPolicy> vpc_endpoint_policies = {};
  Resources<NetworkAcl> network_acls = {};
  Resources<NetworkAclEntry> network_acl_entries = {};
  Resources<NetworkAclAssociation> network_acl_associations = {};
  Resources<SecurityGroup> security_groups = {};
  Resources<SecurityGroupRule> security_group_rules = {};
  Resources<PrivateZone> private_zones = {};
  Resources<ResolverRule> resolver_rules = {};
  Resources<DhcpOptions> dhcp_options = {};
  Resources<EndpointDns> endpoint_dns = {};
  Resources<UnreadSetting> unread_settings = {};
  Resources<PublicAccessBlock> public_access_blocks = {};
  Resources<NameAssociation> name_associations = {};

  // Names that mean a resource of another unit whose resources are here: `cluster = "shop"`, where
  // exactly one unit of the project makes a cluster of that name.
  struct NamedElsewhere {
    std::string from = {};  // Site::unit of what says the name
    HandOver name = {};     // by kName
    std::string unit = {};  // Site::unit of what has it
    std::string why = {};   // or why it is not told which one that is, in words
  };
  std::vector<NamedElsewhere> named_elsewhere = {};

  std::map<ResourceId, std::vector<Escape>> escapes = {};
  // What the unit reads from, where that is kept for several units: its resources are behind those
  // of each list here (Resources::PutBehind).
  const Model* common = nullptr;
  // Of a resource, also those in `common`. Empty if its name and id stay inside the unit.
  std::vector<const Escape*> EscapesOf(ResourceId id) const;

  std::vector<LookedUp> looked_up = {};
  // Inputs whose name says that they are meant to turn exec on (`enable_execute_command`), and
  // whether anything in the unit reads them.
  struct FlagInput {
    std::string name = {};
    std::string module = {};  // address of the module that declares it; empty for the root
    Place place = {};
    bool read = false;
    bool left_out = false;  // of a called module: no call gives it
    // Of an input that is not read, in a module without a service of its own: the call of a module
    // that is not in the project and runs one. Empty: there is none.
    std::string service_call = {};
    Place service_call_at = {};
  };
  std::vector<FlagInput> flag_inputs = {};
  // The same kind of input, given to an opaque module call: which services it turns exec on for is
  // unknown.
  struct OpaqueFlagInput {
    std::string call = {};   // address of the module call
    std::string input = {};  // `enable_execute_command`
    Place place = {};
    const Symbol* why = nullptr;
  };
  std::vector<OpaqueFlagInput> opaque_flag_inputs = {};

  std::vector<Stray> strays = {};
  // Problems of the files: those in blocks that lowering read, and all problems of a file that was
  // named on the command line.
  std::vector<Problem> problems = {};
};

// Instantiated once, in model.cc, instead of in every file that reads a model.
extern template class Cases<Fact<PolicyDocument>>;
extern template class Cases<Fact<List<InlinePolicy>>>;
extern template class Cases<Fact<List<Container>>>;
extern template class Cases<Fact<List<Route>>>;
extern template class Cases<Fact<Route>>;
extern template class Cases<Fact<List<GroupRule>>>;
extern template class Cases<Fact<GroupRule>>;

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_MODEL_H_
