// Units that read from each other. Where other units of the project publish what a unit asks for,
// the unit is loaded once more, behind those, into one store, and its model gets their resources
// too (Site::unit): joins and verdicts see one model, and follow a reference as if all were written
// in one unit.
//
//   if (auto model = LoadJoint(index, plan)) ...   // null: it reads from none of them
#ifndef EXECLINT_LINT_ENGINE_JOINT_H_
#define EXECLINT_LINT_ENGINE_JOINT_H_

#include <memory>
#include <vector>

#include "lint/engine/units_by_name.h"
#include "lint/model/model.h"

namespace execlint {

// The unit with those that it reads from, directly or by way of others, and with `adders`: units
// that read from one of these and add something to it. Null where that is the unit alone.
std::unique_ptr<Model> LoadJoint(const UnitsByName& units, const UnitPlan& plan,
                                 const std::vector<const UnitsByName::One*>& adders = {});

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_JOINT_H_
