#include "lint/network/vpc.h"

namespace execlint {

Answer InVpcOf(const Fact<Ref>& subnet_vpc, const Vpc* vpc, const Fact<Ref>& other,
               const ModelView& view) {
  if (vpc != nullptr) return Names(other, vpc->head.id);
  if (const Unknown* why = other.unknown()) {
    const Unknown* subnet_why = subnet_vpc.unknown();
    return subnet_why != nullptr && subnet_why->symbol == why->symbol ? Answer::Yes()
                                                                      : Answer::Maybe(*why);
  }
  if (other.known() && subnet_vpc.known()) {
    if (*other == *subnet_vpc) return Answer::Yes();
    const bool both_known = FirstUnknown(*other->text.value) == nullptr &&
                            FirstUnknown(*subnet_vpc->text.value) == nullptr;
    if (both_known || other->target != ResourceId::kNone) return Answer::No();
    return Answer::Maybe(view.WhyPartlyKnown(other->text, other.place()));
  }
  if (const Unknown* why = subnet_vpc.unknown(); why != nullptr && other.known()) {
    return Answer::Maybe(*why);
  }
  return Answer::No();
}

}  // namespace execlint
