#include "lint/model/fact.h"

#include "lint/value/value_store.h"

namespace execlint {

Certainty CertaintyOf(const Place& place) {
  return PassesDefault(place.route) ? Certainty::kDefaulted : Certainty::kCertain;
}

}  // namespace execlint
