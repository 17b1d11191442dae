// What execlint makes of real templates: one JSON line per template with the evaluated properties
// of every resource, for oracle/cloudformation/compare.py.
//
//   template_values FILE_OR_FOLDER...
//
//   {"file": "web.yaml", "inputs": {"Env": "dev"}, "resources": {"Service": {"Cluster": "main"}}}
//
// Every parameter that is a selector has the value of the base scenario, and so have the pseudo
// parameters that are compared; `inputs` tells which. Unknown things are {"?": "name"}, partly
// known texts {"?text": ["arn:", {"?": "name"}]}, lists and maps that may hold more {"?open":
// [...]}.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "lint/source/format.h"
#include "parsers/cloudformation/detect.h"
#include "parsers/cloudformation/evaluator.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace execlint::cloudformation {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json Print(Traced value) {
  if (!value) return Json{{"?", "nothing"}};
  switch (value->kind) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBool:
      return value->boolean();
    case Kind::kNumber:
      return Json{{"?number", NumberText(value->number())}};
    case Kind::kUnknown:
      return Json{{"?", value->symbol().name}};
    case Kind::kString: {
      if (value->encodes != nullptr) return Json{{"?json", Print(*value->encodes)}};
      if (const auto text = KnownText(*value)) return *text;
      Json parts = Json::array();
      for (const Part& part : value->parts()) {
        parts.push_back(part.hole != nullptr ? Json{{"?", part.hole->name}}
                                             : Json(std::string(part.text)));
      }
      return Json{{"?text", std::move(parts)}};
    }
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

Json Dump(const std::string& path, Traced root, ValueStore& store) {
  const Template tmpl(root, store);
  const Inputs inputs;
  const Parameters parameters(tmpl, inputs, store);
  const Evaluator evaluator(tmpl, parameters, store);
  Json dump = {{"file", path}, {"inputs", Json::object()}, {"resources", Json::object()}};
  for (const Selector& selector : parameters.selectors()) {
    const bool other = selector.has_other && selector.candidates.size() == 1;
    if (!other) dump["inputs"][selector.name] = selector.candidates[0];
  }
  for (const TemplateResource& resource : tmpl.resources()) {
    if (!resource.properties) continue;
    Reads reads;
    dump["resources"][std::string(resource.name)] =
        Print(evaluator.Evaluate(resource.properties, Scenario{}, reads));
  }
  return dump;
}

void Run(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  if (!LooksLikeTemplate(bytes.str())) return;
  SourceMap sources;
  ValueStore store;
  const FileId file = sources.AddFile(path, bytes.str());
  const Parsed parsed = StartsLikeJson(sources.Text(file))
                            ? json::Parse(sources, file, store)
                            : yaml::Parse(sources, file, store, yaml::Dialect::kCloudFormation);
  for (const Problem& problem : parsed.problems) {
    const LineColumn at = sources.Locate(problem.span.file, problem.span.begin);
    std::cerr << Format("{}:{}:{}: {}\n", path, at.line, at.column, problem.message);
  }
  if (!IsTemplate(parsed.root)) return;
  const std::string line =
      Dump(path, parsed.root, store).dump(-1, ' ', false, Json::error_handler_t::replace);
  std::printf("%s\n", line.c_str());
}

}  // namespace
}  // namespace execlint::cloudformation

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  std::vector<std::string> paths;
  for (int i = 1; i < argc; ++i) {
    if (!fs::is_directory(argv[i])) {
      paths.emplace_back(argv[i]);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
      const std::string ending = entry.path().extension().string();
      if (entry.is_regular_file() &&
          (ending == ".yaml" || ending == ".yml" || ending == ".json" || ending == ".template")) {
        paths.push_back(entry.path().string());
      }
    }
  }
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) execlint::cloudformation::Run(path);
  return 0;
}
