// Units that read from each other. A unit is first loaded alone, which tells what it publishes and
// what it asks for. Where other units of the project publish that, the unit is loaded once more,
// behind those, into one store, and its model gets their resources too (Site::unit): joins and
// verdicts see one model, and follow a reference as if all were written in one unit.
//
//   UnitsByName index(sources);
//   index.Add(plan, alone);                              // each unit, once
//   if (auto model = index.LoadJoint(plan.path)) ...     // null: it reads from none of them
#ifndef EXECLINT_LINT_ENGINE_JOINT_H_
#define EXECLINT_LINT_ENGINE_JOINT_H_

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/frontend.h"
#include "lint/model/hand_over.h"
#include "lint/model/model.h"
#include "lint/source/source_map.h"

namespace execlint {

// A unit as it is by itself.
struct StandsAlone {
  std::unique_ptr<Model> model = {};
  std::vector<HandOver> wanted = {};  // what it asks other units for, sorted
  struct Published {
    HandOver what = {};
    Span at = {};
    bool by_default = false;  // see Offer
  };
  std::vector<Published> published = {};                // offers, then names of resources
  std::string region = {}, account = {}, profile = {};  // where the code says them
};

StandsAlone LoadByItself(const UnitPlan& plan);

class UnitsByName {
 public:
  explicit UnitsByName(const SourceMap& sources) : sources_(sources) {}

  // `plan` must outlive this.
  void Add(const UnitPlan& plan, const StandsAlone& alone);
  // How a unit that was added is loaded for others to read from, where that reads more of it.
  void AddWhole(const UnitPlan& plan);

  // The unit with those that it reads from, directly or by way of others, and with `adders`: units
  // that read from one of these and add something to it. Null where that is the unit alone.
  std::unique_ptr<Model> LoadJoint(std::string_view path,
                                   const std::set<std::string>& adders = {}) const;
  bool Has(std::string_view path) const { return units_.contains(path); }
  // Does the first unit read from the second, or from one that the second reads from?
  bool MayMeet(std::string_view reader, std::string_view path) const;

 private:
  struct One {
    const UnitPlan* plan = nullptr;
    const UnitPlan* whole = nullptr;  // for others
    std::vector<HandOver> wanted = {};
    std::vector<StandsAlone::Published> published = {};
    std::string region = {}, account = {}, profile = {};
  };
  // Who hands over what a unit asks for.
  struct Candidate {
    const One* unit = nullptr;
    std::size_t number = 0;  // of what it publishes
  };
  struct Source {
    const One* unit = nullptr;  // null: it is not told, for the reason in `why`
    std::size_t number = 0;
    bool by_name = false;  // nothing but a name that is partly known says that it is this one
    std::string why = {};
    std::string other_region = {};  // why nothing but IAM may be taken from there
  };
  using Sources = std::map<HandOver, Source>;
  class Joining;

  Sources SourcesOf(const One& reader) const;
  std::vector<Candidate> CandidatesFor(const HandOver& wanted, const One& reader,
                                       bool& by_name) const;
  static std::string AgainstTaking(const One& reader, const One& source);
  std::string PlacesOf(const std::vector<Candidate>& all) const;

  const SourceMap& sources_;
  std::map<std::string, One, std::less<>> units_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_ENGINE_JOINT_H_
