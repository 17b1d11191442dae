// Secrets that stand in the code as they are: `password = sensitive("hunter2")`.
#ifndef EXECLINT_PARSERS_HCL_SENSITIVE_CALLS_H_
#define EXECLINT_PARSERS_HCL_SENSITIVE_CALLS_H_

#include "lint/source/source_map.h"

namespace execlint::hcl {

// Marks every quoted text between the brackets of a call of sensitive() as a secret, also in code
// that nobody parses or evaluates, and in code that is broken.
void MarkSensitiveCalls(SourceMap& sources, FileId file);

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_SENSITIVE_CALLS_H_
