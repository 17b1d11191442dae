// Things that call each other in a ring: folders of modules, nested templates. Nobody deploys such
// a ring, so a call in it makes nothing a part of its caller.
//
//   InRings<std::string>({{"a", {"b"}}, {"b", {"a", "c"}}})   // {"a", "b"}
#ifndef EXECLINT_LINT_ENGINE_RINGS_H_
#define EXECLINT_LINT_ENGINE_RINGS_H_

#include <cstddef>
#include <map>
#include <set>
#include <vector>

namespace execlint {

template <class T>
using Calls = std::map<T, std::vector<T>>;  // what each calls

// The things in rings, and those on a way from one ring to another: what is left when all that
// nobody calls is taken away, one after the other, and all that calls nobody.
template <class T>
std::set<T> InRings(const Calls<T>& calls) {
  Calls<T> callers;
  std::set<T> left;
  for (const auto& [caller, callees] : calls) {
    left.insert(caller);
    for (const T& callee : callees) {
      callers[callee].push_back(caller);
      left.insert(callee);
    }
  }
  const auto peel = [&left](const Calls<T>& before, const Calls<T>& after) {
    std::map<T, std::size_t> number;  // of what is left before it
    for (const auto& [one, all] : before) {
      for (const T& other : all) number[one] += left.contains(other) ? 1 : 0;
    }
    std::vector<T> waiting;
    for (const T& one : left) {
      if (number[one] == 0) waiting.push_back(one);
    }
    while (!waiting.empty()) {
      const T one = waiting.back();
      waiting.pop_back();
      left.erase(one);
      const auto next = after.find(one);
      if (next == after.end()) continue;
      for (const T& other : next->second) {
        if (left.contains(other) && --number[other] == 0) waiting.push_back(other);
      }
    }
  };
  peel(callers, calls);
  peel(calls, callers);
  return left;
}

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_RINGS_H_
