#include "lint/verdict/logging.h"

#include "lint/verdict/workload.h"

namespace execlint {
namespace {

std::string NameOf(const Container& container) {
  return container.name.known() ? "`" + container.name->Shown() + "`" : "a container";
}

// With DEFAULT logging, output goes where the container's awslogs driver sends it [B2].
void JudgeByDrivers(const Workload& workload, LoggingVerdict& verdict) {
  const Fact<List<Container>>& list = workload.containers();
  const std::string question = "whether sessions are recorded";
  if (const Unknown* why = list.unknown()) return verdict.Doubtful(*why, question);
  verdict.grounds.And(
      {.worst = std::max(workload.task_definition().grounds.worst, list.certainty())});
  std::size_t with = 0;
  std::string without;
  for (const Fact<Container>& container : list->items) {
    const Unknown* why = container.known() ? container->log_driver.unknown() : container.unknown();
    if (why != nullptr) return verdict.Doubtful(*why, question);
    const Fact<Text>& driver = container->log_driver;
    if (driver.known() && !driver->known()) {
      return verdict.Doubtful({FirstUnknown(*driver->value.value), driver.place()}, question);
    }
    if (driver.known() && driver->Is("awslogs")) {
      ++with;
    } else {
      without += (without.empty() ? "" : ", ") + NameOf(*container);
      verdict.grounds.And(driver.grounds());
    }
  }
  if (list->open()) return verdict.Doubtful({list->open_because, list.place()}, question);
  if (without.empty()) {
    verdict.recorded = LoggingVerdict::Recorded::kYes;
    verdict.summary = "sessions go to the containers' awslogs";
    verdict.AddStep(list.place(), "the containers log with awslogs");
  } else if (with == 0) {
    verdict.recorded = LoggingVerdict::Recorded::kNoDriver;
    verdict.summary = "sessions are not recorded: no container has the awslogs log driver";
    verdict.AddStep({.span = workload.task_definition().resource->head.span},
                    "no container of this task definition has awslogs");
  } else {
    const Symbol* which =
        workload.model().values->Intern({.why = Why::kRequest,
                                         .name = "the container that a session goes into",
                                         .naming = Symbol::Naming::kWords});
    verdict.Doubtful({which, list.place()},
                     question + ": " + without +
                         (list->items.size() - with == 1 ? " has" : " have") +
                         " no awslogs log driver");
  }
}

// Does some service with exec on, in this scenario and on this workload's cluster, run unrecorded?
bool SomeServiceIsUnrecorded(const Workload& workload) {
  const Cluster* cluster = workload.cluster().resource;
  for (const Launch& launch : *workload.launch().all) {
    const Workload other = workload.Other(launch);
    if (other.cluster().resource == cluster && other.exists() &&
        other.gate() == Workload::Gate::kOn &&
        other.logging_verdict().recorded == LoggingVerdict::Recorded::kNoDriver) {
      return true;
    }
  }
  return false;
}

}  // namespace

LoggingVerdict JudgeLogging(const Workload& workload) {
  LoggingVerdict verdict;
  const auto& cluster = workload.cluster();
  if (cluster.resource == nullptr) {
    const Unknown why =
        cluster.unknown()
            ? cluster.why
            : Unknown{workload.model().values->Intern(
                          {.why = Why::kNotInScan,
                           .name = cluster.absent() ? "the cluster" : cluster.text.Shown()}),
                      cluster.place};
    verdict.Doubtful(why, "how the cluster logs sessions");
    return verdict;
  }
  verdict.cluster = cluster.resource;
  verdict.logging = workload.Get(cluster.resource->exec_logging);
  const Fact<bool>& configured = workload.Get(cluster.resource->exec_configuration);
  verdict.implicit = !configured.present();
  if (const Unknown* why = verdict.logging.unknown()) {
    verdict.Doubtful(*why, "how the cluster logs sessions");
    return verdict;
  }
  verdict.state = Verdict::State::kOpen;
  verdict.grounds = verdict.logging.grounds();
  const std::string logging =
      verdict.logging.known() ? verdict.logging->known().value_or("") : "DEFAULT";
  verdict.AddStep(
      verdict.logging.known() ? verdict.logging.place() : Place{.span = verdict.cluster->head.span},
      "the cluster's session logging is " + logging);
  if (logging == "NONE") {
    verdict.recorded = LoggingVerdict::Recorded::kOff;
    verdict.summary = "session logging is NONE";
  } else if (logging == "OVERRIDE") {
    verdict.recorded = LoggingVerdict::Recorded::kYes;
    verdict.summary = "sessions go to the cluster's own log destination";
  } else if (logging == "DEFAULT") {
    JudgeByDrivers(workload, verdict);
  } else {
    verdict.Doubtful(
        {workload.model().values->Intern({.why = Why::kBroken, .name = verdict.logging->Shown()}),
         verdict.logging.place()},
        "how the cluster logs sessions");
  }
  return verdict;
}

LoggingCause FindLoggingCause(const Workload& workload) {
  using Recorded = LoggingVerdict::Recorded;
  const LoggingVerdict& verdict = workload.logging_verdict();
  if (verdict.recorded == Recorded::kOff) return LoggingCause::kDisabled;
  if (verdict.recorded == Recorded::kNoDriver) return LoggingCause::kNotLogged;
  const bool implicit = verdict.cluster != nullptr && verdict.implicit && !verdict.logging.known();
  return implicit && !SomeServiceIsUnrecorded(workload) ? LoggingCause::kImplicit
                                                        : LoggingCause::kNone;
}

}  // namespace execlint
