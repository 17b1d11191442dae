// Where a root has its state: its `backend` or `cloud` block.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_BACKEND_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_BACKEND_H_

#include <optional>
#include <string>
#include <string_view>

#include "lint/source/span.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {

// No body: there is no block, and the state is a file beside the code.
struct BackendBlock {
  Span at = {};
  std::string type = "local";
  std::optional<BodyRef> body = {};
};

BackendBlock FindBackend(const Folder& root);

// Does a backend of the type take an argument of that name? Of a root without a block, which may be
// made before `terraform init` runs, any type counts.
bool TakesArgument(const BackendBlock& backend, std::string_view name);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_BACKEND_H_
