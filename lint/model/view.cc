#include "lint/model/view.h"

namespace execlint {

Unknown ModelView::WhyPartlyKnown(const Text& text, const Place& place) const {
  const Symbol* hole = text.value ? FirstUnknown(*text.value) : nullptr;
  if (hole != nullptr) return {hole, place};
  return {text.value ? Intern(Why::kBroken, text.Shown()) : Words(Why::kBroken, "a value"), place};
}

const std::vector<Escape>& ModelView::EscapesOf(ResourceId id) const {
  static const std::vector<Escape> kNone;
  const auto found = model.escapes.find(id);
  return found == model.escapes.end() ? kNone : found->second;
}

bool ModelView::HasUnseenParts() const {
  return model.opaque_elsewhere ||
         (model.source == Model::Source::kTemplate && !model.opaque.empty());
}

}  // namespace execlint
