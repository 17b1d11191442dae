// A Workload is one launch of a task definition under one scenario: a service, or another launcher,
// with its task definition, roles, cluster and placement. It is a cheap handle; every accessor
// notes which selectors it read.
//
//   void CheckTaskRoleMissing(const Workload& workload, Report& report) {
//     const TaskRoleVerdict& role = workload.task_role_verdict();
//     ...
//   }
//
// Two incomplete kinds exist, since partial input is normal: a task definition whose launcher is
// not in the scan, and a cluster without workloads in the scan.
//
// What a workload is judged by (its verdicts, the resources it refers to) is computed once for all
// scenarios that agree on the selectors it depends on, and shared by every rule.
#ifndef EXECLINT_LINT_VERDICT_WORKLOAD_H_
#define EXECLINT_LINT_VERDICT_WORKLOAD_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <typeindex>
#include <utility>
#include <vector>

#include "lint/model/environment.h"
#include "lint/model/model.h"
#include "lint/model/resolve.h"
#include "lint/model/view.h"
#include "lint/value/case_allowance.h"
#include "lint/verdict/per_scenario.h"
#include "lint/verdict/verdict.h"

namespace execlint {

struct LaunchVerdict;
struct LaunchCause;
struct PlatformVerdict;
struct ContainerVerdict;
struct TaskRoleVerdict;
struct NetworkVerdict;
struct LoggingVerdict;
enum class LoggingCause : std::uint8_t;

struct Judgements;
class Launches;

// What one workload is made from.
struct Launch {
  enum class Kind : std::uint8_t {
    kService,         // a service or any other launcher
    kTaskDefinition,  // launcher not in the scan, or of a kind that is not read
    kCluster,         // no workload in the scan
  };
  Kind kind = Kind::kService;
  const Service* service = nullptr;
  // That no launcher runs, or that stands in the launcher.
  const TaskDefinition* task_definition = nullptr;
  const Cluster* cluster = nullptr;
  const Launches* all = nullptr;  // the launches of the same model, this one among them
  // What has been judged of it so far, by scenario.
  std::shared_ptr<Judgements> judgements = {};

  const Head& head() const;
  // Gives back the memory of what was judged of it and no other launch asks for: whoever asks again
  // has it judged again. What was handed out of that must not be in use.
  void Forget() const;
};

// All launches of a model, in the order of its resources: one per launcher, but for a service that
// launches by its task sets alone; one per task definition that no launcher runs; one per cluster
// that none uses. The model must outlive it. Not for use by two threads.
class Launches {
 public:
  static constexpr std::size_t kMost = 10'000;

  // No more than `most` of them.
  explicit Launches(const Model& model, std::size_t most = kMost);
  Launches(const Launches&) = delete;
  Launches& operator=(const Launches&) = delete;

  const Model& model() const { return model_; }
  std::size_t size() const { return launches_.size(); }
  const Launch& operator[](std::size_t i) const { return launches_[i]; }
  // How many more there are.
  std::size_t left_out() const { return left_out_; }
  auto begin() const { return launches_.begin(); }
  auto end() const { return launches_.end(); }
  // Without the services that have exec off in all scenarios, whoever may set their flag.
  const std::vector<const Launch*>& maybe_on() const { return maybe_on_; }
  // Task definitions that it runs and clusters that it uses, of other units.
  const std::vector<const Head*>& used_elsewhere() const { return used_elsewhere_; }

  // A judgement that several launches share. `of` says what is judged, and of which resources:
  // `grants 12`.
  template <class T>
  PerScenario<T>& Shared(const std::string& of) const {
    std::shared_ptr<void>& one = shared_[{std::type_index(typeid(T)), of}];
    if (one == nullptr) one = std::make_shared<PerScenario<T>>();
    return *static_cast<PerScenario<T>*>(one.get());
  }

  // For what is explored of any of the launches.
  CaseAllowance& allowance() const { return allowance_; }
  // Throws OutOfTime once the time for the run is over.
  void CheckTime() const {
    if (model_.values != nullptr) model_.values->budget().CheckTime();
  }

 private:
  static constexpr std::size_t kStepsOfACase = 200;

  void Add(Launch launch);

  const Model& model_;
  const std::size_t most_;
  std::size_t left_out_ = 0;
  std::vector<Launch> launches_;
  std::vector<const Launch*> maybe_on_;
  std::vector<const Head*> used_elsewhere_;
  mutable CaseAllowance allowance_;
  mutable std::map<std::pair<std::type_index, std::string>, std::shared_ptr<void>> shared_;
};

// The resource in Workload::Shared: `role 12`.
std::string KeyOf(std::string_view what, const Head& head);

// What may change the exec flag of a service after the code has set it.
struct FlagSetter {
  Place at = {};
  std::string reason = {};  // why nobody knows how the flag is; goes on with `is known only after`
  std::string phrase = {};  // of the place: `others may turn ECS Exec on or off`
};

class Workload {
 public:
  // Whether exec is asked for.
  enum class Gate : std::uint8_t { kOn, kOff, kUnknown, kNoLauncher };

  // `launch` is one of a Launches, which must outlive the workload, as scenario and reads must.
  Workload(const Launch& launch, const Scenario& scenario, Reads& reads)
      : launch_(launch), view_{launch.all->model(), scenario, reads} {}
  Workload(const Workload&) = delete;
  Workload& operator=(const Workload&) = delete;

  const ModelView& view() const { return view_; }
  const Model& model() const { return view_.model; }
  const Launch& launch() const { return launch_; }
  // The same for another launch of the model, in the same scenario.
  Workload Other(const Launch& launch) const { return {launch, view_.scenario, view_.reads}; }
  const Head& head() const { return launch_.head(); }
  const std::string& address() const { return head().address; }
  // The address for a message that stands at `place`: with the unit, where that is another one's.
  std::string NamedAt(const Head& place) const;
  const Service* service() const { return launch_.service; }

  template <class T>
  const Fact<T>& Get(const Attr<T>& attribute) const {
    return view_.Get(attribute);
  }

  // What `judge(view)` gives in this scenario. It is asked once for all workloads that say the same
  // `of`, so it may look at nothing but the view and what `of` says.
  template <class F>
  const auto& Shared(const std::string& of, F&& judge) const {
    using T = decltype(judge(view_));
    return launch_.all->Shared<T>(of).Get(
        view_, [&](Reads& reads) { return judge(ModelView{view_.model, view_.scenario, reads}); });
  }

  // False only if the launch certainly does not exist in this scenario.
  bool exists() const;
  Gate gate() const;
  // The flag; absent counts as off. Of a task set it is that of its service. A launch without a
  // launcher has none: absent. Where the code leaves it off and a `flag_setter` may turn it on, it
  // is unknown.
  Fact<bool> exec_enabled() const;
  // Of the flag's holder: `ignore_changes`, or a call of update-service that sets another value.
  std::optional<FlagSetter> flag_setter() const;
  // What holds the flag: the launcher, of a task set its service. Null without a launcher, and
  // where the service is not known.
  const Service* flag_holder() const;

  const Resolved<TaskDefinition>& task_definition() const;
  // What that is called: `task definition`, or `job definition`.
  std::string_view task_words() const;
  // The role that the launcher names in place of the task definition's; absent: none.
  Fact<Ref> task_role_override() const;
  // Where the code leaves to others which revision runs: `ignore_changes`, or a deployment
  // controller other than ECS's own, whose deployments name the task definition [A5.24, C1].
  std::optional<Place> task_definition_left_to_others() const;
  const Resolved<Cluster>& cluster() const;
  // The containers of the task definition; unknown where the task definition is, or where none is
  // written.
  const Fact<List<Container>>& containers() const;
  const EnvironmentClass& environment() const;

  const LaunchVerdict& launch_verdict() const;
  const PlatformVerdict& platform_verdict() const;
  const ContainerVerdict& container_verdict() const;
  const TaskRoleVerdict& task_role_verdict() const;
  const NetworkVerdict& network_verdict() const;
  const LoggingVerdict& logging_verdict() const;
  // Why exec is off, and what is wrong with the logging of sessions.
  const LaunchCause& launch_cause() const;
  LoggingCause logging_cause() const;
  // The verdict of one hop of the path (kLaunch to kLogging).
  const Verdict& verdict(Hop hop) const;
  // How a session comes to that hop: the steps of the launch, then those of the hop.
  std::vector<PathStep> PathTo(Hop hop) const;

 private:
  const Launch& launch_;
  ModelView view_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VERDICT_WORKLOAD_H_
