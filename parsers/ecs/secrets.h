// What in a container is nobody's business: values in its environment, where secrets are read from,
// its commands, and the options of its log driver.
#ifndef EXECLINT_PARSERS_ECS_SECRETS_H_
#define EXECLINT_PARSERS_ECS_SECRETS_H_

#include "lint/source/source_map.h"
#include "lint/value/value.h"

namespace execlint::ecs {

// Marks as secrets what stands under a `value` in the environment, functions around it or in it
// included.
void MarkValues(const Value& environment, SourceMap& sources);
// Marks every text that is written in a command, a health check or the options of a log driver.
void MarkTexts(const Value& texts, SourceMap& sources);

// The same for every container in a part of a template that is not evaluated, whichever of them a
// condition chooses.
void MarkContainers(const Value& raw, SourceMap& sources);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_SECRETS_H_
