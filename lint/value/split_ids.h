// A text that is put together of ids that AWS makes, taken apart again: no id holds a delimiter.
//
//   SplitIds(joined, ",", store)   // of `${aws_subnet.a.id},${aws_subnet.b.id}`: the two ids
#ifndef EXECLINT_LINT_VALUE_SPLIT_IDS_H_
#define EXECLINT_LINT_VALUE_SPLIT_IDS_H_

#include <string_view>

#include "lint/value/value.h"
#include "lint/value/value_store.h"

namespace execlint {

// A list of the elements, without the spaces around them; of one id, that one. Nothing if something
// else in it is unknown. `delimiter` is not empty.
Traced SplitIds(Traced value, std::string_view delimiter, ValueStore& store);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_SPLIT_IDS_H_
