// Masks what is secret in a template: values of NoEcho parameters, and what goes into the
// environment, the commands and the like of containers (parsers/ecs/secrets.h). It follows the
// names that stand there: to defaults of parameters, mappings, and stacks around and within.
//
//   Parameters: {Password: hunter2}        # of a nested stack  ->  Parameters: {Password: ***}
//   ...
//   Environment: [{Name: PW, Value: !Ref Password}]             # in its template
//
// What such a parameter is compared with may be its value, so it is masked too: in the code, and in
// the words of conditions. Common words stay (IsCommonWord).
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_SECRETS_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_SECRETS_H_

#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/scenario.h"
#include "parsers/cloudformation/stack.h"

namespace execlint::cloudformation {

// `root`: with all that is nested in it. `selectors`: those of its parameters.
void MarkSecrets(const Stack& root, std::vector<Selector>& selectors, SourceMap& sources);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_SECRETS_H_
