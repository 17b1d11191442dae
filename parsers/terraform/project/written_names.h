// What the names of resources may be, going by the text of a file: nothing is evaluated for it.
//
//   for (const WrittenName& name : NamesWritten(text, "aws_ssm_parameter"))
//     if (name.MayBe("/prod/vpc-id")) ...   // `name = "/${var.environment}/vpc-id"` may
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_WRITTEN_NAMES_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_WRITTEN_NAMES_H_

#include <string_view>
#include <vector>

namespace execlint::terraform {

struct WrittenName {
  // The parts that are written out, with anything between them; none where the name is no text but
  // a reference, an element or a call of something else than format().
  std::vector<std::string_view> parts = {};

  bool told() const { return !parts.empty(); }
  bool MayBe(std::string_view name) const;
};

// The `name` of each resource of the type in a file of HCL.
std::vector<WrittenName> NamesWritten(std::string_view text, std::string_view type);

// Is the word written in HCL as what may become a text? It is not in a reference
// (`local.vpc_id`), in a data source, or as the name of a block or of a local value.
bool IsWritten(std::string_view text, std::string_view word);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_WRITTEN_NAMES_H_
