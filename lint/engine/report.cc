#include "lint/engine/report.h"

#include "lint/engine/rule.h"

namespace execlint {

Primary At(const Head& owner) { return {.owner = &owner, .place = {.span = owner.span}}; }

Primary At(const Head& owner, const Slot& slot, const Place& place) {
  return {.owner = &owner,
          .property = slot.path,
          .place = place.span.valid() ? place : Place{.span = owner.span}};
}

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      break;
  }
  return "error";
}

std::string_view ConfidenceName(Confidence confidence) {
  switch (confidence) {
    case Confidence::kLow:
      return "low";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kHigh:
      break;
  }
  return "high";
}

std::string_view EffectName(Effect effect) {
  switch (effect) {
    case Effect::kBlocks:
      return "blocks";
    case Effect::kDegrades:
      return "degrades";
    case Effect::kExposes:
      return "exposes";
    case Effect::kInforms:
      break;
  }
  return "informs";
}

std::vector<RelatedPlace> Beside(const Primary& primary, const std::vector<PathStep>& steps) {
  std::vector<RelatedPlace> related;
  for (const PathStep& step : steps) {
    if (step.place.span != primary.place.span) related.push_back({step.place, step.phrase});
  }
  return related;
}

}  // namespace execlint
