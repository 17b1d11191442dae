// What declarations become: module instances, and instances of resources, data sources and module
// calls, one for each number or key that `count` or `for_each` gives.
//
//   module "web" { source = "./web", for_each = toset(["a"]) }
//     -> an Instance (kCall, key "a"), whose child is a ModuleInstance of the folder web/
#ifndef EXECLINT_PARSERS_TERRAFORM_MODULES_INSTANCE_H_
#define EXECLINT_PARSERS_TERRAFORM_MODULES_INSTANCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lint/value/value.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

struct Instance;

// A folder as one call reaches it; the root has no call.
struct ModuleInstance {
  const Folder* folder = nullptr;
  const Instance* call = nullptr;    // in the parent module
  std::string address = {};          // `module.web["a"]`; empty for the root
  const RouteStep* route = nullptr;  // the chain of module calls, newest first
  int depth = 0;
  // Not written in this project: it, or a module that calls it, was fetched by `terraform init`.
  bool fetched = false;
};

// Tells the instances of one block apart.
struct InstanceKey {
  enum Kind : std::uint8_t {
    kNone,     // neither is written
    kNumber,   // of count
    kText,     // of for_each
    kUnknown,  // of the one instance that stands for all, where their keys are unknown
  } kind = kNone;
  double number = 0;
  std::string text = {};
  std::size_t secret =
      0;  // not 0: the text is a secret, and this its number (ValueStore::NumberOf)

  friend bool operator==(const InstanceKey&, const InstanceKey&) = default;
  friend auto operator<=>(const InstanceKey&, const InstanceKey&) = default;
};

struct Instance {
  enum Kind : std::uint8_t { kResource, kData, kCall } kind = kResource;
  const ModuleInstance* module = nullptr;  // where it is declared
  const Declared* declared = nullptr;
  InstanceKey key = {};
  ResourceId id = ResourceId::kNone;  // of a resource; of a call without a child, of what it makes
  // With the path of module calls and the keys: `module.web.aws_ecs_service.this["a"]`.
  std::string address = {};
  const ModuleInstance* child = nullptr;  // of a call whose source is here
  const Symbol* object = nullptr;         // in values: an unknown that means this whole instance

  bool stands_for_unknown() const { return key.kind == InstanceKey::kUnknown; }
  std::string_view type() const { return declared->label(0); }
  std::string_view name() const { return declared->label(kind == kCall ? 0 : 1); }
};

// The instances that count or for_each make under one scenario.
struct Expansion {
  // kEnabled: one without a key, or none (OpenTofu's `lifecycle { enabled = ... }`).
  enum Kind : std::uint8_t { kSingle, kCount, kForEach, kEnabled } kind = kSingle;
  std::vector<const Instance*> instances = {};
  // Set if count or for_each is not wholly known: why. The last instance then stands for all that
  // may exist and are not listed.
  const Symbol* unknown = nullptr;
  // With `unknown`: the only instance exists or does not (`count = var.on ? 1 : 0`, kEnabled).
  bool may_be_none = false;
  Traced source = {};  // the value of count, for_each or enabled
  // With `unknown`: what their number or keys are. Two blocks of one symbol have as many instances,
  // with the same keys.
  const Symbol* keys = nullptr;
  bool some = false;  // with `unknown`: there is at least one
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_MODULES_INSTANCE_H_
