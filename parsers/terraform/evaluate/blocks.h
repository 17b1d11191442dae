// What the code writes in blocks: arguments, nested blocks, dynamic blocks.
//
//   blocks.Written(service, "cluster");                             // a value, or nothing
//   blocks.WrittenAt(service, "network_configuration.subnets");     // through nested blocks
//
// Nested blocks of one type are a list of maps, however often they are written.
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_BLOCKS_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_BLOCKS_H_

#include <functional>
#include <string_view>

#include "parsers/terraform/evaluate/context.h"

namespace execlint::terraform {

class BlockValues {
 public:
  explicit BlockValues(const Context& context) : c_(context) {}

  // An argument, or the nested blocks of a type; nothing where the code writes neither.
  Traced Written(const Instance& instance, std::string_view name);
  // The same through a path, evaluating no more of a nested block than is asked for.
  Traced WrittenAt(const Instance& instance, std::string_view path);

  // An argument of the instance's block, and its nested blocks of one type.
  Traced Argument(const Instance& instance, const AttributeRef& attribute);
  Traced NestedBlocks(const Instance& instance, const BlocksOfType& written);

  // What blocks of one type are, those that dynamic blocks make included. `inside` is called with
  // each block and its scope; its result is an element of the list.
  Traced Blocks(const BlocksOfType& written, const Scope& scope,
                const std::function<Traced(const BlockRef&, const Scope&)>& inside);
  // The same, each block as BodyValue.
  Traced Blocks(const BlocksOfType& written, const Scope& scope);
  // A whole body as a map, nested blocks included.
  Traced BodyValue(const BodyRef& body, const Scope& scope, Span span);

 private:
  Traced BlocksIn(const BodyRef& body, const Instance& instance, const BlocksOfType& written);

  const Context& c_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_BLOCKS_H_
