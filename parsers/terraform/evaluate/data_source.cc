#include "parsers/terraform/evaluate/data_source.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string>
#include <utility>

#include "lint/iam/managed_policies.h"
#include "lint/model/lowering.h"
#include "lint/value/buffer.h"
#include "parsers/terraform/evaluate/policy_document.h"
#include "parsers/terraform/modules/provider.h"
#include "parsers/terraform/values/state_name.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

struct OwnFact {
  std::string_view type;
  std::string_view attribute;
  Predeclared which;
};
constexpr OwnFact kOwnFacts[] = {
    {"aws_caller_identity", "account_id", Predeclared::kAccountId},
    {"aws_caller_identity", "id", Predeclared::kAccountId},
    {"aws_region", "name", Predeclared::kRegion},
    {"aws_region", "id", Predeclared::kRegion},
    {"aws_region", "region", Predeclared::kRegion},
    {"aws_partition", "partition", Predeclared::kPartition},
    {"aws_partition", "id", Predeclared::kPartition},
    {"aws_partition", "dns_suffix", Predeclared::kUrlSuffix},
};

// What other deployments publish.
constexpr std::string_view kImports[] = {"terraform_remote_state", "aws_ssm_parameter",
                                         "aws_cloudformation_export", "aws_cloudformation_stack",
                                         "tfe_outputs"};

Why WhyOf(std::string_view type) {
  for (const std::string_view one : kImports) {
    if (one == type) return Why::kImport;
  }
  return Why::kDataSource;
}

// Of what reads a state: the attribute that has all outputs. (`nonsensitive_values` has not all.)
struct OutputsOf {
  std::string_view type, attribute;
};
constexpr OutputsOf kOutputsOf[] = {{"terraform_remote_state", "outputs"},
                                    {"tfe_outputs", "values"}};

// Is it a data source of HCP Terraform itself?
bool IsOfPlatform(const Instance& data) { return data.type() == "tfe_outputs"; }

bool IsAllOutputs(std::string_view type, std::string_view attribute) {
  return std::any_of(std::begin(kOutputsOf), std::end(kOutputsOf), [&](const OutputsOf& one) {
    return one.type == type && one.attribute == attribute;
  });
}

// What data sources look up by its name, and the argument that says it, but for networks.
struct ByName {
  std::string_view type, kind, argument;
};
constexpr ByName kByName[] = {{"aws_vpc", "VPC", ""},
                              {"aws_subnet", "subnet", ""},
                              {"aws_route_table", "route table", ""},
                              {"aws_security_group", "security group", ""},
                              {"aws_ecs_cluster", "cluster", "cluster_name"},
                              {"aws_ecs_task_definition", "task definition", "task_definition"},
                              {"aws_iam_role", "role", "name"},
                              {"aws_iam_policy", "policy", "name"},
                              {"aws_cloudwatch_log_group", "log group", "name"}};

// `data "aws_iam_policy"` by the name of one of AWS's own policies: every account has it, and the
// provider refuses a name that means two.
Traced AwsPolicyByName(ValueStore& store, Traced name, Span at) {
  const auto text = name ? KnownText(*name) : std::nullopt;
  if (!text) return {};
  for (const std::string_view path : {"", "service-role/", "job-function/", "aws-service-role/"}) {
    const std::string full = std::string(path) + *text;
    if (FindManagedPolicy(full) == nullptr) continue;
    const Part parts[] = {
        {.text = "arn:", .from = at, .verbatim = false},
        {.from = at, .hole = PredeclaredSymbol(store, Predeclared::kPartition)},
        {.text = store.Keep(":iam::aws:policy/" + full), .from = at, .verbatim = false}};
    return store.Via({store.String(parts, at), name.route}, How::kReference, at);
  }
  return {};
}

}  // namespace

Traced DataSources::Attribute(const Instance& instance, std::string_view name, Span at) {
  const std::string_view type = instance.type();
  for (const OwnFact& fact : kOwnFacts) {
    if (fact.type == type && fact.attribute == name) {
      return {c_.store.Unknown(SymbolOf(fact.which, instance), at)};
    }
  }
  if (type == "aws_iam_policy_document" && (name == "json" || name == "minified_json")) {
    const Traced document = c_.results.Once({&instance, instance.declared, 2}, "json", at, [&] {
      return ReadPolicyDocument(c_, blocks_, instance);
    });
    return c_.store.Via(document, How::kEncoded, at);
  }
  if (type == "template_file" && name == "rendered") {
    const Traced rendered = c_.results.Once({&instance, instance.declared, 2}, "rendered", at,
                                            [&] { return RenderedTemplate(instance, at); });
    return c_.store.Via(rendered, How::kReference, at);
  }
  if ((type == "cloudinit_config" || type == "template_cloudinit_config") && name == "rendered") {
    const Traced rendered = c_.results.Once({&instance, instance.declared, 2}, "rendered", at,
                                            [&] { return CloudInit(instance, at); });
    return c_.store.Via(rendered, How::kEncoded, at);
  }
  if (type == "local_file" && name == "content") {
    if (const Traced file = blocks_.Written(instance, "filename")) {
      return c_.store.Via(CallFunction(c_.MakeCall("file", at, {file})), How::kReference, at);
    }
  }
  if (type == "aws_iam_policy" && (name == "arn" || name == "id") &&
      !instance.declared->Argument("arn").has_value()) {
    if (const Traced arn = AwsPolicyByName(c_.store, blocks_.Written(instance, "name"), at))
      return arn;
  }
  const bool is_name = type == "aws_iam_role" && name == "id";
  const Traced written = blocks_.Written(instance, is_name ? "name" : name);
  if (written && !written->is_null()) {
    return c_.store.Via(c_.store.Reshaped(written, Shape::kUnspecified), How::kReference, at);
  }
  if (const Traced published = Published(instance, name, at)) return published;
  const Symbol* symbol = c_.store.Intern(
      {.why = WhyOf(type), .name = instance.address + "." + std::string(name), .at = at});
  // No region is without zones.
  if (type == "aws_availability_zones" && (name == "names" || name == "zone_ids")) {
    c_.unknowns.MarkSome(symbol);
  }
  if (IsAllOutputs(type, name)) states_.emplace(symbol, &instance);
  return {c_.store.Unknown(symbol, at)};
}

Traced DataSources::Published(const Instance& instance, std::string_view name, Span at) {
  const std::string_view type = instance.type();
  for (const ByName& one : kByName) {
    if (one.type != type) continue;
    const Provider provider = ProviderOf(instance);
    if (provider && !provider.IsDefault()) return {};  // another account or region
    if (!AsksForNameAlone(instance)) return {};
    const Traced called =
        one.argument.empty() ? NameLookedUp(instance) : blocks_.Written(instance, one.argument);
    if (!called) return {};
    const HandOver wanted = NewHandOver(HandOver::By::kName, GlyphsOf(called), one.kind);
    return IsTold(wanted) ? c_.HandedOver(wanted, called, name, at) : Traced();
  }
  if ((type == "aws_subnets" || type == "aws_subnet_ids") && name == "ids") {
    return SubnetsOf(instance, at);
  }
  const bool stored = type == "aws_ssm_parameter" && (name == "value" || name == "insecure_value");
  const bool exported = type == "aws_cloudformation_export" && name == "value";
  if (!stored && !exported) return {};
  const Traced called = blocks_.Written(instance, "name");
  if (!called) return {};
  const ResourceAttribute own = ReferencedResource(called);
  const Instance* parameter = stored ? c_.modules.Resource(own.resource) : nullptr;
  if (parameter != nullptr && parameter->type() == "aws_ssm_parameter") {
    const Traced value = ParameterValue(*parameter, at);
    return value ? c_.store.Via(value, How::kReference, at) : Traced();
  }
  c_.selectors.Names(called);
  const auto by = stored ? HandOver::By::kParameter : HandOver::By::kExport;
  return c_.HandedOver(NewHandOver(by, GlyphsOf(called)), called, "", at);
}

Traced DataSources::ParameterValue(const Instance& parameter, Span at) {
  for (const std::string_view name : {"value", "insecure_value"}) {
    const Traced value = blocks_.Written(parameter, name);
    if (!value || value->is_null()) continue;
    if (!parameter.declared->LeavesToOthers(name)) return value;
    const Symbol* symbol = c_.store.Intern(
        {.why = Why::kHandOver,
         .name = "`" + parameter.address + "` leaves its value to others (`ignore_changes`)",
         .naming = Symbol::Naming::kWords,
         .at = at});
    return {c_.store.Unknown(symbol, at)};
  }
  return {};
}

// Does it ask for nothing but a name, and for the VPC of a network? The model does not know enough
// to compare the rest.
bool DataSources::AsksForNameAlone(const Instance& instance) {
  constexpr std::string_view kAllowed[] = {"tags",         "name",     "vpc_id",
                                           "cluster_name", "provider", "task_definition",
                                           "count",        "for_each", "depends_on"};
  for (const auto& [name, text] : instance.declared->Arguments()) {
    if (std::find(std::begin(kAllowed), std::end(kAllowed), name) == std::end(kAllowed))
      return false;
  }
  const Traced tags = blocks_.Written(instance, "tags");
  if (tags && !tags->is_null() && (!tags->is_map() || tags->open() || tags->count > 1))
    return false;
  const Traced filters = blocks_.Written(instance, "filter");
  if (!filters || !filters->is_list()) return true;
  return !filters->open() &&
         std::all_of(filters->items().begin(), filters->items().end(), [](const Traced& filter) {
           const Traced key = Child(filter, "name");
           const std::string name = key ? KnownText(*key).value_or("") : "";
           return name == "tag:Name" || name == "vpc-id" || name == "group-name";
         });
}

// By their VPC and name alone: other filters ask for what the model does not know.
Traced DataSources::SubnetsOf(const Instance& instance, Span at) {
  Traced vpc = blocks_.Written(instance, "vpc_id");
  std::string called;
  const auto take = [&](std::string_view key, Traced value) {
    const Traced text = value && value->is_list() && value->count == 1
                            ? c_.store.Inside(value, value->items()[0])
                            : value;
    if (!text || text->is_list()) return false;
    if (key == "vpc-id") {
      vpc = text;
    } else if (key == "tag:Name" || key == "Name") {
      called = KnownText(*text).value_or("");
      return !called.empty();
    } else {
      return false;
    }
    return true;
  };
  if (const Traced filters = blocks_.Written(instance, "filter"); filters && filters->is_list()) {
    if (filters->open()) return {};
    for (const Traced& filter : filters->items()) {
      const Traced key = Child(filter, "name");
      if (!key || !take(KnownText(*key).value_or(""), Child(filter, "values"))) return {};
    }
  }
  if (const Traced tags = blocks_.Written(instance, "tags"); tags && !tags->is_null()) {
    if (!tags->is_map() || tags->open()) return {};
    for (const Entry& tag : tags->entries()) {
      if (!take(tag.key == "Name" ? "Name" : "", tag.value)) return {};
    }
  }
  const ResourceId of = ReferencedResource(vpc).resource;
  if (of == ResourceId::kNone || c_.modules.Resource(of) != nullptr) return {};
  const Traced ids = c_.results.Now([&](const Scenario& scenario, Reads& reads) {
    return c_.others.Subnets(of, called, at, scenario, reads);
  });
  return ids ? c_.store.Via({ids.value, c_.store.Chain(ids.route, vpc.route)}, How::kReference, at)
             : Traced();
}

Traced DataSources::NameLookedUp(const Instance& instance) {
  const bool own = instance.type().starts_with("aws_security_group");
  const std::string_view key = own ? "group-name" : "tag:Name";
  if (const Traced name = blocks_.WrittenAt(instance, own ? "name" : "tags.Name")) return name;
  const Traced filters = blocks_.Written(instance, "filter");
  if (!filters || !filters->is_list()) return {};
  for (const Traced& filter : filters->items()) {
    const Traced name = Child(filter, "name"), texts = Child(filter, "values");
    if (!name || KnownText(*name) != key || !texts) continue;
    return texts->is_list() && texts->count == 1 ? texts->items()[0] : Traced();
  }
  return {};
}

Traced DataSources::OutputOf(const Symbol& outputs, std::string_view name, Span at) {
  const auto state = states_.find(&outputs);
  if (state == states_.end()) return {};
  const Instance& instance = *state->second;
  const Traced backend = blocks_.Written(instance, "backend");
  const auto type = IsOfPlatform(instance) ? "cloud" : backend ? KnownText(*backend) : std::nullopt;
  if (!type) return {};
  const Traced config = blocks_.Written(instance, "config");
  // What names the state may be a default, which another value may stand in for.
  Traced named;
  const auto argument = [&](std::string_view path) {
    const Traced written = IsOfPlatform(instance) ? ArgumentOfPlatform(instance, path)
                                                  : PropertyAt(config, path, c_.store);
    c_.selectors.Names(written);
    if (DefaultBehind(written) != nullptr) named = written;
    return written;
  };
  const Glyphs where = StateName(*type, instance.module->folder->path(), argument);
  if (where.empty()) return {};
  HandOver wanted = NewHandOver(HandOver::By::kState, where);
  wanted.workspace = WorkspaceOf(instance, *type);
  const Traced given = c_.HandedOver(wanted, named, name, at);
  const Traced defaults = blocks_.Written(instance, "defaults");
  if (!given || !c_.unknowns.Failed(*given) || !defaults || defaults->is_null()) return given;
  // What stands in for outputs that the state does not have.
  if (const Traced own = Child(defaults, name)) return c_.store.Via(own, How::kReference, at);
  return defaults->is_map() && !defaults->open() ? given : Traced();
}

// What the backend `cloud` calls `path`, as `tfe_outputs` has it.
// https://registry.terraform.io/providers/hashicorp/tfe/latest/docs/data-sources/outputs
Traced DataSources::ArgumentOfPlatform(const Instance& outputs, std::string_view path) {
  return blocks_.Written(outputs, path == "workspaces.name" ? "workspace" : path);
}

// Without the argument it is `default`. What HCP Terraform calls a workspace is another thing.
// https://developer.hashicorp.com/terraform/language/state/remote-state-data
std::string DataSources::WorkspaceOf(const Instance& instance, std::string_view backend) {
  const std::string any(1, HandOver::kUnknownPart);
  const Traced written = IsOfPlatform(instance) ? Traced() : blocks_.Written(instance, "workspace");
  if (!written || written->is_null()) {
    return backend == "remote" || backend == "cloud" ? any : "default";
  }
  return KnownText(*written).value_or(any);
}

// The unit's own account and region are those of the root's default provider; every other one has
// its own.
const Symbol* DataSources::SymbolOf(Predeclared which, const Instance& instance) {
  const bool regional = which == Predeclared::kRegion;
  const Symbol* own = PredeclaredSymbol(c_.store, which);
  std::string place;
  if (const Provider provider = ProviderOf(instance); provider && !provider.IsDefault()) {
    const Provider main = FindProvider(c_.modules.root(), "");
    const bool account = provider.Credentials().empty() && (!main || main.Credentials().empty());
    if (regional || !account) place = provider.Address();
  }
  if (regional && instance.declared->Argument("region")) place = instance.address;
  if (place.empty()) return own;
  return c_.store.Intern({.why = own->why, .name = own->name + " of " + place, .at = own->at});
}

// The MIME text itself is not made; who wants to know what is in it gets its parts, in a row.
Traced DataSources::CloudInit(const Instance& instance, Span at) {
  const std::string name = instance.address + ".rendered";
  const Traced list = blocks_.Written(instance, "part");
  if (!list || !list->is_list()) {
    return c_.unknowns.Derived(name, std::span(&list, list ? 1 : 0), at);
  }
  std::vector<Part> parts;
  const auto unread = [&](const Symbol* symbol) { parts.push_back({.from = at, .hole = symbol}); };
  for (const Traced& item : list->items()) {
    const Traced content = Child(c_.store.Inside(list, item), "content");
    if (!content || !AppendText(c_.store, content, parts)) {
      unread(content && content->is_unknown() ? &content->symbol()
                                              : &c_.unknowns.Derived(name, {}, at)->symbol());
    }
    parts.push_back({.text = "\n", .from = at, .verbatim = false});
  }
  if (list->open()) unread(list->open_because);
  if (!FitsString(parts)) return c_.unknowns.Limit(name, at);
  const Part whole{.from = at, .hole = &c_.unknowns.Derived(name, {}, at)->symbol()};
  const Traced inside{c_.store.String(parts, list->span), list.route};
  return {c_.store.Encoded(std::span(&whole, 1), at, inside, Encoding::kBase64)};
}

Traced DataSources::RenderedTemplate(const Instance& instance, Span at) {
  const Traced text = blocks_.Written(instance, "template");
  Traced variables = blocks_.Written(instance, "vars");
  if (!text) return c_.unknowns.Fail("template_file without template", at);
  if (!variables || variables->is_null()) variables = {c_.store.Map({}, at)};
  return templates_.RenderText(text, variables, instance.address + ".rendered", at);
}

}  // namespace execlint::terraform
