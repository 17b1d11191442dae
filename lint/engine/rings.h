// Things that call each other in a ring: folders of modules, nested templates. Nobody deploys such
// a ring, so a call in it makes nothing a part of its caller.
//
//   InRings<std::string>({{"a", {"b"}}, {"b", {"a", "c"}}})   // {"a", "b"}
#ifndef EXECLINT_LINT_ENGINE_RINGS_H_
#define EXECLINT_LINT_ENGINE_RINGS_H_

#include <algorithm>
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

// In which round each thing is looked at, so that all that calls it come first. `perhaps`: things
// whose calls may all make nothing, which begin a new round. `calls` has no rings. What is not in
// the result is looked at in round 0.
//
//   RoundsOf<std::string>({{"a", {"b"}}, {"b", {"c"}}}, {"b", "c"})   // {{"b", 1}, {"c", 2}}
template <class T>
std::map<T, unsigned> RoundsOf(const Calls<T>& calls, const std::set<T>& perhaps) {
  constexpr unsigned kMost = 24;  // things of a longer chain share the last round
  std::map<T, unsigned> rounds;
  bool changed = !perhaps.empty();
  for (unsigned pass = 0; changed && pass < kMost; ++pass) {
    changed = false;
    for (const auto& [caller, callees] : calls) {
      const auto found = rounds.find(caller);
      const unsigned before = found == rounds.end() ? 0 : found->second;
      for (const T& callee : callees) {
        const unsigned round = std::min(kMost, before + (perhaps.contains(callee) ? 1 : 0));
        if (round == 0) continue;
        unsigned& known = rounds[callee];
        changed |= round > known;
        known = std::max(known, round);
      }
    }
  }
  return rounds;
}

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_RINGS_H_
