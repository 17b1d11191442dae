#include "lint/network/prefix_list.h"

#include <algorithm>
#include <utility>

#include "lint/model/resolve.h"

namespace execlint {

Fact<List<Text>> BlocksOf(const Fact<Ref>& prefix_list, const ModelView& view) {
  using Blocks = Fact<List<Text>>;
  const Place& at = prefix_list.place();
  if (prefix_list.known() && view.model.vpc_endpoints.Find(prefix_list->target) != nullptr) {
    return Blocks::Absent(at, prefix_list.certainty());
  }
  const auto list = ResolveById(view.model.prefix_lists, prefix_list, view);
  if (list.resource == nullptr) {
    const Symbol* why =
        list.unknown() ? list.why.symbol
                       : view.Words(Why::kUnsupported, "a prefix list that is not in this code");
    return Blocks::Unknowable(why, at);
  }
  const Blocks& written = view.Get(list.resource->blocks);
  if (written.unknown() != nullptr) return written;
  List<Text> blocks = written.known() ? *written : List<Text>{.place = at};
  Certainty worst = std::max(written.certainty(), prefix_list.certainty());
  const Head& head = list.resource->head;
  for (const PrefixListEntry* entry :
       view.model.prefix_list_entries.Naming(&PrefixListEntry::list, {head.id})) {
    const Answer there =
        And(Names(view.Get(entry->list), head.id), Exists(entry->head, view, &head));
    worst = std::max(worst, there.certainty());
    if (there.maybe() && !blocks.open()) blocks.open_because = there.why.symbol;
    if (there.yes()) blocks.items.push_back(view.Get(entry->block));
  }
  return Blocks::Known(std::move(blocks), at, worst);
}

}  // namespace execlint
