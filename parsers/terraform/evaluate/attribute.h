// Attributes of whole resources, data sources and module calls, as expressions elsewhere see them:
// what the code writes, or an unknown that stands for what AWS makes known after deployment.
//
//   resource "aws_iam_role" "task" { name = "task" }
//   aws_iam_role.task.name    "task"
//   aws_iam_role.task.arn     unknown; its symbol knows the resource and the attribute
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_ATTRIBUTE_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_ATTRIBUTE_H_

#include <string_view>

#include "parsers/terraform/evaluate/blocks.h"
#include "parsers/terraform/evaluate/context.h"
#include "parsers/terraform/evaluate/data_source.h"

namespace execlint::terraform {

class Attributes {
 public:
  Attributes(const Context& context, BlockValues& blocks, DataSources& data_sources)
      : c_(context), blocks_(blocks), data_sources_(data_sources) {}

  Traced Attribute(const Instance& instance, std::string_view name, Span at);
  Traced Output(const ModuleInstance& module, std::string_view name, Span at);
  // See DataSources.
  Traced OutputOf(const Symbol& outputs, std::string_view name, Span at) {
    return data_sources_.OutputOf(outputs, name, at);
  }

 private:
  bool IsPlain(const Instance& parameter);
  Traced OfResource(const Instance& instance, std::string_view name, Span at);

  const Context& c_;
  BlockValues& blocks_;
  DataSources& data_sources_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_ATTRIBUTE_H_
