#include "lint/value/scenario.h"

#include <numeric>

#include "lint/value/value.h"

namespace execlint {

const Symbol kOpenChoice{.why = Why::kLimit,
                         .name = "it is not the same in all combinations of inputs",
                         .naming = Symbol::Naming::kWords};

Standing StandingOf(const Guard& guard, const std::vector<Selector>& selectors) {
  Standing standing = Standing::kGiven;
  for (const Choice& choice : guard) {
    standing = std::max(standing, selectors[choice.selector].StandingOf(choice.candidate));
  }
  return standing;
}

bool Fails(const Guard& guard, const std::vector<Selector>& selectors) {
  return std::any_of(guard.begin(), guard.end(), [&](const Choice& choice) {
    const Selector& selector = selectors[choice.selector];
    return selector.other_fails && selector.IsOther(choice.candidate);
  });
}

namespace {

// `prod` of `envs/prod.tfvars`: var files of several units are the same choice by their names.
std::string_view ChoiceOf(const Selector& selector, std::size_t candidate) {
  std::string_view name = selector.candidates[candidate];
  if (selector.what != Selector::What::kVarFiles) return name;
  name.remove_prefix(std::min(name.size(), name.rfind('/') + 1));
  return name.substr(0, name.find('.'));
}

// Does the selector have that value to choose?
bool Names(const Selector& selector, std::string_view choice) {
  for (std::size_t i = 0; i < selector.candidates.size(); ++i) {
    if (!selector.IsOther(i) && ChoiceOf(selector, i) == choice) return true;
  }
  return false;
}

// May `b` have that candidate where the choice is made for it too? If it names none such, it is
// *other* there, or, without one, not the same choice at all.
bool Follows(const Selector& b, std::size_t of_b, std::string_view choice) {
  if (Names(b, choice)) return !b.IsOther(of_b) && ChoiceOf(b, of_b) == choice;
  return !b.has_other || b.IsOther(of_b);
}

bool BothChosen(const Selector& a, std::size_t of_a, const Selector& b, std::size_t of_b) {
  return (a.IsOther(of_a) || Follows(b, of_b, ChoiceOf(a, of_a))) &&
         (b.IsOther(of_b) || Follows(a, of_a, ChoiceOf(b, of_b)));
}

}  // namespace

bool Consistent(const Guard& guard, const std::vector<Selector>& selectors) {
  for (std::size_t i = 0; i < guard.size(); ++i) {
    const Selector& a = selectors[guard[i].selector];
    if (a.tie.empty()) continue;
    for (std::size_t j = i + 1; j < guard.size(); ++j) {
      const Selector& b = selectors[guard[j].selector];
      if (a.tie != b.tie || a.what != b.what || a.unit == b.unit) continue;
      if (!BothChosen(a, guard[i].candidate, b, guard[j].candidate)) return false;
    }
  }
  return true;
}

CaseGuards VisitCases(const std::vector<Selector>& selectors, std::size_t limit,
                      const std::function<void(const Scenario&, Reads&)>& visit) {
  CaseGuards result;
  // By the number of deviations from tacit defaults.
  std::array<std::vector<std::vector<Choice>>, kMaxDeviations + 1> work;
  work[0].emplace_back();
  for (std::size_t deviations = 0; deviations <= kMaxDeviations;) {
    if (work[deviations].empty()) {
      ++deviations;
      continue;
    }
    if (result.guards.size() == limit) {
      result.complete = false;
      result.without_deviations_complete = deviations > 0;
      break;
    }
    std::vector<Choice> prefix = std::move(work[deviations].back());
    work[deviations].pop_back();
    Scenario scenario;
    for (const Choice& choice : prefix) scenario.candidate[choice.selector] = choice.candidate;
    Reads reads;
    visit(scenario, reads);
    Reads all;
    all.Note(prefix);
    const std::size_t fixed = all.order().size();
    all.Note(reads.order());
    result.guards.push_back(all.guard());
    for (std::size_t i = fixed; i < all.order().size(); ++i) {
      const Choice read = all.order()[i];
      const Selector& selector = selectors[read.selector];
      const std::size_t then = deviations + (selector.tacit_default ? 1 : 0);
      for (std::size_t c = 0; c < selector.candidates.size() && then <= kMaxDeviations; ++c) {
        if (c == read.candidate) continue;
        std::vector<Choice> branch = prefix;
        branch.push_back({read.selector, static_cast<std::uint8_t>(c)});
        if (Consistent(branch, selectors)) work[then].push_back(std::move(branch));
      }
      prefix.push_back(read);
    }
  }
  for (std::size_t i = 0; i < result.guards.size(); ++i) {
    if (Consistent(result.guards[i], selectors)) result.kept.push_back(i);
  }
  if (result.kept.empty()) {
    result.kept.resize(result.guards.size());
    std::iota(result.kept.begin(), result.kept.end(), std::size_t{0});
  }
  return result;
}

std::vector<std::size_t> SortedOrder(const CaseGuards& visited) {
  std::vector<std::size_t> order = visited.kept;
  std::sort(order.begin(), order.end(), [&guards = visited.guards](std::size_t a, std::size_t b) {
    return guards[a] < guards[b];
  });
  return order;
}

}  // namespace execlint
