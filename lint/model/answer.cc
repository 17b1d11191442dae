#include "lint/model/answer.h"

namespace execlint {
namespace {

Answer Agreed(Answer a, const Answer& b, bool either_settles) {
  if (a.maybe()) return a;
  if (either_settles) return b.certainty() < a.certainty() ? b : a;
  a.grounds.And(b.grounds);
  return a;
}

}  // namespace

Answer And(Answer a, const Answer& b) {
  if (a.is == b.is) {
    const bool no = a.no();
    return Agreed(std::move(a), b, no);
  }
  return And(a.is, b.is) == a.is ? a : b;
}

Answer Or(Answer a, const Answer& b) {
  if (a.is == b.is) {
    const bool yes = a.yes();
    return Agreed(std::move(a), b, yes);
  }
  return Or(a.is, b.is) == a.is ? a : b;
}

Answer Not(Answer a) {
  a.is = Not(a.is);
  return a;
}

}  // namespace execlint
