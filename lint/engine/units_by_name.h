// Which unit of a project hands over what another one asks for. Each unit is loaded alone first,
// which tells what it publishes and what it wants.
//
//   UnitsByName index(sources);
//   index.Add(plan, LoadByItself(plan));                          // each unit, once
//   for (const auto& [wanted, source] : index.SourcesOf(unit)) ...
#ifndef EXECLINT_LINT_ENGINE_UNITS_BY_NAME_H_
#define EXECLINT_LINT_ENGINE_UNITS_BY_NAME_H_

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/engine/frontend.h"
#include "lint/model/hand_over.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"

namespace execlint {

// A resource that others may know by its name.
struct Named {
  HandOver name = {};
  const Head* head = nullptr;
  Guard when = {};  // it has that name in these scenarios
};
std::vector<Named> NamesOf(const Model& model);

// A unit as it is by itself.
struct StandsAlone {
  std::unique_ptr<Model> model = {};
  std::vector<HandOver> wanted = {};  // what it asks other units for, sorted
  // Roles of other units to which it attaches policies. Nothing of it depends on these, so nobody
  // is read for them.
  std::vector<HandOver> adds_to = {};
  struct Published {
    HandOver what = {};
    Span at = {};
    bool by_default = false, of_workspace = false;  // see Offer
  };
  std::vector<Published> published = {};                // offers, then names of resources
  std::string region = {}, account = {}, profile = {};  // where the code says them
  bool is_module = false;  // a Terraform module in a `modules` folder, which nobody calls
};

StandsAlone LoadByItself(const UnitPlan& plan, Budget::Limits limits = {});

// May another unit find something of what it wants in the unit of that path?
bool PublishesOneOf(const StandsAlone& unit, std::string_view path,
                    const std::set<HandOver>& wanted);

class UnitsByName {
 public:
  struct One {
    const UnitPlan* plan = nullptr;
    const UnitPlan* whole = nullptr;  // for others, where that reads more of it
    StandsAlone alone = {};           // without its model
    std::string environment = {};     // the word of its path that says it
  };
  // Who hands over what a unit asks for.
  struct Source {
    const One* unit = nullptr;   // null: it is not told, for the reason in `why`
    bool by_name = false;        // nothing but a name says that it is this one
    bool by_folder = false;      // a state whose key the command line gives
    std::string workspace = {};  // of which the state is read; empty: of any
    std::string why = {};
    std::string other_region = {};  // why nothing but IAM may be taken from there
  };
  using Sources = std::map<HandOver, Source>;

  // `limits`: of each unit that is loaded with those that it reads from.
  explicit UnitsByName(const SourceMap& sources, Budget::Limits limits = {})
      : sources_(sources), limits_(limits) {}
  Budget::Limits limits() const { return limits_; }

  // Each unit once. `plan` must outlive this. Not while another thread asks.
  void Add(const UnitPlan& plan, const StandsAlone& alone);
  void AddWhole(const UnitPlan& plan);

  // Null where it was not added.
  const One* Find(const UnitPlan& plan) const;
  // Those of a path: there may be one of each front end.
  std::vector<const One*> FindAll(std::string_view path) const;
  // Of what the unit asks for, all that other units of the project publish.
  Sources SourcesOf(const One& reader) const;
  // Why what `unit` creates may not be there for the reader: an example, a module that nobody
  // calls. Empty: nothing says so.
  static std::string WhyPerhapsNotDeployed(const One& unit, const One& reader);
  // Does the first unit read from the second, or from one that the second reads from?
  bool MayMeet(const One& reader, const One& other) const;

 private:
  // Something that a unit publishes.
  struct Candidate {
    const One* unit = nullptr;
    const StandsAlone::Published* published = nullptr;
  };
  // Of these lists the first that is not empty counts.
  struct Candidates {
    std::vector<Candidate> same = {};       // the same name
    std::vector<Candidate> alike = {};      // perhaps
    std::vector<Candidate> by_folder = {};  // see Source
    std::set<const One*> units = {};        // of those that are the same or alike
  };

  const Candidates& CandidatesFor(const HandOver& wanted) const;
  Candidates FindCandidates(const HandOver& wanted) const;
  // Of stacks that a reader may import from, those that export all that it imports from any.
  using CompleteStacks = std::map<std::vector<const One*>, std::set<const One*>>;
  Source SourceOf(const HandOver& wanted, const One& reader, CompleteStacks& known) const;
  static std::vector<Candidate> Nearest(std::vector<Candidate> found, const One& reader,
                                        bool& guessed);
  std::vector<Candidate> Completest(const std::vector<Candidate>& found, const One& reader,
                                    CompleteStacks& known) const;
  std::set<const One*> CompleteAmong(const std::vector<const One*>& stacks,
                                     const One& reader) const;
  static std::string AgainstTaking(const HandOver& wanted, const One& reader, const One& source);
  std::string PlacesOf(const std::vector<Candidate>& all) const;

  const SourceMap& sources_;
  const Budget::Limits limits_;
  std::map<std::pair<std::string, std::string_view>, One> units_;  // by path and front end
  std::map<HandOver, std::vector<Candidate>> known_;               // names without an unknown part
  std::vector<Candidate> partly_known_;
  mutable std::mutex mutex_;  // of what was found so far
  mutable std::map<HandOver, Candidates> found_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_UNITS_BY_NAME_H_
