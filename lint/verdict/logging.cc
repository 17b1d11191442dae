#include "lint/verdict/logging.h"

#include <algorithm>
#include <string>
#include <utility>

#include "lint/verdict/platform.h"
#include "lint/verdict/session_log.h"
#include "lint/verdict/task_role.h"
#include "lint/verdict/workload.h"

namespace execlint {
namespace {

std::string NameOf(const Container& container) {
  return container.name.known() ? "`" + container.name->Shown() + "`" : "a container";
}

constexpr std::string_view kWhetherRecorded = "whether sessions are recorded";

// Sessions get past this hop, and whether they leave a record is unknown.
void DoubtRecord(const Unknown& why, LoggingVerdict& verdict,
                 std::string_view what = kWhetherRecorded) {
  verdict.doubts.push_back({why, std::string(what)});
}

// The agent in the container writes the record, with the task's credentials [A3.13, B9a]: may it
// write to the log groups of the containers? Without a task role, those of an instance may do; a
// role that is handed on may be given more elsewhere.
void JudgeRoleForDrivers(const Workload& workload, LoggingVerdict& verdict) {
  const Answer may = MayWriteAnyLogGroup(workload);
  const TaskRoleVerdict& role = workload.task_role_verdict();
  const bool by_instance =
      role.role == nullptr && workload.platform_verdict().platform != Platform::kFargate;
  const bool certainly =
      !by_instance && !may.grounds.absence_on_open && !workload.task_definition_left_to_others();
  if (may.yes()) {
    verdict.recorded = LoggingVerdict::Recorded::kYes;
    verdict.summary = "sessions go to the containers' awslogs";
  } else if (may.no() && certainly) {
    verdict.recorded = LoggingVerdict::Recorded::kRoleMayNot;
    verdict.summary =
        role.role == nullptr
            ? "sessions are not recorded: there is no task role to write them with"
            : "sessions are not recorded: the task role is not allowed to write to the "
              "containers' log groups";
    verdict.grounds.And(may.grounds);
  } else {
    verdict.summary = "sessions go to the containers' awslogs if the task role may write there";
    const ModelView& view = workload.view();
    const Place place{.span = workload.task_definition().resource->head.span};
    if (may.maybe()) {
      DoubtRecord(may.why, verdict,
                  "whether the task role may write to the containers' log groups");
    } else if (by_instance) {
      DoubtRecord(
          {view.Words(Why::kNotKnown, "what the role of the container instances may do"), place},
          verdict);
    } else if (may.grounds.absence_on_open) {
      DoubtRecord(
          {view.Words(Why::kNotKnown, "whether other code grants the task role more permissions"),
           place},
          verdict);
    }  // else others choose the task definition, which CloseUnchecked() tells
  }
}

// With DEFAULT logging, output goes where the container's awslogs driver sends it [B2].
void JudgeByDrivers(const Workload& workload, LoggingVerdict& verdict) {
  const Fact<List<Container>>& list = workload.containers();
  const std::string question(kWhetherRecorded);
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
      verdict.grounds.And({.worst = driver.certainty()});
    } else {
      without += (without.empty() ? "" : ", ") + NameOf(*container);
      verdict.grounds.And(driver.grounds());
    }
  }
  if (list->open()) return verdict.Doubtful({list->open_because, list.place()}, question);
  if (without.empty()) {
    JudgeRoleForDrivers(workload, verdict);
    verdict.AddStep(list.place(), "the containers log with awslogs");
  } else if (with == 0) {
    // Not of this task definition alone, where others choose another.
    const TaskDefinition& task = *workload.task_definition().resource;
    const bool left =
        workload.task_definition_left_to_others() || task.containers_left_to_others.has_value();
    if (!left) verdict.recorded = LoggingVerdict::Recorded::kNoDriver;
    verdict.summary = "sessions are not recorded: no container has the awslogs log driver";
    verdict.AddStep({.span = task.head.span}, "no container of this task definition has awslogs");
  } else {
    const Symbol* which =
        workload.model().values->Intern({.why = Why::kRequest,
                                         .name = "the container that a session opens in",
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
  for (const Launch* launch : workload.launch().all->maybe_on()) {
    const Workload other = workload.Other(*launch);
    if (other.cluster().resource == cluster && other.exists() &&
        other.gate() == Workload::Gate::kOn &&
        other.logging_verdict().recorded == LoggingVerdict::Recorded::kNoDriver) {
      return true;
    }
  }
  return false;
}

// Sessions fail.
void Block(LoggingVerdict::Cause cause, std::string summary, const Grounds& grounds,
           LoggingVerdict& verdict) {
  verdict.state = Verdict::State::kBlocked;
  verdict.cause = cause;
  verdict.summary = std::move(summary);
  verdict.doubts.clear();
  verdict.grounds.And(grounds);
}

// Settles `recorded` where the task role may write there: is there such a destination, and do the
// tasks reach it?
void JudgeUnseenOfDestination(const Workload& workload, LoggingVerdict& verdict) {
  const ModelView& view = workload.view();
  const Place& place = verdict.logging.place();
  verdict.summary = "sessions go to the cluster's own log destination";
  const Destination where = WhereIsDestination(workload);
  if (where == Destination::kNotInScan) {
    verdict.summary += ", if there is one of that name";
    DoubtRecord({view.Words(Why::kNotInScan, "the log destination that the cluster names"), place},
                verdict);
  } else if (where == Destination::kInAnotherRegion) {
    verdict.summary += ", if the cluster's region has one of that name too";
    DoubtRecord({view.Words(Why::kNotKnown,
                            "whether the log group exists in the cluster's region and account, "
                            "because the code creates it in another one"),
                 place},
                verdict);
  } else if (const Subnet* cut_off = CutOffFromDestination(workload)) {
    const std::string tasks = "the tasks in `" + cut_off->head.address + "` reach ";
    verdict.summary += ", if " + tasks + "it without an endpoint for it";
    DoubtRecord({view.Words(Why::kNotKnown,
                            "whether " + tasks + "the log destination without an endpoint for it"),
                 place},
                verdict);
  } else {
    verdict.recorded = LoggingVerdict::Recorded::kYes;
  }
}

// Sessions go to the cluster's own log group or bucket: is there one, and may the task role write
// there?
void JudgeDestination(const Workload& workload, LoggingVerdict& verdict) {
  using Cause = LoggingVerdict::Cause;
  const Fact<Ref>& group = workload.Get(verdict.cluster->exec_log_group);
  const Fact<Ref>& bucket = workload.Get(verdict.cluster->exec_log_bucket);
  const bool no_group = !group.present();
  const bool no_bucket = !bucket.present();
  if (no_group && no_bucket) {
    Block(Cause::kNoDestination, "OVERRIDE names no log group and no bucket",
          {.worst = std::max(group.certainty(), bucket.certainty())}, verdict);
    verdict.AddStep(verdict.logging.place(), "no log group and no bucket is named");
    return;
  }
  verdict.grounds.And({.worst = std::max(group.certainty(), bucket.certainty())});
  Answer may = Answer::Yes();
  if (!no_group) may = And(std::move(may), MayWriteLogGroup(workload));
  if (!no_bucket) may = And(std::move(may), MayWriteBucket(workload));
  if (may.maybe()) {
    verdict.Doubtful(may.why, "whether the task role may write the session log");
  } else if (may.yes()) {
    JudgeUnseenOfDestination(workload, verdict);
    verdict.grounds.And({.worst = may.grounds.worst});
    for (const Place& place : may.grounds.places) {
      verdict.AddStep(place, "the task role may write there");
    }
  } else {
    verdict.recorded = LoggingVerdict::Recorded::kRoleMayNot;
    verdict.summary =
        "sessions are not recorded: the task role is not allowed to write to the log destination";
    verdict.grounds.And({.worst = may.grounds.worst});
  }
}

// What makes sessions fail.
void JudgeEncryption(const Workload& workload, LoggingVerdict& verdict) {
  using Cause = LoggingVerdict::Cause;
  const Answer decrypt = MayDecrypt(workload);
  if (decrypt.no()) {
    const Place& key = workload.Get(verdict.cluster->exec_key).place();
    Block(Cause::kMayNotDecrypt,
          "the task role is not allowed to decrypt with the key of the cluster's sessions",
          decrypt.grounds, verdict);
    verdict.AddStep(key, "sessions are encrypted with this key");
    return;
  }
  const bool overrides = verdict.logging.known() && verdict.logging->Is("OVERRIDE");
  const Answer encrypted = overrides ? LogGroupIsEncrypted(workload) : Answer::Yes();
  const Answer seen = overrides ? MaySeeEncryption(workload) : Answer::Yes();
  if (encrypted.no()) {
    Block(Cause::kNotEncrypted,
          "the cluster requires an encrypted log group, and the log group has no key",
          encrypted.grounds, verdict);
    for (const Place& place : encrypted.grounds.places) {
      verdict.AddStep(place, "this log group has no key");
    }
    return;
  }
  if (seen.no()) {
    Block(Cause::kMayNotSee,
          "the cluster requires an encrypted log, and the task role is not allowed to check that "
          "it is",
          seen.grounds, verdict);
    return;
  }
  verdict.grounds.And(
      {.worst = std::max({decrypt.certainty(), encrypted.certainty(), seen.certainty()})});
  if (decrypt.maybe()) {
    verdict.Doubtful(decrypt.why,
                     "whether the task role may decrypt with the key of the cluster's sessions");
  }
  if (encrypted.maybe()) {
    verdict.Doubtful(encrypted.why, "whether the log group is encrypted, as the cluster requires");
  }
  if (seen.maybe()) {
    verdict.Doubtful(seen.why, "whether the task role may check that the log is encrypted");
  }
}

}  // namespace

std::string_view RecordedName(LoggingVerdict::Recorded recorded) {
  switch (recorded) {
    case LoggingVerdict::Recorded::kYes:
      return "yes";
    case LoggingVerdict::Recorded::kOff:
    case LoggingVerdict::Recorded::kNoDriver:
    case LoggingVerdict::Recorded::kRoleMayNot:
      return "no";
    case LoggingVerdict::Recorded::kUnknown:
      break;
  }
  return "unknown";
}

LoggingVerdict JudgeLogging(const Workload& workload) {
  LoggingVerdict verdict;
  const auto& cluster = workload.cluster();
  if (cluster.resource == nullptr) {
    const Unknown why =
        cluster.unknown()
            ? cluster.why
            : Unknown{workload.model().values->Intern(
                          {.why = Why::kNotInScan,
                           .name = cluster.absent() ? "the default cluster" : cluster.text.Shown(),
                           .naming =
                               cluster.absent() ? Symbol::Naming::kWords : Symbol::Naming::kCode}),
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
      "the cluster's session logging is " +
          (verdict.logging.known() ? verdict.logging->Shown() : logging));
  if (logging == "NONE") {
    verdict.recorded = LoggingVerdict::Recorded::kOff;
    verdict.summary = "session logging is NONE";
  } else if (logging == "OVERRIDE") {
    JudgeDestination(workload, verdict);
  } else if (logging == "DEFAULT") {
    JudgeByDrivers(workload, verdict);
  } else {
    verdict.Doubtful(
        {workload.model().values->Intern({.why = Why::kBroken, .name = verdict.logging->Shown()}),
         verdict.logging.place()},
        "how the cluster logs sessions");
  }
  if (!verdict.blocked()) JudgeEncryption(workload, verdict);
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
