// What is known before a run: the entries of a baseline, or what the revision holds that a change
// begins at. A finding is recognised by its fingerprints, whatever its place and words; one that is
// known is not shown again, unless it became worse.
//
//   const Recognized found = Recognize(known, findings, {});
//   found.known_of[0];   // the entry that the first finding has; nothing: it is new
//   found.gone;          // the entries that no finding has any more
#ifndef EXECLINT_LINT_ENGINE_KNOWN_H_
#define EXECLINT_LINT_ENGINE_KNOWN_H_

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/source/source_map.h"

namespace execlint {

// How far a finding reaches.
struct Extent {
  // The workloads that reach its place, of a shared module those of all calls; 1 where no workload
  // leads there.
  std::size_t subjects = 1;
  bool conditional = false;  // it holds under conditions only

  bool Beyond(const Extent& other) const {
    return subjects > other.subjects || (other.conditional && !conditional);
  }
};
Extent ExtentOf(const Finding& finding);

struct KnownFinding {
  std::string rule = {};
  Severity severity = Severity::kWarning;
  Extent extent = {};
  std::string address = {};  // its fingerprints
  // Without a number: of copies of a block, one more would give the others other numbers, and
  // their lines in a baseline would change with it.
  std::string plain_block = {};
  std::string inside = {};   // empty for an entry of a baseline
  std::string path = {};     // of its file, when it became known
  std::string message = {};  // for people
};

KnownFinding ToKnown(const Finding& finding, const SourceMap& sources);

struct Recognized {
  // For each finding: which of the known ones it is.
  std::vector<std::optional<std::size_t>> known_of = {};
  std::vector<std::size_t> gone = {};  // those that no finding is, in their order
};

// Each known finding is at most one of `findings`, so that a copy of one is new. Both fingerprints
// speak before the address alone, and this before the block alone. Last, a finding of a file that
// has another path is recognised by its address inside the file; `renames` gives the path now by
// the former one. What moves to the folder of another environment is new there.
Recognized Recognize(std::span<const KnownFinding> known, std::span<const KnownFinding> findings,
                     const std::map<std::string, std::string>& renames);

// How many findings of each rule affect each workload. A finding that several were merged into
// counts as often as it was made of.
//
//   const Affected before(base), now(run);
//   now.AtLeastFor(finding, before);   // what the finding tells of a workload may hold still, at
//                                      // another place
class Affected {
 public:
  void Add(const Finding& finding);
  // Does its rule affect each workload of the finding as often here as it did `before`?
  bool AtLeastFor(const Finding& finding, const Affected& before) const;

 private:
  using Key = std::tuple<std::string_view, std::string, std::string>;  // rule, unit, address
  static std::vector<Key> KeysOf(const Finding& finding);
  std::size_t CountOf(const Key& key) const;
  std::map<Key, std::size_t> counts_;
};

// The entries of a baseline that a run should have found, and did not.
struct BaselineGone {
  std::vector<KnownFinding> entries = {};
  bool input_was_lost = false;  // then they may still be there
};

// The revision that a change begins at, and which of its findings are gone.
struct BaseRevision {
  std::string commit = {};
  std::vector<KnownFinding> fixed = {};
  // Whether they are still there can no longer be determined: input could not be read, or the hop
  // of a workload is unknown now.
  std::vector<KnownFinding> undecided = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_KNOWN_H_
