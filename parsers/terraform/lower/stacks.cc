// Stacks of CloudFormation that Terraform makes. Their templates are not read.
#include <array>

#include "parsers/ecs/inline_template.h"
#include "parsers/terraform/lower/lowering.h"

namespace execlint::terraform {
namespace {

void TellTemplate(const UnitResource& resource, const Lowering& lowering) {
  constexpr std::string_view kBody = "template_body";
  const Cases<Traced> bodies = ArgumentReader(resource, lowering).Get(kBody);
  for (const Case<Traced>& one : bodies.all()) {
    const auto problem = ecs::InlineTemplate(one.value, kBody, lowering.sources);
    if (!problem) continue;
    lowering.model.problems.push_back(*problem);
    return;
  }
}

constexpr std::array<TypeRow, 2> kStackTypes = {{
    {"aws_cloudformation_stack", TellTemplate},
    {"aws_cloudformation_stack_set", TellTemplate},
}};

}  // namespace

std::span<const TypeRow> StackTypes() { return kStackTypes; }

}  // namespace execlint::terraform
