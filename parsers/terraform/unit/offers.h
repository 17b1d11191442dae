// What a root publishes for other units of the project: its outputs, under the name of the state
// that they are kept in, and what it writes into the Parameter Store.
#ifndef EXECLINT_PARSERS_TERRAFORM_UNIT_OFFERS_H_
#define EXECLINT_PARSERS_TERRAFORM_UNIT_OFFERS_H_

#include <memory>
#include <vector>

#include "lint/model/hand_over.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

// The offers keep `unit` alive, which must have been read.
std::vector<Offer> OffersOf(const std::shared_ptr<Unit>& unit);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_UNIT_OFFERS_H_
