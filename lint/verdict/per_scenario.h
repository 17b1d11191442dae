// What is computed once, and then known in all scenarios in which it is the same.
//
//   PerScenario<Decision> decision;
//   decision.Get(view, [&](Reads& reads) { return Decide({view.model, view.scenario, reads}); });
#ifndef EXECLINT_LINT_VERDICT_PER_SCENARIO_H_
#define EXECLINT_LINT_VERDICT_PER_SCENARIO_H_

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "lint/model/view.h"

namespace execlint {

// A function of the scenario, computed once for all scenarios that agree on what it read. What it
// reads next depends on nothing but the choices that it read before, so the known values are the
// leaves of a tree.
template <class T>
class PerScenario {
 public:
  // `compute(reads)` gives the value in `view.scenario` and notes what it read.
  template <class F>
  const T& Get(const ModelView& view, F&& compute) {
    if (const T* known = Find(view)) return *known;
    Reads reads;
    auto value = std::make_unique<T>(compute(reads));
    view.reads.Note(reads.order());
    // By now the computation may have asked for its own value in other scenarios.
    Node* node = &root_;
    std::vector<Choice> rest = reads.order();
    while (!rest.empty() || !node->children.empty()) {
      // Cases note the choices they depend on by their numbers, not in the order in which these
      // were read, so another branch may begin with another selector.
      if (node->children.empty()) node->selector = rest.front().selector;
      std::erase_if(rest, [&](const Choice& one) { return one.selector == node->selector; });
      std::unique_ptr<Node>& child = node->children[view.scenario.candidate[node->selector]];
      if (child == nullptr) child = std::make_unique<Node>();
      node = child.get();
    }
    node->value = std::move(value);
    return *node->value;
  }

 private:
  struct Node {
    std::unique_ptr<T> value = {};                                // of a leaf
    std::uint8_t selector = 0;                                    // of any other: what is read next
    std::map<std::uint8_t, std::unique_ptr<Node>> children = {};  // by candidate
  };

  const T* Find(const ModelView& view) const {
    const Node* node = &root_;
    while (node->value == nullptr) {
      const auto child = node->children.find(view.scenario.candidate[node->selector]);
      if (child == node->children.end()) return nullptr;
      node = child->second.get();
    }
    for (const Node* at = &root_; at != node;) {
      at = at->children.at(view.reads.Look(view.scenario, at->selector)).get();
    }
    return node->value.get();
  }

  Node root_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_PER_SCENARIO_H_
