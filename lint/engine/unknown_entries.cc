#include "lint/engine/unknown_entries.h"

#include <utility>

namespace execlint {
namespace {

// Is it unknown because the analysis met a bound, itself or something that it is made of?
bool IsLimit(const Symbol& symbol) {
  const Symbol* at = &symbol;
  while (at->because_of != nullptr && at->because_of != at) at = at->because_of;
  return at->why == Why::kLimit;
}

}  // namespace

void UnknownEntries::Add(const Head& subject, Hop hop, const Unknown& why, const std::string& what,
                         const When& when) {
  if (why.symbol == &kOpenChoice) return;
  const std::string reason = Reason(*why.symbol);
  const auto [found, added] =
      entries_.try_emplace(Key{subject.address, hop, reason, what}, Collected{{}, when});
  if (!added) {
    found->second.when.Or(when);
    return;
  }
  Span at = sources_.Spell(why.at.span);
  if (!at.valid()) at = sources_.Spell(subject.span);
  found->second.entry = {.workload = subject.address,
                         .unit = unit_,
                         .hop = hop,
                         .what = what,
                         .reason = reason,
                         .at = at,
                         .limit = IsLimit(*why.symbol)};
}

void UnknownEntries::Add(const Unexplored& one) {
  const std::string what = "what holds in the other combinations of inputs";
  const auto [found, added] = entries_.try_emplace(
      Key{one.subject->address, one.hop, one.reason, what}, Collected{{}, When::Always()});
  if (!added) return;
  found->second.entry = {.workload = one.subject->address,
                         .unit = unit_,
                         .hop = one.hop,
                         .what = what,
                         .reason = one.reason,
                         .at = sources_.Spell(one.subject->span),
                         .unexplored = true};
}

std::vector<UnknownEntry> UnknownEntries::Take() {
  std::vector<UnknownEntry> taken;
  for (auto& [key, collected] : entries_) {
    collected.entry.when = collected.when.InWords();
    taken.push_back(std::move(collected.entry));
  }
  entries_.clear();
  return taken;
}

}  // namespace execlint
