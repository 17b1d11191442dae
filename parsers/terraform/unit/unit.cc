#include "parsers/terraform/unit/unit.h"

#include <algorithm>
#include <utility>

#include "lint/source/find.h"

namespace execlint::terraform {
namespace {

// A selector may bring to light what was not evaluated before, and with it other selectors.
constexpr int kMaxReadings = 4;

}  // namespace

Unit::Unit(const Configuration& configuration, const Folder& root, const Inputs& inputs,
           Wanted wanted, const Loading& loading)
    : inputs_(inputs),
      wanted_(std::move(wanted)),
      imports_(root, configuration.sources()),
      evaluator_(configuration, root, inputs, *loading.values, loading.others, loading.selectors,
                 loading.workspace) {}

template <class F>
auto Unit::EachCase(F&& f) {
  auto explored = Explore(
      selectors(), allowance_.ForNext(),
      [&](const Scenario& scenario, Reads& reads) { return evaluator_.Under(scenario, reads, f); });
  allowance_.Spend(explored.cases.size());
  return explored;
}

void Unit::Read(const std::function<void()>& read) {
  Selectors& found = evaluator_.selectors();
  AddVarFiles();
  for (int reading = 1;; ++reading) {
    if (reading == kMaxReadings) found.Close();
    allowance_ = CaseAllowance(kMostCases);
    Enumerate();
    read();
    if (found.closed() || !found.Extend()) break;
    evaluator_.Forget();
  }
  found.Close();
}

void Unit::FindSwitches(const Instance& instance, std::string_view path) {
  Selectors& found = evaluator_.selectors();
  if (found.closed()) return;
  Explored([&] {
    Traced decided;
    const auto inputs = evaluator_.DefaultsReadBy([&] {
      Exists(instance);
      decided = evaluator_.WrittenAt(instance, path);
    });
    for (const Symbol* input : inputs) found.Switches(input);
    if (decided) found.Switches(*decided);
    return decided;
  });
}

void Unit::AddVarFiles() {
  std::vector<std::string> names;
  std::vector<Span> files;
  if (!inputs_.named.empty() && !inputs_.needs_file) {
    names.emplace_back("none");
    files.emplace_back();
  }
  for (const VarFile& file : inputs_.named) {
    names.push_back(file.name);
    files.push_back(Span::At(file.file, 0));
  }
  evaluator_.selectors().AddVarFiles(std::move(names), std::move(files));
}

Cases<Traced> Unit::Explored(const std::function<Traced()>& compute) {
  auto all = EachCase(compute);
  if (all.complete) return Cases<Traced>(std::move(all.cases));
  const Scenario open = Scenario::AllOpen();
  Reads reads;
  return {std::move(all.cases), evaluator_.Under(open, reads, compute)};
}

Cases<Traced> Unit::Get(const Instance& instance, std::string_view path) {
  return Explored([&] { return evaluator_.WrittenAt(instance, path); });
}

// ---- which instances there are

std::vector<const Instance*> Unit::InstancesOf(const ModuleInstance& module,
                                               const Declared& declared, Instance::Kind kind) {
  std::vector<const Instance*> all;
  bool left_out_by_default = false;
  const auto explored = EachCase([&] { return evaluator_.Expand(module, declared, kind); });
  for (const auto& one : explored.cases) {
    const Expansion& expansion = one.value;
    left_out_by_default |=
        expansion.instances.empty() && DefaultBehind(expansion.source) != nullptr;
    for (const Instance* instance : expansion.instances) {
      if (std::find(all.begin(), all.end(), instance) == all.end()) all.push_back(instance);
    }
  }
  // No instance exists only because an input has its default, which may be overridden: one instance
  // stands for those, and does not exist by default.
  if (all.empty() && left_out_by_default) {
    all.push_back(
        &evaluator_.modules().At(module, declared, kind, {.kind = InstanceKey::kUnknown}));
  }
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
    if (!wanted_.types(name.first)) continue;
    declared.body();  // parsed whole, so that all that is wrong in it comes to light
    for (const Instance* instance : InstancesOf(module, declared, Instance::kResource)) {
      resources_.push_back(Resource(*instance));
    }
  }
  for (const auto& [name, declared] : module.folder->calls()) {
    if (wanted_.alone && !LeadsToWanted(*module.folder, declared)) continue;
    for (const Instance* instance : InstancesOf(module, declared, Instance::kCall)) {
      if (instance->child != nullptr) {
        Enumerate(*instance->child);
      } else {
        opaque_calls_.push_back({instance, ExistsCases(*instance)});
      }
    }
  }
}

// Of data sources, those that look up what is wanted (`aws_subnets` as `aws_subnet`).
bool Unit::LeadsToWanted(const Folder& folder, const Declared& call) {
  const auto by_path = evaluator_.modules().CalledByPath(folder, call);
  if (!by_path) {  // perhaps what terraform init fetched
    const std::string& root = evaluator_.modules().root().folder->path();
    return !evaluator_.configuration().InstalledIn(root).Folders().empty();
  }
  const Folder* called = *by_path;
  if (called == nullptr) return false;
  const auto [known, fresh] = holds_wanted_.try_emplace(called, false);
  if (!fresh) return known->second;
  const auto wanted = [&](const auto& one) {
    std::string_view type = one.first.first;
    if (wanted_.types(type)) return true;
    if (type.ends_with('s')) type.remove_suffix(1);
    return wanted_.types(type);
  };
  const bool holds = std::ranges::any_of(called->resources(), wanted) ||
                     std::ranges::any_of(called->data(), wanted) ||
                     std::ranges::any_of(called->calls(), [&](const auto& one) {
                       return LeadsToWanted(*called, one.second);
                     });
  return holds_wanted_[called] = holds;
}

Cases<Traced> Unit::ExistsCases(const Instance& instance) {
  const Cases<Traced> exists = Explored([&] { return Exists(instance); });
  // Where Terraform refuses the count, though not everywhere, there is nothing.
  const auto refused = [&](const Case<Traced>& one) {
    return one.value && evaluator_.unknowns().Failed(*one.value);
  };
  std::vector<Case<Traced>> cases = exists.all();
  const auto refusals = std::count_if(cases.begin(), cases.end(), refused);
  if (exists.left_out() != nullptr || refusals == 0 || refusals == std::ssize(cases)) return exists;
  for (Case<Traced>& one : cases) {
    if (refused(one)) one.value = {evaluator_.store().Bool(false, one.value->span)};
  }
  return Cases<Traced>(std::move(cases));
}

UnitResource Unit::Resource(const Instance& instance) {
  UnitResource made{&instance, ExistsCases(instance)};
  if (!instance.stands_for_unknown()) return made;
  const auto explored = EachCase(
      [&] { return evaluator_.Expand(*instance.module, *instance.declared, instance.kind).keys; });
  for (const auto& one : explored.cases) {
    if (one.value == nullptr || one.value == made.instances) continue;
    // Other keys in another scenario: no other block is known to have the same in all of them.
    made.instances = made.instances == nullptr ? one.value : instance.object;
  }
  if (made.instances == nullptr) made.instances = instance.object;
  return made;
}

Traced Unit::Exists(const Instance& instance) {
  Traced made;
  // False decides, then unknown; of two that are true, the one that rests on a default is kept.
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
    if (in ? (at->stands_for_unknown() && !all.some) || all.may_be_none
           : all.unknown != nullptr && !all.may_be_none) {
      combine({store.Unknown(all.unknown, all.source->span), all.source.route});
    } else {
      Traced exists{store.Bool(in, all.source->span), all.source.route};
      if (const RouteStep* step = all.source->complete_by_default) {
        exists = store.Via(exists, step->how, step->at);
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
                                       return Holds(sources.Text(declaration->span()), text);
                                     });
      if (!names) continue;
      for (const Instance* instance : InstancesOf(*module, declared, Instance::kResource)) {
        found.push_back(Resource(*instance));
      }
    }
  }
  return found;
}

std::vector<UnitResource> Unit::Data(std::string_view type) {
  std::vector<UnitResource> found;
  for (const ModuleInstance* module : modules_) {
    for (const auto& [name, declared] : module->folder->data()) {
      if (name.first != type) continue;
      for (const Instance* instance : InstancesOf(*module, declared, Instance::kData)) {
        found.push_back({instance, ExistsCases(*instance)});
      }
    }
  }
  return found;
}

}  // namespace execlint::terraform
