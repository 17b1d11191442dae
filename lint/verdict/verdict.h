// Verdicts: what execlint thinks of each hop of a workload's exec path. They are functions of the
// model and of nothing else: rules, the path and JSON share them, and neither selecting nor
// suppressing a rule changes one.
#ifndef EXECLINT_LINT_VERDICT_VERDICT_H_
#define EXECLINT_LINT_VERDICT_VERDICT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/fact.h"

namespace execlint {

// The hops of the exec path, in the order a session takes them. The last two are not on a
// workload's path: who may exec, and the input itself.
enum class Hop : std::uint8_t {
  kLaunch,
  kPlatform,
  kContainer,
  kTaskRole,
  kNetwork,
  kLogging,
  kAccess,
  kInput,
};
std::string_view HopName(Hop hop);  // `launch`, `task-role`, ...

// One place that decided a hop's verdict, and what it says there. The steps of a verdict are in the
// order in which a reader follows them:
//
//   {Hop::kNetwork, <subnets = [...]>,        "the tasks run in these subnets"}
//   {Hop::kNetwork, <aws_route_table.private>, "`aws_route_table.private` has no default route"}
struct PathStep {
  Hop hop = Hop::kLaunch;
  Place place = {};
  std::string phrase = {};  // lower case, no full stop
};

// Something a verdict could not tell, and what it would have needed it for.
struct Doubt {
  Unknown why;
  std::string what;                   // `which task role runs here`, completes "cannot tell ..."
  std::vector<Missing> missing = {};  // what another unit may add to settle it
};

struct Verdict {
  enum class State : std::uint8_t { kOpen, kBlocked, kUnknown };

  explicit Verdict(Hop on) : hop(on) {}

  Hop hop;
  State state = State::kUnknown;
  // What was found, in a few words: `task role allows the four actions`; empty if it is unknown.
  std::string summary = {};
  // What an open or blocked verdict rests on: a finding takes its confidence from it.
  Grounds grounds = {};
  // The places that decided an open or blocked verdict; of an unknown one, those passed so far.
  std::vector<PathStep> steps = {};
  // Why it is unknown; at least one when the state is unknown.
  std::vector<Doubt> doubts = {};

  bool open() const { return state == State::kOpen; }
  bool blocked() const { return state == State::kBlocked; }
  bool unknown() const { return state == State::kUnknown; }

  // One doubt is told once.
  void Doubtful(const Unknown& why, std::string what, std::vector<Missing> missing = {});
  // Leaves out a place that is nowhere in the input, and a step that is there already.
  void AddStep(const Place& place, std::string phrase);
};
std::string_view StateName(Verdict::State state);  // `open`, `blocked`, `unknown`

// The reason in words: `` `var.task_role_arn` has no value here ``.
std::string Reason(const Symbol& symbol);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_VERDICT_H_
