// The answer in one line for each workload: is exec on, how far does a session get, and would it be
// recorded? Made of the states of its hops, in all scenarios at once: what is so in some of them
// alone is never said of the workload as a whole.
//
//   for (const ExecSummary& one : ExecSummaries(result)) ...
#ifndef EXECLINT_LINT_RENDER_EXEC_SUMMARY_H_
#define EXECLINT_LINT_RENDER_EXEC_SUMMARY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/render/run_result.h"

namespace execlint {

// What holds of a hop, or of the exec flag, in all scenarios.
enum class HopMark : std::uint8_t {
  kNone,     // nobody asks: there is no such hop, or exec is off
  kOpen,     // of the flag: exec is on
  kBlocked,  // of the flag: exec is off
  kUnknown,
  kDepends,  // on inputs: open in some scenarios, blocked in others
};

// The hops behind the flag, in the order in which a session takes them.
inline constexpr std::array kHopsBehind = {Hop::kPlatform, Hop::kContainer, Hop::kTaskRole,
                                           Hop::kNetwork, Hop::kLogging};
// A hop as people call it: `task role`.
std::string_view HopInWords(Hop hop);

struct ExecSummary {
  std::string_view workload = {};  // address
  std::string_view unit = {};
  HopMark exec = HopMark::kNone;
  std::array<HopMark, kHopsBehind.size()> hops = {};
  std::string_view recorded = {};  // `yes`, `no`, `unknown`, `depends`; empty: nobody asks
  // When it exists and when exec is on, where that is not always so: "exec is on when `var.exec` is
  // `true`", "exists by default".
  std::vector<std::string> conditions = {};
  // The first hop that is blocked, else that depends, else that is unknown, and why. If all are
  // open: why sessions are not recorded or may not be, else no text.
  Hop obstacle = Hop::kLaunch;
  HopMark obstacle_mark = HopMark::kNone;
  std::string why = {};

  bool off() const { return exec == HopMark::kBlocked; }
  // A cluster in which nothing runs that the code shows, and of whose sessions nothing is known.
  bool idle_cluster() const { return exec == HopMark::kNone && recorded == "unknown"; }
  // Do both get equally far?
  bool Like(const ExecSummary& other) const;
};

// In the order of Analysis::workloads, without those that were not asked for.
std::vector<ExecSummary> ExecSummaries(const RunResult& result);

// Hops that are blocked although exec is on, for a reason that no rule reports, though all rules of
// the hop ran: a sentence each, at most a few. "No findings" alone would say that exec works there.
std::vector<std::string> AboutBlocked(const RunResult& result);

}  // namespace execlint

#endif  // EXECLINT_LINT_RENDER_EXEC_SUMMARY_H_
