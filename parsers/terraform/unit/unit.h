// One Terraform deployment unit: a root (or a reusable module that nothing calls) with everything
// its module calls reach. Lowering reads resources and their attributes from here, per scenario.
//
//   Unit unit(configuration, *folder, std::move(inputs), wanted, store);
//   unit.Read([&] {
//     flags.clear();
//     for (const UnitResource& resource : unit.resources()) {
//       if (resource.instance->type() != "aws_ecs_service") continue;
//       flags.push_back(unit.Get(*resource.instance, "enable_execute_command"));
//     }
//   });
#ifndef EXECLINT_PARSERS_TERRAFORM_UNIT_UNIT_H_
#define EXECLINT_PARSERS_TERRAFORM_UNIT_UNIT_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/model.h"
#include "lint/value/scenario.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/evaluate/evaluator.h"
#include "parsers/terraform/modules/instance.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/inputs.h"

namespace execlint::terraform {

struct UnitResource {
  const Instance* instance = nullptr;
  // Whether this copy exists: a bool per scenario; no value: always.
  Cases<Traced> exists;
};

// A module call whose source is not in the project, with what is handed to it.
struct OpaqueCall {
  const Instance* instance = nullptr;
  Cases<Traced> exists;
};

// Something of a resource that is seen outside of the unit.
struct Leak {
  ResourceId resource = ResourceId::kNone;
  Escape escape;
};

class Unit {
 public:
  // `wanted` says which resource types are listed in resources().
  using Wanted = std::function<bool(std::string_view type)>;
  // All of these must outlive the unit.
  Unit(const Configuration& configuration, const Folder& root, const Inputs& inputs, Wanted wanted,
       ValueStore& store);

  // Calls `read`, which asks for everything that is to be known. Inputs that were seen to decide
  // something become selectors; if there are any, `read` is called once more, and now meets every
  // choice. What it made the first time is void then.
  void Read(const std::function<void()>& read);

  // While and after reading:
  const std::vector<Selector>& selectors() { return evaluator_.selectors().all(); }
  const std::vector<UnitResource>& resources() const { return resources_; }
  const std::vector<OpaqueCall>& opaque_calls() const { return opaque_calls_; }
  const std::vector<const ModuleInstance*>& modules() const { return modules_; }
  // Resources of any type whose block holds the text.
  std::vector<UnitResource> Naming(std::string_view text);
  // The arguments of opaque calls whose name and text are wanted, in every case.
  void HandedOver(const std::function<bool(std::string_view, std::string_view)>& wanted,
                  const std::function<void(const OpaqueCall&, std::string_view, Traced)>& see);
  // Root outputs, SSM parameters, and arguments of opaque calls.
  std::vector<Leak> Leaks();

  // What the code writes at a path of a block (`network_configuration.subnets`). No value: it does
  // not.
  Cases<Traced> Get(const Instance& instance, std::string_view path);
  // Anything that is computed under one scenario at a time.
  Cases<Traced> Explored(const std::function<Traced()>& compute);

  Evaluator& evaluator() { return evaluator_; }
  // Inputs that decide something but are too many, or have too many values, to be told apart.
  const std::vector<std::string>& left_out() { return evaluator_.selectors().left_out(); }

 private:
  void FixSelectors();
  void Enumerate();
  void Enumerate(const ModuleInstance& module);
  std::vector<const Instance*> InstancesOf(const ModuleInstance& module, const Declared& declared,
                                           Instance::Kind kind);
  Cases<Traced> ExistsCases(const Instance& instance);
  void AddImported(std::vector<Leak>& leaks);
  Traced Exists(const Instance& instance);

  const Inputs& inputs_;
  const Wanted wanted_;
  Evaluator evaluator_;
  std::vector<UnitResource> resources_;
  std::vector<OpaqueCall> opaque_calls_;
  std::vector<const ModuleInstance*> modules_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_UNIT_UNIT_H_
