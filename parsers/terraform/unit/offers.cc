#include "parsers/terraform/unit/offers.h"

#include <string>
#include <utility>

#include "lint/model/lowering.h"
#include "parsers/terraform/modules/provider.h"
#include "parsers/terraform/project/backend.h"
#include "parsers/terraform/values/state_name.h"

namespace execlint::terraform {
namespace {

class Finder {
 public:
  explicit Finder(const std::shared_ptr<Unit>& unit)
      : unit_(unit), root_(unit->evaluator().modules().root()) {}

  std::vector<Offer> Find() {
    if (!root_.folder->outputs().empty()) AddState();
    for (const ModuleInstance* module : unit_->modules()) {
      for (const auto& [name, declared] : module->folder->resources()) {
        if (name.first == "aws_ssm_parameter") AddParameters(*module, declared);
      }
    }
    return std::move(offers_);
  }

 private:
  // What an expression is that no choice decides.
  Traced Fixed(const std::function<Traced()>& compute) {
    Reads reads;
    return unit_->evaluator().Under(Scenario::AllOpen(), reads, compute);
  }

  void AddState() {
    const BackendBlock backend = FindBackend(*root_.folder);
    Evaluator& evaluator = unit_->evaluator();
    const auto argument = [&](std::string_view path) -> Traced {
      if (!backend.body) return {};
      BodyRef body = *backend.body;
      const std::size_t dot = path.find('.');
      if (dot != path.npos) {
        const auto blocks = body.Blocks(path.substr(0, dot));
        if (blocks.empty()) return {};
        body = blocks.front().body();
        path.remove_prefix(dot + 1);
      }
      const auto written = body.Find(path);
      if (!written) return {};
      return Fixed([&] { return evaluator.Evaluate(written->value, {.module = &root_}); });
    };
    const Glyphs name = StateName(backend.type, root_.folder->path(), argument);
    if (name.empty()) return;
    AddState(name, backend.at, false);
    // In a workspace of its own name, S3 has the state under a prefix.
    // https://developer.hashicorp.com/terraform/language/backend/s3
    if (backend.type != "s3") return;
    const auto key = FindLast(name, "\n");
    if (name.back().hole() && *key + 2 == name.size()) return;  // left to the command line
    const Traced prefix = argument("workspace_key_prefix");
    Glyphs in_workspace(name.begin(), name.begin() + static_cast<std::ptrdiff_t>(*key) + 1);
    const Glyphs before = prefix ? GlyphsOf(prefix) : GlyphsOf(std::string_view("env:"));
    in_workspace.insert(in_workspace.end(), before.begin(), before.end());
    in_workspace.push_back({.byte = '/'});
    in_workspace.push_back({.kind = Glyph::Kind::kHole});
    in_workspace.push_back({.byte = '/'});
    in_workspace.insert(in_workspace.end(), name.begin() + static_cast<std::ptrdiff_t>(*key) + 1,
                        name.end());
    AddState(in_workspace, backend.at, true);
  }

  void AddState(const Glyphs& name, Span at, bool of_workspace) {
    const auto output_at = [root = &root_](std::string_view output) {
      const auto declared = root->folder->outputs().find(output);
      return declared == root->folder->outputs().end() ? Span() : declared->second.head();
    };
    offers_.push_back(
        {.what = NewHandOver(HandOver::By::kState, name),
         .at = at,
         .of_workspace = of_workspace,
         .value = [unit = unit_, root = &root_](std::string_view output, const Scenario& scenario,
                                                Reads& reads) -> Traced {
           const auto declared = root->folder->outputs().find(output);
           if (declared == root->folder->outputs().end()) return {};
           Evaluator& evaluator = unit->evaluator();
           return evaluator.Under(scenario, reads, [&] {
             return evaluator.Output(*root, output, declared->second.head());
           });
         },
         .part_at = output_at});
  }

  void AddParameters(const ModuleInstance& module, const Declared& declared) {
    Evaluator& evaluator = unit_->evaluator();
    for (const Instance* instance : unit_->InstancesOf(module, declared, Instance::kResource)) {
      if (instance->stands_for_unknown()) continue;
      const Provider provider = ProviderOf(*instance);
      if (provider && !provider.IsDefault()) continue;  // another account or region
      // Asks for what the value is made of: what others hand over is passed on.
      unit_->Explored([&] { return evaluator.ParameterValue(*instance, declared.head()); });
      const Cases<Traced> names =
          unit_->Explored([&] { return evaluator.Written(*instance, "name"); });
      for (const Case<Traced>& name : names.all()) {
        if (!name.value) continue;
        offers_.push_back({.what = NewHandOver(HandOver::By::kParameter, GlyphsOf(name.value)),
                           .at = declared.head(),
                           .by_default = DefaultBehind(name.value) != nullptr,
                           .when = name.when,
                           .value =
                               [unit = unit_, instance](std::string_view, const Scenario& scenario,
                                                        Reads& reads) {
                                 Evaluator& own = unit->evaluator();
                                 return own.Under(scenario, reads, [&] {
                                   return own.ParameterValue(*instance, instance->declared->head());
                                 });
                               },
                           .part_at = {}});
      }
    }
  }

  std::shared_ptr<Unit> unit_;
  const ModuleInstance& root_;
  std::vector<Offer> offers_;
};

}  // namespace

std::vector<Offer> OffersOf(const std::shared_ptr<Unit>& unit) { return Finder(unit).Find(); }

}  // namespace execlint::terraform
