// A resource as data, which each format writes in its own syntax.
//
//   Resource{"aws_ecs_cluster", "main", Map({{"name", Text("main")}})}
#ifndef EXECLINT_TESTS_METAMORPHIC_NODE_H_
#define EXECLINT_TESTS_METAMORPHIC_NODE_H_

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace execlint::testing_support {

struct Node {
  enum class Kind {
    kText,       // a string
    kBare,       // true, false, a number
    kReference,  // to the attribute of a resource; in a template without one: `Ref`
    kUnknown,    // an input without a value, by its name
    kImport,     // an export of another stack (templates only), by its name
    kList,
    kMap,
    kJson,    // jsonencode() of the only item (Terraform only)
    kBlocks,  // nested blocks, one of each item (Terraform only)
  };
  using Items = std::vector<std::pair<std::string, Node>>;

  Kind kind = Kind::kMap;
  std::string text = {};       // of a scalar; of a reference, the address of the resource
  std::string attribute = {};  // of a reference
  Items items = {};            // the keys of a list are empty
};

inline Node Text(std::string text) { return {.kind = Node::Kind::kText, .text = std::move(text)}; }
inline Node Bare(std::string text) { return {.kind = Node::Kind::kBare, .text = std::move(text)}; }
inline Node Bool(bool value) { return Bare(value ? "true" : "false"); }
inline Node Refer(std::string resource, std::string attribute = "") {
  return {.kind = Node::Kind::kReference,
          .text = std::move(resource),
          .attribute = std::move(attribute)};
}
inline Node Map(Node::Items items) { return {.items = std::move(items)}; }
inline Node List(std::vector<Node> nodes) {
  Node list{.kind = Node::Kind::kList};
  for (Node& node : nodes) list.items.emplace_back("", std::move(node));
  return list;
}
inline Node Encoded(Node node) {
  Node encoded{.kind = Node::Kind::kJson};
  encoded.items.emplace_back("", std::move(node));
  return encoded;
}
inline Node Blocks(std::vector<Node> nodes) {
  Node blocks = List(std::move(nodes));
  blocks.kind = Node::Kind::kBlocks;
  return blocks;
}

struct Resource {
  std::string type, name;
  Node body;
};
using Resources = std::vector<Resource>;

// `resource "type" "name" { ... }`, and the variables that it uses are not declared.
std::string HclOf(const Resource& resource);
nlohmann::ordered_json TemplateOf(const Resources& resources);

// Calls `visit` with each node that is a scalar or a reference.
void VisitLeaves(Node& node, const std::function<void(Node&)>& visit);
// The same with each map and list, and with the items of nested blocks.
void VisitContainers(Node& node, const std::function<void(Node&)>& visit);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_METAMORPHIC_NODE_H_
