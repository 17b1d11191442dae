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
        work[then].push_back(prefix);
        work[then].back().push_back({read.selector, static_cast<std::uint8_t>(c)});
      }
      prefix.push_back(read);
    }
  }
  return result;
}

std::vector<std::size_t> SortedOrder(const std::vector<Guard>& guards) {
  std::vector<std::size_t> order(guards.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&guards](std::size_t a, std::size_t b) { return guards[a] < guards[b]; });
  return order;
}

}  // namespace execlint
