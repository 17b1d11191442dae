#include "tests/metamorphic/node.h"

#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace execlint::testing_support {
namespace {

using Json = nlohmann::ordered_json;

std::string Expression(const Node& node, std::size_t indent);

std::string Body(const Node& map, std::size_t indent) {
  const std::string blanks(indent, ' ');
  std::string out;
  for (const auto& [key, value] : map.items) {
    if (value.kind == Node::Kind::kBlocks) {
      for (const auto& [none, block] : value.items) {
        out += blanks + key + " {\n" + Body(block, indent + 2) + blanks + "}\n";
      }
    } else {
      out += blanks + key + " = " + Expression(value, indent) + "\n";
    }
  }
  return out;
}

std::string Expression(const Node& node, std::size_t indent) {
  switch (node.kind) {
    case Node::Kind::kText:
      return Json(node.text).dump();
    case Node::Kind::kBare:
      return node.text;
    case Node::Kind::kReference:
      return node.text + "." + node.attribute;
    case Node::Kind::kUnknown:
      return "var." + node.text;
    case Node::Kind::kJson:
      return "jsonencode(" + Expression(node.items.front().second, indent) + ")";
    case Node::Kind::kMap:
      return "{\n" + Body(node, indent + 2) + std::string(indent, ' ') + "}";
    case Node::Kind::kList: {
      std::string out = "[";
      for (const auto& [none, item] : node.items) {
        out += (out.size() > 1 ? ", " : "") + Expression(item, indent);
      }
      return out + "]";
    }
    case Node::Kind::kImport:
    case Node::Kind::kBlocks:
      break;
  }
  return "null";
}

Json InTemplate(const Node& node) {
  switch (node.kind) {
    case Node::Kind::kBare:
      return Json::parse(node.text);
    case Node::Kind::kReference:
      return node.attribute.empty()
                 ? Json{{"Ref", node.text}}
                 : Json{{"Fn::GetAtt", Json::array({node.text, node.attribute})}};
    case Node::Kind::kUnknown:
      return Json{{"Ref", node.text}};
    case Node::Kind::kImport:
      return Json{{"Fn::ImportValue", node.text}};
    case Node::Kind::kMap: {
      Json map = Json::object();
      for (const auto& [key, value] : node.items) map[key] = InTemplate(value);
      return map;
    }
    case Node::Kind::kList: {
      Json list = Json::array();
      for (const auto& [none, item] : node.items) list.push_back(InTemplate(item));
      return list;
    }
    case Node::Kind::kText:
    case Node::Kind::kJson:
    case Node::Kind::kBlocks:
      break;
  }
  return node.text;
}

}  // namespace

std::string HclOf(const Resource& resource) {
  return "resource \"" + resource.type + "\" \"" + resource.name + "\" {\n" +
         Body(resource.body, 2) + "}\n";
}

Json TemplateOf(const Resources& resources) {
  Json parameters = Json::object(), all = Json::object();
  for (const Resource& resource : resources) {
    all[resource.name] = {{"Type", resource.type}, {"Properties", InTemplate(resource.body)}};
    Node body = resource.body;
    VisitLeaves(body, [&](const Node& leaf) {
      if (leaf.kind == Node::Kind::kUnknown) parameters[leaf.text] = {{"Type", "String"}};
    });
  }
  Json made = {{"AWSTemplateFormatVersion", "2010-09-09"}};
  if (!parameters.empty()) made["Parameters"] = parameters;
  made["Resources"] = all;
  return made;
}

void VisitLeaves(Node& node, const std::function<void(Node&)>& visit) {
  if (node.items.empty() && node.kind <= Node::Kind::kImport) return visit(node);
  for (auto& [key, item] : node.items) VisitLeaves(item, visit);
}

void VisitContainers(Node& node, const std::function<void(Node&)>& visit) {
  if (node.kind == Node::Kind::kMap || node.kind == Node::Kind::kList) visit(node);
  for (auto& [key, item] : node.items) VisitContainers(item, visit);
}

}  // namespace execlint::testing_support
