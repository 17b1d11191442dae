// What execlint makes of one Terraform root, for oracle/terraform/compare_plan.py.
//
//   terraform_values FOLDER ENTRY [--workspace NAME] [--var-file NAME]
//
// FOLDER is the project, ENTRY the root inside it. Prints one JSON object:
//
//   {"choices": {"terraform.workspace": "default"}, "modules": ["module.web"],
//    "resources": {"aws_ecs_service.web": {"exists": true, "known_type": true,
//                                          "values": {"cluster": ...,
//                                          "network_configuration.subnets": ...}, "tags": {"Name":
//                                          "web"}}}}
//
// `values` has every argument and block that is written, and every path through blocks, read the
// way lowering reads it; `tags` are those of the model, default_tags included. Unknown things are
// {"?": "name"}, partly known texts {"?text": ["arn:", {"?": "name"}]}, lists and maps that may
// hold more {"?open": [...]}, texts that hold JSON {"?json": ..., "text": ...}, numbers
// {"?number": "1"}.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/project/project.h"
#include "lint/source/format.h"
#include "parsers/iam/document_text.h"
#include "parsers/terraform/frontend.h"
#include "parsers/terraform/lower/lowering.h"
#include "parsers/terraform/project/discover.h"
#include "parsers/terraform/project/inputs.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Choices {
  std::string workspace = "default";
  std::string var_file = "none";
};

struct Printer {
  ValueStore& store;
  SourceMap& sources;

  Json Print(Traced value) const;
  Json String(Traced value) const;
};

Json Printer::String(Traced value) const {
  const auto text = KnownText(*value);
  const std::string_view first = value->count > 0 ? value->parts()[0].text : "";
  const std::size_t start = first.find_first_not_of(" \t\r\n");
  const bool json = start != first.npos && (first[start] == '{' || first[start] == '[');
  if (value->encodes != nullptr || json) {
    if (const Traced inside = DecodeDocument(value, store, sources, nullptr)) {
      return Json{{"?json", Print(inside)}, {"text", text ? Json(*text) : Json()}};
    }
  }
  if (text) return *text;
  Json parts = Json::array();
  for (const Part& part : value->parts()) {
    parts.push_back(part.hole != nullptr ? Json{{"?", part.hole->name}}
                                         : Json(std::string(part.text)));
  }
  return Json{{"?text", std::move(parts)}};
}

Json Printer::Print(Traced value) const {
  switch (value->kind) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBool:
      return value->boolean();
    case Kind::kNumber:
      return Json{{"?number", NumberText(value->number())}};
    case Kind::kUnknown:
      return Json{{"?", value->symbol().name}};
    case Kind::kString:
      return String(value);
    case Kind::kList: {
      Json items = Json::array();
      for (const Traced& item : value->items()) items.push_back(Print(item));
      return value->open() ? Json{{"?open", std::move(items)}} : items;
    }
    case Kind::kMap: {
      Json entries = Json::object();
      for (const Entry& entry : value->entries()) {
        entries[std::string(entry.key)] = Print(entry.value);
      }
      return value->open() ? Json{{"?open", std::move(entries)}} : entries;
    }
  }
  return nullptr;
}

// The scenario that has the wanted workspace and var file; what else is chosen is told.
Scenario Choose(const std::vector<Selector>& selectors, const Choices& choices, Json& told) {
  Scenario scenario;
  for (std::size_t i = 0; i < selectors.size(); ++i) {
    const Selector& selector = selectors[i];
    const auto& all = selector.candidates;
    std::size_t chosen = 0;
    if (selector.what != Selector::What::kInput) {
      const bool workspace = selector.what == Selector::What::kWorkspace;
      const auto found =
          std::find(all.begin(), all.end(), workspace ? choices.workspace : choices.var_file);
      chosen = static_cast<std::size_t>(found - all.begin());
      if (found == all.end()) chosen = selector.has_other ? all.size() - 1 : 0;
    }
    scenario.candidate[i] = static_cast<std::uint8_t>(chosen);
    told[selector.name] = all[chosen];
  }
  return scenario;
}

// Every path from a body to what is written in it, through blocks that are not dynamic.
void AddPaths(const BodyRef& body, const std::string& prefix, std::vector<std::string>& paths,
              int depth = 0) {
  if (depth > 8) return;
  for (const AttributeRef& attribute : body.Attributes()) {
    paths.push_back(prefix + std::string(attribute.name.text));
  }
  for (const auto& [type, blocks] : body.BlocksByType()) {
    const std::string path = prefix + std::string(type);
    paths.push_back(path);
    if (blocks.size() != 1 || blocks[0].block->type.text == "dynamic") continue;
    AddPaths(blocks[0].body(), path + ".", paths, depth + 1);
  }
}

template <class R>
void AddTags(const Resources<R>& all, const Scenario& scenario, Json& resources) {
  for (const R& one : all) {
    const auto found = resources.find(one.head.address);
    if (found == resources.end()) continue;
    Reads reads;
    const Fact<List<Tag>>& tags = one.tags.At(scenario, reads);
    Json& shown = (*found)["tags"];
    if (tags.unknown() != nullptr) {
      shown = Json{{"?", tags.unknown()->symbol->name}};
    } else if (tags.known()) {
      Json entries = Json::object();
      for (const Fact<Tag>& tag : tags->items) {
        if (!tag.known() || !tag->key.known() || !tag->value.known()) continue;
        if (const auto key = tag->key->known()) {
          const auto value = tag->value->known();
          entries[*key] = value ? Json(*value) : Json{{"?", *key}};
        }
      }
      shown = tags->open_because != nullptr ? Json{{"?open", std::move(entries)}} : entries;
    }
  }
}

Json DumpAll(Unit& unit, const Choices& choices, const Printer& printer) {
  Json out = {
      {"choices", Json::object()}, {"modules", Json::array()}, {"resources", Json::object()}};
  const Scenario scenario = Choose(unit.selectors(), choices, out["choices"]);
  for (const ModuleInstance* module : unit.modules()) out["modules"].push_back(module->address);
  for (const UnitResource& resource : unit.resources()) {
    Reads reads;
    const Traced exists = *resource.exists.At(scenario, reads);
    if (exists && exists->kind == Kind::kBool && !exists->boolean()) continue;
    const Instance& instance = *resource.instance;
    const bool all = instance.key.kind == InstanceKey::kUnknown;
    Json& made = out["resources"][instance.object->name];
    made["exists"] = !exists || !exists->is_unknown() ? Json(!all) : printer.Print(exists);
    made["known_type"] = RowOf(instance.type()) != nullptr;
    std::vector<std::string> paths;
    AddPaths(instance.declared->body(), "", paths);
    for (const std::string& path : paths) {
      const Traced value = *unit.Get(instance, path).At(scenario, reads);
      if (value) made["values"][path] = printer.Print(value);
    }
  }
  return out;
}

int Run(const std::string& folder, const std::string& inside, const Choices& choices) {
  const auto loaded = LoadProject(std::vector<std::string>{folder}, 2);
  if (!loaded) {
    std::cerr << Format("{}\n", loaded.error().message);
    return 2;
  }
  // The project may be a part of a repository.
  const fs::path below = (fs::canonical(folder) / inside).lexically_normal();
  std::string entry = below.lexically_relative(loaded->root).generic_string();
  if (entry.ends_with('/')) entry.pop_back();
  if (entry == ".") entry.clear();
  const Project project{.sources = *loaded->sources,
                        .reader = *loaded->reader,
                        .files = loaded->files,
                        .links = loaded->links,
                        .named = {},
                        .jobs = 2};
  std::map<std::string, FileId> files;
  for (const auto* list : {&project.files, &project.links}) {
    for (const ProjectFile& file : *list) files.emplace(file.path, file.id);
  }
  const Configuration configuration(project.sources, project.reader, files);
  FoundUnit found;
  found.folder = entry;
  std::vector<Problem> unread;
  for (FoundUnit& unit : FindUnits(project, configuration, unread)) {
    if (unit.folder == entry) found = std::move(unit);
  }
  const Folder* root = configuration.FolderAt(entry);
  if (root == nullptr) {
    std::cerr << Format("{}: no configuration\n", entry);
    return 2;
  }
  NoHandOvers nobody;
  const Loading loading{.values = std::make_shared<ValueStore>(), .others = nobody};
  ValueStore& store = *loading.values;
  const Inputs inputs = ReadInputs(project, configuration, found, *root, store);
  Unit unit(configuration, *root, inputs, {.types = [](std::string_view) { return true; }},
            loading);
  const Printer printer{store, project.sources};
  Json out;
  unit.Read([&] { out = DumpAll(unit, choices, printer); });
  Json& resources = out["resources"];
  for (const UnitPlan& plan : DiscoverTerraform(project).units) {
    if (plan.path != entry) continue;
    const auto model = LoadAlone(plan);
    Json told;
    const Scenario same = Choose(model->selectors, choices, told);
    AddTags(model->services, same, resources);
    AddTags(model->task_definitions, same, resources);
    AddTags(model->clusters, same, resources);
  }
  std::cout << Format("{}\n", out.dump(1, ' ', false, Json::error_handler_t::replace));
  return 0;
}

}  // namespace
}  // namespace execlint::terraform

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: terraform_values FOLDER ENTRY [--workspace NAME] [--var-file NAME]\n",
               stderr);
    return 2;
  }
  execlint::terraform::Choices choices;
  for (int i = 3; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--workspace") choices.workspace = argv[i + 1];
    if (option == "--var-file") choices.var_file = argv[i + 1];
  }
  return execlint::terraform::Run(argv[1], argv[2], choices);
}
