// The network of one model under one scenario, and the questions that every part of this folder
// asks of it.
#ifndef EXECLINT_LINT_NETWORK_VIEW_H_
#define EXECLINT_LINT_NETWORK_VIEW_H_

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "lint/model/model.h"
#include "lint/model/resolve.h"
#include "lint/value/tri.h"

namespace execlint {

struct NetworkView {
  const Model& model;
  const Scenario& scenario;
  Reads& reads;

  template <class T>
  const Fact<T>& Get(const Attr<T>& attribute) const {
    return attribute.At(scenario, reads);
  }
  template <class T>
  Resolved<T> Resolve(const std::vector<T>& candidates, const Fact<Ref>& ref) const {
    return ResolveById(candidates, ref, scenario, reads);
  }
};

// An answer together with what it rests on. `why` and `what` are set for kMaybe: what completes
// "cannot tell ...".
struct Answer {
  Tri is = Tri::kNo;
  Grounds grounds = {};
  Unknown why = {};
  std::string what = {};

  static Answer No(Grounds grounds = {}) { return {.grounds = std::move(grounds)}; }
  static Answer Yes(Grounds grounds = {}) {
    return {.is = Tri::kYes, .grounds = std::move(grounds)};
  }
  static Answer Maybe(Unknown why, std::string what) {
    return {.is = Tri::kMaybe, .why = why, .what = std::move(what)};
  }
  bool yes() const { return is == Tri::kYes; }
  bool no() const { return is == Tri::kNo; }
  bool maybe() const { return is == Tri::kMaybe; }
};

// Gathers answers of which one yes is enough. A no rests on all of them.
class AnyOf {
 public:
  void Add(const Answer& answer) {
    if (all_.yes()) return;
    if (answer.yes()) {
      all_ = answer;
    } else if (answer.maybe()) {
      if (all_.no()) all_ = answer;
    } else if (all_.no()) {
      all_.grounds.And(answer.grounds);
    }
  }
  bool yes() const { return all_.yes(); }
  Answer Take() { return std::move(all_); }

 private:
  Answer all_ = {};
};

// Is the resource there? A number of instances that nobody knows is a maybe.
// Where `beside` stands for any number of instances too, each is taken to have its own: likely.
Answer Exists(const Head& head, const NetworkView& view, const Head* beside = nullptr);

// How certain it is that no other instance of the resource says otherwise.
inline Grounds NoOtherThan(const Head& head) {
  return {.worst = head.instances_by_default ? Certainty::kDefaulted : Certainty::kCertain};
}

// Does the reference name the resource? Text that is known names nothing that is created here.
Answer Names(const Fact<Ref>& ref, ResourceId id);

// Can it do so in any scenario, or if a default were overridden? Reads no selector, so that what
// has nothing to do with a resource does not multiply its scenarios.
bool MayEverName(const Attr<Ref>& ref, std::initializer_list<ResourceId> ids);

// A symbol for something that is left open by execlint itself.
const Symbol* Say(const NetworkView& view, Why why, std::string name);

// What a partly known text hangs on; never null.
Unknown WhyPartly(const NetworkView& view, const Text& text, const Place& place);

// Everything that leaves the unit, or goes into a module whose source is not here.
const std::vector<Escape>& EscapesOf(const NetworkView& view, ResourceId id);

// May parts of the unit that nobody can see add resources to what is seen? (In Terraform they need
// to be given an id, which is an Escape.)
bool HasUnseenParts(const NetworkView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_VIEW_H_
