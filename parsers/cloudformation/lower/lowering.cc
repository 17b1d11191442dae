#include "parsers/cloudformation/lower/lowering.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "lint/source/shortened.h"
#include "parsers/ecs/keys.h"
#include "parsers/ecs/shapes.h"

namespace execlint::cloudformation {
namespace {

// Nothing in the model is made of what stands under these, but for the names in an environment; it
// may hold secrets, and depend on inputs that decide nothing else.
constexpr std::array<std::string_view, 12> kRaw = {
    "EnvironmentFiles", "Command",           "EntryPoint",   "HealthCheck",
    "DockerLabels",     "PortMappings",      "Ulimits",      "Cpu",
    "Memory",           "MemoryReservation", "StartTimeout", "StopTimeout"};
constexpr std::array<std::string_view, 2> kButNames = {"Environment", "Secrets"};
constexpr LeaveRaw kLeaveRaw = {.keys = kRaw, .but_names = kButNames};

}  // namespace

Cases<Traced> PropertyReader::Get(std::string_view path) const {
  const Evaluator& evaluator = lowering_.evaluator;
  const Symbol* rewritten = resource_.rewritten_because != nullptr
                                ? resource_.rewritten_because
                                : evaluator.tmpl().rewritten_because();
  const auto read = [&](const Scenario& scenario, Reads& reads) {
    Traced value;
    if (resource_.properties) {
      value = path.empty() ? evaluator.Evaluate(resource_.properties, scenario, reads, kLeaveRaw)
                           : evaluator.At(resource_.properties, path, scenario, reads, kLeaveRaw);
    }
    // A resource whose text breaks off before its properties.
    const Symbol* broken = resource_.properties ? nullptr : resource_.body->open_because;
    if (!value && broken != nullptr) {
      value = {evaluator.store().Unknown(broken, resource_.name_span)};
    }
    if (!value && rewritten != nullptr) {
      value = {evaluator.store().Unknown(rewritten, resource_.name_span)};
    }
    return value;
  };
  auto explored = Explore(evaluator.parameters().selectors(), kMaxCases, read);
  if (!explored.complete) {
    Reads reads;
    return {std::move(explored.cases), read(Scenario::AllOpen(), reads)};
  }
  return Cases<Traced>(std::move(explored.cases));
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

namespace {

// A condition that decides whether a resource exists: its own, or one of a stack around it.
struct Existence {
  const Evaluator& evaluator;
  std::string condition;
  Place place;
};

std::vector<Existence> ConditionsOf(const TemplateResource& resource, const Lowering& lowering) {
  std::vector<Existence> found;
  const TemplateResource* one = &resource;
  for (const Lowering* at = &lowering; one != nullptr; one = at->stack.call, at = at->around) {
    if (const Entry* condition = Find(*one->body, "Condition")) {
      found.push_back({at->evaluator,
                       KnownText(*condition->value).value_or(""),
                       {.span = condition->value->span}});
    }
    if (at->around == nullptr) break;
  }
  return found;
}

Fact<bool> Exists(const std::vector<Existence>& conditions, const Scenario& scenario,
                  Reads& reads) {
  std::optional<Fact<bool>> unknown;
  Certainty certainty = Certainty::kCertain;
  for (const Existence& one : conditions) {
    const Answer holds = one.evaluator.Condition(one.condition, scenario, reads);
    if (holds.no()) return Fact<bool>::Known(false, one.place, holds.certainty());
    if (holds.maybe() && !unknown) unknown = Fact<bool>::Unknowable(holds.why.symbol, one.place);
    certainty = std::max(certainty, holds.certainty());
  }
  return unknown ? *unknown : Fact<bool>::Known(true, conditions.front().place, certainty);
}

}  // namespace

Head MakeHead(const TemplateResource& resource, const Lowering& lowering) {
  Head head{.id = resource.id};
  head.type = std::string(resource.type);
  head.local_address = Shortened(std::string(resource.name), kLongestLabel);
  head.address = Shortened(lowering.stack.prefix + head.local_address, kLongestAddress);
  head.module_path = lowering.stack.file;
  head.span = resource.name_span;
  head.block = resource.block;
  head.calls = lowering.calls;
  const std::vector<Existence> conditions = ConditionsOf(resource, lowering);
  if (conditions.empty()) return head;
  const Evaluator& evaluator = lowering.evaluator;
  const auto read = [&](const Scenario& scenario, Reads& reads) {
    return Exists(conditions, scenario, reads);
  };
  auto explored = Explore(evaluator.parameters().selectors(), kMaxCases, read);
  const Place place = conditions.front().place;
  if (explored.complete) {
    head.exists.in = Cases<Fact<bool>>(std::move(explored.cases));
  } else {
    Reads reads;
    head.exists.in = {std::move(explored.cases), read(Scenario::AllOpen(), reads)};
  }
  head.exists.slot = {.owner = resource.id, .path = "Condition", .at = place.span, .written = true};
  return head;
}

Attr<List<Tag>> ReadTags(const PropertyReader& reader) {
  return LowerWith(reader, "Tags", [](Traced value, Place owner, ValueStore& values) {
    return ecs::LowerTags(value, owner, ecs::KeyCase::kPascal, values);
  });
}

}  // namespace execlint::cloudformation
