// A model in words, for tests of what lowering makes of a resource.
//
//   aws_route.out: table=->aws_route_table.a route={cidr=0.0.0.0/0 nat=->aws_nat_gateway.a}
//
// An absent attribute is left out. `?name` is unknown, `->address` refers to a resource, `~` was
// never looked at, what ends in `*` rests on a default, and in `**` is only likely. A list that may
// hold more ends in `...name`, one that holds no more by a default only in `*]`. `perhaps many`:
// how many instances there are is not known; `as many by default`: it rests on a default.
#ifndef EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_
#define EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace execlint::testing_support {

// The resources of the only unit of the project, each in a line, sorted. Types that have no
// attributes of interest are left out.
std::vector<std::string> ModelInWords(const std::map<std::string, std::string>& files);

// Attributes, as ModelInWords names them, of the resource at an address.
struct PlacesWanted {
  std::string address;
  std::set<std::string, std::less<>> attributes;
};

// Where the attributes stand. A slot that is written is text in quotes, one that is not is the line
// and column where it belongs. Behind it stand, where they are elsewhere, the places that its value
// comes from, with the steps that lead there.
//
//   exec: enable_execute_command is 'var.exec', value from 'true' by 'var.exec'
//   version: platform_version at 9:1, value from 'resource "aws_ecs_service" "web"'
std::vector<std::string> PlacesInWords(const std::map<std::string, std::string>& files,
                                       const PlacesWanted& wanted);

// The model of one file in words, without the resource at the address `asks`: a service that only
// makes somebody ask for the rest.
std::vector<std::string> LoweredInWords(const std::string& file, const std::string& text,
                                        const std::string& asks);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_PARSERS_MODEL_TEXT_H_
