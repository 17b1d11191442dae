// The results of a run. Nothing here refers to the model: places are spelled on disk, so a unit's
// model can be dropped as soon as its rules have run.
#ifndef EXECLINT_LINT_ENGINE_FINDING_H_
#define EXECLINT_LINT_ENGINE_FINDING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "lint/engine/when.h"
#include "lint/model/environment.h"
#include "lint/model/fact.h"
#include "lint/source/problem.h"
#include "lint/source/span.h"
#include "lint/value/glyphs.h"
#include "lint/verdict/verdict.h"

namespace execlint {

struct Rule;

enum class Severity : std::uint8_t { kNote, kWarning, kError };
enum class Confidence : std::uint8_t { kLow, kMedium, kHigh };
std::string_view SeverityName(Severity severity);  // `note`, `warning`, `error` (SARIF levels)
std::string_view ConfidenceName(Confidence confidence);  // `low`, `medium`, `high`

// A second place the reader must see, and why: `ECS Exec is enabled here`.
struct Related {
  Span span = {};  // on disk
  std::string phrase = {};
};

// A step of the path that leads to a finding: a PathStep, spelled on disk.
struct Step {
  Hop hop = Hop::kLaunch;
  Related at = {};
};

// An edit in terms of the model, spelled for people.
struct Change {
  enum class Op : std::uint8_t { kSet, kRemove, kMove } op = Op::kSet;
  std::string owner = {};  // address of the resource
  std::string path = {};   // the property as its format spells it
  Span at = {};            // on disk: the value to replace, or the insertion point (empty span)
  std::string value = {};  // what to write, in format-free words where it is no scalar
  std::string title = {};  // one line: what this does
  std::string how = {};    // the edit in words: "set the default of `exec` to `true`"
  bool safe = false;       // cannot change what already works
};

// Permissions that are missing, for a snippet to paste: these actions, on `*`.
struct Grant {
  std::vector<std::string> actions = {};
  // On disk: the head of the role that needs them; of the task definition where it has no role.
  Span at = {};
  std::string type = {};     // of that resource: `aws_iam_role`, `AWS::ECS::TaskDefinition`
  std::string address = {};  // inside its module or template; empty: an instance among several
};

// Two fingerprints: of the place in the code's own terms (survives edits and moved files), and of
// the block's text (survives renames). 16 hex digits each.
struct Fingerprints {
  std::string address = {};
  std::string block = {};
  // Two more, which are in no output. They are for what is known from before (lint/engine/known.h).
  std::string plain_block = {};  // `block`, without the number that tells equal ones apart
  // `address`, without the folder or template: the same where that has another path.
  std::string inside = {};
};

// A workload that reaches a finding's place. What holds of one of several may hold of another under
// conditions only, or less surely.
struct Reached {
  std::string workload = {};  // address
  std::string unit = {};      // path of its unit
  Span at = {};               // on disk: the head of the service, task definition or cluster
  // Nothing in the scan launches it: the finding holds of it if that happens with ECS Exec.
  bool if_launched = false;
  Confidence confidence = Confidence::kHigh;
  std::vector<std::string> when = {};  // as Finding::when, for this workload
};

// Something that a unit adds to a resource which it does not create.
struct Addition {
  Missing::What what = Missing::What::kPolicy;
  bool grants = false;  // of a policy: it is known to hold something about ssmmessages
  // How the unit names the resource. kAny: in a way that may lead to any of its kind, an id.
  enum class By : std::uint8_t { kName, kExport, kAny } by = By::kName;
  Glyphs to = {};         // the name, or that of the output or export; without symbols
  Span at = {};           // on disk
  std::string unit = {};  // path
};

// A Missing, for other units to look at.
struct Lack {
  Missing::What what = Missing::What::kPolicy;
  Glyphs name = {};                  // of the resource; without symbols; empty: it has none
  std::vector<Glyphs> exports = {};  // the outputs and exports that hand it to other units
};

struct Finding {
  const Rule* rule = nullptr;
  std::optional<Problem::Kind> problem = {};  // of a finding that reports a problem of the input
  Span primary = {};                          // on disk: the characters to edit
  // On disk: where the value at fault is written. It is `primary` but where the default of a
  // module's input is at fault, which a call leaves: the place is the call then.
  Span written = {};
  // Of a finding in downloaded code, whose place is the call that leads there: where it is in that
  // code. Findings that differ in it are not merged.
  std::string inside = {};
  Span owner_head =
      {};  // on disk: the head of the resource it stands in, for suppressions; may be invalid
  std::string message = {};
  Severity stated = Severity::kWarning;  // by the rule; findings that differ in it are not merged
  Severity severity = Severity::kWarning;
  Confidence confidence = Confidence::kHigh;
  std::vector<Related> related = {};
  // What led to this finding, in the order of the hops, where several places did (SARIF codeFlow).
  std::vector<Step> path = {};
  std::vector<Change> changes = {};
  Grant grant = {};                // what a new statement would allow; no actions: none is missing
  std::vector<Span> matters = {};  // on disk: what to see of a primary place of several lines
  std::string fix = {};  // what to do here; empty: the first change says it, else the rule
  // Who reaches this place, sorted by unit and address; empty for a finding that no workload leads
  // to. The confidence and the conditions of each are set by Join.
  std::vector<Reached> workloads = {};
  std::string unit = {};   // path of the unit that it was found in
  std::string owner = {};  // the address of the resource that it stands in; may be empty
  // In which environments it holds, sorted, where the configuration tells environments apart.
  std::vector<Environment> environments = {};
  bool required = false;       // the configuration asks for it, though its rule is off by default
  bool in_other_unit = false;  // it stands in the code of another unit, which that one reads from
  // The way of one workload, or of one unit where no workload leads there, on disk: the workload's
  // head, module calls, the flag, var files.
  std::vector<Span> way = {};
  // Of a finding that was made of several: those, each with one way, so that a comment on one way
  // leaves the others.
  std::vector<Finding> joined = {};
  // In which scenarios it holds, and the same in words once findings are merged: "`EnvType` is
  // `prod`", ...: any of these; no words: always.
  When scenarios = When::Always();
  std::vector<std::string> when = {};
  std::vector<Lack> missing = {};  // what another unit may add, so that it does not hold
  Fingerprints fingerprints = {};
};

// Something that could not be told about a hop of a workload. Keyed by (workload, hop, reason).
struct UnknownEntry {
  std::string workload = {};  // address, or the file for what no workload owns
  std::string unit = {};
  Hop hop = Hop::kLaunch;
  std::string what = {};    // `whether the task role allows the ssmmessages actions`
  std::string reason = {};  // "`var.task_role_arn` has no value here"
  Span at = {};             // on disk
  std::vector<std::string> when = {};
  Span module = {};         // on disk: the call of the unread module that it comes from
  bool unexplored = false;  // a bound was met: there may be findings that were not looked for
  bool limit = false;       // a bound was met in what would tell
};

// The exec path of a workload.
struct HopReport {
  Hop hop = Hop::kLaunch;
  struct State {
    std::vector<std::string> when = {};  // empty: in every scenario
    Verdict::State state = Verdict::State::kUnknown;
    Confidence confidence = Confidence::kHigh;  // of an open or blocked state
    std::string summary = {};                   // what was found, in a few words
    std::string recorded = {};                  // of the logging hop alone: `yes`, `no`, `unknown`
    std::vector<Related> grounds = {};      // the places that decided it, each with what it says
    std::vector<std::string> reasons = {};  // of an unknown
    std::vector<Lack> missing = {};         // what another unit may add, so that it is not so
  };
  std::vector<State> states = {};
};

struct WorkloadReport {
  std::string address = {};
  std::string unit = {};
  std::string reading = {};          // as Model::reading
  Span at = {};                      // on disk: the service, task definition or cluster
  std::string task_definition = {};  // address, or what is known of it
  std::string environment = {};      // `production`, `non-production`, `unclassified`, `varies`
  std::string environment_reason = {};
  std::vector<HopReport> hops = {};
};

struct Analysis {
  // Units whose analysis was given up, and why: each is of the kind Problem::kUnread, with the path
  // of the unit.
  std::vector<Problem> given_up = {};
  // Task definitions that it runs and clusters that it uses, of other units: unit and address.
  std::set<std::pair<std::string, std::string>> used = {};
  std::vector<Addition> additions = {};
  // Units that read from this one and were judged with it: what they add to what it publishes is
  // not missing any more.
  std::set<std::string> joined = {};
  // Files that the unit takes for the documents of policies which are permissions boundaries alone.
  std::vector<FileId> boundaries = {};
  std::vector<Finding> findings = {};  // sorted by path, place, rule
  // Of which hops of which workloads (unit and address) a rule found something, whatever was taken
  // out of `findings` later.
  std::set<std::tuple<Hop, std::string, std::string>> reported = {};
  std::vector<UnknownEntry> unknowns = {};
  std::vector<WorkloadReport> workloads = {};
  std::size_t unread_modules = 0;  // calls of modules whose source is not in the scan
  // On disk: those of them that something hangs on: what runs behind the call, or what is unknown
  // because of it.
  std::vector<Span> wanted_modules = {};
  std::size_t fetched_modules = 0;  // modules that were read where `terraform init` put them
  // Names given with `--var` that no unit has as an input; `***` for what may be a value.
  std::vector<std::string> undeclared_inputs = {};
  // Paths given with `--var-file` of files that give no unit's input a value.
  std::vector<std::string> unused_var_files = {};
  // Inputs and var files that a configuration gives, and no unit that it governs has a use for.
  std::vector<Word> unused_settings = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_FINDING_H_
