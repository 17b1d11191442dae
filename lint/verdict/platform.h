// Hop 2: does the platform the tasks run on carry ECS Exec?
#ifndef EXECLINT_LINT_VERDICT_PLATFORM_H_
#define EXECLINT_LINT_VERDICT_PLATFORM_H_

#include <cstdint>
#include <string_view>

#include "lint/model/attribute.h"
#include "lint/verdict/verdict.h"

namespace execlint {

class Workload;

enum class Platform : std::uint8_t { kUnknown, kFargate, kEc2, kExternal, kManagedInstances };
std::string_view PlatformName(Platform platform);  // `Fargate`, `EC2`, ...

// Where the tasks run: launch type, else the service's capacity-provider strategy, else the
// cluster's default strategy, else requiresCompatibilities with one entry. Unknown where none of
// them tells.
struct PlatformVerdict : Verdict {
  PlatformVerdict() : Verdict(Hop::kPlatform) {}

  enum class Cause : std::uint8_t { kNone, kFargateTooOld } cause = Cause::kNone;
  Platform platform = Platform::kUnknown;
  Fact<Text> version = {};
};

PlatformVerdict JudgePlatform(const Workload& workload);

// Is it EC2, or at least not Fargate, which requires the network mode awsvpc [A5.18]?
bool RunsOnInstances(const Workload& workload);

// Does the task definition say that its containers are Windows ones? Absent means Linux.
Fact<bool> RunsWindows(const Workload& workload);

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_PLATFORM_H_
