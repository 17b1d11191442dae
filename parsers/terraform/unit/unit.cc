#include "parsers/terraform/unit/unit.h"

#include <algorithm>
#include <set>
#include <utility>

#include "parsers/terraform/unit/mentions.h"
#include "parsers/terraform/values/find_resources.h"

namespace execlint::terraform {
namespace {

// Arguments of a module call that are not inputs of the module.
bool IsMeta(std::string_view argument) {
  constexpr std::string_view kMeta[] = {"source",   "version",   "count",
                                        "for_each", "providers", "depends_on"};
  return std::find(std::begin(kMeta), std::end(kMeta), argument) != std::end(kMeta);
}

// Types that do with what they are given what no code here says.
bool ActsUnseen(std::string_view type) {
  return type == "null_resource" || type == "terraform_data" || type == "aws_launch_template" ||
         type.starts_with("aws_cloudformation_stack") || type.starts_with("awscc_");
}

}  // namespace

Unit::Unit(const Configuration& configuration, const Folder& root, const Inputs& inputs,
           Wanted wanted, ValueStore& store)
    : inputs_(inputs), wanted_(std::move(wanted)), evaluator_(configuration, root, inputs, store) {}

void Unit::Read(const std::function<void()>& read) {
  Enumerate();
  read();
  FixSelectors();
  if (selectors().empty()) return;
  evaluator_.Forget();
  Enumerate();
  read();
}

void Unit::FixSelectors() {
  std::vector<std::string> names;
  if (!inputs_.named.empty() && !inputs_.needs_file) names.emplace_back("none");
  for (const VarFile& file : inputs_.named) names.push_back(file.name);
  const Span at = names.empty() ? Span{} : Span::At(inputs_.named.front().file, 0);
  evaluator_.selectors().Fix(std::move(names), at);
}

Cases<Traced> Unit::Explored(const std::function<Traced()>& compute) {
  auto all = Explore(selectors(), kMaxLeaves, [&](const Scenario& scenario, Reads& reads) {
    return evaluator_.Under(scenario, reads, compute);
  });
  if (all.complete) return Cases<Traced>(std::move(all.leaves));
  return {std::move(all.leaves), evaluator_.unknowns().Limit("the choice of inputs", {})};
}

Cases<Traced> Unit::Get(const Instance& instance, std::string_view path) {
  return Explored([&] { return evaluator_.WrittenAt(instance, path); });
}

// ---- which instances there are

std::vector<const Instance*> Unit::InstancesOf(const ModuleInstance& module,
                                               const Declared& declared, Instance::Kind kind) {
  std::vector<const Instance*> all;
  bool left_out_by_default = false;
  const auto leaves = Explore(selectors(), kMaxLeaves, [&](const Scenario& scenario, Reads& reads) {
    return evaluator_.Under(scenario, reads,
                            [&] { return evaluator_.Expand(module, declared, kind); });
  });
  for (const auto& leaf : leaves.leaves) {
    const Expansion& expansion = leaf.value;
    left_out_by_default |=
        expansion.instances.empty() && DefaultBehind(expansion.source) != nullptr;
    for (const Instance* instance : expansion.instances) {
      if (std::find(all.begin(), all.end(), instance) == all.end()) all.push_back(instance);
    }
  }
  // Whoever deploys may turn it on, so it is told of as missing, and that as a default.
  if (all.empty() && left_out_by_default)
    all.push_back(
        &evaluator_.modules().At(module, declared, kind, {.kind = InstanceKey::kUnknown}));
  return all;
}

void Unit::Enumerate() {
  resources_.clear();
  opaque_calls_.clear();
  modules_.clear();
  Enumerate(evaluator_.modules().root());
}

void Unit::Enumerate(const ModuleInstance& module) {
  modules_.push_back(&module);
  for (const auto& [name, declared] : module.folder->resources()) {
    if (!wanted_(name.first)) continue;
    declared.body();  // parsed whole, so that all that is wrong in it comes to light
    for (const Instance* instance : InstancesOf(module, declared, Instance::kResource)) {
      resources_.push_back({instance, ExistsCases(*instance)});
    }
  }
  for (const auto& [name, declared] : module.folder->calls()) {
    for (const Instance* instance : InstancesOf(module, declared, Instance::kCall)) {
      if (instance->child != nullptr) {
        Enumerate(*instance->child);
      } else {
        opaque_calls_.push_back({instance, ExistsCases(*instance)});
      }
    }
  }
}

Cases<Traced> Unit::ExistsCases(const Instance& instance) {
  return Explored([&] { return Exists(instance); });
}

Traced Unit::Exists(const Instance& instance) {
  Traced made;
  // A "no" settles it, then an unknown; of two "yes" the one that rests on a default tells more.
  const auto combine = [&](Traced next) {
    const auto rank = [](Traced value) {
      if (!value) return 0;
      if (value->is_unknown()) return 3;
      if (!value->boolean()) return 4;
      return PassesDefault(value.route) ? 2 : 1;
    };
    if (rank(next) > rank(made)) made = next;
  };
  for (const Instance* at = &instance; at != nullptr; at = at->module->call) {
    const Expansion all = evaluator_.Expand(*at->module, *at->declared, at->kind);
    if (all.kind == Expansion::kSingle) continue;
    const bool in =
        std::find(all.instances.begin(), all.instances.end(), at) != all.instances.end();
    ValueStore& store = evaluator_.store();
    if (in ? at->stands_for_unknown() || all.may_be_none
           : all.unknown != nullptr && !all.may_be_none) {
      combine({store.Unknown(all.unknown, all.source->span), all.source.route});
    } else {
      Traced exists{store.Bool(in, all.source->span), all.source.route};
      if (const RouteStep* step = all.source->complete_by) {
        exists = store.Via(exists, RouteStep::How::kDefault, step->at);
      }
      combine(exists);
    }
  }
  return made;
}

std::vector<UnitResource> Unit::Naming(std::string_view text) {
  std::vector<UnitResource> found;
  const SourceMap& sources = evaluator_.configuration().sources();
  for (const ModuleInstance* module : modules_) {
    for (const auto& [name, declared] : module->folder->resources()) {
      const bool names = std::any_of(declared.declarations.begin(), declared.declarations.end(),
                                     [&](const Declaration* declaration) {
                                       return sources.Text(declaration->span()).find(text) !=
                                              std::string_view::npos;
                                     });
      if (!names) continue;
      for (const Instance* instance : InstancesOf(*module, declared, Instance::kResource)) {
        found.push_back({instance, ExistsCases(*instance)});
      }
    }
  }
  return found;
}

// ---- what leaves the unit

void Unit::HandedOver(const std::function<bool(std::string_view, std::string_view)>& wanted,
                      const std::function<void(const OpaqueCall&, std::string_view, Traced)>& see) {
  for (const OpaqueCall& call : opaque_calls_) {
    const Instance& instance = *call.instance;
    for (const auto& [name, text] : instance.declared->Arguments()) {
      if (IsMeta(name) || !wanted(name, text)) continue;
      const Cases<Traced> values =
          Explored([&, name = name] { return evaluator_.Written(instance, name); });
      for (const Case<Traced>& one : values.all()) see(call, name, one.value);
    }
  }
}

// What an `import` block takes in was there before, with whatever else it has.
void Unit::AddImported(std::vector<Leak>& leaks) {
  const ModuleInstance& root = evaluator_.modules().root();
  for (const Declaration& declaration : root.folder->all()) {
    if (declaration.type() != "import") continue;
    for (const auto& [name, text] : declaration.Arguments()) {
      if (name != "to") continue;
      const std::string_view address = text.substr(text.find_first_not_of(" \t=", name.size()));
      for (const UnitResource& resource : resources_) {
        if (!std::string_view(resource.instance->address).starts_with(address)) continue;
        leaks.push_back({resource.instance->id,
                         {.how = Escape::How::kParameter,
                          .place = {.span = declaration.head()},
                          .through = "import block"}});
      }
    }
  }
}

std::vector<Leak> Unit::Leaks() {
  std::vector<Leak> leaks;
  std::set<std::pair<ResourceId, std::string>> seen;
  const auto look = [&](const Cases<Traced>& values, Escape::How how, std::string through,
                        std::string_view source = {}) {
    for (const Case<Traced>& one : values.all()) {
      FindResources(one.value, [&](ResourceId id, Place place) {
        if (!seen.emplace(id, through).second) return;
        leaks.push_back(
            {id, {.how = how, .place = place, .through = through, .source = std::string(source)}});
      });
    }
  };
  // Most of what is handed on has nothing to do with what is asked for, and is not evaluated.
  Mentions mentions(evaluator_.configuration().sources(), wanted_);
  for (const ModuleInstance* module : modules_) {
    for (const auto& [name, declared] : module->folder->resources()) {
      const bool parameter = name.first == "aws_ssm_parameter";
      if (!parameter && !ActsUnseen(name.first)) continue;
      if (!mentions.MayHold(*module, declared)) continue;
      for (const Instance* instance : InstancesOf(*module, declared, Instance::kResource)) {
        look(parameter ? Get(*instance, "value")
                       : Explored([&] { return evaluator_.WholeBlock(*instance); }),
             Escape::How::kParameter, instance->address);
      }
    }
  }
  AddImported(leaks);
  const ModuleInstance& root = evaluator_.modules().root();
  for (const auto& [name, declared] : root.folder->outputs()) {
    if (!mentions.MayHold(root, declared)) continue;
    look(Explored([&] { return evaluator_.Output(root, name, declared.head()); }),
         Escape::How::kOutput, "output \"" + std::string(name) + "\"");
  }
  for (const OpaqueCall& call : opaque_calls_) {
    const Instance& instance = *call.instance;
    const auto arguments = instance.declared->Arguments();
    const auto source = std::find_if(arguments.begin(), arguments.end(),
                                     [](const auto& one) { return one.first == "source"; });
    for (const auto& [name, text] : arguments) {
      if (IsMeta(name) || !mentions.MayHold(*instance.module, text, instance.declared)) continue;
      look(Explored([&, name = name] { return evaluator_.Written(instance, name); }),
           Escape::How::kModuleWithoutSource, instance.address,
           source == arguments.end() ? std::string_view() : source->second);
    }
  }
  return leaks;
}

}  // namespace execlint::terraform
