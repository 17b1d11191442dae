// A template into a model. One template is one unit.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_LOAD_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_LOAD_H_

#include <memory>
#include <string>

#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/cloudformation/parameters.h"

namespace execlint::cloudformation {

// `root` belongs to `values`. `file` is the template's path, relative to the project.
std::unique_ptr<Model> LoadTemplate(Traced root, std::unique_ptr<ValueStore> values,
                                    const std::string& file, const Inputs& inputs,
                                    SourceMap& sources);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_LOAD_H_
