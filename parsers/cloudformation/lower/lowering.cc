#include "parsers/cloudformation/lower/lowering.h"

#include <array>

#include "parsers/ecs/keys.h"
#include "parsers/ecs/shapes.h"

namespace execlint::cloudformation {
namespace {

// Nothing in the model is made of what stands under these, and it may hold secrets.
constexpr std::array<std::string_view, 9> kLeaveRaw = {
    "Environment", "EnvironmentFiles", "Secrets",      "Command", "EntryPoint",
    "HealthCheck", "DockerLabels",     "PortMappings", "Ulimits"};

}  // namespace

Cases<Traced> PropertyReader::Get(std::string_view path) const {
  const Evaluator& evaluator = lowering_.evaluator;
  const Symbol* rewritten = evaluator.tmpl().rewritten_because();
  const auto read = [&](const Scenario& scenario, Reads& reads) {
    Traced value;
    if (resource_.properties) {
      value = path.empty() ? evaluator.Evaluate(resource_.properties, scenario, reads, kLeaveRaw)
                           : evaluator.At(resource_.properties, path, scenario, reads, kLeaveRaw);
    }
    if (!value && rewritten != nullptr) {
      value = {evaluator.store().Unknown(rewritten, resource_.name_span)};
    }
    return value;
  };
  auto explored = Explore(evaluator.parameters().selectors(), kMaxLeaves, read);
  if (!explored.complete) {
    const Symbol* limit =
        evaluator.store().Intern({.why = Why::kLimit,
                                  .name = "more than 64 combinations of parameters",
                                  .at = resource_.name_span});
    explored.leaves.push_back({{}, {evaluator.store().Unknown(limit, resource_.name_span)}});
  }
  return Cases<Traced>(std::move(explored.leaves));
}

Slot PropertyReader::SlotOf(std::string_view path) const {
  if (!resource_.properties) {
    return {.owner = resource_.id,
            .path = "Properties." + std::string(path),
            .at = Span::At(resource_.block.file, resource_.block.end)};
  }
  return ecs::SlotIn(resource_.id, resource_.properties, path, ecs::KeyCase::kPascal,
                     "Properties.");
}

Head MakeHead(const TemplateResource& resource, const Lowering& lowering) {
  Head head{.id = resource.id};
  head.type = std::string(resource.type);
  head.address = std::string(resource.name);
  head.local_address = head.address;
  head.module_path = lowering.file;
  head.span = resource.name_span;
  head.block = resource.block;
  const Entry* condition = Find(*resource.body, "Condition");
  if (condition == nullptr) return head;
  const std::string name = KnownText(*condition->value).value_or("");
  const Evaluator& evaluator = lowering.evaluator;
  const Place place{.span = condition->value->span};
  auto explored = Explore(
      evaluator.parameters().selectors(), kMaxLeaves, [&](const Scenario& scenario, Reads& reads) {
        const Truth truth = evaluator.Condition(name, scenario, reads);
        if (!truth.value) return Fact<bool>::Unknowable(truth.why, place);
        return Fact<bool>::Known(*truth.value, place,
                                 truth.default_at ? Certainty::kDefaulted : Certainty::kCertain);
      });
  if (!explored.complete) {
    const Symbol* limit = evaluator.store().Intern(
        {.why = Why::kLimit, .name = "more than 64 combinations of parameters", .at = place.span});
    explored.leaves.push_back({{}, Fact<bool>::Unknowable(limit, place)});
  }
  head.exists.in = Cases<Fact<bool>>(std::move(explored.leaves));
  head.exists.slot = {
      .owner = resource.id, .path = "Condition", .at = condition->value->span, .written = true};
  return head;
}

Attr<List<Tag>> ReadTags(const PropertyReader& reader) {
  return LowerWith(reader, "Tags", [](Traced value, Place owner, ValueStore& values) {
    return ecs::LowerTags(value, owner, ecs::KeyCase::kPascal, values);
  });
}

}  // namespace execlint::cloudformation
