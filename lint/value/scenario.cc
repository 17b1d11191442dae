#include "lint/value/scenario.h"

#include <numeric>

#include "lint/value/no_name.h"
#include "lint/value/value.h"

namespace execlint {

const Symbol kOpenChoice{.why = Why::kLimit,
                         .name = "it is not the same in all combinations of inputs",
                         .naming = Symbol::Naming::kWords};

std::string Selector::ShownCandidate(std::size_t candidate) const {
  if (IsSecret(candidate)) return std::string(kMasked);
  const std::string_view instead = InsteadOfText(candidates[candidate]);
  return instead.empty() ? candidates[candidate] : std::string(instead);
}

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

namespace {

bool SameSelectors(const Guard& guard, const std::vector<std::uint8_t>& selectors) {
  return std::equal(guard.begin(), guard.end(), selectors.begin(), selectors.end(),
                    [](const Choice& a, std::uint8_t b) { return a.selector == b; });
}

}  // namespace

void GuardIndex::Add(const Guard& guard) {
  auto group = std::find_if(groups_.begin(), groups_.end(),
                            [&](const Group& one) { return SameSelectors(guard, one.selectors); });
  if (group == groups_.end()) {
    group = groups_.emplace(group);
    for (const Choice& choice : guard) group->selectors.push_back(choice.selector);
  }
  std::string candidates;
  for (const Choice& choice : guard) candidates += static_cast<char>(choice.candidate);
  group->numbers.emplace(std::move(candidates), count_++);
}

std::size_t GuardIndex::Find(const Scenario& scenario) const {
  std::string candidates;
  for (const Group& group : groups_) {
    candidates.clear();
    for (const std::uint8_t selector : group.selectors) {
      candidates += static_cast<char>(scenario.candidate[selector]);
    }
    const auto found = group.numbers.find(candidates);
    if (found != group.numbers.end()) return found->second;
  }
  return kNone;
}

namespace {

// What is left to explore: prefixes of choices, by the number of deviations from tacit defaults.
class Work {
 public:
  // The next prefix goes to `prefix`; false where none is left.
  bool Take(Guard& prefix) {
    while (deviations_ <= kMaxDeviations && prefixes_[deviations_].empty()) ++deviations_;
    if (deviations_ > kMaxDeviations) return false;
    prefix = std::move(prefixes_[deviations_].back());
    prefixes_[deviations_].pop_back();
    return true;
  }
  void Add(Guard prefix, std::size_t deviations) {
    prefixes_[deviations].push_back(std::move(prefix));
  }
  // Of the prefix that was taken last.
  std::size_t deviations() const { return deviations_; }

 private:
  std::array<std::vector<Guard>, kMaxDeviations + 1> prefixes_;
  std::size_t deviations_ = 0;
};

// Adds the other candidates of what was read behind the prefix, which is `order[0, fixed)`.
void Branch(const std::vector<Choice>& order, std::size_t fixed,
            const std::vector<Selector>& selectors, Work& work) {
  for (std::size_t i = fixed; i < order.size(); ++i) {
    const Selector& selector = selectors[order[i].selector];
    const std::size_t then = work.deviations() + (selector.tacit_default ? 1 : 0);
    for (std::size_t c = 0; c < selector.candidates.size() && then <= kMaxDeviations; ++c) {
      if (c == order[i].candidate) continue;
      Guard branch(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(i));
      branch.push_back({order[i].selector, static_cast<std::uint8_t>(c)});
      if (Consistent(branch, selectors)) work.Add(std::move(branch), then);
    }
  }
}

}  // namespace

CaseGuards VisitCases(const std::vector<Selector>& selectors, std::size_t limit,
                      const std::function<void(const Scenario&, Reads&)>& visit) {
  CaseGuards result;
  Work work;
  Guard prefix;
  do {
    if (result.guards.size() == limit) {
      result.complete = false;
      result.without_deviations_complete = work.deviations() > 0;
      break;
    }
    Scenario scenario;
    for (const Choice& choice : prefix) scenario.candidate[choice.selector] = choice.candidate;
    Reads reads;
    visit(scenario, reads);
    if (prefix.empty() && reads.order().empty()) return {.guards = {{}}, .kept = {0}};
    if (prefix.empty()) {
      result.guards.push_back(reads.guard());
      Branch(reads.order(), 0, selectors, work);
      continue;
    }
    Reads all;
    all.Note(prefix);
    all.Note(reads.order());
    result.guards.push_back(all.guard());
    Branch(all.order(), prefix.size(), selectors, work);
  } while (work.Take(prefix));
  for (std::size_t i = 0; i < result.guards.size(); ++i) {
    if (Consistent(result.guards[i], selectors)) result.kept.push_back(i);
  }
  if (result.kept.empty()) {
    result.kept.resize(result.guards.size());
    std::iota(result.kept.begin(), result.kept.end(), std::size_t{0});
  }
  std::sort(
      result.kept.begin(), result.kept.end(),
      [&guards = result.guards](std::size_t a, std::size_t b) { return guards[a] < guards[b]; });
  return result;
}

}  // namespace execlint
