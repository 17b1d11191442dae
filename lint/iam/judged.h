// A three-valued answer that says how certain it is, and where it is a maybe, what it hangs on.
#ifndef EXECLINT_LINT_IAM_JUDGED_H_
#define EXECLINT_LINT_IAM_JUDGED_H_

#include <algorithm>

#include "lint/model/fact.h"
#include "lint/value/tri.h"

namespace execlint {

struct Judged {
  Tri tri = Tri::kNo;
  Unknown why = {};  // of a maybe; its symbol is null when only a bound of the analysis was met
  Certainty certainty = Certainty::kCertain;  // of a yes or a no

  static Judged No(Certainty certainty = Certainty::kCertain) {
    return {.tri = Tri::kNo, .certainty = certainty};
  }
  static Judged Yes(Certainty certainty = Certainty::kCertain) {
    return {.tri = Tri::kYes, .certainty = certainty};
  }
  static Judged Maybe(const Symbol* symbol, Place at) {
    return {.tri = Tri::kMaybe, .why = {symbol, at}};
  }
  static Judged Of(bool yes, Certainty certainty = Certainty::kCertain) {
    return yes ? Yes(certainty) : No(certainty);
  }

  bool yes() const { return tri == Tri::kYes; }
  bool no() const { return tri == Tri::kNo; }
  bool maybe() const { return tri == Tri::kMaybe; }
};

// `a` and `b` agree: where either alone would settle it, the more certain one does; else it rests
// on both. Of two maybes the first reason stays.
inline Judged Agreed(Judged a, const Judged& b, bool either_settles) {
  a.certainty =
      either_settles ? std::min(a.certainty, b.certainty) : std::max(a.certainty, b.certainty);
  return a;
}
inline Judged And(const Judged& a, const Judged& b) {
  if (a.tri == b.tri) return Agreed(a, b, a.no());
  return And(a.tri, b.tri) == a.tri ? a : b;
}
inline Judged Or(const Judged& a, const Judged& b) {
  if (a.tri == b.tri) return Agreed(a, b, a.yes());
  return Or(a.tri, b.tri) == a.tri ? a : b;
}
inline Judged Not(Judged a) {
  a.tri = Not(a.tri);
  return a;
}

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_JUDGED_H_
