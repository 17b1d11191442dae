// The states of one hop of all workloads of a project, in words, for tests.
#ifndef EXECLINT_TESTS_SUPPORT_HOP_STATES_H_
#define EXECLINT_TESTS_SUPPORT_HOP_STATES_H_

#include <map>
#include <string>

#include "lint/verdict/verdict.h"

namespace execlint::testing_support {

using Tree = std::map<std::string, std::string>;  // text by path

// `open`, `unknown whether ...` or `blocked`, separated by commas, and then where each thing that
// cannot be told stands: `net/main.tf:12`.
std::string StatesIn(const Tree& files, Hop hop);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_SUPPORT_HOP_STATES_H_
