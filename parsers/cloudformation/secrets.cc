#include "parsers/cloudformation/secrets.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "lint/model/common_word.h"
#include "lint/model/environment.h"
#include "lint/value/mark_written.h"
#include "parsers/cloudformation/intrinsic.h"
#include "parsers/cloudformation/template.h"
#include "parsers/ecs/secrets.h"

namespace execlint::cloudformation {
namespace {

class Marking {
 public:
  explicit Marking(SourceMap& sources) : sources_(sources) {}

  // What is secret in a stack and in those within, whoever reads it.
  void MarkOwn(const Stack& stack) {
    ecs::Referred referred;
    for (const TemplateParameter& parameter : stack.tmpl.parameters()) {
      if (!NoEcho(parameter).valid()) continue;
      referred.parameters.emplace(parameter.name);
      const Traced allowed = Child(parameter.declared, "AllowedValues");
      const Traced given = stack.Argument(parameter.name);
      for (const Traced& written : {Child(parameter.declared, "Default"), allowed, given}) {
        if (written) MarkWritten(*written, sources_);
      }
    }
    const Traced resources = stack.tmpl.section("Resources");
    if (resources && resources->is_map()) {
      for (const Entry& one : resources->entries()) {  // also those that others of the name hide
        ecs::MarkContainersIn(one.value, sources_, &referred);
      }
    }
    waiting_.emplace_back(&stack, std::move(referred));
    for (const auto& nested : stack.nested) MarkOwn(*nested);
  }

  void FollowNames() {
    while (!waiting_.empty()) {
      const auto [stack, referred] = std::move(waiting_.back());
      waiting_.pop_back();
      Follow(*stack, referred);
    }
  }

  void MarkCompared() {
    for (const auto& [stack, referred] : known_) {
      if (!referred.parameters.empty()) ComparedIn(*stack, referred.parameters);
    }
  }

  void HideChoices(const Stack& root, std::vector<Selector>& selectors) {
    const std::set<std::string>& secret = known_[&root].parameters;
    for (Selector& selector : selectors) {
      if (!secret.contains(selector.name) || IsToldEnvironment(root, selector.name)) continue;
      for (std::size_t i = 0; i < selector.candidates.size(); ++i) {
        const bool shown = selector.IsOther(i) || IsCommonWord(selector.candidates[i]);
        if (!shown) selector.HideCandidate(i);
      }
    }
  }

 private:
  void Follow(const Stack& stack, const ecs::Referred& referred) {
    ecs::Referred& known = known_[&stack];
    for (const std::string& name : referred.parameters) {
      if (!known.parameters.insert(name).second) continue;
      const TemplateParameter* parameter = stack.tmpl.parameter(name);
      if (parameter != nullptr && !NoEcho(*parameter).valid()) {
        Mark(stack, Child(parameter->declared, "Default"));
      }
      if (stack.around != nullptr) Mark(*stack.around, stack.Argument(name));
    }
    for (const ecs::Referred::Mapped& one : referred.mapped) {
      if (known.mapped.insert(one).second) Mapped(stack, one);
    }
    for (const auto& output : referred.outputs) {
      if (!known.outputs.insert(output).second) continue;
      const TemplateResource* resource = stack.tmpl.resource(output.first);
      const Stack* nested = resource != nullptr ? stack.NestedAt(resource->id) : nullptr;
      if (nested != nullptr) Mark(*nested, nested->Output(output.second));
    }
  }

  // What is written in a stack.
  void Mark(const Stack& stack, Traced written) {
    if (!written) return;
    ecs::Referred referred;
    ecs::MarkValue(written, sources_, referred);
    waiting_.emplace_back(&stack, std::move(referred));
  }

  void Mapped(const Stack& stack, const ecs::Referred::Mapped& at) {
    const auto below = [](Traced map, const std::string& key, const auto& each) {
      if (!map || !map->is_map()) return;
      if (!key.empty()) {
        if (const Entry* entry = Find(*map, key)) each(entry->value);
        return;
      }
      for (const Entry& entry : map->entries()) each(entry.value);
    };
    below(stack.tmpl.mapping(at.mapping), at.top,
          [&](Traced top) { below(top, at.second, [&](Traced value) { Mark(stack, value); }); });
  }

  // Is it the environment, which a container is only told?
  static bool IsToldEnvironment(const Stack& stack, std::string_view name) {
    const TemplateParameter* parameter = stack.tmpl.parameter(name);
    return parameter != nullptr && !NoEcho(*parameter).valid() && IsNameOfEnvironment(name);
  }

  void ComparedIn(const Stack& stack, const std::set<std::string>& parameters) {
    const auto is_secret = [&](const Value& operand) {
      bool found = false;
      const auto look = [&](const Reference& one) {
        found |=
            parameters.contains(std::string(one.logical)) && !IsToldEnvironment(stack, one.logical);
      };
      VisitReferences(operand, {.reference = look, .condition = {}, .intrinsic = {}});
      return found;
    };
    const auto visit = [&](const Intrinsic& intrinsic) {
      const Value& arguments = *intrinsic.argument;
      if (!arguments.is_list() || arguments.count < 2) return;
      const auto items = arguments.items();
      if (intrinsic.function == Function::kEquals) {
        if (is_secret(*items[0])) Mark(stack, items[1]);
        if (is_secret(*items[1])) Mark(stack, items[0]);
      } else if (intrinsic.function == Function::kFindInMap && arguments.count >= 3) {
        const Traced mapping = stack.tmpl.mapping(KnownText(*items[0]).value_or(""));
        if (!mapping || !mapping->is_map()) return;
        if (is_secret(*items[1])) MarkKeys(*mapping);
        if (!is_secret(*items[2])) return;
        for (const Entry& entry : mapping->entries()) MarkKeys(*entry.value);
      }
    };
    VisitReferences(*stack.tmpl.root(), {.reference = {}, .condition = {}, .intrinsic = visit});
  }

  void MarkKeys(const Value& map) {
    if (!map.is_map() || !looked_up_.insert(&map).second) return;
    for (const Entry& entry : map.entries()) {
      if (!IsCommonWord(entry.key)) sources_.MarkSecret(entry.key_span);
    }
  }

  SourceMap& sources_;
  std::map<const Stack*, ecs::Referred> known_;
  std::vector<std::pair<const Stack*, ecs::Referred>> waiting_;
  std::set<const Value*> looked_up_;  // by a secret: maps whose keys are masked
};

}  // namespace

void MarkSecrets(const Stack& root, std::vector<Selector>& selectors, SourceMap& sources) {
  Marking marking(sources);
  marking.MarkOwn(root);
  marking.FollowNames();
  marking.MarkCompared();
  marking.FollowNames();
  marking.HideChoices(root, selectors);
}

}  // namespace execlint::cloudformation
