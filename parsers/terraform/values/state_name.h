// Where a Terraform state is kept, as the backend of the root that writes it and the data source
// `terraform_remote_state` that reads it both say.
//
//   backend "s3" { bucket = "b" key = "net.tfstate" }   ->   `s3`, `b`, `net.tfstate`, one a line
#ifndef EXECLINT_PARSERS_TERRAFORM_VALUES_STATE_NAME_H_
#define EXECLINT_PARSERS_TERRAFORM_VALUES_STATE_NAME_H_

#include <functional>
#include <string_view>

#include "lint/value/glyphs.h"
#include "lint/value/value.h"

namespace execlint::terraform {

// `argument` gives what is written at a path (`workspaces.name`); no value: nothing. What tells one
// state from another and is not written is unknown: a partial configuration leaves it to the
// command line. `folder` is where the code stands, which paths of local states start from. Empty
// for a backend that is not known.
Glyphs StateName(std::string_view backend, std::string_view folder,
                 const std::function<Traced(std::string_view path)>& argument);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_VALUES_STATE_NAME_H_
