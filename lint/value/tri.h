// An answer about something partly known: no, maybe or yes. Ordered that way, so And is the smaller
// of two and Or the greater.
#ifndef EXECLINT_LINT_VALUE_TRI_H_
#define EXECLINT_LINT_VALUE_TRI_H_

#include <algorithm>
#include <cstdint>

namespace execlint {

enum class Tri : std::uint8_t { kNo, kMaybe, kYes };

inline Tri And(Tri a, Tri b) { return std::min(a, b); }
inline Tri Or(Tri a, Tri b) { return std::max(a, b); }
inline Tri Not(Tri a) { return a == Tri::kMaybe ? a : a == Tri::kYes ? Tri::kNo : Tri::kYes; }

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_TRI_H_
