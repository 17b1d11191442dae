// Units that read from each other. Where other units of the project publish what a unit asks for,
// the unit is loaded once more, behind those, and its model gets their resources too (Site::unit):
// joins and verdicts see one model, and follow a reference as if all were written in one unit.
//
// What many units read from is loaded once for all of them:
//
//   const ReadOrder order = ReadOrderOf(index, plan);  // the same for all these units
//   JointSources sources(index, order);
//   for (const UnitPlan* one : readers) {
//     if (auto model = LoadJoint(index, *one, sources)) ...  // null: it reads from none of them
//   }
#ifndef EXECLINT_LINT_ENGINE_JOINT_H_
#define EXECLINT_LINT_ENGINE_JOINT_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine/units_by_name.h"
#include "lint/model/model.h"

namespace execlint {

// The units that a unit reads from, directly or by way of others, in the order in which they are
// loaded, each with the workspace of which all its states are read (empty: several, or the one that
// is chosen for both). Empty too where one of them reads from the unit, and where they are too
// many: then they are loaded for this unit alone.
using ReadOrder = std::vector<std::pair<const UnitsByName::One*, std::string>>;
ReadOrder ReadOrderOf(const UnitsByName& units, const UnitPlan& plan);

// Units that others read from, loaded. For one reader at a time, whose model must be gone before
// the next one is loaded; all of one thread.
class JointSources {
 public:
  JointSources(const UnitsByName& units, const ReadOrder& order);
  ~JointSources();

  // Did what was evaluated for readers take so much memory that it should be dropped?
  bool overgrown() const;

  class Joining;
  Joining& joining() { return *joining_; }

 private:
  std::unique_ptr<Joining> joining_;
};

// The unit with those that it reads from, and with `adders`: units that read from one of these and
// add something to it. Null where that is the unit alone.
std::unique_ptr<Model> LoadJoint(const UnitsByName& units, const UnitPlan& plan,
                                 JointSources& sources,
                                 const std::vector<const UnitsByName::One*>& adders = {});

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_JOINT_H_
