#include "parsers/terraform/modules/provider.h"

#include <optional>

namespace execlint::terraform {
namespace {

constexpr std::string_view kAws = "aws";
constexpr std::string_view kAccountArguments[] = {
    "profile", "access_key", "shared_credentials_file", "shared_credentials_files",
    "shared_config_files"};
constexpr std::string_view kAccountBlocks[] = {"assume_role", "assume_role_with_web_identity"};

// `aws` or `aws.alias`, as a reference or (in JSON, and of old) as a string: the alias. Nothing for
// another provider.
std::optional<std::string> AliasIn(ExprRef reference) {
  if (const auto text = reference.ast->ConstantString(reference.id)) {
    if (*text == kAws) return "";
    const std::string prefix = std::string(kAws) + ".";
    return text->starts_with(prefix) ? std::optional(text->substr(prefix.size())) : std::nullopt;
  }
  std::string_view alias;
  if (const auto* attribute = std::get_if<hcl::GetAttr>(&reference->form)) {
    alias = attribute->name.text;
    reference = reference.At(attribute->base);
  }
  const auto* name = std::get_if<hcl::Variable>(&reference->form);
  if (name == nullptr || name->name != kAws) return std::nullopt;
  return std::string(alias);
}

// What the `providers` argument of a call makes of a provider's name.
std::optional<std::string> PassedAs(const Instance& call, std::string_view alias) {
  const auto providers = call.declared->Argument("providers");
  if (!providers) return std::nullopt;
  const auto* object = std::get_if<hcl::Object>(&providers->value->form);
  if (object == nullptr) return std::nullopt;
  for (const hcl::ObjectItem& item : providers->value.ast->items(*object)) {
    if (AliasIn(providers->value.At(item.key)) == alias) {
      return AliasIn(providers->value.At(item.value));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string Provider::Address() const {
  std::string address = module->address.empty() ? "" : module->address + ".";
  address += kAws;
  return alias.empty() ? address : address + "." + alias;
}

std::vector<AttributeRef> Provider::Credentials() const {
  std::vector<AttributeRef> found;
  for (const std::string_view name : kAccountArguments) {
    if (const auto written = body.Find(name)) found.push_back(*written);
  }
  for (const std::string_view type : kAccountBlocks) {
    for (const BlockRef& block : body.Blocks(type)) {
      if (const auto role = block.body().Find("role_arn")) found.push_back(*role);
    }
  }
  return found;
}

Provider FindProvider(const ModuleInstance& module, std::string_view alias) {
  const Declaration* found = module.folder->AwsProvider(alias);
  if (found == nullptr) return {};
  return {&module, BodyRef({found->layer()}), std::string(alias)};
}

Provider ProviderOf(const Instance& instance) {
  std::string alias;
  if (const auto written = instance.declared->Argument("provider")) {
    alias = AliasIn(written->value).value_or("");
  } else if (instance.kind == Instance::kCall) {
    alias = PassedAs(instance, "").value_or("");
  }
  for (const ModuleInstance* module = instance.module;;) {
    if (Provider found = FindProvider(*module, alias)) return found;
    if (module->call == nullptr) return {};
    const auto passed = PassedAs(*module->call, alias);
    if (!passed && !alias.empty()) return {};
    alias = passed.value_or("");
    module = module->call->module;
  }
}

}  // namespace execlint::terraform
