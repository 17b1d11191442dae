// What the lowering tables of Terraform share: the reader of one resource's arguments, and the rows
// from a type to the function that lowers it.
#ifndef EXECLINT_PARSERS_TERRAFORM_LOWER_LOWERING_H_
#define EXECLINT_PARSERS_TERRAFORM_LOWER_LOWERING_H_

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "lint/model/lowering.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/terraform/project/discover.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

// Everything that lowering one unit needs.
struct Lowering {
  Unit& unit;
  SourceMap& sources;
  Model& model;
};

// Paths go through nested blocks (`network_configuration.subnets`).
class ArgumentReader : public ResourceReader {
 public:
  ArgumentReader(const UnitResource& resource, const Lowering& lowering)
      : instance_(*resource.instance), lowering_(lowering) {}

  Cases<Traced> Get(std::string_view path) const override;
  Slot SlotOf(std::string_view path) const override;
  Place head() const override { return {instance_.declared->head(), instance_.module->route}; }
  // Where `lifecycle { ignore_changes }` names the argument, something in it or something around
  // it, if it does. Without a path: any argument but tags.
  std::optional<Place> LeftToOthers(std::string_view path) const;
  // kDefaulted for an argument that `lifecycle { ignore_changes }` names, else kCertain.
  Certainty max_certainty(std::string_view path) const override;
  BoolWords bool_words() const override { return BoolWords::kTerraform; }
  ValueStore& values() const override { return lowering_.unit.evaluator().store(); }

  // The whole block as a map, without its meta-arguments and those named here.
  Cases<Traced> Whole(std::initializer_list<std::string_view> without = {}) const;

 private:
  // What stands for an argument that an `import` block and `ignore_changes` leave as it was before
  // this code; nothing for any other.
  Traced LeftAsImported(std::string_view path) const;
  // What `lifecycle { ignore_changes }` is.
  const std::vector<ExprRef>& IgnoredChanges() const;

  const Instance& instance_;
  const Lowering& lowering_;
  mutable std::optional<std::vector<ExprRef>> ignored_changes_ = {};  // once it was asked for
};

Head MakeHead(const UnitResource& resource, const Lowering& lowering);

// The providers of capacity_provider_strategy blocks.
Fact<List<Ref>> ToProviders(Traced list, Place owner, ValueStore& values);
// True where a block is, whatever is in it.
Fact<bool> BlockPresence(Traced list, Place owner, ValueStore& values);

// Where the reference names a revision that somebody else may have registered: the newest one, as
// the account knows it.
std::optional<Place> NewestRevision(const Attr<Ref>& task_definition);

// `tags`, with the provider's default_tags under them.
Attr<List<Tag>> ReadTags(const UnitResource& resource, const Lowering& lowering);
// The region of the root's default provider, where it is written out.
void ReadDeployment(const Lowering& lowering);

struct TypeRow {
  std::string_view type;
  void (*lower)(const UnitResource& resource, const Lowering& lowering);
};
std::span<const TypeRow> EcsTypes();
// What starts tasks, but for services.
std::span<const TypeRow> LauncherTypes();
std::span<const TypeRow> IamTypes();
std::span<const TypeRow> NetworkTypes();
std::span<const TypeRow> Ec2Types();
std::span<const TypeRow> StackTypes();
std::span<const TypeRow> CloudControlTypes();

// The row of a resource type; null for a type that has no resource in the model.
const TypeRow* RowOf(std::string_view type);
// Are resources of this type read, for a unit of this interest? Types with a row are, those of
// networks and instances only from kServices on.
bool IsWanted(std::string_view type, Interest interest);

// Adds what data sources look up by a `Name` tag.
void FindLookedUp(const Lowering& lowering);

// Adds the data sources that start tasks.
void FindTaskExecutions(const Lowering& lowering);
// Adds what opaque module calls run.
void LowerCalls(const Lowering& lowering);
// Adds the policies that opaque module calls are given. Call it after Unit::Read: on which inputs
// they depend is no reason to tell more scenarios apart.
void LowerGivenPolicies(const Lowering& lowering);

// Adds the resources that name a task definition and are no launchers that are read.
void FindOtherLaunchers(const Lowering& lowering);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_LOWER_LOWERING_H_
