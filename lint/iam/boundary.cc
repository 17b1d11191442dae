#include "lint/iam/boundary.h"

#include <algorithm>

#include "lint/iam/attached.h"
#include "lint/model/resolve.h"

namespace execlint {
namespace {

// Of the principals whose boundary it may be, so many are looked at.
constexpr std::size_t kMostBounded = 64;

}  // namespace

Tri IsBoundary(const ModelView& view, const Policy& policy) {
  Tri bounds = Tri::kNo;
  std::size_t perhaps = 0;
  for (const Role* principal :
       view.model.roles.Naming(&Role::permissions_boundary, policy, view.model.policies)) {
    const Attr<Ref>& boundary = principal->permissions_boundary;
    view.model.values->budget().CheckTime();
    if (!boundary.slot.written || CertainlyMissing(principal->head, view)) continue;
    const auto named = ResolvePolicy(view, view.Get(boundary), principal->head.site);
    const Tri one = named.unknown()             ? Tri::kMaybe
                    : named.resource == &policy ? Tri::kYes
                                                : Tri::kNo;
    bounds = std::max(bounds, one);
    if (one == Tri::kMaybe && ++perhaps == kMostBounded) break;
  }
  return bounds;
}

Tri OnlyBoundary(const ModelView& view, const Policy& policy) {
  const Tri bounds = IsBoundary(view, policy);
  return bounds == Tri::kNo ? Tri::kNo : And(bounds, Not(IsAttached(view, policy)));
}

}  // namespace execlint
