#include "parsers/terraform/written_secrets.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/common_word.h"
#include "lint/source/unread_text.h"
#include "parsers/ecs/secrets.h"
#include "parsers/terraform/secret_walk.h"

namespace execlint::terraform {
namespace {

using Frame = SecretWalk::Frame;

// Resources that hold containers, or what a launch changes of them.
constexpr std::array<std::string_view, 6> kHolders = {
    "aws_ecs_task_definition",     "aws_ecs_service",
    "aws_batch_job_definition",    "aws_sfn_state_machine",
    "aws_cloudwatch_event_target", "aws_scheduler_schedule"};

bool MaySaySecret(const Declared& declared, const SourceMap& sources) {
  return std::ranges::any_of(declared.declarations, [&](const Declaration* one) {
    const std::string_view text = sources.Text(one->span());
    return text.find("sensitive") != text.npos || text.find("ephemeral") != text.npos;
  });
}

void WalkDeclaredSecrets(const Frame& frame, const SourceMap& sources, SecretWalk& walk) {
  for (const auto& [name, declared] : frame.folder->variables()) {
    if (!MaySaySecret(declared, sources) || !declared.SaysSecret()) continue;
    walk.WalkInput(name, declared, Part::kHidden, {.frame = &frame});
  }
  for (const auto& [name, declared] : frame.folder->outputs()) {
    if (!MaySaySecret(declared, sources) || !declared.SaysSecret()) continue;
    if (const auto value = declared.Argument("value")) {
      walk.Walk(value->value, Part::kHidden, {.frame = &frame});
    }
  }
}

// Calls of sensitive() are found where they are evaluated: here, those in locals that nothing
// reads.
void EvaluateSensitiveLocals(Unit& unit) {
  std::set<const Folder*> seen;
  for (const ModuleInstance* module : unit.modules()) {
    if (!seen.insert(module->folder).second) continue;
    for (const std::string_view name : module->folder->LocalsThatSay("sensitive(")) {
      const auto local = module->folder->Local(name);
      if (!local) continue;
      unit.Explored([&] { return unit.evaluator().Evaluate(local->value, {.module = module}); });
    }
  }
}

// Of a module that is not here only objects tell whether they are containers: `environment` is
// mostly the name of one.
void WalkOpaque(const Instance& call, SecretWalk& walk) {
  const SecretWalk::Around around{.frame = &walk.FrameOf(*call.module), .self = call.declared};
  for (const auto& [name, text] : call.declared->Arguments()) {
    if (ecs::NamesTags(name)) continue;
    const Part part = PartOf(ecs::BelowKeyOfAnything(name));
    const auto argument = call.declared->Argument(name);
    if (!argument || text.find('{') == text.npos) continue;
    walk.Walk(argument->value, part == Part::kShown ? Part::kAnything : part, around);
  }
}

// Nothing is shown of the files but what is well known.
void MarkFiles(const std::set<const Folder*>& folders, const Inputs& inputs, SourceMap& sources) {
  std::set<FileId> files;
  for (const Folder* folder : folders) {
    files.insert(folder->files().begin(), folder->files().end());
  }
  for (const auto* all : {&inputs.given, &inputs.automatic, &inputs.named}) {
    for (const VarFile& one : *all) files.insert(one.file);
  }
  for (const FileId file : files) {
    const auto size = static_cast<std::uint32_t>(sources.Text(file).size());
    MarkUnread({file, 0, size}, sources);
  }
}

// The steps of a name: `var`, `db` and `pw` of `var.db["pw"]`. Of an element with a number, `*`.
std::vector<std::string> StepsOf(std::string_view name) {
  std::vector<std::string> steps;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find_first_of(".[]\"", at), name.size());
    if (end > at) {
      const std::string_view step = name.substr(at, end - at);
      const bool number = step.find_first_not_of("0123456789") == step.npos;
      steps.emplace_back(number ? "*" : step);
    }
    at = end + 1;
  }
  return steps;
}

// Inputs of the root, and parts of them, that are secrets.
class HiddenInputs {
 public:
  explicit HiddenInputs(const std::set<std::string>& names) {
    for (const std::string& name : names) {
      std::vector<std::string> steps = StepsOf(name);
      if (steps.size() > 1) by_input_[steps[1]].push_back(std::move(steps));
    }
  }

  // Is it one of them, a part of one, or what one is a part of?
  bool Concern(std::string_view name) const {
    const std::vector<std::string> steps = StepsOf(name);
    const auto found = steps.size() > 1 ? by_input_.find(steps[1]) : by_input_.end();
    if (found == by_input_.end()) return false;
    return std::ranges::any_of(found->second, [&](const std::vector<std::string>& hidden) {
      const std::size_t common = std::min(hidden.size(), steps.size());
      return std::equal(
          steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(common), hidden.begin(),
          [](const auto& a, const auto& b) { return a == b || a == "*" || b == "*"; });
    });
  }

 private:
  std::map<std::string, std::vector<std::vector<std::string>>> by_input_;
};

// What a secret is compared with may be its value.
void MarkCompared(Unit& unit, const HiddenInputs& hidden, std::vector<Selector>& selectors,
                  SourceMap& sources) {
  for (const auto& [name, places] : unit.evaluator().selectors().compared().places()) {
    if (!name.empty() && !hidden.Concern(name)) continue;
    for (const Span at : places) sources.MarkSecret(at);
  }
  for (Selector& selector : selectors) {
    if (!selector.unit.empty() || !hidden.Concern(selector.name)) continue;
    for (std::size_t i = 0; i < selector.candidates.size(); ++i) {
      const bool shown = selector.IsOther(i) || IsCommonWord(selector.candidates[i]);
      if (!shown) selector.HideCandidate(i);
    }
  }
}

}  // namespace

void MarkWrittenSecrets(Unit& unit, const Inputs& inputs, std::vector<Selector>& selectors,
                        SourceMap& sources) {
  SecretWalk walk(unit, inputs, sources);
  std::set<const Frame*> frames;
  std::set<const Folder*> folders;
  for (const ModuleInstance* module : unit.modules()) {
    const Frame& frame = walk.FrameOf(*module);
    folders.insert(frame.folder);
    if (frames.insert(&frame).second) WalkDeclaredSecrets(frame, sources, walk);
  }
  std::set<std::pair<const Frame*, const Declared*>> holders;
  for (const UnitResource& resource : unit.resources()) {
    const Instance& instance = *resource.instance;
    if (std::ranges::find(kHolders, instance.type()) == kHolders.end()) continue;
    const SecretWalk::Around around{.frame = &walk.FrameOf(*instance.module),
                                    .self = instance.declared};
    // All instances of a block are written in one place.
    if (!holders.insert({around.frame, around.self}).second) continue;
    walk.WalkBody(instance.declared->body(), Part::kAnything, around);
  }
  for (const OpaqueCall& call : unit.opaque_calls()) WalkOpaque(*call.instance, walk);
  EvaluateSensitiveLocals(unit);
  for (const SensitiveArgument& one : unit.evaluator().sensitive_arguments()) {
    walk.Walk(one.argument, Part::kHidden,
              {.frame = &walk.FrameOf(*one.module), .self = one.self, .named = true});
  }
  if (walk.given_up()) MarkFiles(folders, inputs, sources);
  MarkCompared(unit, HiddenInputs(walk.hidden_inputs()), selectors, sources);
}

}  // namespace execlint::terraform
