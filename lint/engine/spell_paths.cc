#include "lint/engine/spell_paths.h"

#include <string>
#include <vector>

namespace execlint {
namespace {

class PathSpeller {
 public:
  explicit PathSpeller(const PathSpelling& shown) : shown_(shown) {}

  void Spell(std::string& text) const { SpellPaths(text, shown_); }
  void Spell(Related& related) const { Spell(related.phrase); }
  void Spell(Step& step) const { Spell(step.at); }
  void Spell(Change& change) const {
    for (std::string* text : {&change.value, &change.title, &change.how}) Spell(*text);
  }
  void Spell(Finding& finding) const {
    Spell(finding.message);
    Spell(finding.fix);
    Spell(finding.related);
    Spell(finding.path);
    Spell(finding.changes);
    Spell(finding.when);
    Spell(finding.joined);
  }
  void Spell(UnknownEntry& entry) const {
    Spell(entry.what);
    Spell(entry.reason);
    Spell(entry.when);
  }
  void Spell(HopReport::State& state) const {
    Spell(state.when);
    Spell(state.summary);
    Spell(state.grounds);
    Spell(state.reasons);
  }
  void Spell(HopReport& hop) const { Spell(hop.states); }
  void Spell(WorkloadReport& workload) const {
    Spell(workload.task_definition);
    Spell(workload.environment_reason);
    Spell(workload.hops);
  }
  template <class T>
  void Spell(std::vector<T>& all) const {
    for (T& one : all) Spell(one);
  }

 private:
  const PathSpelling& shown_;
};

}  // namespace

void SpellPaths(Analysis& analysis, const PathSpelling& shown) {
  const PathSpeller speller(shown);
  speller.Spell(analysis.findings);
  speller.Spell(analysis.unknowns);
  speller.Spell(analysis.workloads);
}

void SpellPaths(Finding& finding, const PathSpelling& shown) { PathSpeller(shown).Spell(finding); }

}  // namespace execlint
