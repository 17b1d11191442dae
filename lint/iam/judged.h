// A three-valued answer that says, where it is a maybe, what it hangs on.
#ifndef EXECLINT_LINT_IAM_JUDGED_H_
#define EXECLINT_LINT_IAM_JUDGED_H_

#include "lint/model/fact.h"
#include "lint/value/tri.h"

namespace execlint {

struct Judged {
  Tri tri = Tri::kNo;
  Unknown why = {};  // of a maybe; its symbol is null when only a bound of the analysis was met

  static Judged No() { return {}; }
  static Judged Yes() { return {.tri = Tri::kYes}; }
  static Judged Maybe(const Symbol* symbol, Place at) {
    return {.tri = Tri::kMaybe, .why = {symbol, at}};
  }
  static Judged Of(bool yes) { return {.tri = yes ? Tri::kYes : Tri::kNo}; }

  bool yes() const { return tri == Tri::kYes; }
  bool no() const { return tri == Tri::kNo; }
  bool maybe() const { return tri == Tri::kMaybe; }
};

// Of two maybes the first reason stays.
inline Judged And(const Judged& a, const Judged& b) { return And(a.tri, b.tri) == a.tri ? a : b; }
inline Judged Or(const Judged& a, const Judged& b) { return Or(a.tri, b.tri) == a.tri ? a : b; }
inline Judged Not(const Judged& a) { return {.tri = Not(a.tri), .why = a.why}; }

}  // namespace execlint

#endif  // EXECLINT_LINT_IAM_JUDGED_H_
