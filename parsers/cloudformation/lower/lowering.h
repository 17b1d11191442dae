// What the lowering tables of CloudFormation share: the reader of one resource's properties, and
// the rows from a type to the function that lowers it.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_LOWER_LOWERING_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_LOWER_LOWERING_H_

#include <span>
#include <string>
#include <string_view>

#include "lint/model/lowering.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/cloudformation/evaluator.h"
#include "parsers/cloudformation/stack.h"

namespace execlint::cloudformation {

// Everything that lowering one template needs.
struct Lowering {
  const Stack& stack;
  const Evaluator& evaluator;
  SourceMap& sources;
  Model& model;
  const Lowering* around = nullptr;  // of the stack around a nested one
  const RouteStep* calls = nullptr;  // how the stack was reached, newest first
};

// Paths are those of the template (`NetworkConfiguration.AwsvpcConfiguration.Subnets`); the empty
// path is all of Properties. Values under keys that nothing is made of are handed over unevaluated;
// of what is under `Environment` and `Secrets`, names are evaluated (see LeaveRaw).
class PropertyReader : public ResourceReader {
 public:
  PropertyReader(const TemplateResource& resource, const Lowering& lowering)
      : resource_(resource), lowering_(lowering) {}

  Cases<Traced> Get(std::string_view path) const override;
  Slot SlotOf(std::string_view path) const override;
  Place head() const override { return {.span = resource_.name_span}; }
  BoolWords bool_words() const override { return BoolWords::kCloudFormation; }
  ValueStore& values() const override { return lowering_.evaluator.store(); }

 private:
  const TemplateResource& resource_;
  const Lowering& lowering_;
};

Head MakeHead(const TemplateResource& resource, const Lowering& lowering);

// `Tags` of the usual shape.
Attr<List<Tag>> ReadTags(const PropertyReader& reader);

struct TypeRow {
  std::string_view type;
  void (*lower)(const TemplateResource& resource, const Lowering& lowering);
};
std::span<const TypeRow> EcsTypes();
// What starts tasks, but for services and their task sets.
std::span<const TypeRow> LauncherTypes();
std::span<const TypeRow> IamTypes();
std::span<const TypeRow> NetworkTypes();
std::span<const TypeRow> Ec2Types();

// Adds the resources that name a task definition and are no launchers that are read.
void FindOtherLaunchers(const Lowering& lowering);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_LOWER_LOWERING_H_
