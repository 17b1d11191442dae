// Which resources a value speaks of.
#ifndef EXECLINT_PARSERS_TERRAFORM_VALUES_FIND_RESOURCES_H_
#define EXECLINT_PARSERS_TERRAFORM_VALUES_FIND_RESOURCES_H_

#include <functional>

#include "lint/model/fact.h"
#include "lint/value/value.h"

namespace execlint::terraform {

// Calls `found` for every attribute of a resource that went into the value, also into what it
// holds or encodes, with the place where it did. May call more than once for one resource.
void FindResources(Traced value, const std::function<void(ResourceId, Place)>& found);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_VALUES_FIND_RESOURCES_H_
