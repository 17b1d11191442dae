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

bool IsOnlyBoundary(const ModelView& view, const Policy& policy) {
  const auto bounds = [&](const Role& principal) {
    return principal.permissions_boundary.slot.written &&
           IsThis(view, view.Get(principal.permissions_boundary), principal.head.site, policy) &&
           !CertainlyMissing(principal.head, view);
  };
  if (std::ranges::none_of(view.model.roles, bounds)) return false;
  const auto has = [&](const Role& principal) { return HasAttached(view, principal, policy); };
  const auto attaches = [&](const PolicyAttachment& one) { return Attaches(view, one, policy); };
  return std::ranges::none_of(view.model.roles, has) &&
         std::ranges::none_of(view.model.policy_attachments, attaches);
}

}  // namespace execlint
