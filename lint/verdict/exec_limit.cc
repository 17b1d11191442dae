#include "lint/verdict/exec_limit.h"

#include <algorithm>
#include <vector>

#include "lint/iam/managed_policies.h"
#include "lint/model/resolve.h"
#include "lint/verdict/access.h"
#include "lint/verdict/exec_denial.h"

namespace execlint {
namespace {

// By which list an attachment names principals of a kind; null: by none.
Attr<List<Ref>> PolicyAttachment::* ListOf(PrincipalKind kind) {
  switch (kind) {
    case PrincipalKind::kRole:
      return &PolicyAttachment::roles;
    case PrincipalKind::kUser:
      return &PolicyAttachment::users;
    case PrincipalKind::kGroup:
      return &PolicyAttachment::groups;
    case PrincipalKind::kPermissionSet:
      break;
  }
  return nullptr;
}

constexpr PrincipalKind kAttachable[] = {PrincipalKind::kRole, PrincipalKind::kUser,
                                         PrincipalKind::kGroup};

// The unknown thing that the text is, and nothing else; null where there is more to it.
const Symbol* OnlyHole(const Value& text) {
  if (text.is_unknown()) return &text.symbol();
  return text.is_string() && text.count == 1 ? text.parts()[0].hole : nullptr;
}

class Limits {
 public:
  Limits(const ModelView& view, const Launches& launches) : view_(view), launches_(launches) {}

  ExecLimits Of(const Head& owner) {
    if (const Role* principal = view_.model.roles.Find(owner.id)) {
      Holds(*principal);
    } else if (const PolicyAttachment* attachment = view_.model.policy_attachments.Find(owner.id)) {
      AddNamedBy(*attachment);
    } else if (const Policy* policy = view_.model.policies.Find(owner.id)) {
      AddHoldersOf(*policy);
    }
    if (somebody_else_ || (holders_.empty() && !somebody_unknown_)) return {};
    ExecLimits limits{.maybe = true};
    bool all = !somebody_unknown_;
    for (const Role* holder : holders_) {
      const OfHolder& found = Known(*holder);
      denied_elsewhere_ |= found.denied_elsewhere;
      if (!found.limit && !found.maybe) return {.maybe = denied_elsewhere_};
      if (found.limit && !limits.first) limits.first = found.limit;
      all &= found.limit.has_value();
    }
    if (!all) limits.first.reset();
    return limits;
  }

 private:
  // What limits a holder, for certain or perhaps.
  struct OfHolder {
    std::optional<ExecLimit> limit = {};
    bool maybe = false;
    bool denied_elsewhere = false;  // see below
  };
  // Of one who has many policies it is found out once.
  const OfHolder& Known(const Role& holder) {
    return launches_.Shared<OfHolder>(KeyOf("exec limit", holder.head))
        .Get(view_, [&](Reads& reads) {
          Limits one({view_.model, view_.scenario, reads}, launches_);
          OfHolder found{.limit = one.LimitOn(holder)};
          found.maybe = !found.limit && one.MayBeDenied(holder);
          found.denied_elsewhere = one.denied_elsewhere_;
          return found;
        });
  }

  void Holds(const Role& principal) {
    if (std::find(holders_.begin(), holders_.end(), &principal) == holders_.end()) {
      holders_.push_back(&principal);
    }
  }

  // The principal that a reference means, by its attribute or by its name. Its ARN is refused.
  const Role* Find(const Fact<Ref>& ref, PrincipalKind kind) const {
    if (!ref.known() || IsArn(*ref)) return nullptr;
    for (const ResourceId id : TargetsOf(*ref)) {
      const Role* found = view_.model.roles.Find(id);
      if (found != nullptr && found->kind == kind) return found;
    }
    const auto text = ref->text.known();
    if (!text) return nullptr;
    for (const Role* one : view_.model.roles.Called(&Role::name, GlyphsOf(ref->text.value))) {
      const Fact<Text>& name = view_.Get(one->name);
      if (one->kind == kind && name.known() && name->Is(*text)) return one;
    }
    return nullptr;
  }

  void AddNamedBy(const PolicyAttachment& attachment) {
    if (CertainlyMissing(attachment.head, view_)) return;
    for (const PrincipalKind kind : kAttachable) {
      const Fact<List<Ref>>& list = view_.Get(attachment.*ListOf(kind));
      somebody_unknown_ |= MayHoldMore(list);
      if (!list.known()) continue;
      for (const Fact<Ref>& ref : list->items) {
        const Role* principal = Find(ref, kind);
        somebody_unknown_ |= ref.unknown() != nullptr;
        somebody_else_ |= principal == nullptr && ref.unknown() == nullptr;
        if (principal != nullptr) Holds(*principal);
      }
    }
  }

  bool IsThis(const Fact<Ref>& ref, const Site& from, const Policy& policy) const {
    if (!ref.known()) return false;
    // The attribute of another resource is that one's, whatever it will be; to compare it with the
    // names of all policies takes long.
    const Symbol* attribute = OnlyHole(*ref->text.value);
    const bool of_another = attribute != nullptr && attribute->resource != ResourceId::kNone &&
                            attribute->resource != policy.head.id;
    return !of_another && ResolvePolicy(view_, ref, from).resource == &policy;
  }

  void AddHoldersOf(const Policy& policy) {
    const Model& model = view_.model;
    somebody_else_ |= !view_.model.EscapesOf(policy.head.id).empty();
    for (const Role* one : model.roles.Naming(&Role::managed_policies, policy, model.policies)) {
      const Fact<List<Ref>>& list = view_.Get(one->managed_policies);
      const bool has = list.known() && std::ranges::any_of(list->items, [&](const Fact<Ref>& ref) {
                         return IsThis(ref, one->head.site, policy);
                       });
      if (has) Holds(*one);
    }
    for (const PolicyAttachment* one :
         model.policy_attachments.Naming(&PolicyAttachment::policy, policy, model.policies)) {
      if (IsThis(view_.Get(one->policy), one->head.site, policy)) AddNamedBy(*one);
    }
  }

  // ---- what limits one of them

  std::optional<ExecLimit> LimitOn(const Role& principal) {
    const Fact<Ref>& boundary = view_.Get(principal.permissions_boundary);
    if (boundary.present() && !AllowsAll(boundary, principal.head.site)) {
      return ExecLimit{
          ExecLimit::By::kBoundary, &principal.head, {.span = UsedAt(boundary.place())}};
    }
    if (const auto denied = DeniedAt(principal)) {
      return ExecLimit{ExecLimit::By::kDenial, &principal.head, *denied};
    }
    return std::nullopt;
  }

  const PolicyDocument* DocumentOf(const Fact<Ref>& ref, const Site& from) const {
    if (!ref.known()) return nullptr;
    if (const auto name = ManagedPolicyName(ref->text)) {
      if (const PolicyDocument* document = FindManagedPolicy(*name)) return document;
    }
    const Policy* policy = ResolvePolicy(view_, ref, from).resource;
    if (policy == nullptr) return nullptr;
    const Fact<PolicyDocument>& document = view_.Get(policy->document);
    return document.known() ? &*document : nullptr;
  }

  bool AllowsAll(const Fact<Ref>& boundary, const Site& from) const {
    const PolicyDocument* document = DocumentOf(boundary, from);
    return document != nullptr && AllowsExecEverywhere(*document) &&
           !ExecDenialIn(*document, view_);
  }

  std::optional<Place> DeniedIn(const PolicyDocument& document) {
    const auto denial = ExecDenialIn(document, view_);
    if (!denial) return std::nullopt;
    if (denial->reach != ExecDenial::Reach::kElsewhere) return denial->at;
    denied_elsewhere_ = true;
    return std::nullopt;
  }

  std::optional<Place> DeniedIn(const Fact<PolicyDocument>& document) {
    return document.known() ? DeniedIn(*document) : std::nullopt;
  }

  std::optional<Place> DeniedBy(const Fact<Ref>& ref, const Site& from) {
    const PolicyDocument* document = DocumentOf(ref, from);
    const auto denied = document != nullptr ? DeniedIn(*document) : std::nullopt;
    if (!denied) return std::nullopt;
    if (denied->span.valid()) return denied;
    return Place{.span = UsedAt(ref.place())};  // AWS's own policies stand nowhere
  }

  // Where a policy of the principal may deny ExecuteCommand; nothing if none does.
  std::optional<Place> DeniedAt(const Role& principal) {
    const Fact<List<InlinePolicy>>& inlines = view_.Get(principal.inline_policies);
    if (inlines.known()) {
      for (const Fact<InlinePolicy>& one : inlines->items) {
        const auto denied = one.known() ? DeniedIn(one->document) : std::nullopt;
        if (denied) return denied;
      }
    }
    const Fact<List<Ref>>& managed = view_.Get(principal.managed_policies);
    if (managed.known()) {
      for (const Fact<Ref>& ref : managed->items) {
        if (const auto denied = DeniedBy(ref, principal.head.site)) return denied;
      }
    }
    const auto list = ListOf(principal.kind);
    if (list == nullptr) return std::nullopt;
    for (const PolicyAttachment* one :
         view_.model.policy_attachments.Naming(list, principal, view_.model.roles)) {
      const Fact<List<Ref>>& named = view_.Get(one->*list);
      const bool to_it = named.known() && std::ranges::any_of(named->items, [&](const auto& ref) {
                           return Find(ref, principal.kind) == &principal;
                         });
      if (!to_it || CertainlyMissing(one->head, view_)) continue;
      if (const auto denied = DeniedIn(view_.Get(one->document))) return denied;
      if (const auto denied = DeniedBy(view_.Get(one->policy), one->head.site)) return denied;
    }
    return std::nullopt;
  }

  // ---- what may limit one of them, and nobody can tell

  template <class T>
  static bool MayHoldMore(const Fact<List<T>>& list) {
    return list.unknown() != nullptr || (list.known() && list->open());
  }

  static bool IsUnread(const Fact<PolicyDocument>& document) {
    return document.unknown() != nullptr || (document.known() && UnreadIn(*document));
  }

  // Is it a policy that nobody can read?
  bool IsUnread(const Fact<Ref>& ref, const Site& from) const {
    if (ref.unknown() != nullptr) return true;
    if (!ref.known()) return false;
    const PolicyDocument* document = DocumentOf(ref, from);
    return document == nullptr || UnreadIn(*document);
  }

  bool MayBeDenied(const Role& principal) {
    const Fact<List<InlinePolicy>>& inlines = view_.Get(principal.inline_policies);
    const Fact<List<Ref>>& managed = view_.Get(principal.managed_policies);
    if (MayHoldMore(inlines) || MayHoldMore(managed)) return true;
    const auto unread_inline = [](const Fact<InlinePolicy>& one) {
      return one.unknown() != nullptr || (one.known() && IsUnread(one->document));
    };
    const auto unread = [&](const Fact<Ref>& ref) { return IsUnread(ref, principal.head.site); };
    if (inlines.known() && std::ranges::any_of(inlines->items, unread_inline)) return true;
    if (managed.known() && std::ranges::any_of(managed->items, unread)) return true;
    const auto list = ListOf(principal.kind);
    if (list == nullptr) return false;
    const auto& all = view_.model.policy_attachments.Naming(list, principal, view_.model.roles);
    return std::ranges::any_of(all, [&](const PolicyAttachment* one) {
      if (CertainlyMissing(one->head, view_)) return false;
      const Fact<List<Ref>>& named = view_.Get(one->*list);
      const auto is_it = [&](const Fact<Ref>& ref) {
        return Find(ref, principal.kind) == &principal;
      };
      const auto may_be_it = [](const Fact<Ref>& ref) { return ref.unknown() != nullptr; };
      const bool to_it = named.known() && std::ranges::any_of(named->items, is_it);
      const bool perhaps =
          MayHoldMore(named) || (named.known() && std::ranges::any_of(named->items, may_be_it));
      if (!to_it && !perhaps) return false;
      const Fact<PolicyDocument>& document = view_.Get(one->document);
      const Fact<Ref>& policy = view_.Get(one->policy);
      if (IsUnread(document) || (policy.present() && IsUnread(policy, one->head.site))) {
        return to_it;
      }
      return !to_it && (DeniedIn(document) || DeniedBy(policy, one->head.site));
    });
  }

  const ModelView view_;
  const Launches& launches_;
  std::vector<const Role*> holders_;
  bool somebody_else_ = false;     // has it, and is not in the unit
  bool somebody_unknown_ = false;  // has it, or may have it
  bool denied_elsewhere_ = false;  // somebody has a Deny that leaves this code open
};

}  // namespace

ExecLimits LimitsOf(const ModelView& view, const Head& owner, const Launches& launches) {
  return Limits(view, launches).Of(owner);
}

}  // namespace execlint
