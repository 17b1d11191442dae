// Report collects the findings of a rule. Each finding needs grounds: its confidence is computed
// from them, and a rule can only lower it.
#ifndef EXECLINT_LINT_ENGINE_REPORT_H_
#define EXECLINT_LINT_ENGINE_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/model/attribute.h"
#include "lint/model/fact.h"
#include "lint/verdict/verdict.h"

namespace execlint {

// The place to edit, and the resource it belongs to: fingerprints are made of the owner and the
// property.
struct Primary {
  const Head* owner = nullptr;  // null: the file itself
  std::string property = {};    // empty: the resource as a whole
  Place place = {};
};
// The resource as a whole: its head.
Primary At(const Head& owner);
// A property: where it is written, or the resource's head where it is not.
Primary At(const Head& owner, const Slot& slot, const Place& place);

// A second place of a finding, before it is spelled on disk.
struct RelatedPlace {
  Place place = {};
  std::string phrase = {};
};

// The steps as related places, without those at the place of `primary`.
std::vector<RelatedPlace> Beside(const Primary& primary, const std::vector<PathStep>& steps);

// A change on a slot, stated without any format.
struct SlotChange {
  Change::Op op = Change::Op::kSet;
  Slot slot = {};
  std::string value = {};
  std::string title = {};
  bool safe = false;
};

struct Extras {
  std::vector<RelatedPlace> related = {};
  // What led here, in the order of the hops, primary place included (see PathTo).
  std::vector<PathStep> path = {};
  std::vector<SlotChange> changes = {};
  // Permissions that are missing: these actions, on `*`, of a role or, where there is none, of a
  // task definition.
  std::vector<std::string> grant = {};
  const Head* grant_to = nullptr;
  // What a reader looks for in a primary place that takes several lines.
  std::vector<Place> matters = {};
  // What to do here, in a line; empty: the first change says it, else the rule.
  std::string fix = {};
  std::optional<Severity> severity = {};
  // The configuration asks for this finding, though the rule is off by default.
  bool required = false;
  // A bound on the confidence that the grounds give; the rule's source says why.
  std::optional<Confidence> confidence_cap = {};
};

class Report {
 public:
  virtual ~Report() = default;
  virtual void Add(Primary primary, Grounds because, std::string message, Extras extras = {}) = 0;
  // Something about the subject that cannot be told here: `what` is the question, as in "cannot
  // tell who may open a session".
  virtual void CannotTell(std::string what, Unknown why) = 0;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_REPORT_H_
