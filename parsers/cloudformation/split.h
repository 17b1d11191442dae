// A text as the list of its elements.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_SPLIT_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_SPLIT_H_

#include <string_view>

#include "lint/value/value.h"
#include "lint/value/value_store.h"

namespace execlint::cloudformation {

// `a, b` as a list of its trimmed elements, each where it stands. A list is left as it is.
Traced SplitList(Traced value, ValueStore& store);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_SPLIT_H_
