#include "lint/iam/role_policies.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/iam/managed_policies.h"
#include "lint/model/resolve.h"
#include "lint/value/glyphs.h"

namespace execlint {
namespace {

// Of the attachments that may be those of a role by names known in part, so many are looked at. A
// role of AWS has fewer.
constexpr std::size_t kMostPerhaps = 64;

// Puts a set together; holds what every step needs.
class Collector {
 public:
  explicit Collector(const ModelView& view) : view_(view) {}

  PolicySet set;
  // False: an attachment names a role that stands elsewhere, and hardly this one.
  bool all_attachments_placed = true;

  void AddInline(const Attr<List<InlinePolicy>>& attribute) {
    const Fact<List<InlinePolicy>>& list = view_.Get(attribute);
    AddList(list);
    if (!list.known()) return;
    for (const Fact<InlinePolicy>& policy : list->items) {
      if (const Unknown* why = policy.unknown()) set.unknown_parts.push_back(*why);
      if (!policy.known()) continue;
      const std::string name = policy->name.known() ? policy->name->Shown() : "";
      const std::size_t before = set.policies.size();
      AddDocument(policy->document, policy.certainty(), name, policy.place(), Answer::Yes());
      if (before < set.policies.size()) NoteInline(policy->name, before, true);
    }
  }

  // A role has one inline policy of a name: what is put later replaces it. Of a template that is
  // what stands outside of the role; otherwise nobody knows which is the later one.
  void DoubtReplaced(const Role& role) {
    const bool in_template = view_.model.source == Model::Source::kTemplate;
    const Unknown why{view_.Words(Why::kNotKnown, "which of the inline policies of one name `" +
                                                      role.head.address + "` has in the end"),
                      {.span = role.head.span}};
    struct Given {
      std::size_t in_all = 0, outside = 0;  // of the role
    };
    std::unordered_map<std::string, Given> of_name;
    const auto is_given = [&](const Inline& one) { return set.policies[one.policy].given.yes(); };
    for (const Inline& one : inline_) {
      if (!is_given(one)) continue;
      Given& given = of_name[one.name];
      ++given.in_all;
      if (!one.of_role) ++given.outside;
    }
    std::vector<std::size_t> doubted;
    for (const Inline& one : inline_) {
      const Given& given = of_name[one.name];
      const std::size_t may_replace = in_template && !one.of_role ? given.outside : given.in_all;
      if (may_replace > (is_given(one) ? 1 : 0)) doubted.push_back(one.policy);
    }
    for (const std::size_t at : doubted) {
      Answer& given = set.policies[at].given;
      given = And(given, Answer::Maybe(why.symbol, why.at));
    }
  }

  void AddManaged(const Attr<List<Ref>>& attribute, const Site& from) {
    const Fact<List<Ref>>& list = view_.Get(attribute);
    AddList(list);
    if (!list.known()) return;
    for (const Fact<Ref>& ref : list->items) AddReferenced(ref, from, Answer::Yes());
  }

  // Adds the policies that a separate attachment resource gives to `role`.
  void AddAttachment(const PolicyAttachment& attachment, const Role& role) {
    if (perhaps_more_ && !SaysWhose(attachment, role)) return;
    const Fact<bool>& exists = view_.Get(attachment.head.exists);
    Answer given = Answer::Of(!exists.Is(false), exists.certainty());
    if (const Unknown* why = exists.unknown()) {
      // One condition for both: where the role is, the policy is.
      const Unknown* with = view_.Get(role.head.exists).unknown();
      const bool together = with != nullptr && with->symbol == why->symbol;
      const bool several =
          attachment.head.instances != nullptr && attachment.head.instances != role.head.instances;
      given = !together ? Answer::Maybe(why->symbol, why->at)
                        : Answer::Yes(several ? Certainty::kLikely : Certainty::kCertain);
    } else if (!given.no()) {
      given = And(given, OfEach(attachment.head, role.head, view_));
    }
    if (given.no() && given.certainty() == Certainty::kCertain) return;
    if (perhaps_ == kMostPerhaps && !SaysWhose(attachment, role)) {
      NotePerhapsMore(role);
      return;
    }
    elsewhere_.reset();
    const Answer attaches = AttachesTo(attachment, role);
    const std::optional<Unknown> elsewhere =
        attaches.no() && !given.no() ? std::exchange(elsewhere_, {}) : std::nullopt;
    perhaps_ += attaches.maybe() && perhaps_ < kMostPerhaps ? 1 : 0;
    given = And(attaches, given);
    if (given.no() && given.certainty() == Certainty::kCertain) return;
    if (attachment.head.instances_by_default) {
      set.completeness = std::max(set.completeness, Certainty::kDefaulted);
    }
    const Fact<PolicyDocument>& document = view_.Get(attachment.document);
    const Fact<Ref>& policy = view_.Get(attachment.policy);
    const Fact<Text>& name = view_.Get(attachment.name);
    const std::size_t before = set.policies.size();
    given = And(given, Stays(attachment, role));
    if (given.no() && !document.known() && !policy.known()) {  // what it would grant, nobody knows
      set.completeness = std::max(set.completeness, given.certainty());
    }
    if (!document.present() && !policy.present()) {
      set.completeness = std::max({set.completeness, document.certainty(), policy.certainty()});
    }
    if (document.present()) {
      AddDocument(document, Certainty::kCertain, name.known() ? name->Shown() : "",
                  {.span = attachment.head.span}, given);
      const bool here = attachment.head.site == role.head.site && given.yes();
      if (here && before < set.policies.size()) NoteInline(name, before, false);
    }
    if (policy.present()) AddReferenced(policy, attachment.head.site, given);
    for (std::size_t i = before; i < set.policies.size(); ++i) {
      set.policies[i].elsewhere = elsewhere;
    }
  }

  // The policy that `ref` names.
  void AddReferenced(const Fact<Ref>& ref, const Site& from, const Answer& given) {
    if (const Unknown* why = ref.unknown()) AddUnknown(*why, given);
    if (!ref.known()) return;
    if (const auto name = ManagedPolicyName(ref->text)) {
      if (const PolicyDocument* document = FindManagedPolicy(*name)) {
        set.policies.push_back({.document = document,
                                .certainty = ref.certainty(),
                                .given = given,
                                .name = *name,
                                .attachment = ref.place(),
                                .aws_managed = true});
        return;
      }
    }
    const Resolved<Policy> policy = ResolvePolicy(view_, ref, from);
    if (policy.resource != nullptr && IsName(*ref, policy.resource->head)) {
      AddUnknown(Refused(ref, policy.resource->head, "name", "ARN"), given);
    } else if (policy.resource != nullptr) {
      const Fact<Text>& name = view_.Get(policy.resource->name);
      AddDocument(view_.Get(policy.resource->document), ref.certainty(),
                  name.known() ? name->Shown() : policy.resource->head.address, ref.place(), given);
    } else if (policy.unknown()) {
      AddUnknown(policy.why, given);
    } else {
      const Symbol* symbol =
          view_.model.values->Intern({.why = Why::kNotInScan, .name = ref->text.Shown()});
      AddUnknown({symbol, ref.place()}, given);
    }
  }

 private:
  struct Inline {
    std::string name = {};
    std::size_t policy = 0;  // of the set
    bool of_role = false;    // it stands in the role itself
  };

  // An inline policy that the role is given; it counts where its whole name is known.
  void NoteInline(const Fact<Text>& name, std::size_t policy, bool of_role) {
    if (!name.known() || FirstUnknown(*name->value) != nullptr) return;
    inline_.push_back({name->Shown(), policy, of_role});
  }

  // `certainty`: that it is this document which is meant.
  void AddDocument(const Fact<PolicyDocument>& document, Certainty certainty, std::string name,
                   const Place& attachment, const Answer& given) {
    if (const Unknown* why = document.unknown()) AddUnknown(*why, given);
    if (!document.known()) return;
    set.policies.push_back({.document = &*document,
                            .certainty = std::max(certainty, document.certainty()),
                            .given = given,
                            .name = std::move(name),
                            .attachment = attachment});
  }

  // A policy whose document is not known.
  void AddUnknown(const Unknown& why, const Answer& given) {
    if (given.no()) {
      set.completeness = std::max(set.completeness, given.certainty());
    } else {
      set.unknown_parts.push_back(why);
    }
  }

  // Notes whether a list may hold more than is seen: unknown parts, completeness.
  template <class T>
  void AddList(const Fact<List<T>>& list) {
    if (const Unknown* why = list.unknown()) set.unknown_parts.push_back(*why);
    if (list.known() && list->open())
      set.unknown_parts.push_back({list->open_because, list.place()});
    set.completeness = std::max(set.completeness, list.certainty());
  }

  // Is it told by more than names known in part whether it names this role?
  bool SaysWhose(const PolicyAttachment& attachment, const Role& role) const {
    const Fact<List<Ref>>& roles = view_.Get(attachment.roles);
    if (!roles.known() || roles->open()) return false;
    const Fact<Text>& name = view_.Get(role.name);
    const bool named = name.known() && FirstUnknown(*name->value) == nullptr;
    return std::ranges::all_of(roles->items, [&](const Fact<Ref>& ref) {
      if (!ref.known()) return ref.unknown() == nullptr;
      return (named && FirstUnknown(*ref->text.value) == nullptr) ||
             (name.known() && *name == ref->text) ||
             ResolveById(view_.model.roles, ref, view_).resource != nullptr;
    });
  }

  void NotePerhapsMore(const Role& role) {
    if (std::exchange(perhaps_more_, true)) return;
    const std::string what = "which policies `" + role.head.address + "` has";
    set.unknown_parts.push_back({view_.model.values->Limit(what, {}), {.span = role.head.span}});
  }

  // Does it certainly name another role, that is there in all scenarios? Most of a long list do.
  bool IsAnother(const Fact<Ref>& ref, const Role& role) const {
    if (!ref.known() || ref.certainty() != Certainty::kCertain || ref->target == role.head.id) {
      return false;
    }
    const Role* named = view_.model.roles.Find(ref->target);
    if (named == nullptr || named->kind != PrincipalKind::kRole) return false;
    const auto& exists = named->head.exists.in;
    return exists.all().size() == 1 && exists.left_out() == nullptr &&
           !exists.all().front().value.Is(false);
  }

  Answer AttachesTo(const PolicyAttachment& attachment, const Role& role) {
    const Fact<List<Ref>>& roles = view_.Get(attachment.roles);
    if (const Unknown* why = roles.unknown()) return Answer::Maybe(why->symbol, why->at);
    Answer any = Answer::No(roles.certainty());
    if (!roles.known()) return any;
    for (const Fact<Ref>& ref : roles->items) {
      if (!IsAnother(ref, role)) any = Or(any, Names(ref, attachment.head.site, role));
    }
    if (roles->open()) any = Or(any, Answer::Maybe(roles->open_because, roles.place()));
    return any;
  }

  const Symbol* LeavesAttached(const Head& list) {
    return view_.Words(Why::kNotKnown,
                       "whether the list of `" + list.address + "` leaves this policy attached");
  }

  // Does it stay attached? Not where a list of all that the role has leaves it out, or one of all
  // that have the policy leaves out the role.
  Answer Stays(const PolicyAttachment& attachment, const Role& role) {
    const bool is_inline = view_.Get(attachment.document).present();
    if (!ListsOfTheRoleKeep(attachment, role, is_inline)) {
      return Answer::Maybe(LeavesAttached(role.head), {.span = role.head.span});
    }
    const Fact<Ref>& policy = view_.Get(attachment.policy);
    if (policy.known()) {
      for (const PolicyAttachment* only : view_.model.policy_attachments.Saying(
               &PolicyAttachment::policy, *policy, &PolicyAttachment::is_only)) {
        if (only->head.id == attachment.head.id) continue;
        const Fact<Ref>& of_all = view_.Get(only->policy);
        if (!of_all.known() || !(*policy == *of_all)) continue;
        if (view_.Get(only->head.exists).Is(false) || AttachesTo(*only, role).yes()) continue;
        return Answer::Maybe(LeavesAttached(only->head), {.span = only->head.span});
      }
    }
    for (const ExclusivePolicies* all :
         view_.model.exclusive_policies.Naming(&ExclusivePolicies::role, role, view_.model.roles)) {
      if (!(is_inline ? all->names.slot.written : all->attached.slot.written)) continue;
      if (all->head.id == attachment.head.id || view_.Get(all->head.exists).Is(false)) continue;
      if (Names(view_.Get(all->role), all->head.site, role).no()) continue;
      const bool listed = is_inline ? Lists(view_.Get(all->names), view_.Get(attachment.name))
                                    : Lists(view_.Get(all->attached), view_.Get(attachment.policy));
      if (listed) continue;
      return Answer::Maybe(LeavesAttached(all->head), {.span = all->head.span});
    }
    return Answer::Yes();
  }

  // Terraform takes from a role what its own lists leave out, if it has such lists.
  bool ListsOfTheRoleKeep(const PolicyAttachment& attachment, const Role& role, bool is_inline) {
    if (view_.model.source == Model::Source::kTemplate) return true;
    if (!is_inline) {
      const Fact<List<Ref>>& list = view_.Get(role.managed_policies);
      return !list.known() || list->open() || Lists(list, view_.Get(attachment.policy));
    }
    const Fact<List<InlinePolicy>>& list = view_.Get(role.inline_policies);
    const Fact<Text>& name = view_.Get(attachment.name);
    return !list.known() || list->open() ||
           std::any_of(list->items.begin(), list->items.end(), [&](const Fact<InlinePolicy>& one) {
             return one.known() && one->name.known() && name.known() && *one->name == *name;
           });
  }

  template <class T>
  static bool Lists(const Fact<List<T>>& list, const Fact<T>& one) {
    return list.known() && one.known() &&
           std::any_of(list->items.begin(), list->items.end(),
                       [&](const Fact<T>& item) { return item.known() && *item == *one; });
  }

  // Something read from the account, from another unit or from a module that was not given this
  // role is a role that was there before.
  bool ComesFromElsewhere(const Symbol& symbol, const Role& role) const {
    if (symbol.why == Why::kDataSource || symbol.why == Why::kImport ||
        symbol.why == Why::kNotExported) {
      return true;
    }
    if (symbol.why != Why::kModuleNotFound) return false;
    return std::ranges::none_of(view_.model.EscapesOf(role.head.id), [](const Escape* escape) {
      return escape->how == Escape::How::kModuleWithoutSource;
    });
  }

  // Is another role called so, with the same unknown parts?
  bool IsNameOfAnother(const Text& text, const Site& from, const Role& role) const {
    return std::ranges::any_of(view_.model.roles.Spelled(&Role::name, text), [&](const Role* one) {
      const Fact<Text>& name = view_.Get(one->name);
      return one != &role && one->kind == PrincipalKind::kRole && name.known() &&
             one->head.site.account == from.account && *name == text &&
             !CertainlyMissing(one->head, view_);
    });
  }

  // Where the names of both are known in part, and neither is an ARN nor of another unit: is it
  // certainly not this role, or may it be? Nothing where that is not all there is to it.
  std::optional<Answer> NamesInPart(const Fact<Ref>& ref, const Site& from, const Role& role) {
    const Fact<Text>& name = view_.Get(role.name);
    if (!name.known() || from != role.head.site || *name == ref->text) return std::nullopt;
    const Glyphs text = GlyphsOf(*ref->text.value);
    const Symbol* hole = FirstSymbol(text);
    if (hole == nullptr || !ref->text.value->is_string() || IsOneHole(text) ||
        StartsWith(text, "arn:"))
      return std::nullopt;
    if (ResolveById(view_.model.roles, ref, view_).resource != nullptr) return std::nullopt;
    if (Match(GlyphsOf(*name->value), text) == Tri::kNo) {
      return Answer::No(std::max(ref.certainty(), name.certainty()));
    }
    return IsNameOfAnother(ref->text, from, role) ? Answer::No(ref.certainty())
                                                  : Answer::Maybe(hole, ref.place());
  }

  // Is a policy meant by its name, where AWS takes its ARN alone?
  static bool IsName(const Ref& ref, const Head& policy) {
    const std::string_view by = AttributeNaming(ref, policy.id);
    return by == "name" || (by.empty() && ref.target != policy.id && !IsArn(ref));
  }

  // AWS refuses a role's ARN where a policy is attached to it, and a policy's name. What is written
  // there is not deployed as it stands.
  Unknown Refused(const Fact<Ref>& ref, const Head& named, const std::string& by,
                  const std::string& taken) const {
    return {view_.Words(Why::kBroken, "`" + named.address + "` is named by its " + by +
                                          " where AWS takes its " + taken),
            {.span = UsedAt(ref.place())}};
  }

  // Is `ref` this role?
  Answer Names(const Fact<Ref>& ref, const Site& from, const Role& role) {
    if (const Unknown* why = ref.unknown()) return Unnamed(*why->symbol, why->at, role);
    if (!ref.known()) return Answer::No(ref.certainty());
    if (auto in_part = NamesInPart(ref, from, role)) return *std::move(in_part);
    const Resolved<Role> named = ResolveRole(view_, ref, from);
    if (named.resource == &role) {
      if (IsArn(*ref)) return Answer::Maybe(Refused(ref, role.head, "ARN", "name"));
      // The role's name, said to another account of this unit, means a role of that account.
      if (from.unit == role.head.site.unit && from.account != role.head.site.account) {
        return Answer::Maybe(
            view_.Words(Why::kNotKnown, "whether a role of another account is meant here, not `" +
                                            role.head.address + "`"),
            ref.place());
      }
      return Answer::Yes(std::max(ref.certainty(), named.grounds.worst));
    }
    if (named.resource != nullptr) return Answer::No(ref.certainty());
    if (from.account != role.head.site.account) return Answer::No(ref.certainty());
    const Glyphs text = GlyphsOf(*ref->text.value);
    const Symbol* hole = FirstSymbol(text);
    if (hole != nullptr && hole->resource == role.head.id) return Answer::Maybe(named.why);
    if (text.size() == 1 && hole != nullptr) return Unnamed(*hole, ref.place(), role);
    // Text that names no role for certain: it can still be one whose name is not all known. A role
    // without a name gets one from AWS, so no code can refer to it by a literal name.
    const Fact<Text>& name = view_.Get(role.name);
    if (const Unknown* why = name.unknown()) return Answer::Maybe(why->symbol, why->at);
    const Answer no = Answer::No(std::max(ref.certainty(), name.certainty()));
    if (!name.present()) return hole != nullptr ? Answer::Maybe(hole, ref.place()) : no;
    if (Match(GlyphsOf(*name->value), text) == Tri::kNo) return no;
    if (hole == nullptr) hole = FirstUnknown(*name->value);
    if (hole == nullptr) hole = named.why.symbol;  // two roles of one name
    return hole != nullptr ? Answer::Maybe(hole, ref.place()) : no;
  }

  // The same for a role of which nothing but the symbol is known.
  Answer Unnamed(const Symbol& symbol, const Place& at, const Role& role) {
    if (!ComesFromElsewhere(symbol, role)) return Answer::Maybe(&symbol, at);
    all_attachments_placed = false;
    if (!elsewhere_) elsewhere_ = Unknown{&symbol, at};
    return Answer::No(Certainty::kDefaulted);  // it may have this role's name
  }

  const ModelView& view_;
  std::vector<Inline> inline_ = {};
  std::optional<Unknown> elsewhere_ = {};  // what names a role from elsewhere
  std::size_t perhaps_ = 0;                // attachments that may be the role's
  bool perhaps_more_ = false;
};

}  // namespace

PolicySet PoliciesOf(const ModelView& view, const Role& role) {
  Collector collector(view);
  collector.AddInline(role.inline_policies);
  collector.AddManaged(role.managed_policies, role.head.site);
  for (const PolicyAttachment* attachment :
       view.model.policy_attachments.Naming(&PolicyAttachment::roles, role, view.model.roles)) {
    view.model.values->budget().CheckTime();
    collector.AddAttachment(*attachment, role);
  }
  collector.DoubtReplaced(role);
  PolicySet set = std::move(collector.set);
  set.closed = set.unknown_parts.empty() && collector.all_attachments_placed &&
               view.model.EscapesOf(role.head.id).empty() && !view.HasUnseenParts();
  return set;
}

std::optional<PolicySet> BoundaryOf(const ModelView& view, const Role& role) {
  const Fact<Ref>& boundary = view.Get(role.permissions_boundary);
  if (!boundary.present()) return std::nullopt;
  Collector collector(view);
  collector.AddReferenced(boundary, role.head.site, Answer::Yes());
  return std::move(collector.set);
}

}  // namespace execlint
