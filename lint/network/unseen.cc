#include "lint/network/unseen.h"

#include <string>

namespace execlint {
namespace {

// `nested stack `web`` and `output `GroupId`` are no names.
bool IsPhrase(const Escape& escape) { return escape.through.find('`') != escape.through.npos; }

}  // namespace

const Symbol* UnseenBehind(const ModelView& view, const Escape& escape) {
  return IsPhrase(escape) ? view.Words(Why::kNotInScan, "what " + escape.through + " makes")
                          : view.Intern(Why::kModuleNotFound, escape.through);
}

const Symbol* RulesBehind(const ModelView& view, const Escape& escape) {
  if (escape.how == Escape::How::kModuleWithoutSource) return UnseenBehind(view, escape);
  const std::string through = IsPhrase(escape) ? escape.through : "`" + escape.through + "`";
  if (escape.how == Escape::How::kScript) {
    return view.Words(Why::kHandOver, through + " may add rules");
  }
  // Nothing reads an `import` block: what it names was there before.
  return view.Words(Why::kHandOver, escape.through == "import block"
                                        ? "it was there before this code, perhaps with other rules"
                                        : "what reads " + through + " may add rules");
}

}  // namespace execlint
