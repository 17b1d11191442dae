#include "lint/engine/finding_environments.h"

#include <algorithm>
#include <set>
#include <utility>

namespace execlint {
namespace {

// Is there a scenario in which both hold?
bool MayMeet(const Guard& a, const Guard& b) {
  return std::none_of(a.begin(), a.end(), [&b](const Choice& one) {
    return std::any_of(b.begin(), b.end(), [&one](const Choice& other) {
      return one.selector == other.selector && one.candidate != other.candidate;
    });
  });
}

}  // namespace

std::vector<Environment> FindingEnvironments::Of(const Launch* launch,
                                                 const std::vector<Guard>& guards) {
  const EnvironmentSettings* settings = launches_.model().environments;
  if (settings == nullptr || !settings->told_apart) return {};
  // Values that somebody is known to choose decide, if there are any.
  std::map<Standing, std::set<Environment>> found;
  for (const auto& [when, environment] : CasesOf(launch)) {
    const bool met = std::any_of(guards.begin(), guards.end(),
                                 [&](const Guard& guard) { return MayMeet(guard, when); });
    if (met) found[StandingOf(when, launches_.model().selectors)].insert(environment);
  }
  if (found.empty()) return {};
  const std::set<Environment>& surest = found.begin()->second;
  return {surest.begin(), surest.end()};
}

const std::vector<Case<Environment>>& FindingEnvironments::CasesOf(const Launch* launch) {
  const auto [found, fresh] = cases_.try_emplace(launch);
  if (!fresh) return found->second;
  const Model& model = launches_.model();
  auto explored = Explore(model.selectors, launches_.allowance().ForNext(),
                          [&](const Scenario& scenario, Reads& reads) {
                            if (launch != nullptr) {
                              return Workload(*launch, scenario, reads).environment().environment;
                            }
                            const ModelView view{model, scenario, reads};
                            return ClassifyEnvironment(view, nullptr, nullptr, {}).environment;
                          });
  launches_.allowance().Spend(explored.cases.size());
  return found->second = std::move(explored.cases);
}

}  // namespace execlint
