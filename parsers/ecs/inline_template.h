// Templates of CloudFormation that stand in a value (`template_body`) and are not read.
#ifndef EXECLINT_PARSERS_ECS_INLINE_TEMPLATE_H_
#define EXECLINT_PARSERS_ECS_INLINE_TEMPLATE_H_

#include <optional>
#include <string_view>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/value/value.h"

namespace execlint::ecs {

// Has a text of CloudFormation to do with ECS Exec?
bool SpeaksOfExec(std::string_view text);

// The problem that the template in `value` is not read, if what is known of it speaks of ECS Exec.
// Nothing for the text of a file that is read as a template itself.
std::optional<Problem> InlineTemplate(const Traced& value, std::string_view argument,
                                      const SourceMap& sources);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_INLINE_TEMPLATE_H_
