// Marks where a secret is written, so that no excerpt shows it.
//
//   variable "password" {          MarkWritten(*value, sources)
//     default   = "hunter2"  ->      default = ***
//     sensitive = true
//   }
#ifndef EXECLINT_LINT_VALUE_MARK_WRITTEN_H_
#define EXECLINT_LINT_VALUE_MARK_WRITTEN_H_

#include "lint/source/source_map.h"
#include "lint/value/value.h"

namespace execlint {

// Every text and number in `secret` is masked at its own place (SourceMap::MarkSecret). Of a value
// with very many, the place of the whole is.
void MarkWritten(const Value& secret, SourceMap& sources);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_MARK_WRITTEN_H_
