// Projects as files.
#ifndef EXECLINT_TESTS_METAMORPHIC_WRITE_H_
#define EXECLINT_TESTS_METAMORPHIC_WRITE_H_

#include <functional>

#include "tests/metamorphic/node.h"
#include "tests/metamorphic/outcome.h"
#include "tests/support/dice.h"

namespace execlint::testing_support {

// All in `main.tf`; in `t.json`; in `t.yaml`, in plain block style.
Files TerraformFiles(const Resources& resources);
Files JsonFiles(const Resources& resources);
Files YamlFiles(const Resources& resources);

// In several files of one folder, each in some order.
Files SplitFiles(const Resources& resources, Dice& dice);
// In a module that the root calls, through one or two others.
Files InModule(const Files& files, Dice& dice);
// Below a folder.
Files Below(const std::string& folder, const Files& files);

// Resources, their arguments and blocks in another order. What is a list of the language stays,
// but for those in which order means nothing: statements, actions, subnets.
Resources Reordered(Resources resources, Dice& dice);

// Each scalar of all resources in turn.
void VisitLeaves(Resources& resources, const std::function<void(Node&)>& visit);
void VisitContainers(Resources& resources, const std::function<void(Node&)>& visit);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_METAMORPHIC_WRITE_H_
