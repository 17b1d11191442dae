// Whether a unit may publish what another one asks for, going by the texts of its files.
//
//   MayOffer(unit, {.by = By::kParameter, .name = "/prod/vpc-id"}, sources)
//   // false: it makes no parameter, or only those that have other names
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_MAY_OFFER_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_MAY_OFFER_H_

#include <set>
#include <string_view>

#include "lint/model/hand_over.h"
#include "lint/source/source_map.h"
#include "parsers/terraform/project/discover.h"

namespace execlint::terraform {

bool MayOffer(const FoundUnit& unit, const HandOver& wanted, const SourceMap& sources);

// The types of resources to read for these; none for a state, which is made of outputs.
std::set<std::string_view> TypesThatOffer(const std::set<HandOver>& wanted);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_MAY_OFFER_H_
