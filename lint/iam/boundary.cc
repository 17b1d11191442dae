#include "lint/iam/boundary.h"

#include <algorithm>

#include "lint/model/resolve.h"

namespace execlint {
namespace {

// May the list name anybody or anything?
template <class T>
bool MayHold(const Fact<List<T>>& list) {
  return list.unknown() != nullptr || (list.known() && (list->open() || !list->items.empty()));
}

bool IsThis(const ModelView& view, const Fact<Ref>& ref, const Site& from, const Policy& policy) {
  return ref.known() && ResolvePolicy(view, ref, from).resource == &policy;
}

bool HasAttached(const ModelView& view, const Role& principal, const Policy& policy) {
  const Fact<List<Ref>>& list = view.Get(principal.managed_policies);
  return list.known() &&
         std::any_of(list->items.begin(), list->items.end(), [&](const Fact<Ref>& ref) {
           return IsThis(view, ref, principal.head.site, policy);
         });
}

bool Attaches(const ModelView& view, const PolicyAttachment& attachment, const Policy& policy) {
  if (!MayHold(view.Get(attachment.roles)) && !MayHold(view.Get(attachment.users)) &&
      !MayHold(view.Get(attachment.groups))) {
    return false;
  }
  return IsThis(view, view.Get(attachment.policy), attachment.head.site, policy) &&
         !CertainlyMissing(attachment.head, view);
}

}  // namespace

Tri OnlyBoundary(const ModelView& view, const Policy& policy) {
  Tri bounds = Tri::kNo;
  for (const Role& principal : view.model.roles) {
    const Attr<Ref>& boundary = principal.permissions_boundary;
    if (!boundary.slot.written || CertainlyMissing(principal.head, view)) continue;
    const auto named = ResolvePolicy(view, view.Get(boundary), principal.head.site);
    const Tri one = named.unknown()             ? Tri::kMaybe
                    : named.resource == &policy ? Tri::kYes
                                                : Tri::kNo;
    bounds = std::max(bounds, one);
  }
  if (bounds == Tri::kNo) return bounds;
  const auto has = [&](const Role& principal) { return HasAttached(view, principal, policy); };
  const auto attaches = [&](const PolicyAttachment& one) { return Attaches(view, one, policy); };
  const bool granted = std::ranges::any_of(view.model.roles, has) ||
                       std::ranges::any_of(view.model.policy_attachments, attaches);
  return granted ? Tri::kNo : bounds;
}

}  // namespace execlint
