#include "lint/iam/attached.h"

#include "lint/model/resolve.h"

namespace execlint {
namespace {

// May the list name anybody or anything?
template <class T>
bool MayHold(const Fact<List<T>>& list) {
  return list.unknown() != nullptr || (list.known() && (list->open() || !list->items.empty()));
}

Tri IsThis(const ModelView& view, const Fact<Ref>& ref, const Site& from, const Policy& policy) {
  if (ref.absent() || ref.not_lowered()) return Tri::kNo;
  const Resolved<Policy> named = ResolvePolicy(view, ref, from);
  if (named.unknown()) return Tri::kMaybe;
  return named.resource == &policy ? Tri::kYes : Tri::kNo;
}

Tri HasAttached(const ModelView& view, const Role& principal, const Policy& policy) {
  const Fact<List<Ref>>& list = view.Get(principal.managed_policies);
  if (!list.known()) return list.unknown() != nullptr ? Tri::kMaybe : Tri::kNo;
  Tri any = list->open() ? Tri::kMaybe : Tri::kNo;
  for (const Fact<Ref>& ref : list->items) {
    any = Or(any, IsThis(view, ref, principal.head.site, policy));
  }
  return any;
}

Tri Attaches(const ModelView& view, const PolicyAttachment& attachment, const Policy& policy) {
  if (!MayHold(view.Get(attachment.roles)) && !MayHold(view.Get(attachment.users)) &&
      !MayHold(view.Get(attachment.groups))) {
    return Tri::kNo;
  }
  if (CertainlyMissing(attachment.head, view)) return Tri::kNo;
  return IsThis(view, view.Get(attachment.policy), attachment.head.site, policy);
}

}  // namespace

Tri IsAttached(const ModelView& view, const Policy& policy) {
  Tri any = view.model.EscapesOf(policy.head.id).empty() ? Tri::kNo : Tri::kMaybe;
  const Model& model = view.model;
  for (const Role* principal :
       model.roles.Naming(&Role::managed_policies, policy, model.policies)) {
    any = Or(any, HasAttached(view, *principal, policy));
  }
  for (const PolicyAttachment* one :
       model.policy_attachments.Naming(&PolicyAttachment::policy, policy, model.policies)) {
    any = Or(any, Attaches(view, *one, policy));
  }
  return any;
}

}  // namespace execlint
