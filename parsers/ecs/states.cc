#include "parsers/ecs/states.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/source/format.h"
#include "lint/source/hidden_words.h"
#include "lint/source/problem.h"
#include "parsers/ecs/encoded.h"
#include "parsers/ecs/run_task.h"
#include "parsers/ecs/secrets.h"

namespace execlint::ecs {
namespace {

constexpr int kMaxStateDepth = 16;  // of a Parallel or Map in another

enum class Action : std::uint8_t { kRunTask, kUpdateService };

// Each with what may follow: `.sync`, `.waitForTaskToken`.
constexpr std::array<std::pair<std::string_view, Action>, 3> kActions = {{
    {":states:::ecs:runTask", Action::kRunTask},
    {":states:::aws-sdk:ecs:runTask", Action::kRunTask},
    {":states:::aws-sdk:ecs:updateService", Action::kUpdateService},
}};

bool MayHoldAction(Traced definition) {
  if (!definition->is_string() || definition->Encoded(Encoding::kJson) != nullptr) return true;
  // An escape in the code divides a text into parts; one in the text itself may be any letter.
  std::string text;
  for (const Part& part : definition->parts()) text += part.hole == nullptr ? part.text : "\n";
  return text.find("runTask") != std::string::npos ||
         text.find("updateService") != std::string::npos || HidesWords(text, Escapes::kJson);
}

std::optional<Action> ActionOf(const Value& state) {
  const Entry* resource = Find(state, "Resource");
  if (resource == nullptr || !resource->value->is_string()) return std::nullopt;
  const std::string text = Text{resource->value}.Shown();
  for (const auto& [name, action] : kActions) {
    const std::size_t at = text.find(name);
    if (at == std::string::npos) continue;
    const std::string_view form = std::string_view(text).substr(at + name.size());
    if (form.empty() || form == ".sync" || form == ".waitForTaskToken") return action;
  }
  return std::nullopt;
}

struct State {
  Action action;
  std::string_view name;
  std::string shown;
  Span at;
  Traced parameters;
};

class StateFinder {
 public:
  StateFinder(Traced substitutions, ValueStore& values)
      : substitutions_(substitutions), values_(values) {}

  void Machine(Traced machine, int depth) {
    const Traced states = Inner(machine, "States");
    if (!states || !states->is_map()) return;
    if (depth > kMaxStateDepth) {
      if (!too_deep) too_deep = states->span;
      return;
    }
    for (const Entry& entry : states->entries()) {
      const Traced state = values_.Inside(states, entry.value);
      if (!state->is_map()) continue;
      if (const auto action = ActionOf(*state)) {
        found.push_back({*action, entry.key, values_.ShownKey(states, entry), entry.key_span,
                         Parameters(state)});
      }
      for (const char* processor : {"ItemProcessor", "Iterator"}) {
        Machine(Inner(state, processor), depth + 1);
      }
      const Traced branches = Inner(state, "Branches");
      if (!branches || !branches->is_list()) continue;
      for (const Traced& branch : branches->items()) {
        Machine(values_.Inside(branches, branch), depth + 1);
      }
    }
  }

  std::vector<State> found;
  std::optional<Span> too_deep;  // the first states that are not looked at

 private:
  Traced Inner(Traced map, std::string_view key) {
    return map && map->is_map() && Find(*map, key) != nullptr ? Property(map, key, values_)
                                                              : Traced();
  }

  Traced Parameters(Traced state) {
    for (const char* key : {"Arguments", "Parameters"}) {
      if (const Traced written = Property(state, key, values_))
        return WithoutPaths(written, written.secret(), 0);
    }
    return {values_.Map({}, state->span)};
  }

  Traced Given(std::string text, Traced value, bool secret) {
    if (secret) text = NumberedMask(values_.NumberOf(text));
    const Symbol* symbol =
        values_.Intern({.why = Why::kRequest, .name = std::move(text), .at = value->span});
    return {values_.Unknown(symbol, value->span), value.route};
  }

  Traced Substituted(std::string text, Traced value, bool secret) {
    const std::size_t begin = text.find("${");
    if (!substitutions_ || begin == std::string::npos) return value;
    const std::size_t end = text.find('}', begin);
    const bool whole = begin == 0 && end + 1 == text.size();
    const Traced given = whole ? Child(substitutions_, text.substr(2, end - 2)) : Traced();
    if (given) return values_.Inside(value, given);
    if (secret) text = NumberedMask(values_.NumberOf(text));
    const Symbol* symbol =
        values_.Intern({.why = Why::kUnsupported, .name = std::move(text), .at = value->span});
    return {values_.Unknown(symbol, value->span), value.route};
  }

  // The same with an unknown for each value that an execution gives.
  Traced WithoutPaths(Traced value, bool secret, int depth) {
    if (depth > kMaxStateDepth) {
      return {values_.Unknown(values_.Limit("a value in a state", value->span), value->span),
              value.route};
    }
    secret |= value.secret();
    if (const auto text = value->is_string() ? KnownText(*value) : std::nullopt) {
      secret |= HasSecret(value);
      return text->starts_with("{%") ? Given(*text, value, secret)
                                     : Substituted(*text, value, secret);
    }
    if (value->is_list()) {
      std::vector<Traced> items;
      for (const Traced& item : value->items()) {
        items.push_back(WithoutPaths(item, secret, depth + 1));
      }
      return {values_.List(items, value->span, value->open_because), value.route};
    }
    if (!value->is_map()) return value;
    std::vector<Entry> entries;
    for (Entry entry : value->entries()) {
      if (entry.key.ends_with(".$")) {
        entry.key.remove_suffix(2);
        entry.value = Given(KnownText(*entry.value).value_or("$"), entry.value,
                            secret || HasSecret(entry.value));
      } else {
        entry.value = WithoutPaths(entry.value, secret, depth + 1);
      }
      entries.push_back(entry);
    }
    return {values_.Map(entries, value->span, value->open_because), value.route};
  }

  Traced substitutions_;
  ValueStore& values_;
};

std::vector<State> StatesIn(const StateMachine& machine, SourceMap& sources, ValueStore& values,
                            std::vector<Problem>& problems) {
  if (!machine.definition || !MayHoldAction(machine.definition)) return {};
  StateFinder finder(machine.substitutions, values);
  const Traced definition = Decoded(machine.definition, sources, values);
  if (definition) MarkContainersIn(definition, sources);
  finder.Machine(definition, 0);
  if (finder.too_deep) {
    problems.push_back(
        {Problem::kLimit, *finder.too_deep,
         Format("these states stand in more than {} others: they are not read", kMaxStateDepth)});
  }
  return std::move(finder.found);
}

// The state of that name, if it has that action.
const State* Named(const std::vector<State>& states, Action action, std::string_view name) {
  const auto found = std::find_if(states.begin(), states.end(), [&](const State& one) {
    return one.action == action && one.name == name;
  });
  return found == states.end() ? nullptr : &*found;
}

}  // namespace

void LowerStates(const Cases<StateMachine>& machines, const Head& head, ValueStore& values,
                 SourceMap& sources, Model& model) {
  const Cases<std::vector<State>> all = machines.Map([&](const StateMachine& machine) {
    return StatesIn(machine, sources, values, model.problems);
  });
  std::vector<State> known;
  all.ForEachValue([&](const std::vector<State>& states) {
    for (const State& state : states) {
      if (Named(known, state.action, state.name) == nullptr) known.push_back(state);
    }
  });
  for (const State& state : known) {
    const std::string path = "States[\"" + state.shown + "\"]";
    Head own = head;
    own.address += "." + path;
    own.local_address += "." + path;
    own.span = state.at;
    const Cases<Traced> parameters = all.Map([&](const std::vector<State>& states) {
      const State* same = Named(states, state.action, state.name);
      return same != nullptr ? same->parameters : Traced();
    });
    Attr<bool> written;
    written.in = parameters.Map([&](Traced one) {
      return Fact<bool>::Known(static_cast<bool>(one), {own.span, head.calls});
    });
    const MapReader reader(
        parameters, own, values,
        {.keys = KeyCase::kPascal, .bool_words = BoolWords::kCloudFormation, .shown = path + "."});
    if (state.action == Action::kUpdateService) {
      ServiceUpdate update{.head = std::move(own), .written = std::move(written)};
      LowerServiceUpdate(reader, update);
      model.service_updates.push_back(std::move(update));
      continue;
    }
    Service launcher{
        .kind = Service::Kind::kState, .head = std::move(own), .written = std::move(written)};
    LowerRunTask(reader, KeyCase::kPascal, launcher);
    model.services.push_back(std::move(launcher));
  }
}

}  // namespace execlint::ecs
