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
//
// The escapes of a unit are found by escapes.h.
#ifndef EXECLINT_PARSERS_TERRAFORM_UNIT_UNIT_H_
#define EXECLINT_PARSERS_TERRAFORM_UNIT_UNIT_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/frontend.h"
#include "lint/model/model.h"
#include "lint/value/case_allowance.h"
#include "lint/value/scenario.h"
#include "lint/value/value_store.h"
#include "parsers/terraform/evaluate/evaluator.h"
#include "parsers/terraform/modules/instance.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/unit/imports.h"

namespace execlint::terraform {

struct UnitResource {
  const Instance* instance = nullptr;
  // Whether this instance exists: a bool per scenario; no value: always.
  Cases<Traced> exists;
  // Of the instance that stands for all unknown ones: see Expansion::keys. Null for any other.
  const Symbol* instances = nullptr;
};

// A module call whose source is not in the project.
struct OpaqueCall {
  const Instance* instance = nullptr;
  Cases<Traced> exists;
};

class Unit {
 public:
  struct Wanted {
    std::function<bool(std::string_view type)> types = {};  // those that resources() lists
    // Nothing else will be asked for: modules without them are left out, and so are calls of
    // modules whose source is not in the project.
    bool alone = false;
  };
  // All of these must outlive the unit.
  Unit(const Configuration& configuration, const Folder& root, const Inputs& inputs, Wanted wanted,
       const Loading& loading);

  // Calls `read`, which must ask for everything that the caller wants to know. Evaluation notes
  // which inputs the code compares with something; these become selectors. As long as a call found
  // new ones, `read` is called again: now every answer has a case for each choice, and the caller
  // must drop the answers of the time before.
  void Read(const std::function<void()>& read);
  // While reading: a boolean input that has its default, and that decides whether the instance
  // exists or what is written at the path, becomes a selector of both values.
  void FindSwitches(const Instance& instance, std::string_view path);

  // While and after reading:
  const std::vector<Selector>& selectors() { return evaluator_.selectors().all(); }
  const std::vector<UnitResource>& resources() const { return resources_; }
  const std::vector<OpaqueCall>& opaque_calls() const { return opaque_calls_; }
  const std::vector<const ModuleInstance*>& modules() const { return modules_; }
  // Resources of any type whose block contains the text.
  std::vector<UnitResource> Naming(std::string_view text);
  // The data sources of that type.
  std::vector<UnitResource> Data(std::string_view type);
  // The instances of one block, in all scenarios.
  std::vector<const Instance*> InstancesOf(const ModuleInstance& module, const Declared& declared,
                                           Instance::Kind kind);
  // Whether the instance exists: see UnitResource.
  Cases<Traced> ExistsCases(const Instance& instance);
  // What the code writes at a path of a block (`network_configuration.subnets`); no value where it
  // writes nothing there.
  Cases<Traced> Get(const Instance& instance, std::string_view path);
  // The results of `compute`, which is run under one scenario at a time, as often as the selectors
  // that it reads have choices.
  Cases<Traced> Explored(const std::function<Traced()>& compute);

  const Imports& imports() const { return imports_; }
  Evaluator& evaluator() { return evaluator_; }
  const Wanted& wanted() const { return wanted_; }
  // Inputs that the code decides by, but that are no selectors because there are too many of them
  // or because they have too many values.
  const std::vector<std::string>& left_out() { return evaluator_.selectors().left_out(); }

 private:
  static constexpr std::size_t kMostCases = 4'000;  // of all explorations of one reading

  void AddVarFiles();
  void Enumerate();
  void Enumerate(const ModuleInstance& module);
  bool LeadsToWanted(const Folder& folder, const Declared& call);
  Traced Exists(const Instance& instance);
  UnitResource Resource(const Instance& instance);
  // The cases of `f`, which is run under one scenario at a time.
  template <class F>
  auto EachCase(F&& f);

  const Inputs& inputs_;
  const Wanted wanted_;
  const Imports imports_;
  Evaluator evaluator_;
  CaseAllowance allowance_{kMostCases};
  std::vector<UnitResource> resources_;
  std::vector<OpaqueCall> opaque_calls_;
  std::vector<const ModuleInstance*> modules_;
  std::map<const Folder*, bool> holds_wanted_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_UNIT_UNIT_H_
