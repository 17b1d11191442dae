// A model under one scenario: what a join, a decision or a verdict looks at. Every attribute that
// is read through a view notes in `reads` which selectors it depends on, so that the caller knows
// in which other scenarios the result is the same.
//
//   const ModelView view{model, scenario, reads};
//   const Fact<bool>& flag = view.Get(service.enable_execute_command);
//
// Views are cheap to copy. They own nothing: model, scenario and reads must outlive them.
#ifndef EXECLINT_LINT_MODEL_VIEW_H_
#define EXECLINT_LINT_MODEL_VIEW_H_

#include <string>
#include <utility>
#include <vector>

#include "lint/model/attribute.h"
#include "lint/model/model.h"

namespace execlint {

struct ModelView {
  const Model& model;
  const Scenario& scenario;
  Reads& reads;

  template <class T>
  const Fact<T>& Get(const Attr<T>& attribute) const {
    return attribute.At(scenario, reads);
  }

  // A symbol for a thing that execlint cannot determine. `name` is spelled as in the code; see
  // Words for a thing that has no name there.
  const Symbol* Intern(Why why, std::string name) const {
    return model.values->Intern({.why = why, .name = std::move(name)});
  }
  // The same for a thing that is described in words: `the network of the container instances`.
  const Symbol* Words(Why why, std::string words) const {
    return model.values->Intern(
        {.why = why, .name = std::move(words), .naming = Symbol::Naming::kWords});
  }

  // The first unknown part of a partly known text; its symbol is never null.
  Unknown WhyPartlyKnown(const Text& text, const Place& place) const;

  // May opaque parts of the unit add resources that are not in the model? (In Terraform an opaque
  // module needs the id of a resource to attach something to it; passing the id is an Escape.)
  // Where the first of them is; null: there is none.
  const Place* UnseenPart() const;
  bool HasUnseenParts() const { return UnseenPart() != nullptr; }
};

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_VIEW_H_
