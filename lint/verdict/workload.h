// A Workload is one launch of a task definition under one scenario: a service with its task
// definition, roles, cluster and placement. It is a cheap handle; every accessor notes which
// selectors it read.
//
//   void CheckWorkload(const Workload& workload, Report& report) {
//     const ContainerVerdict& containers = workload.container_verdict();
//     ...
//   }
//
// Two incomplete kinds exist, since partial input is normal: a task definition whose launcher is
// not in the scan, and a cluster without workloads in the scan.
#ifndef EXECLINT_LINT_VERDICT_WORKLOAD_H_
#define EXECLINT_LINT_VERDICT_WORKLOAD_H_

#include <memory>
#include <string>
#include <vector>

#include "lint/model/environment.h"
#include "lint/model/model.h"
#include "lint/model/resolve.h"
#include "lint/verdict/verdict.h"

namespace execlint {

struct LaunchVerdict;
struct PlatformVerdict;
struct ContainerVerdict;
struct TaskRoleVerdict;
struct NetworkVerdict;
struct LoggingVerdict;

// What one workload is made from.
struct Launch {
  enum class Kind : std::uint8_t {
    kService,
    kTaskDefinition,  // launcher not in the scan, or another kind of launcher
    kCluster,         // no workload in the scan
  };
  Kind kind = Kind::kService;
  const Service* service = nullptr;
  const TaskDefinition* task_definition = nullptr;
  const Cluster* cluster = nullptr;

  const Head& head() const;
};

// All launches of a model, in the order of its resources: one per service; one per task definition
// that no service certainly runs; one per cluster that no service certainly uses.
std::vector<Launch> Launches(const Model& model);

class Workload {
 public:
  // Whether exec is asked for.
  enum class Gate : std::uint8_t { kOn, kOff, kUnknown, kNoLauncher };

  Workload(const Model& model, const Launch& launch, const Scenario& scenario, Reads& reads);
  ~Workload();
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;

  const Model& model() const { return model_; }
  const Scenario& scenario() const { return scenario_; }
  Reads& reads() const { return reads_; }
  const Launch& launch() const { return launch_; }
  const Head& head() const { return launch_.head(); }
  const std::string& address() const { return head().address; }
  const Service* service() const { return launch_.service; }

  template <class T>
  const Fact<T>& Get(const Attr<T>& attribute) const {
    return attribute.At(scenario_, reads_);
  }

  // False only if the launch certainly does not exist in this scenario.
  bool exists() const;
  Gate gate() const;
  // The flag; absent counts as off. Absent without a place for a launch that is no service.
  Fact<bool> exec_enabled() const;

  const Resolved<TaskDefinition>& task_definition() const;
  const Resolved<Cluster>& cluster() const;
  // The containers of the task definition; unknown where the task definition is.
  const Fact<List<Container>>& containers() const;
  const EnvironmentClass& environment() const;

  // Each is made once per handle.
  const LaunchVerdict& launch_verdict() const;
  const PlatformVerdict& platform_verdict() const;
  const ContainerVerdict& container_verdict() const;
  const TaskRoleVerdict& task_role_verdict() const;
  const NetworkVerdict& network_verdict() const;
  const LoggingVerdict& logging_verdict() const;
  // The verdict of one hop of the path (kLaunch to kLogging).
  const Verdict& verdict(Hop hop) const;

 private:
  struct Memo;
  const Model& model_;
  const Launch& launch_;
  const Scenario& scenario_;
  Reads& reads_;
  std::unique_ptr<Memo> memo_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_WORKLOAD_H_
