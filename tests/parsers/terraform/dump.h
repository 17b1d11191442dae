// A printable form of values, for tests.
#ifndef EXECLINT_TESTS_PARSERS_TERRAFORM_DUMP_H_
#define EXECLINT_TESTS_PARSERS_TERRAFORM_DUMP_H_

#include <string>

#include "lint/value/value.h"
#include "parsers/terraform/unit/unit.h"

namespace execlint::terraform {

// A value as JSON. What is unknown is `{"?": "its name"}`; a string with unknown parts shows them
// as `${name}` and stands in `{"~": "..."}`; an open list or map has the element or key `"..."`.
std::string Dump(Traced value);

// Reads every argument of every resource, so that all inputs that decide something become
// selectors. To be called once, before anything is asked of the unit.
void ReadWhole(Unit& unit);

}  // namespace execlint::terraform

#endif  // EXECLINT_TESTS_PARSERS_TERRAFORM_DUMP_H_
