// Templates that stand in files of their own: templatefile(), data "template_file".
#ifndef EXECLINT_PARSERS_TERRAFORM_EVALUATE_TEMPLATE_FILE_H_
#define EXECLINT_PARSERS_TERRAFORM_EVALUATE_TEMPLATE_FILE_H_

#include <map>
#include <string>

#include "parsers/hcl/parser.h"
#include "parsers/terraform/evaluate/context.h"

namespace execlint::terraform {

class TemplateFiles {
 public:
  explicit TemplateFiles(const Context& context) : c_(context) {}

  // The text of a template; `variables` is a map, and the only names that it can refer to.
  Traced Render(FileId file, Traced variables, Span at);
  // The same of a template that is a value: of templatestring(), of data "template_file". Unknown
  // as `called` where the text is not known.
  Traced RenderText(Traced text, Traced variables, std::string called, Span at);

 private:
  const Context& c_;
  std::map<FileId, hcl::ParsedExpression> parsed_;
  std::map<const Value*, FileId> texts_;
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_EVALUATE_TEMPLATE_FILE_H_
