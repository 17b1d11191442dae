// Collects what could not be told about the workloads and policies of a unit: one entry for each of
// these, hop, question and reason, with all scenarios that it holds in.
#ifndef EXECLINT_LINT_ENGINE_UNKNOWN_ENTRIES_H_
#define EXECLINT_LINT_ENGINE_UNKNOWN_ENTRIES_H_

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/engine/run.h"
#include "lint/engine/when.h"
#include "lint/source/source_map.h"
#include "lint/verdict/workload.h"

namespace execlint {

class UnknownEntries {
 public:
  // `unit` is the path of the unit.
  UnknownEntries(std::string unit, const SourceMap& sources)
      : unit_(std::move(unit)), sources_(sources) {}

  // What is unknown because it depends on a selector that is open is told by the Unexplored.
  void Add(const Head& subject, Hop hop, const Unknown& why, const std::string& what,
           const When& when);
  void Add(const Unexplored& one);

  std::vector<UnknownEntry> Take();

 private:
  using Key = std::tuple<std::string, Hop, std::string, std::string>;
  struct Collected {
    UnknownEntry entry;
    When when;
  };

  std::string unit_;
  const SourceMap& sources_;
  std::map<Key, Collected> entries_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_UNKNOWN_ENTRIES_H_
