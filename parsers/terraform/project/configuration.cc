#include "parsers/terraform/project/configuration.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "lint/engine/suppress.h"
#include "lint/source/find.h"
#include "parsers/hcl/sensitive_calls.h"
#include "parsers/terraform/project/json_syntax.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kDynamic = "dynamic";

constexpr std::string_view kOpenTofu = ".tofu";

bool IsForOpenTofu(std::string_view name) {
  return name.ends_with(kOpenTofu) || name.ends_with(".tofu.json");
}

// The file in whose place a file for OpenTofu is loaded: `main.tf` of `main.tofu`.
std::string TerraformName(std::string_view name) {
  const std::string_view json = name.ends_with(".json") ? ".json" : "";
  name.remove_suffix(json.size() + kOpenTofu.size());
  return std::string(name) + ".tf" + std::string(json);
}

constexpr int kSuppressibleDepth = 8;

void AddBlocks(const SourceMap& sources, Span part, int depth, std::vector<Span>& blocks) {
  for (const hcl::Item& item : hcl::Scan(sources, part).items) {
    if (item.kind != hcl::Item::kBlock) continue;
    blocks.push_back(item.span);
    if (depth < kSuppressibleDepth) AddBlocks(sources, item.body, depth + 1, blocks);
  }
}

}  // namespace

void AddComments(SourceMap& sources, const std::string& path, FileId file) {
  if (!path.ends_with(".tf") && !path.ends_with(".tofu") && !path.ends_with(".tfvars")) return;
  const std::string_view text = sources.Text(file);
  if (!MayHoldSuppression(text)) return;
  std::vector<Span> blocks;
  AddBlocks(sources, {file, 0, static_cast<std::uint32_t>(text.size())}, 0, blocks);
  sources.SetComments(file, hcl::Comments(sources, file), std::move(blocks));
}

bool IsConfiguration(std::string_view path) {
  constexpr std::string_view kEndings[] = {".tf", ".tf.json", ".tofu", ".tofu.json"};
  return std::any_of(std::begin(kEndings), std::end(kEndings),
                     [&](std::string_view ending) { return path.ends_with(ending); });
}

bool IsOverride(std::string_view name) {
  std::string_view stem = name;
  if (stem.ends_with(".json")) stem.remove_suffix(std::string_view(".json").size());
  stem = stem.substr(0, stem.rfind('.'));
  return stem == "override" || stem.ends_with("_override");
}

BodyRef BlockRef::body() const { return BodyRef({{ast, block->body}}); }

std::optional<AttributeRef> BodyRef::Find(std::string_view name) const {
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    if (const hcl::Attribute* found = layer->ast->Find(layer->body, name)) {
      return AttributeRef{found->name, {layer->ast, found->value}, found->span};
    }
  }
  return std::nullopt;
}

std::vector<AttributeRef> BodyRef::Attributes() const {
  std::vector<AttributeRef> all;
  std::unordered_map<std::string_view, std::pair<std::size_t, const Layer*>> places;  // in `all`
  for (const Layer& layer : layers_) {
    for (const hcl::Attribute& attribute : layer.ast->attributes(layer.body)) {
      const AttributeRef found{attribute.name, {layer.ast, attribute.value}, attribute.span};
      const auto [place, fresh] = places.try_emplace(attribute.name.text, all.size(), &layer);
      if (fresh) {
        all.push_back(found);
      } else if (place->second.second != &layer) {  // a later layer wins, and in it the first one
        all[place->second.first] = found;
        place->second.second = &layer;
      }
    }
  }
  return all;
}

std::vector<BlockRef> BodyRef::Blocks(std::string_view type) const {
  for (auto layer = layers_.rbegin(); layer != layers_.rend(); ++layer) {
    std::vector<BlockRef> found;
    for (const hcl::Block& block : layer->ast->blocks(layer->body)) {
      const BlockRef ref{layer->ast, &block};
      const bool dynamic = block.type.text == kDynamic && ref.label(0) == type;
      if (block.type.text == type || dynamic) found.push_back(ref);
    }
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<BlocksOfType> BodyRef::BlocksByType() const {
  std::vector<BlocksOfType> all;
  std::unordered_map<std::string_view, std::pair<std::size_t, const Layer*>> places;  // in `all`
  for (const Layer& layer : layers_) {
    for (const hcl::Block& block : layer.ast->blocks(layer.body)) {
      const BlockRef ref{layer.ast, &block};
      const std::string_view type = block.type.text == kDynamic ? ref.label(0) : block.type.text;
      const auto [place, fresh] = places.try_emplace(type, all.size(), &layer);
      if (fresh) all.push_back({type, {}});
      auto& [index, from] = place->second;
      if (from != &layer) all[index].blocks.clear();  // a later layer wins
      from = &layer;
      all[index].blocks.push_back(ref);
    }
  }
  return all;
}

bool BodyRef::broken() const {
  return std::any_of(layers_.begin(), layers_.end(),
                     [](const Layer& layer) { return (*layer.ast)[layer.body].broken; });
}

Span Declaration::head() const {
  const auto labels = scanned_.labels(item_);
  return {file_, item_.type.span.begin,
          labels.empty() ? item_.type.span.end : labels.back().span.end};
}

const hcl::ParsedBody& Declaration::parsed() const {
  parsed_once_.Call([this] { parsed_ = parser_.Parse(sources_, file_, item_); });
  return *parsed_;
}

BodyRef::Layer Declaration::layer() const {
  const hcl::ParsedBody& all = parsed();
  const auto blocks = all.ast.blocks(all.body);
  return {&all.ast, blocks.empty() ? hcl::BodyId::kNone : blocks[0].body};
}

const Declaration::Parts* Declaration::parts() const {
  if (parsed_once_.done()) return nullptr;
  parts_once_.Call([this] {
    auto parts = std::make_unique<Parts>();
    parts->scanned = hcl::Scan(sources_, item_.body);
    for (const hcl::Item& item : parts->scanned.items) {
      parts->all.emplace_back(sources_, parser_, file_, parts->scanned, item);
    }
    parts_ = std::move(parts);
  });
  const bool told_apart = item_.state == hcl::Item::kWhole && parts_->scanned.problems.empty();
  return told_apart ? parts_.get() : nullptr;
}

std::optional<AttributeRef> Declaration::Only() const {
  const hcl::ParsedBody& all = parsed();
  const auto attributes = all.ast.attributes(all.body);
  if (attributes.empty()) return std::nullopt;
  return AttributeRef{attributes[0].name, {&all.ast, attributes[0].value}, attributes[0].span};
}

std::optional<AttributeRef> Declaration::Argument(std::string_view name) const {
  if (item_.kind == hcl::Item::kAttribute) return Only();
  const Parts* parts = this->parts();
  if (parts == nullptr) {
    const BodyRef::Layer whole = layer();
    const hcl::Attribute* found = whole.ast->Find(whole.body, name);
    if (found == nullptr) return std::nullopt;
    return AttributeRef{found->name, {whole.ast, found->value}, found->span};
  }
  for (const Declaration& part : parts->all) {
    if (part.item_.kind == hcl::Item::kAttribute && part.type() == name) return part.Only();
  }
  return std::nullopt;
}

bool Declaration::Lacks(std::string_view name) const {
  const Parts* parts = this->parts();
  if (parts == nullptr) {
    const BodyRef body({layer()});
    return !body.Find(name) && body.Blocks(name).empty() && !body.broken();
  }
  return std::none_of(parts->all.begin(), parts->all.end(), [&](const Declaration& part) {
    return part.type() == name || (part.type() == kDynamic && part.label(0) == name);
  });
}

std::vector<std::pair<std::string_view, std::string_view>> Declaration::Arguments() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  if (const Parts* parts = this->parts()) {
    for (const Declaration& part : parts->all) {
      if (part.item_.kind != hcl::Item::kAttribute) continue;
      all.emplace_back(part.type(), sources_.Text(part.span()));
    }
  } else {
    for (const AttributeRef& argument : BodyRef({layer()}).Attributes()) {
      all.emplace_back(argument.name.text, sources_.Text(argument.span));
    }
  }
  return all;
}

void Declaration::AddProblems(std::vector<Problem>& to) const {
  if (parsed_once_.done()) {
    to.insert(to.end(), parsed_->problems.begin(), parsed_->problems.end());
  } else if (parts_once_.done()) {
    for (const Declaration& part : parts_->all) part.AddProblems(to);
  }
}

BodyRef Declared::body() const {
  std::vector<BodyRef::Layer> layers;
  layers.reserve(declarations.size());
  for (const Declaration* declaration : declarations) layers.push_back(declaration->layer());
  return BodyRef(std::move(layers));
}

std::optional<AttributeRef> Declared::Argument(std::string_view name) const {
  for (auto layer = declarations.rbegin(); layer != declarations.rend(); ++layer) {
    if (auto found = (*layer)->Argument(name)) return found;
  }
  return std::nullopt;
}

bool Declared::Lacks(std::string_view name) const {
  return std::all_of(declarations.begin(), declarations.end(),
                     [&](const Declaration* one) { return one->Lacks(name); });
}

std::optional<AttributeRef> Declared::SaysSecret() const {
  for (const std::string_view name : {"sensitive", "ephemeral"}) {
    const auto written = Argument(name);
    const auto* flag = written ? std::get_if<hcl::Bool>(&written->value->form) : nullptr;
    const bool off = flag != nullptr && !flag->value;
    if (written && !off) return written;
  }
  return std::nullopt;
}

std::optional<AttributeRef> Declared::Enabled() const {
  std::optional<AttributeRef> enabled;
  if (Lacks("lifecycle")) return enabled;
  for (const BlockRef& lifecycle : body().Blocks("lifecycle")) {
    if (const auto written = lifecycle.body().Find("enabled")) enabled = written;
  }
  return enabled;
}

bool Declared::LeavesToOthers(std::string_view argument) const {
  const auto names = [&](ExprRef expression) {
    if (const auto* name = std::get_if<hcl::Variable>(&expression->form)) {
      return name->name == argument || name->name == "all";
    }
    return expression.ast->ConstantString(expression.id) == argument;  // of old
  };
  for (const BlockRef& lifecycle : body().Blocks("lifecycle")) {
    const auto ignored = lifecycle.body().Find("ignore_changes");
    if (!ignored) continue;
    if (names(ignored->value)) return true;
    const auto* list = std::get_if<hcl::Tuple>(&ignored->value->form);
    if (list == nullptr) continue;
    for (const hcl::ExprId one : ignored->value.ast->list(list->elements)) {
      if (names(ignored->value.At(one))) return true;
    }
  }
  return false;
}

std::vector<std::pair<std::string_view, std::string_view>> Declared::Arguments() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  for (const Declaration* declaration : declarations) {
    const auto some = declaration->Arguments();
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::string PathFrom(std::string_view from, std::string_view to) {
  // The part that both share, whole folders only.
  std::size_t shared = 0;
  for (std::size_t i = 0;; ++i) {
    const bool end_from = i == from.size() || from[i] == '/';
    const bool end_to = i == to.size() || to[i] == '/';
    if (end_from && end_to) shared = i;
    if (i == from.size() || i == to.size() || from[i] != to[i]) break;
  }
  std::string path;
  const std::string_view up = from.substr(shared);
  if (!up.empty() && up != "/") {
    path = "..";
    const auto slashes = std::count(up.begin() + (up.front() == '/' ? 1 : 0), up.end(), '/');
    for (auto i = slashes; i > 0; --i) path += "/..";
  }
  std::string_view down = to.substr(shared);
  if (down.starts_with('/')) down.remove_prefix(1);
  if (!down.empty()) path += (path.empty() ? "" : "/") + std::string(down);
  return path.empty() ? "." : path;
}

Folder::Folder(const SourceMap& sources, const hcl::Parser& parser, std::string path,
               const std::vector<File>& files, std::vector<Problem> problems)
    : sources_(sources),
      parser_(parser),
      path_(std::move(path)),
      scan_problems_(std::move(problems)) {
  for (const auto& [id, scanned] : files) {
    files_.push_back(id);
    scan_problems_.insert(scan_problems_.end(), scanned->problems.begin(), scanned->problems.end());
    for (const hcl::Item& item : scanned->items) {
      if (item.kind == hcl::Item::kBlock)
        Add(all_.emplace_back(sources_, parser_, id, *scanned, item));
    }
  }
}

void Folder::Add(const Declaration& declaration) {
  const std::string_view type = declaration.type();
  const auto add = [&](Declared& declared) { declared.declarations.push_back(&declaration); };
  if (type == "resource") {
    add(resources_[{declaration.label(0), declaration.label(1)}]);
  } else if (type == "data") {
    add(data_[{declaration.label(0), declaration.label(1)}]);
  } else if (type == "variable") {
    add(variables_[declaration.label(0)]);
  } else if (type == "output") {
    add(outputs_[declaration.label(0)]);
  } else if (type == "module") {
    add(calls_[declaration.label(0)]);
  } else if (type == "provider" && declaration.label(0) == "aws") {
    aws_providers_.push_back(&declaration);
  } else if (type == "locals") {
    locals_blocks_.push_back(&declaration);
  }
}

std::optional<AttributeRef> Folder::Local(std::string_view name) const {
  const Declaration* local = LocalDeclaration(name);
  return local == nullptr ? std::nullopt : local->Argument(name);
}

std::vector<std::string_view> Folder::LocalsThatSay(std::string_view word) const {
  std::vector<std::string_view> names;
  const auto says = [&](const Declaration* one) {
    return sources_.Text(one->span()).find(word) != std::string_view::npos;
  };
  if (std::ranges::none_of(locals_blocks_, says)) return names;
  LocalDeclaration("");  // finds all of them
  for (const auto& [name, local] : locals_) {
    if (says(local)) names.push_back(name);
  }
  return names;
}

const Declaration* Folder::LocalDeclaration(std::string_view name) const {
  locals_once_.Call([this] {
    for (const Declaration* block : locals_blocks_) {
      const hcl::ScannedFile& scanned =
          scanned_locals_.emplace_back(hcl::Scan(sources_, block->body_span()));
      for (const hcl::Item& item : scanned.items) {
        if (item.kind != hcl::Item::kAttribute) continue;
        const Declaration& local =
            local_declarations_.emplace_back(sources_, parser_, block->file(), scanned, item);
        locals_.insert_or_assign(item.type.text, &local);
      }
    }
  });
  const auto found = locals_.find(name);
  return found == locals_.end() ? nullptr : found->second;
}

const Declaration* Folder::AwsProvider(std::string_view alias) const {
  aliases_once_.Call([this] {
    for (const Declaration* block : aws_providers_) {
      const auto written = BodyRef({block->layer()}).Find("alias");
      const auto text =
          written ? written->value.ast->ConstantString(written->value.id) : std::nullopt;
      aliases_.try_emplace(text.value_or(""), block);
    }
  });
  const auto found = aliases_.find(alias);
  return found == aliases_.end() ? nullptr : found->second;
}

std::vector<Problem> Folder::Problems() const {
  std::vector<Problem> found = scan_problems_;
  const std::array<const std::deque<Declaration>*, 2> both = {&all_, &local_declarations_};
  for (const auto* declarations : both) {
    for (const Declaration& declaration : *declarations) declaration.AddProblems(found);
  }
  return found;
}

Configuration::Configuration(SourceMap& sources, const FileReader& reader,
                             const std::map<std::string, FileId>& files, ReadBy by)
    : sources_(sources), reader_(reader), by_(by) {
  std::map<std::string, std::vector<std::string>> names;
  for (const auto& [path, id] : files) {
    opened_.emplace_hint(opened_.end(), path, id);
    if (!IsConfiguration(path)) continue;
    const std::size_t slash = path.rfind('/');
    const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
    names[path.substr(0, name == 0 ? 0 : slash)].push_back(path.substr(name));
  }
  for (auto& [folder, all] : names) {
    for (std::string& name : Loaded(folder, std::move(all))) {
      const std::string path = folder.empty() ? name : folder + "/" + name;
      by_folder_[folder].emplace_back(std::move(name), files.at(path));
      loaded_.insert(path);
    }
  }
}

std::vector<std::string> Configuration::Loaded(const std::string& folder,
                                               std::vector<std::string> names) const {
  const bool mixed =
      std::ranges::any_of(names, IsForOpenTofu) && !std::ranges::all_of(names, IsForOpenTofu);
  if (by_ == ReadBy::kTerraform) std::erase_if(names, IsForOpenTofu);
  if (!mixed || by_ == ReadBy::kTerraform) return names;
  std::set<std::string> shadowed;
  bool overrides = false;
  for (const std::string& name : names) {
    if (!IsForOpenTofu(name)) continue;
    shadowed.insert(TerraformName(name));
    overrides |= IsOverride(name);
  }
  const std::size_t erased =
      std::erase_if(names, [&](const std::string& name) { return shadowed.contains(name); });
  if (erased > 0 || overrides) {
    const std::scoped_lock lock(mutex_);
    read_in_two_ways_.insert(folder);
  }
  return names;
}

std::set<std::string> Configuration::ReadInTwoWays() const {
  const std::scoped_lock lock(mutex_);
  return read_in_two_ways_;
}

std::optional<FileId> Configuration::Open(const std::string& path) const {
  const std::scoped_lock lock(mutex_);
  const auto [place, fresh] = opened_.try_emplace(path);
  if (fresh) {
    if (auto bytes = reader_.Read(path)) {
      place->second = sources_.AddFile(path, std::move(*bytes));
      AddComments(sources_, path, *place->second);
    }
  }
  return place->second;
}

Configuration::~Configuration() = default;

const hcl::ScannedFile& Configuration::TopLevel(FileId file) const {
  std::unique_lock lock(files_mutex_);
  ScannedOnce& scanned = files_[file];
  lock.unlock();
  scanned.once.Call([&] {
    scanned.file = hcl::Scan(sources_, file);
    hcl::MarkSensitiveCalls(sources_, file);
  });
  return scanned.file;
}

const Folder* Configuration::FolderAt(const std::string& path) const {
  std::unique_lock lock(folders_mutex_);
  Scanned& scanned = folders_[path];
  lock.unlock();
  scanned.once.Call([&] { scanned.folder = Scan(path); });
  return scanned.folder.get();
}

const InstalledModules& Configuration::InstalledIn(const std::string& root) const {
  std::unique_lock lock(installed_mutex_);
  InstalledOnce& installed = installed_[root];
  lock.unlock();
  installed.once.Call([&] {
    const auto manifest =
        Open((root.empty() ? "" : root + "/") + std::string(kInstalledModulesFile));
    if (manifest) installed.modules = InstalledModules(sources_, *manifest, root);
  });
  return installed.modules;
}

bool Configuration::Loads(const std::string& path) const { return loaded_.contains(path); }

std::vector<std::string> Configuration::LoadedIn(const std::string& folder) const {
  std::vector<std::string> names;
  for (const DirectoryEntry& entry : reader_.List(folder)) {
    if (!entry.is_directory && IsConfiguration(entry.name)) names.push_back(entry.name);
  }
  return Loaded(folder, std::move(names));
}

std::unique_ptr<Folder> Configuration::Scan(const std::string& path) const {
  std::vector<std::pair<std::string, FileId>> files;
  if (const auto known = by_folder_.find(path); known != by_folder_.end()) {
    files = known->second;
  } else {
    for (const std::string& name : LoadedIn(path)) {
      const auto file = Open(path.empty() ? name : path + "/" + name);
      if (file) files.emplace_back(name, *file);
    }
  }
  if (files.empty()) return nullptr;
  // Override files come last, whatever their names.
  std::stable_sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return std::pair(IsOverride(a.first), a.first) < std::pair(IsOverride(b.first), b.first);
  });
  std::vector<Folder::File> scanned;
  std::vector<Problem> problems;
  for (const auto& [name, id] : files) {
    if (!name.ends_with(".json")) {
      scanned.push_back({id, &TopLevel(id)});
      continue;
    }
    Rewritten rewritten = RewriteJson(sources_, id);
    scanned.push_back({rewritten.buffer, &TopLevel(rewritten.buffer)});
    problems.insert(problems.end(), rewritten.problems.begin(), rewritten.problems.end());
  }
  return std::make_unique<Folder>(sources_, parser_, path, scanned, std::move(problems));
}

}  // namespace execlint::terraform
