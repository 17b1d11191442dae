#include "lint/engine/when.h"

#include <algorithm>
#include <set>
#include <utility>

namespace execlint {
namespace {

// A description that would take more than this to shorten stays as it is.
constexpr int kMaxSteps = 20000;

bool Conflict(const Guard& a, const Guard& b) {
  auto i = a.begin();
  auto j = b.begin();
  while (i != a.end() && j != b.end()) {
    if (i->selector < j->selector) {
      ++i;
    } else if (j->selector < i->selector) {
      ++j;
    } else if (i->candidate != j->candidate) {
      return true;
    } else {
      ++i, ++j;
    }
  }
  return false;
}

Guard With(Guard guard, Choice choice) {
  guard.insert(std::lower_bound(guard.begin(), guard.end(), choice), choice);
  return guard;
}

bool Names(const Guard& guard, std::uint8_t selector) {
  return std::any_of(guard.begin(), guard.end(),
                     [selector](const Choice& choice) { return choice.selector == selector; });
}

// Are all scenarios of `guard` scenarios of one of `members` too?
bool Covered(const Guard& guard, const std::vector<Guard>& members,
             const std::vector<Selector>& selectors, int& steps) {
  if (--steps < 0) return false;
  const Guard* overlapping = nullptr;
  for (const Guard& member : members) {
    if (Conflict(guard, member)) continue;
    if (std::includes(guard.begin(), guard.end(), member.begin(), member.end())) return true;
    if (overlapping == nullptr) overlapping = &member;
  }
  if (overlapping == nullptr) return false;
  const auto open =
      std::find_if(overlapping->begin(), overlapping->end(),
                   [&guard](const Choice& choice) { return !Names(guard, choice.selector); });
  const std::size_t candidates = selectors[open->selector].candidates.size();
  for (std::size_t c = 0; c < candidates; ++c) {
    const Choice choice{open->selector, static_cast<std::uint8_t>(c)};
    if (!Covered(With(guard, choice), members, selectors, steps)) return false;
  }
  return true;
}

bool IsOther(const Choice& choice, const Selector& selector) {
  return selector.has_other && choice.candidate + 1u == selector.candidates.size();
}

std::string InWords(const Choice& choice, const Selector& selector) {
  std::string words = selector.Shown() + " is ";
  if (!IsOther(choice, selector)) return words + "`" + selector.candidates[choice.candidate] + "`";
  const std::size_t named = selector.candidates.size() - 1;
  if (named == 0) return selector.Shown() + " is anything";
  words += named == 1 ? "not " : named == 2 ? "neither " : "none of ";
  for (std::size_t i = 0; i < named; ++i) {
    if (i > 0) words += named == 2 ? " nor " : ", ";
    words += "`" + selector.candidates[i] + "`";
  }
  return words;
}

}  // namespace

When::When(const std::vector<Guard>& guards, const std::vector<Selector>& selectors) {
  for (const Guard& guard : guards) {
    Guard own;
    for (const Choice& choice : guard) {
      own.push_back({IndexOf(selectors[choice.selector]), choice.candidate});
    }
    std::sort(own.begin(), own.end());
    guards_.push_back(std::move(own));
  }
  Simplify();
}

When When::Always() { return When({Guard{}}, {}); }

std::uint8_t When::IndexOf(const Selector& selector) {
  const auto same = std::find_if(selectors_.begin(), selectors_.end(), [&](const Selector& one) {
    return one.Shown() == selector.Shown() && one.candidates == selector.candidates &&
           one.has_other == selector.has_other;
  });
  if (same != selectors_.end()) return static_cast<std::uint8_t>(same - selectors_.begin());
  selectors_.push_back(selector);
  return static_cast<std::uint8_t>(selectors_.size() - 1);
}

void When::Or(const When& other) {
  for (const Guard& guard : other.guards_) {
    Guard own;
    for (const Choice& choice : guard) {
      own.push_back({IndexOf(other.selectors_[choice.selector]), choice.candidate});
    }
    std::sort(own.begin(), own.end());
    guards_.push_back(std::move(own));
  }
  Simplify();
}

void When::Simplify() {
  int steps = kMaxSteps;
  std::set<Guard> simple;
  for (Guard guard : guards_) {
    for (std::size_t c = guard.size(); c-- > 0;) {
      Guard smaller = guard;
      smaller.erase(smaller.begin() + static_cast<std::ptrdiff_t>(c));
      if (Covered(smaller, guards_, selectors_, steps)) guard = std::move(smaller);
    }
    simple.insert(std::move(guard));
  }
  guards_.assign(simple.begin(), simple.end());
}

bool When::OnlyOther() const {
  return !guards_.empty() &&
         std::all_of(guards_.begin(), guards_.end(), [this](const Guard& guard) {
           return std::any_of(guard.begin(), guard.end(), [this](const Choice& choice) {
             return IsOther(choice, selectors_[choice.selector]);
           });
         });
}

std::vector<std::string> When::InWords() const {
  constexpr std::size_t kSpelled = 2;
  std::vector<std::string> phrases;
  if (always()) return phrases;
  for (const Guard& guard : guards_) {
    if (phrases.size() == kSpelled) {
      const std::size_t more = guards_.size() - kSpelled;
      phrases.push_back(std::to_string(more) +
                        (more == 1 ? " more combination" : " more combinations"));
      break;
    }
    std::string phrase;
    for (const Choice& choice : guard) {
      phrase +=
          (phrase.empty() ? "" : " and ") + execlint::InWords(choice, selectors_[choice.selector]);
    }
    phrases.push_back(std::move(phrase));
  }
  return phrases;
}

}  // namespace execlint
