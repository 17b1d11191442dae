#include "lint/render/outcome.h"

#include <algorithm>

namespace execlint {

std::string_view FateName(Fate fate) {
  switch (fate) {
    case Fate::kShown:
      return "shown";
    case Fate::kElsewhere:
      return "elsewhere";
    case Fate::kSeverity:
      return "severity";
    case Fate::kConfidence:
      return "confidence";
  }
  return "";
}

std::size_t Outcome::Count(Fate fate) const {
  return static_cast<std::size_t>(std::count(fates.begin(), fates.end(), fate));
}

std::vector<const Finding*> ShownFindings(const Outcome& outcome) {
  std::vector<const Finding*> shown;
  for (std::size_t i = 0; i < outcome.fates.size(); ++i) {
    if (outcome.shown(i)) shown.push_back(&outcome.analysis.findings[i]);
  }
  return shown;
}

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

}  // namespace execlint
