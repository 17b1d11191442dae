// What is found in a project, in a form in which two projects can be compared.
#ifndef EXECLINT_TESTS_METAMORPHIC_OUTCOME_H_
#define EXECLINT_TESTS_METAMORPHIC_OUTCOME_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/finding.h"
#include "tests/metamorphic/sketch.h"

namespace execlint::testing_support {

using Files = std::map<std::string, std::string>;

struct Outcome {
  struct State {
    Verdict::State state = Verdict::State::kUnknown;
    Confidence confidence = Confidence::kHigh;  // of one that is not unknown
    bool always = true;                         // not under conditions only
  };
  struct Found {
    std::string rule, workload;  // no workload: nothing runs what it is about
    Hop hop = Hop::kLaunch;
    Severity severity = Severity::kNote;
    Confidence confidence = Confidence::kLow;
    bool always = true;
    std::string message;
  };
  // By workload, which is the last part of the service's address, and hop.
  std::map<std::pair<std::string, Hop>, std::vector<State>> hops;
  std::vector<Found> findings;                        // once for each workload
  std::set<std::pair<std::string, Hop>> cannot_tell;  // workload and hop of the unknown entries
};

// Of all rules; without findings in files that are not in the folder.
Outcome OutcomeOf(const Files& files, std::string_view folder = "");

// States and findings, a line each, without messages and places. Workloads are told by their place
// in `sketch`, and those of other projects are left out.
std::multiset<std::string> Judged(const Outcome& outcome, const Sketch& sketch);
// The same with the messages.
std::multiset<std::string> JudgedInWords(const Outcome& outcome, const Sketch& sketch);

// The files one after the other, for the message of a failure.
std::string Shown(const Files& files);

// How many seeds a test takes; EXECLINT_CASES in the environment says so too.
unsigned Cases(unsigned usual);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_METAMORPHIC_OUTCOME_H_
