#include "tests/metamorphic/write.h"

#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace execlint::testing_support {
namespace {

using Json = nlohmann::ordered_json;

// One in a line, which is how people write templates. Quoted, since a text may be a keyword.
std::string PlainYaml(const Json& value, std::size_t indent) {
  if (!value.is_structured() || value.empty()) return " " + value.dump() + "\n";
  std::string out = "\n";
  for (const auto& [key, item] : value.items()) {
    out += std::string(indent, ' ') + (value.is_object() ? key + ":" : "-");
    out += PlainYaml(item, indent + 2);
  }
  return out;
}

std::string Variables(const Resources& resources) {
  std::set<std::string> names;
  for (Resource resource : resources) {
    VisitLeaves(resource.body, [&](const Node& leaf) {
      if (leaf.kind == Node::Kind::kUnknown) names.insert(leaf.text);
    });
  }
  std::string all;
  for (const std::string& name : names) all += "variable \"" + name + "\" {}\n";
  return all;
}

}  // namespace

Files TerraformFiles(const Resources& resources) {
  std::string text = Variables(resources);
  for (const Resource& resource : resources) text += HclOf(resource);
  return {{"main.tf", text}};
}

Files JsonFiles(const Resources& resources) { return {{"t.json", TemplateOf(resources).dump(2)}}; }

Files YamlFiles(const Resources& resources) {
  return {{"t.yaml", PlainYaml(TemplateOf(resources), 0).substr(1)}};
}

Files SplitFiles(const Resources& resources, Dice& dice) {
  static const std::vector<std::string> kNames = {"main.tf", "iam.tf", "a.tf", "zz.tf", "0.tf"};
  Files files;
  for (const Resource& resource : resources) files[dice.Pick(kNames)] += HclOf(resource);
  files["variables.tf"] = Variables(resources);
  return files;
}

Files Below(const std::string& folder, const Files& files) {
  Files all;
  for (const auto& [path, text] : files) {
    all.emplace(std::string(folder).append("/").append(path), text);
  }
  return all;
}

Files InModule(const Files& files, Dice& dice) {
  Files all = Below("modules/inner", files);
  std::string called = "./modules/inner";
  if (dice.OneIn(2)) {
    all["modules/outer/main.tf"] = "module \"inner\" {\n  source = \"../inner\"\n}\n";
    called = "./modules/outer";
  }
  all["main.tf"] = "module \"all\" {\n  source = \"" + called + "\"\n}\n";
  return all;
}

Resources Reordered(Resources resources, Dice& dice) {
  static const std::set<std::string> kSets = {"Statement", "Action",           "subnets",
                                              "Subnets",   "security_groups",  "SecurityGroups",
                                              "Policies",  "ManagedPolicyArns"};
  dice.Shuffle(resources);
  VisitContainers(resources, [&](Node& node) {
    if (node.kind != Node::Kind::kMap) return;
    dice.Shuffle(node.items);
    for (auto& [key, item] : node.items) {
      if (item.kind == Node::Kind::kList && kSets.contains(key)) dice.Shuffle(item.items);
    }
  });
  return resources;
}

void VisitLeaves(Resources& resources, const std::function<void(Node&)>& visit) {
  for (Resource& resource : resources) VisitLeaves(resource.body, visit);
}

void VisitContainers(Resources& resources, const std::function<void(Node&)>& visit) {
  for (Resource& resource : resources) VisitContainers(resource.body, visit);
}

}  // namespace execlint::testing_support
