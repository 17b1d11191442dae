#include "lint/engine/when.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

namespace execlint {
namespace {

using Literal = When::Literal;
using Combination = When::Combination;

// More combinations than this are not compared with each other to leave out those that the others
// say already.
constexpr std::size_t kMaxCompared = 16;

// Pairs of guards that are compared to find out which tacit defaults to name.
constexpr std::size_t kMaxOthers = 1 << 16;

// Of more values than this, one less is listed, and the others are counted.
constexpr std::size_t kListed = 6;

std::uint64_t Bit(std::size_t candidate) { return std::uint64_t{1} << candidate; }

bool Has(std::uint64_t candidates, std::size_t candidate) {
  return (candidates & Bit(candidate)) != 0;
}

void SortDistinct(std::vector<Combination>& combinations) {
  std::sort(combinations.begin(), combinations.end());
  combinations.erase(std::unique(combinations.begin(), combinations.end()), combinations.end());
}

// The combinations that cannot be, since two selectors that are tied differ: what is said of them
// does not matter.
std::vector<Combination> Impossible(const std::vector<Selector>& selectors) {
  const auto choice = [](std::size_t selector, std::size_t candidate) {
    return Choice{static_cast<std::uint8_t>(selector), static_cast<std::uint8_t>(candidate)};
  };
  std::vector<Combination> all;
  for (std::size_t a = 0; a < selectors.size(); ++a) {
    for (std::size_t b = a + 1; b < selectors.size(); ++b) {
      if (selectors[a].tie.empty() || selectors[a].tie != selectors[b].tie) continue;
      for (std::size_t of_a = 0; of_a < selectors[a].candidates.size(); ++of_a) {
        std::uint64_t never = 0;
        for (std::size_t of_b = 0; of_b < selectors[b].candidates.size(); ++of_b) {
          if (!Consistent({choice(a, of_a), choice(b, of_b)}, selectors)) never |= Bit(of_b);
        }
        if (never == 0) continue;
        all.push_back({{choice(a, 0).selector, Bit(of_a)}, {choice(b, 0).selector, never}});
      }
    }
  }
  return all;
}

// A set of scenarios as a decision diagram: equal sets are equal nodes, and a selector that does
// not matter has no node. What cannot be is in each set.
class Diagram {
 public:
  using Node = int;
  static constexpr Node kNever = 0;
  static constexpr Node kAlways = 1;

  explicit Diagram(const std::vector<Selector>& selectors)
      : selectors_(selectors), impossible_(Impossible(selectors)), nodes_(2), steps_(kMaxSteps) {}

  // The scenarios of all of these; nothing where that takes too many steps.
  std::optional<Node> Union(const std::vector<Combination>& combinations) {
    std::vector<Rest> rests;
    for (const auto* all : {&combinations, &impossible_}) {
      for (const Combination& one : *all) rests.push_back({&one, 0});
    }
    const Node node = Build(rests);
    return steps_ < 0 ? std::nullopt : std::optional(node);
  }

  // A few combinations that are together the scenarios of which `node` says `end`, which is
  // kAlways for the set and kNever for all else. Nothing if there are more than kMaxWays.
  std::vector<Combination> Cover(Node node, Node end) const {
    std::vector<Combination> all;
    Combination way;
    AddWays(node, end, way, all);
    if (all.size() > kMaxWays) return {};
    for (Combination& one : all) {
      // What another unit chooses too goes without saying where this unit's own choice is named.
      for (const bool own : {false, true}) {
        for (std::size_t i = one.size(); i-- > 0;) {
          if (selectors_[one[i].selector].unit.empty() != own) continue;
          Combination shorter = one;
          shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
          if (Contains(node, end, shorter)) one = std::move(shorter);
        }
      }
    }
    SortDistinct(all);
    for (std::size_t i = all.size(); i-- > 0 && all.size() <= kMaxCompared;) {
      std::vector<Combination> others = all;
      others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
      Diagram without(selectors_);
      const auto rest = without.Union(others);
      if (rest && without.Contains(*rest, kAlways, all[i])) all = std::move(others);
    }
    return all;
  }

  // Does `node` say `end` of all scenarios of the combination?
  bool Contains(Node node, Node end, const Combination& combination) const {
    std::map<Node, bool> known;
    return Contains(node, end, combination, known);
  }

 private:
  static constexpr int kMaxSteps = 20000;
  static constexpr std::size_t kMaxWays = 256;

  struct Inner {
    std::uint8_t selector = 0;
    std::vector<Node> children = {};  // one for each candidate
    friend auto operator<=>(const Inner&, const Inner&) = default;
  };
  struct Rest {
    const Combination* of = nullptr;
    std::size_t from = 0;  // its literals before this one hold

    bool empty() const { return from == of->size(); }
    const Literal& first() const { return (*of)[from]; }
  };

  void AddWays(Node node, Node end, Combination& way, std::vector<Combination>& all) const {
    if (all.size() > kMaxWays) return;
    if (node == kNever || node == kAlways) {
      if (node == end) all.push_back(way);
      return;
    }
    std::map<Node, std::uint64_t> children;
    const Inner& inner = nodes_[static_cast<std::size_t>(node)];
    for (std::size_t c = 0; c < inner.children.size(); ++c) {
      children[inner.children[c]] |= Bit(c);
    }
    for (const auto& [child, candidates] : children) {
      way.push_back({inner.selector, candidates});
      AddWays(child, end, way, all);
      way.pop_back();
    }
  }

  Node Build(const std::vector<Rest>& rests) {
    if (rests.empty() || --steps_ < 0) return kNever;
    std::optional<std::uint8_t> selector;
    for (const Rest& rest : rests) {
      if (rest.empty()) return kAlways;
      if (!selector || rest.first().selector < *selector) selector = rest.first().selector;
    }
    Inner inner{*selector};
    for (std::size_t c = 0; c < selectors_[*selector].candidates.size(); ++c) {
      std::vector<Rest> left;
      for (const Rest& rest : rests) {
        if (rest.first().selector != *selector) {
          left.push_back(rest);
        } else if (Has(rest.first().candidates, c)) {
          left.push_back({rest.of, rest.from + 1});
        }
      }
      inner.children.push_back(Build(left));
    }
    if (std::equal(inner.children.begin() + 1, inner.children.end(), inner.children.begin())) {
      return inner.children.front();
    }
    const auto [known, fresh] = numbers_.try_emplace(inner, static_cast<Node>(nodes_.size()));
    if (fresh) nodes_.push_back(inner);
    return known->second;
  }

  bool Contains(Node node, Node end, const Combination& combination,
                std::map<Node, bool>& known) const {
    if (node == kNever || node == kAlways) return node == end;
    if (const auto found = known.find(node); found != known.end()) return found->second;
    const Inner& inner = nodes_[static_cast<std::size_t>(node)];
    const auto literal =
        std::find_if(combination.begin(), combination.end(),
                     [&](const Literal& one) { return one.selector == inner.selector; });
    bool contains = true;
    for (std::size_t c = 0; c < inner.children.size() && contains; ++c) {
      if (literal != combination.end() && !Has(literal->candidates, c)) continue;
      contains = Contains(inner.children[c], end, combination, known);
    }
    return known[node] = contains;
  }

  const std::vector<Selector>& selectors_;
  const std::vector<Combination> impossible_;
  std::vector<Inner> nodes_;
  std::map<Inner, Node> numbers_;
  int steps_;
};

// `a`, `b`, `c`, with what stands before the last one.
std::string Listed(const std::vector<std::string>& values, std::string_view before_last) {
  const std::size_t more = values.size() > kListed ? values.size() - kListed + 1 : 0;
  std::string words;
  for (std::size_t i = 0; i + more < values.size(); ++i) {
    if (i > 0) words += i + 1 == values.size() ? before_last : ", ";
    words += values[i];
  }
  return more == 0 ? words : words + " and " + std::to_string(more) + " more";
}

std::string NoneOf(const std::vector<std::string>& values) {
  if (values.size() == 1) return "not " + values[0];
  return values.size() == 2 ? "neither " + Listed(values, " nor ")
                            : "none of " + Listed(values, ", ");
}

// The candidates of one selector in words.
std::string InWords(const Literal& literal, const Selector& selector) {
  std::vector<std::string> in, out;
  bool not_empty = false;
  for (std::size_t c = 0; c < selector.candidates.size(); ++c) {
    if (selector.IsOther(c)) continue;
    const std::string& text = selector.candidates[c];
    const bool chosen = Has(literal.candidates, c);
    if (!chosen && (text.empty() || text == "null")) {
      not_empty = true;
    } else {
      const std::string shown = selector.ShownCandidate(c);
      (chosen ? in : out).push_back(text.empty() ? "empty" : "`" + shown + "`");
    }
  }
  const std::string name = selector.Shown();
  const bool other = selector.has_other && Has(literal.candidates, selector.candidates.size() - 1);
  const std::size_t excluded = out.size() + (not_empty ? 1 : 0);
  if (!other && (selector.has_other || in.size() <= excluded)) {
    return name + (in.size() == 1 ? " is " + in[0] : " is one of " + Listed(in, ", "));
  }
  if (excluded == 0) return name + " is anything";
  const std::string_view like = selector.loose && other && !out.empty() ? " or the like" : "";
  if (!not_empty) return name + " is " + NoneOf(out).append(like);
  return name + " is set" + (out.empty() ? "" : " and is " + NoneOf(out).append(like));
}

// Is there a scenario in which both hold? Both are sorted by selector.
bool BothHold(const Guard& a, const Guard& b) {
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->selector == j->selector && i->candidate != j->candidate) return false;
    const bool first = i->selector <= j->selector, second = j->selector <= i->selector;
    i += first ? 1 : 0;
    j += second ? 1 : 0;
  }
  return true;
}

bool SameCandidates(const Selector& a, const Selector& b) {
  return a.candidates == b.candidates && a.has_other == b.has_other;
}

std::size_t NamedBy(const Selector& selector) {
  return selector.candidates.size() - (selector.has_other ? 1 : 0);
}

// The candidate of that name; the number of those that are named, if there is none.
std::size_t FindNamed(const Selector& selector, const std::string& name) {
  const auto end = selector.candidates.begin() + static_cast<std::ptrdiff_t>(NamedBy(selector));
  return static_cast<std::size_t>(std::find(selector.candidates.begin(), end, name) -
                                  selector.candidates.begin());
}

// The selector with the values that another one of the same name has too.
Selector WithValuesOf(Selector selector, const Selector& other) {
  const std::string rest = selector.has_other ? selector.candidates.back() : "";
  selector.candidates.resize(NamedBy(selector));
  const bool had_other = std::exchange(selector.has_other, false);
  for (std::size_t i = 0; i < NamedBy(other); ++i) {
    if (FindNamed(selector, other.candidates[i]) == selector.candidates.size()) {
      if (other.IsSecret(i)) selector.HideCandidate(selector.candidates.size());
      selector.candidates.push_back(other.candidates[i]);
    }
  }
  selector.loose |= other.loose;
  selector.has_other = had_other || other.has_other;
  if (selector.has_other) selector.candidates.push_back(had_other ? rest : other.candidates.back());
  return selector;
}

// The candidates of `from` among those of `all`, which has all of its values.
std::uint64_t Among(const Selector& all, const Selector& from, std::uint64_t candidates) {
  std::uint64_t among = 0;
  for (std::size_t c = 0; c < all.candidates.size(); ++c) {
    const std::size_t own = all.IsOther(c) ? NamedBy(from) : FindNamed(from, all.candidates[c]);
    if (own < from.candidates.size() && Has(candidates, own)) among |= Bit(c);
  }
  return among;
}

// No value is named that cannot be there.
void LeaveOutImpossible(const std::vector<Selector>& selectors,
                        std::vector<Combination>& combinations) {
  Diagram diagram(selectors);
  const auto impossible = diagram.Union({});
  if (!impossible || *impossible == Diagram::kNever) return;
  for (Combination& one : combinations) {
    for (std::size_t i = 0; i < one.size(); ++i) {
      Combination single = one;
      for (std::size_t c = 0; c < selectors[one[i].selector].candidates.size(); ++c) {
        single[i].candidates = Bit(c);
        if (diagram.Contains(*impossible, Diagram::kAlways, single)) one[i].candidates &= ~Bit(c);
      }
    }
  }
  std::erase_if(combinations, [](const Combination& one) {
    return std::any_of(one.begin(), one.end(),
                       [](const Literal& literal) { return literal.candidates == 0; });
  });
}

}  // namespace

When::When(const std::vector<Guard>& guards, const std::vector<Selector>& selectors,
           const std::vector<Guard>& others, const std::vector<Guard>& beside) {
  std::set<std::uint8_t> deviating;  // selectors
  const bool compared = guards.size() * others.size() <= kMaxOthers;
  for (const auto* some : {&guards, &beside}) {
    for (const Guard& guard : *some) {
      for (const Choice& choice : guard) {
        if (compared && choice.candidate != 0) deviating.insert(choice.selector);
      }
    }
  }
  std::vector<Guard> told;  // without the tacit defaults that are no choice
  for (Guard guard : guards) {
    for (std::size_t i = guard.size(); i-- > 0;) {
      const Choice choice = guard[i];
      if (!selectors[choice.selector].tacit_default || choice.candidate != 0) continue;
      guard.erase(guard.begin() + static_cast<std::ptrdiff_t>(i));
      if (!deviating.contains(choice.selector)) continue;
      const bool differs = std::any_of(others.begin(), others.end(),
                                       [&](const Guard& other) { return BothHold(guard, other); });
      if (differs) guard.insert(guard.begin() + static_cast<std::ptrdiff_t>(i), choice);
    }
    told.push_back(std::move(guard));
  }
  Tell(told, selectors);
  Simplify();
}

// There are many choices, but few different ones. Their selectors come first: once all of these
// are own ones, each choice means one literal.
void When::Tell(const std::vector<Guard>& guards, const std::vector<Selector>& selectors) {
  std::map<Choice, Literal> literals;
  for (const Guard& guard : guards) {
    for (const Choice& choice : guard) {
      if (literals.try_emplace(choice).second) Own(selectors[choice.selector], 0);
    }
  }
  for (auto& [choice, literal] : literals) {
    literal = Own(selectors[choice.selector], Bit(choice.candidate));
  }
  for (const Guard& guard : guards) {
    Combination own;
    for (const Choice& choice : guard) own.push_back(literals.at(choice));
    std::sort(own.begin(), own.end());
    combinations_.push_back(std::move(own));
  }
}

When When::Always() { return When({Guard{}}, {}); }

When::Literal When::Own(const Selector& selector, std::uint64_t candidates) {
  const auto same = std::find_if(selectors_.begin(), selectors_.end(), [&](const Selector& one) {
    return one.Shown() == selector.Shown() &&
           (SameCandidates(one, selector) ||
            WithValuesOf(one, selector).candidates.size() <= kMaxCandidates);
  });
  const auto index = static_cast<std::uint8_t>(same - selectors_.begin());
  if (same == selectors_.end()) {
    selectors_.push_back(selector);
    return {index, candidates};
  }
  if (SameCandidates(*same, selector)) return {index, candidates};
  const Selector all = WithValuesOf(*same, selector);
  for (Combination& combination : combinations_) {
    for (Literal& literal : combination) {
      if (literal.selector == index) literal.candidates = Among(all, *same, literal.candidates);
    }
  }
  *same = all;
  return {index, Among(all, selector, candidates)};
}

void When::Or(const When& other) {
  for (const Combination& combination : other.combinations_) {
    Combination own;
    for (const Literal& literal : combination) {
      own.push_back(Own(other.selectors_[literal.selector], literal.candidates));
    }
    std::sort(own.begin(), own.end());
    combinations_.push_back(std::move(own));
  }
  Simplify();
}

// What comes first is named where two that are tied say the same.
void When::PutOwnFirst() {
  std::vector<std::uint8_t> order(selectors_.size()), place(selectors_.size());
  std::iota(order.begin(), order.end(), std::uint8_t{0});
  std::stable_partition(order.begin(), order.end(),
                        [&](std::uint8_t i) { return selectors_[i].unit.empty(); });
  std::vector<Selector> selectors;
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = static_cast<std::uint8_t>(i);
    selectors.push_back(std::move(selectors_[order[i]]));
  }
  selectors_ = std::move(selectors);
  for (Combination& combination : combinations_) {
    for (Literal& literal : combination) literal.selector = place[literal.selector];
    std::sort(combination.begin(), combination.end());
  }
}

void When::Simplify() {
  left_out_.clear();
  PutOwnFirst();
  SortDistinct(combinations_);
  Diagram diagram(selectors_);
  const auto all = diagram.Union(combinations_);
  if (!all) return;
  std::vector<Combination> cover = diagram.Cover(*all, Diagram::kAlways);
  LeaveOutImpossible(selectors_, cover);
  if (cover.empty()) return;
  combinations_ = std::move(cover);
  if (combinations_.size() < 2) return;
  const std::vector<Combination> others = diagram.Cover(*all, Diagram::kNever);
  if (others.size() == 1) left_out_ = others.front();
}

std::vector<std::string> When::InWords() const {
  constexpr std::size_t kSpelled = 2;
  const auto spelled = [this](const Combination& combination) {
    std::string phrase;
    for (const Literal& literal : combination) {
      phrase += (phrase.empty() ? "" : " and ") +
                execlint::InWords(literal, selectors_[literal.selector]);
    }
    return phrase;
  };
  std::vector<std::string> phrases;
  if (always()) return phrases;
  for (const Literal& literal : left_out_) {
    const Selector& selector = selectors_[literal.selector];
    const std::uint64_t all = ~std::uint64_t{0} >> (64 - selector.candidates.size());
    phrases.push_back(execlint::InWords({literal.selector, all & ~literal.candidates}, selector));
  }
  if (!phrases.empty()) return phrases;
  for (const Combination& combination : combinations_) {
    if (phrases.size() == kSpelled) {
      const std::size_t more = combinations_.size() - kSpelled;
      phrases.push_back(std::to_string(more) +
                        (more == 1 ? " more combination" : " more combinations"));
      break;
    }
    phrases.push_back(spelled(combination));
  }
  return phrases;
}

}  // namespace execlint
