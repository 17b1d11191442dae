// A template into a model. A template with its nested stacks is one unit.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_LOAD_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_LOAD_H_

#include <memory>
#include <string>

#include "lint/engine/frontend.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/cloudformation/parameters.h"
#include "parsers/cloudformation/stack.h"

namespace execlint::cloudformation {

// `root` belongs to `values`. `file` is the template's path, relative to the project. `templates`
// parses those of nested stacks into the same store. `inputs.others` must live as long as the
// offers are asked.
Loaded LoadTemplate(Traced root, std::shared_ptr<ValueStore> values, const std::string& file,
                    const Inputs& inputs, SourceMap& sources, const NestedTemplates& templates);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_LOAD_H_
