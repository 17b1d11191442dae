#include "lint/engine/words.h"

#include <algorithm>
#include <set>

namespace execlint {
namespace {

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

std::vector<Guard> Simplify(const std::vector<Guard>& leaves, const std::vector<bool>& in) {
  const auto covers_only_members = [&](const Guard& guard) {
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      if (!in[i] && !Conflict(guard, leaves[i])) return false;
    }
    return true;
  };
  std::set<Guard> guards;
  for (std::size_t i = 0; i < leaves.size(); ++i) {
    if (!in[i]) continue;
    Guard guard = leaves[i];
    for (std::size_t c = guard.size(); c-- > 0;) {
      Guard smaller = guard;
      smaller.erase(smaller.begin() + static_cast<std::ptrdiff_t>(c));
      if (covers_only_members(smaller)) guard = std::move(smaller);
    }
    guards.insert(std::move(guard));
  }
  return {guards.begin(), guards.end()};
}

std::vector<std::string> InWords(const std::vector<Guard>& guards,
                                 const std::vector<Selector>& selectors) {
  constexpr std::size_t kSpelled = 2;
  std::vector<std::string> phrases;
  for (const Guard& guard : guards) {
    if (guard.empty()) return {};
    if (phrases.size() == kSpelled) {
      const std::size_t more = guards.size() - kSpelled;
      phrases.push_back(std::to_string(more) +
                        (more == 1 ? " more combination" : " more combinations"));
      break;
    }
    std::string phrase;
    for (const Choice& choice : guard) {
      phrase += (phrase.empty() ? "" : " and ") + InWords(choice, selectors[choice.selector]);
    }
    phrases.push_back(std::move(phrase));
  }
  return phrases;
}

bool NeedsOther(const Guard& guard, const std::vector<Selector>& selectors) {
  return std::any_of(guard.begin(), guard.end(), [&](const Choice& choice) {
    return IsOther(choice, selectors[choice.selector]);
  });
}

}  // namespace execlint
