// Hop 6: does the cluster's session logging let the session through, and would anyone know what was
// typed in it?
#ifndef EXECLINT_LINT_VERDICT_LOGGING_H_
#define EXECLINT_LINT_VERDICT_LOGGING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lint/model/ecs.h"
#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// The state says whether a session gets past this hop; `recorded` whether it leaves a record.
// Logging that is off does not block: it exposes.
struct LoggingVerdict : Verdict {
  enum class Recorded : std::uint8_t { kUnknown, kYes, kNo } recorded = Recorded::kUnknown;
  enum class Cause : std::uint8_t {
    kNone,
    kDisabled,   // logging is NONE [B1]
    kNotLogged,  // DEFAULT, and no container has the awslogs driver [B2]
  } cause = Cause::kNone;
  const Cluster* cluster = nullptr;  // null where the cluster is not in this unit
  Fact<Text> logging = {};           // absent: DEFAULT
  bool implicit = false;             // no execute-command configuration is written
};

LoggingVerdict JudgeLogging(const Workload& workload);

// Does some service with exec on, in this scenario and on this workload's cluster, run unrecorded?
bool ClusterHasUnrecordedSessions(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_LOGGING_H_
