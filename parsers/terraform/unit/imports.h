// `import` blocks: resources that existed before this code.
#ifndef EXECLINT_PARSERS_TERRAFORM_UNIT_IMPORTS_H_
#define EXECLINT_PARSERS_TERRAFORM_UNIT_IMPORTS_H_

#include <optional>
#include <string_view>

#include "lint/source/source_map.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

// The head of the `import` block of the root that names the resource with this address
// (`module.web.aws_ecs_service.main["a"]`), or may name it by a key that is not written out.
// Nothing where none does.
std::optional<Span> ImportOf(std::string_view address, const Folder& root,
                             const SourceMap& sources);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_UNIT_IMPORTS_H_
