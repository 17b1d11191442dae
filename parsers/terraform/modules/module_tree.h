// The modules and instances of one unit, each made once, when first asked for. Nothing is evaluated
// here: the caller gives the keys of `count` or `for_each`.
//
//   ModuleTree tree(configuration, *folder, store);
//   const Instance& web = tree.At(tree.root(), *declared, Instance::kCall, {});
//   if (web.child != nullptr) ...   // the folder that `module "web"` leads to
//
// Bounds: depth and number of modules. A call beyond them has no child module, as if its source
// were missing.
#ifndef EXECLINT_PARSERS_TERRAFORM_MODULES_MODULE_TREE_H_
#define EXECLINT_PARSERS_TERRAFORM_MODULES_MODULE_TREE_H_

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "lint/value/value_store.h"
#include "parsers/terraform/modules/instance.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

class ModuleTree {
 public:
  // All of these must outlive the tree.
  ModuleTree(const Configuration& configuration, const Folder& root, ValueStore& store);
  ModuleTree(const ModuleTree&) = delete;
  ModuleTree& operator=(const ModuleTree&) = delete;

  const ModuleInstance& root() const { return *root_; }
  // The instance of a block with that key; of a module call, with the module it leads to.
  const Instance& At(const ModuleInstance& module, const Declared& declared, Instance::Kind kind,
                     const InstanceKey& key);
  // Null where the resource is another unit's.
  const Instance* Resource(ResourceId id) const {
    const auto found = resources_.find(id);
    return found == resources_.end() ? nullptr : found->second;
  }
  // The instance that the symbol stands for the whole of; null for any other symbol.
  const Instance* InstanceOf(const Symbol& symbol) const;
  // How many instances a block may have: few, where the unit has very many already. If there are
  // more, one instance stands for all of the rest.
  std::size_t RoomFor(const ModuleInstance& module, const Declared& declared);

  // A block whose `count` or `for_each` is unknown is, as a whole, a collection of unknown size:
  // `all` is its symbol, and the only instance of `expansion` stands for each element.
  void AddCollection(const Symbol* all, Expansion expansion) {
    collections_.insert_or_assign(all, std::move(expansion));
  }
  // Null where the symbol is no such collection.
  const Expansion* CollectionOf(const Symbol& symbol) const;
  const Instance* ElementOf(const Symbol& symbol) const;

  // Where a call's source is a path: the folder it leads to, null where there is none. Nothing for
  // any other source.
  std::optional<const Folder*> CalledByPath(const Folder& caller, const Declared& call) const;

  // How many of the modules were fetched by `terraform init`, those that they call by their paths
  // not counted.
  std::size_t fetched() const { return fetched_.size(); }

 private:
  void Number(Instance& instance);
  // Where a call leads, and whether that was fetched for it.
  struct Target {
    const Folder* folder = nullptr;
    bool fetched = false;
  };
  Target TargetOf(const Instance& call);
  // Null where the module is not here, and where a bound was met.
  const ModuleInstance* Child(const Instance& call, bool& bounded);

  const Configuration& configuration_;
  ValueStore& store_;
  std::deque<ModuleInstance> modules_;
  const ModuleInstance* root_ = nullptr;
  std::deque<Instance> instances_;
  std::map<std::tuple<const ModuleInstance*, const Declared*, InstanceKey>, const Instance*>
      by_key_;
  std::map<std::pair<const ModuleInstance*, const Declared*>, std::size_t> room_;
  std::unordered_map<ResourceId, const Instance*> resources_;
  std::unordered_map<const Symbol*, const Instance*> by_symbol_;
  std::unordered_map<const Symbol*, Expansion> collections_;
  std::set<std::string> fetched_;  // by key
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_MODULES_MODULE_TREE_H_
