// What all rules find in files that are given as texts.
#ifndef EXECLINT_TESTS_FOUND_H_
#define EXECLINT_TESTS_FOUND_H_

#include <map>
#include <set>
#include <string>

namespace execlint::testing_support {

// Texts by path.
using Files = std::map<std::string, std::string>;

// All that is found by any rule, without places.
std::multiset<std::string> FoundIn(const Files& files);
// The names of the rules that find it.
std::multiset<std::string> RulesIn(const Files& files);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_FOUND_H_
