// What code does not show of routes and rules: what is behind a module, nested stack or the like
// that is not in the scan, and what of it Terraform takes away again.
#ifndef EXECLINT_LINT_NETWORK_UNSEEN_H_
#define EXECLINT_LINT_NETWORK_UNSEEN_H_

#include <string>

#include "lint/model/answer.h"
#include "lint/model/view.h"

namespace execlint {

// Why it is unknown what is made of the name or id that escapes there.
const Symbol* UnseenBehind(const ModelView& view, const Escape& escape);

// Why it is unknown which rules a security group has that escapes there.
const Symbol* RulesBehind(const ModelView& view, const Escape& escape);

// Do the rules or routes stay that resources of their own add to `to`, in which others are written?
// Terraform takes either for all of them: it removes those beside the written ones, and creates
// them again at the next apply. `written`: those in `to` itself, also none where that is written.
template <class T>
Answer StayBeside(const Fact<List<T>>& written, const Head& to, const ModelView& view) {
  const bool of_terraform = to.type.starts_with("aws_");
  if (!of_terraform || !written.known()) return Answer::Yes();
  const std::string what =
      "whether what is added to `" + to.address + "` stays beside what is written in it";
  return Answer::Maybe({view.Words(Why::kNotKnown, what), written.place()});
}

}  // namespace execlint

#endif  // EXECLINT_LINT_NETWORK_UNSEEN_H_
