#include "parsers/terraform/written_secrets.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

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

// What a secret is compared with may be its value.
void MarkCompared(Unit& unit, const std::set<std::string>& hidden_inputs,
                  std::vector<Selector>& selectors, SourceMap& sources) {
  const Compared& compared = unit.evaluator().selectors().compared();
  for (const Span at : compared.WithSecrets()) sources.MarkSecret(at);
  for (const std::string& input : hidden_inputs) {
    for (const Span at : compared.With(input)) sources.MarkSecret(at);
  }
  for (Selector& selector : selectors) {
    if (!selector.unit.empty() || !hidden_inputs.contains(selector.name)) continue;
    for (std::size_t i = 0; i < selector.candidates.size(); ++i) {
      const bool shown = selector.IsOther(i) || ecs::IsCommonWord(selector.candidates[i]);
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
  MarkCompared(unit, walk.hidden_inputs(), selectors, sources);
}

}  // namespace execlint::terraform
