// `import` blocks: resources that existed before this code.
//
//   const Imports imports(root, sources);
//   if (const auto head = imports.Of(instance.address)) ...   // the head of such a block
#ifndef EXECLINT_PARSERS_TERRAFORM_UNIT_IMPORTS_H_
#define EXECLINT_PARSERS_TERRAFORM_UNIT_IMPORTS_H_

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "lint/source/source_map.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

class Imports {
 public:
  // Those of the root. Terraform allows them nowhere else.
  Imports(const Folder& root, const SourceMap& sources);

  // The head of the `import` block that names the resource with this address
  // (`module.web.aws_ecs_service.main["a"]`), or may name it by a key that is not written out.
  // Nothing where none does.
  std::optional<Span> Of(std::string_view address) const;

 private:
  std::map<std::string, Span, std::less<>> by_address_;
  std::map<std::string, Span, std::less<>> by_each_;  // without the keys of instances
};

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_UNIT_IMPORTS_H_
