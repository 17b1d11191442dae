// Which configuration of the AWS provider a resource or data source is made with: its `provider`
// argument, and what the `providers` of the module calls above make of it.
#ifndef EXECLINT_PARSERS_TERRAFORM_MODULES_PROVIDER_H_
#define EXECLINT_PARSERS_TERRAFORM_MODULES_PROVIDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "parsers/terraform/modules/instance.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

// A `provider "aws"` block, and the module it stands in.
struct Provider {
  const ModuleInstance* module = nullptr;
  BodyRef body = {};
  std::string alias = {};

  explicit operator bool() const { return module != nullptr; }
  // The one without an alias in the root, which every resource has that names no other.
  bool IsDefault() const { return module != nullptr && module->call == nullptr && alias.empty(); }
  // `aws.east`; with the address of its module where that is not the root: `module.web.aws`.
  std::string Address() const;
  // The arguments that decide which account it acts in; of assume_role blocks, their `role_arn`.
  std::vector<AttributeRef> Credentials() const;
};

// The provider configuration of that alias in a module itself; empty: the default one.
Provider FindProvider(const ModuleInstance& module, std::string_view alias);

// Nothing where no configuration is written.
Provider ProviderOf(const Instance& instance);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_MODULES_PROVIDER_H_
