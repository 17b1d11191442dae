// A printable form of a unit, for tests and for comparison with real plans.
#ifndef EXECLINT_PARSERS_TERRAFORM_DUMP_H_
#define EXECLINT_PARSERS_TERRAFORM_DUMP_H_

#include <string>

#include "lint/value/value.h"
#include "parsers/terraform/unit.h"

namespace execlint::terraform {

// A value as JSON. What is unknown is `{"?": "its name"}`; a string with unknown parts shows them
// as `${name}` and stands in `{"~": "..."}`; an open list or map has the element or key `"..."`.
std::string Dump(Traced value);

// Reads every argument of every resource: to be called once, before DumpUnit.
void ReadWhole(Unit& unit);

// Every resource that exists under `scenario`, one JSON object by address.
std::string DumpUnit(Unit& unit, const Scenario& scenario);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_DUMP_H_
