#include "parsers/terraform/modules/module_tree.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lint/source/shortened.h"
#include "parsers/terraform/project/module_calls.h"

namespace execlint::terraform {
namespace {

constexpr std::size_t kMaxModules = 2000;         // of one unit
constexpr std::size_t kMaxInstances = 256;        // of one block
constexpr std::size_t kMaxAllInstances = 10'000;  // of all blocks of one unit

bool IsAncestor(const ModuleInstance& module, const Folder* folder) {
  for (const ModuleInstance* at = &module; at != nullptr;
       at = at->call != nullptr ? at->call->module : nullptr) {
    if (at->folder == folder) return true;
  }
  return false;
}

// By which the manifest of `terraform init` knows the call: `web.app`.
std::string KeyOf(const Instance& call) {
  std::string key(call.name());
  for (const Instance* at = call.module->call; at != nullptr; at = at->module->call) {
    key = std::string(at->name()) + "." + key;
  }
  return key;
}

std::optional<std::string> Constant(const Declared& declared, std::string_view name) {
  const auto written = declared.Argument(name);
  return written ? written->value.ast->ConstantString(written->value.id) : std::nullopt;
}

std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string Shown(const InstanceKey& key) {
  if (key.secret == 0) return Quoted(key.text);
  return "\"" + NumberedMask(key.secret) + "\"";
}

}  // namespace

ModuleTree::ModuleTree(const Configuration& configuration, const Folder& root, ValueStore& store)
    : configuration_(configuration), store_(store) {
  root_ = &modules_.emplace_back(ModuleInstance{.folder = &root});
}

void ModuleTree::Number(Instance& instance) {
  instance.id = store_.NewResources(1);
  resources_.emplace(instance.id, &instance);
}

std::size_t ModuleTree::RoomFor(const ModuleInstance& module, const Declared& declared) {
  const auto [known, fresh] = room_.try_emplace({&module, &declared}, kMaxInstances);
  if (fresh) {
    known->second =
        std::min(kMaxInstances, kMaxAllInstances - std::min(kMaxAllInstances, instances_.size()));
  }
  return known->second;
}

const Instance* ModuleTree::InstanceOf(const Symbol& symbol) const {
  const auto found = by_symbol_.find(&symbol);
  return found == by_symbol_.end() ? nullptr : found->second;
}

const Expansion* ModuleTree::CollectionOf(const Symbol& symbol) const {
  const auto found = collections_.find(&symbol);
  return found == collections_.end() ? nullptr : &found->second;
}

const Instance* ModuleTree::ElementOf(const Symbol& symbol) const {
  const Expansion* all = CollectionOf(symbol);
  return all == nullptr ? nullptr : all->instances.back();
}

const Instance& ModuleTree::At(const ModuleInstance& module, const Declared& declared,
                               Instance::Kind kind, const InstanceKey& key) {
  const auto [place, fresh] = by_key_.try_emplace({&module, &declared, key}, nullptr);
  if (!fresh) return *place->second;
  Instance& made = instances_.emplace_back(
      Instance{.kind = kind, .module = &module, .declared = &declared, .key = key});
  place->second = &made;
  made.address = module.address.empty() ? "" : module.address + ".";
  if (kind == Instance::kCall) {
    made.address += "module.";
  } else {
    made.address += (kind == Instance::kData ? "data." : "") +
                    Shortened(std::string(made.type()), kLongestLabel) + ".";
  }
  made.address += Shortened(std::string(made.name()), kLongestLabel);
  const std::string plain = made.address;
  if (key.kind == InstanceKey::kNumber) made.address += "[" + NumberText(key.number) + "]";
  if (key.kind == InstanceKey::kText)
    made.address += "[" + Shortened(Shown(key), kLongestLabel) + "]";
  bool bounded = false;
  if (kind == Instance::kCall) made.child = Child(made, bounded);
  Symbol symbol{.why = Why::kDataSource, .name = made.address, .at = declared.head()};
  if (kind == Instance::kResource) {
    Number(made);
    symbol.why = Why::kComputedByAws;
    symbol.resource = made.id;
  } else if (kind == Instance::kCall) {
    symbol.why = bounded ? Why::kLimit : Why::kModuleNotFound;
  }
  // The instance that stands for all unknown instances is not the one without a key.
  if (key.kind == InstanceKey::kUnknown) symbol.name = plain + "[*]";
  made.object = store_.Intern(std::move(symbol));
  by_symbol_.emplace(made.object, &made);
  if (kind == Instance::kCall && made.child == nullptr) Number(made);
  return made;
}

std::optional<const Folder*> ModuleTree::CalledByPath(const Folder& caller,
                                                      const Declared& call) const {
  const auto source = Constant(call, "source");
  if (!source || !(source->starts_with("./") || source->starts_with("../"))) return std::nullopt;
  const auto path = NormalPath(caller.path() + "/" + *source);
  return path ? configuration_.FolderAt(*path) : nullptr;
}

ModuleTree::Target ModuleTree::TargetOf(const Instance& call) {
  if (const auto folder = CalledByPath(*call.module->folder, *call.declared)) {
    return {*folder, call.module->fetched};
  }
  const auto source = Constant(*call.declared, "source");
  if (!source) return {};
  const auto version = Constant(*call.declared, "version");
  if (!version && call.declared->Argument("version")) return {};
  const std::string key = KeyOf(call);
  const std::string* path =
      configuration_.InstalledIn(root_->folder->path()).FolderOf(key, *source, version);
  const Folder* folder = path == nullptr ? nullptr : configuration_.FolderAt(*path);
  if (folder != nullptr) fetched_.insert(key);
  return {folder, true};
}

const ModuleInstance* ModuleTree::Child(const Instance& call, bool& bounded) {
  const auto [folder, fetched] = TargetOf(call);
  if (folder == nullptr || IsAncestor(*call.module, folder)) return nullptr;
  bounded = modules_.size() >= kMaxModules || call.module->depth >= kMaxModuleDepth;
  if (bounded) {
    store_.budget().MeetBound();
    return nullptr;
  }
  const Traced step = store_.Via({nullptr, call.module->route}, RouteStep::How::kModuleInput,
                                 call.declared->head());
  return &modules_.emplace_back(ModuleInstance{.folder = folder,
                                               .call = &call,
                                               .address = call.address,
                                               .route = step.route,
                                               .depth = call.module->depth + 1,
                                               .fetched = fetched});
}

}  // namespace execlint::terraform
