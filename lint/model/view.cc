#include "lint/model/view.h"

namespace execlint {

Unknown ModelView::WhyPartlyKnown(const Text& text, const Place& place) const {
  const Symbol* hole = text.value ? FirstUnknown(*text.value) : nullptr;
  if (hole != nullptr) return {hole, place};
  return {text.value ? Intern(Why::kBroken, text.Shown()) : Words(Why::kBroken, "a value"), place};
}

const Place* ModelView::UnseenPart() const {
  if (model.source == Model::Source::kTemplate && !model.opaque.empty()) return &model.opaque[0];
  return model.opaque_elsewhere ? &*model.opaque_elsewhere : nullptr;
}

}  // namespace execlint
