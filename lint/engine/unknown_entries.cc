#include "lint/engine/unknown_entries.h"

#include <utility>

namespace execlint {

void UnknownEntries::Add(const Launch& launch, Hop hop, const Unknown& why, const std::string& what,
                         const When& when) {
  const std::string reason = Reason(*why.symbol);
  const auto [found, added] =
      entries_.try_emplace(Key{launch.head().address, hop, reason, what}, Collected{{}, when});
  if (!added) {
    found->second.when.Or(when);
    return;
  }
  Span at = sources_.Spell(why.at.span);
  if (!at.valid()) at = sources_.Spell(launch.head().span);
  found->second.entry = {.workload = launch.head().address,
                         .unit = unit_,
                         .hop = hop,
                         .what = what,
                         .reason = reason,
                         .at = at};
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
