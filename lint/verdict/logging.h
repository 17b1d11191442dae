// Hop 6: does the cluster's session logging let the session through, and would anyone know what was
// typed in it?
#ifndef EXECLINT_LINT_VERDICT_LOGGING_H_
#define EXECLINT_LINT_VERDICT_LOGGING_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/ecs.h"
#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

// The state says whether a session gets past this hop: it fails where it cannot be decrypted, or
// where the encryption of its record is required and not there. `recorded` says whether it leaves a
// record. Logging that is off, or that the task role may not write, does not block: it exposes. The
// doubts of an open verdict say why `recorded` is unknown.
struct LoggingVerdict : Verdict {
  LoggingVerdict() : Verdict(Hop::kLogging) {}

  enum class Recorded : std::uint8_t {
    kUnknown,
    kYes,
    kOff,         // logging is NONE [B1]
    kNoDriver,    // DEFAULT, and no container has the awslogs driver [B2]
    kRoleMayNot,  // the task role certainly may not write there [B9a]
  } recorded = Recorded::kUnknown;
  enum class Cause : std::uint8_t {
    kNone,
    kNoDestination,  // OVERRIDE without a log group or bucket [B3]
    kNotEncrypted,   // encryption is required, and the log group has no key [B10]
    kMayNotSee,      // ... or the task role cannot look it up [B10, B11]
    kMayNotDecrypt,  // the task role lacks kms:Decrypt on the cluster's key [B8]
  } cause = Cause::kNone;
  const Cluster* cluster = nullptr;  // null where the cluster is not in this unit
  Fact<Text> logging = {};           // absent: DEFAULT
  bool implicit = false;             // no execute-command configuration is written
};

// For people and JSON: `yes`, `no`, `unknown`.
std::string_view RecordedName(LoggingVerdict::Recorded recorded);

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
