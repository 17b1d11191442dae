// The model of the only unit of a project in memory.
#ifndef EXECLINT_TESTS_SUPPORT_ONLY_UNIT_H_
#define EXECLINT_TESTS_SUPPORT_ONLY_UNIT_H_

#include <map>
#include <memory>
#include <string>

#include "lint/model/model.h"
#include "lint/source/source_map.h"

namespace execlint::testing_support {

// Reads the files (path -> text) into `sources`. Null where they are not exactly one unit.
std::unique_ptr<Model> LoadOnlyUnit(const std::map<std::string, std::string>& files,
                                    SourceMap& sources);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_SUPPORT_ONLY_UNIT_H_
