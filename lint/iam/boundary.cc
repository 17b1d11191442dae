#include "lint/iam/boundary.h"

#include <algorithm>

#include "lint/iam/attached.h"
#include "lint/model/resolve.h"

namespace execlint {

Tri OnlyBoundary(const ModelView& view, const Policy& policy) {
  Tri bounds = Tri::kNo;
  for (const Role* principal :
       view.model.roles.Naming(&Role::permissions_boundary, policy, view.model.policies)) {
    const Attr<Ref>& boundary = principal->permissions_boundary;
    if (!boundary.slot.written || CertainlyMissing(principal->head, view)) continue;
    const auto named = ResolvePolicy(view, view.Get(boundary), principal->head.site);
    const Tri one = named.unknown()             ? Tri::kMaybe
                    : named.resource == &policy ? Tri::kYes
                                                : Tri::kNo;
    bounds = std::max(bounds, one);
  }
  return bounds == Tri::kNo || IsAttached(view, policy) == Tri::kYes ? Tri::kNo : bounds;
}

}  // namespace execlint
