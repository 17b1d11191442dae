#include "lint/network/unseen.h"

namespace execlint {

const Symbol* UnseenBehind(const ModelView& view, const Escape& escape) {
  // `nested stack `web`` is no module's name.
  const bool phrase = escape.through.find('`') != escape.through.npos;
  return phrase ? view.Words(Why::kNotInScan, "what " + escape.through + " makes")
                : view.Intern(Why::kModuleNotFound, escape.through);
}

}  // namespace execlint
