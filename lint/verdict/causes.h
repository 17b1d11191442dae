// Every blocking cause of the catalogue (docs/rule_catalogue.md), by hop: a hop may be open only if
// each of its causes was answered no.
//
//   for (const BlockingCause& cause : BlockingCauses()) ...   // one row each
//   CloseUnchecked(workload, verdict);   // an open verdict with such a construct becomes unknown
//
// A cause is answered by the judge of its hop, which evaluates its condition, or by its construct:
// where that is certainly absent, the answer is no; where it is there (or may be), execlint cannot
// tell. What can never stand in code (policies of accounts that are not in it, versions of machine
// images, what an image holds beyond its name) has no row.
#ifndef EXECLINT_LINT_VERDICT_CAUSES_H_
#define EXECLINT_LINT_VERDICT_CAUSES_H_

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// What was found while looking for constructs.
struct Checked {
  std::vector<Doubt> doubts = {};             // what cannot be told because of those that are there
  Certainty certainty = Certainty::kCertain;  // that no others are there

  void RestsOn(Certainty other) { certainty = std::max(certainty, other); }
};

struct BlockingCause {
  Hop hop;
  std::string_view name;  // the rule of the catalogue; a name of its own where none is planned
  // Looks for the cause's construct. Null: the judge of the hop evaluates the cause.
  void (*find)(const Workload& workload, Checked& checked) = nullptr;
};
std::span<const BlockingCause> BlockingCauses();

// Makes an open verdict unknown if a construct of its hop is there. Where only a default leaves it
// out, the verdict is that much less certain.
void CloseUnchecked(const Workload& workload, Verdict& verdict);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_CAUSES_H_
