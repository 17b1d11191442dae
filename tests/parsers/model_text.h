// A model in words, for tests of what lowering makes of a resource.
//
//   aws_route.nat: route_table=->private route={cidr=0.0.0.0/0 nat=->nat}
//
// An absent attribute is left out. `?name` is unknown, `->address` refers to a resource, and what
// ends in `*` rests on a default. A list that may hold more ends in `...name`.
#ifndef EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_
#define EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_

#include <map>
#include <string>
#include <vector>

namespace execlint::testing_support {

// The resources of the only unit of the project, each in a line, sorted. Types that have no
// attributes of interest are left out.
std::vector<std::string> ModelInWords(const std::map<std::string, std::string>& files);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_
