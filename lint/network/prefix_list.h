// What a prefix list holds, as far as the code writes it.
#ifndef EXECLINT_LINT_NETWORK_PREFIX_LIST_H_
#define EXECLINT_LINT_NETWORK_PREFIX_LIST_H_

#include "lint/model/view.h"

namespace execlint {

// The blocks of the managed list that the reference names: those written in the list and those that
// are resources of their own. Absent for the list of a gateway endpoint, which holds S3 or DynamoDB
// alone; unknown for a list that is not in the code.
Fact<List<Text>> BlocksOf(const Fact<Ref>& prefix_list, const ModelView& view);

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_PREFIX_LIST_H_
