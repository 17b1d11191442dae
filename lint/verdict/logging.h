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
  LoggingVerdict() : Verdict(Hop::kLogging) {}

  enum class Recorded : std::uint8_t {
    kUnknown,
    kYes,
    kOff,       // logging is NONE [B1]
    kNoDriver,  // DEFAULT, and no container has the awslogs driver [B2]
  } recorded = Recorded::kUnknown;
  const Cluster* cluster = nullptr;  // null where the cluster is not in this unit
  Fact<Text> logging = {};           // absent: DEFAULT
  bool implicit = false;             // no execute-command configuration is written
};

LoggingVerdict JudgeLogging(const Workload& workload);

// What to mend about the record of sessions: one cause, the first that holds. It is a judgement of
// its own, since it looks at every service of the cluster.
enum class LoggingCause : std::uint8_t {
  kNone,
  kDisabled,   // the cluster's logging is NONE
  kNotLogged,  // no container of this workload takes the record
  // The cluster has no execute-command configuration, and every service of it with exec on is
  // recorded nevertheless.
  kImplicit,
};

LoggingCause FindLoggingCause(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_LOGGING_H_
