// A model in words, for tests of what lowering makes of a resource.
//
//   aws_route.out: table=->aws_route_table.a route={cidr=0.0.0.0/0 nat=->aws_nat_gateway.a}
//
// An absent attribute is left out. `?name` is unknown, `->address` refers to a resource, `~` was
// never looked at, and what ends in `*` rests on a default. A list that may hold more ends in
// `...name`, one that holds no more by a default only in `*]`.
#ifndef EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_
#define EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_

#include <map>
#include <string>
#include <vector>

namespace execlint::testing_support {

// The resources of the only unit of the project, each in a line, sorted. Types that have no
// attributes of interest are left out.
std::vector<std::string> ModelInWords(const std::map<std::string, std::string>& files);

// The same of one file, without the resource at the address `asks`: a service that only makes
// somebody ask for the rest.
std::vector<std::string> LoweredInWords(const std::string& file, const std::string& text,
                                        const std::string& asks);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_
