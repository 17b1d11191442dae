// Which resources a value was computed from.
#ifndef EXECLINT_PARSERS_TERRAFORM_VALUES_FIND_RESOURCES_H_
#define EXECLINT_PARSERS_TERRAFORM_VALUES_FIND_RESOURCES_H_

#include <functional>

#include "lint/model/fact.h"
#include "lint/value/value.h"

namespace execlint::terraform {

// Calls `found` for every resource that the value refers to or took an attribute from, with the
// place of the part of the value where it did. Looks into lists, maps, and strings that encode
// JSON. May call more than once for one resource.
void FindResources(Traced value, const std::function<void(ResourceId, Place)>& found);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_VALUES_FIND_RESOURCES_H_
