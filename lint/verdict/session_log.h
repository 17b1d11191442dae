// What the cluster's logging asks of a session: a destination, and the task role's right to write
// there and to decrypt with the cluster's key. Used by the logging verdict.
#ifndef EXECLINT_LINT_VERDICT_SESSION_LOG_H_
#define EXECLINT_LINT_VERDICT_SESSION_LOG_H_

#include <string>

#include "lint/model/answer.h"

namespace execlint {

class Workload;
struct Subnet;

// May the task role write the session's record to the log group (the bucket) of the cluster? Yes
// where the cluster names none. A group is written with CreateLogStream and PutLogEvents, a bucket
// with PutObject [B6, B7, B9a].
Answer MayWriteLogGroup(const Workload& workload);
Answer MayWriteBucket(const Workload& workload);
// The same of a log group that is not known: only a grant for all of them is a yes.
Answer MayWriteAnyLogGroup(const Workload& workload);

// Where are the log group and the bucket that the cluster names? Of those that no unit creates
// nobody knows whether they exist, and the agent finds a log group in the cluster's region only.
enum class Destination : std::uint8_t { kHere, kNotInScan, kInAnotherRegion };
Destination WhereIsDestination(const Workload& workload);

// A subnet of the tasks from which no endpoint leads to the log group or the bucket, and no route
// that execlint knows [A6.16]; null where there is none.
const Subnet* CutOffFromDestination(const Workload& workload);

// Where the cluster requires an encrypted log, sessions fail if the log group has no key [B5, B10].
// A bucket is always encrypted [B11]. Yes where nothing is required.
Answer LogGroupIsEncrypted(const Workload& workload);
// ... and if the task role cannot look that up: DescribeLogGroups, GetEncryptionConfiguration.
Answer MaySeeEncryption(const Workload& workload);

// May the task role decrypt with the cluster's key? By its own policies, as far as the key leaves
// it to them [B8]. Yes where the cluster has no key.
Answer MayDecrypt(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_SESSION_LOG_H_
