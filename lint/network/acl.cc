#include "lint/network/acl.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/model/resolve.h"
#include "lint/network/number.h"

namespace execlint {
namespace {

// The rules of one direction: those written inside the ACL, and those that stand by themselves.
using Rules = std::vector<const Fact<AclRule>*>;

bool IsOneOf(const Fact<Text>& fact, std::initializer_list<std::string_view> words) {
  const auto text = fact.known() ? fact->known() : std::nullopt;
  return text && std::find(words.begin(), words.end(), *text) != words.end();
}

bool Allows(const AclRule& rule) { return IsOneOf(rule.action, {"allow", "ALLOW", "Allow"}); }

// Does the rule let through what a session needs: all ports and addresses, or those of TCP?
bool LetsAllThrough(const AclRule& rule, bool egress) {
  if (!Allows(rule) || !IsOneOf(rule.cidr, {"0.0.0.0/0"})) return false;
  if (IsOneOf(rule.protocol, {"-1", "all"})) return true;
  if (!IsOneOf(rule.protocol, {"tcp", "TCP", "6"})) return false;
  const auto from = NumberOf(rule.from_port);
  const auto to = NumberOf(rule.to_port);
  if (!from || !to) return false;
  return egress ? *from <= 443 && 443 <= *to : *from <= 1024 && *to == 65535;
}

// Is there a rule that lets the traffic through, and no denying one before it?
bool Through(const Rules& rules, bool egress) {
  std::optional<int> open_at;
  for (const Fact<AclRule>* rule : rules) {
    if (!rule->known()) return false;
    const auto number = NumberOf((*rule)->number);
    if (!number) return false;
    if (LetsAllThrough(**rule, egress)) open_at = std::min(open_at.value_or(*number), *number);
  }
  if (!open_at) return false;
  return std::all_of(rules.begin(), rules.end(), [&](const Fact<AclRule>* rule) {
    return Allows(**rule) || NumberOf((*rule)->number).value_or(0) > *open_at;
  });
}

bool AddInline(const Fact<List<AclRule>>& list, Rules& rules) {
  if (list.unknown() != nullptr) return false;
  if (!list.known()) return true;
  for (const Fact<AclRule>& rule : list->items) rules.push_back(&rule);
  return !list->open();
}

Answer NotChecked(const std::string& address, const Place& place, const ModelView& view) {
  return Answer::Maybe({view.Intern(Why::kNotChecked, address), place},
                       "whether `" + address + "` lets the traffic of sessions through");
}

// `vpc`: whose own ACL it is, if it is one.
Answer JudgeAcl(const NetworkAcl* acl, const Vpc* vpc, const ModelView& view) {
  Rules in, out;
  const Head* first = acl != nullptr ? &acl->head : nullptr;
  bool seen = acl == nullptr ||
              (AddInline(view.Get(acl->ingress), in) && AddInline(view.Get(acl->egress), out));
  // An ACL of the code's own begins without a rule; the VPC's own lets all through until it is
  // changed.
  for (const NetworkAclEntry* entry : view.model.network_acl_entries.Naming(
           &NetworkAclEntry::acl, {acl != nullptr ? acl->head.id : ResourceId::kNone,
                                   vpc != nullptr ? vpc->head.id : ResourceId::kNone})) {
    const Fact<Ref>& ref = view.Get(entry->acl);
    Answer here = acl != nullptr ? Names(ref, acl->head.id) : Answer::No();
    if (vpc != nullptr) here = Or(here, Names(ref, vpc->head.id));
    if (here.no() || Exists(entry->head, view).no()) continue;
    if (first == nullptr) first = &entry->head;
    const Fact<bool>& egress = view.Get(entry->egress);
    seen = seen && here.yes() && egress.unknown() == nullptr && Exists(entry->head, view).yes();
    (egress.Is(true) ? out : in).push_back(&view.Get(entry->rule));
  }
  if (first == nullptr) return Answer::Yes();
  if (seen && Through(in, false) && Through(out, true)) return Answer::Yes();
  return NotChecked(first->address, {.span = first->span}, view);
}

// As MayEverName, of a list.
bool MayEverNameOne(const Attr<List<Ref>>& refs, ResourceId id) {
  return refs.in.AnyValue([id](const Fact<List<Ref>>& list) {
    if (!list.known()) return list.unknown() != nullptr;
    return list->open() || std::any_of(list->items.begin(), list->items.end(),
                                       [id](const Fact<Ref>& ref) { return !Names(ref, id).no(); });
  });
}

Answer NamesOne(const Fact<List<Ref>>& refs, ResourceId id) {
  if (const Unknown* why = refs.unknown()) return Answer::Maybe(*why);
  Answer any = Answer::No();
  if (!refs.known()) return any;
  for (const Fact<Ref>& ref : refs->items) any = Or(any, Names(ref, id));
  if (refs->open()) any = Or(any, Answer::Maybe(refs->open_because, refs.place()));
  return any;
}

}  // namespace

Answer AclLetsThrough(const NetworkAcl& acl, const ModelView& view) {
  return JudgeAcl(&acl, nullptr, view);
}

Answer AclLetsThrough(const Subnet& subnet, const ModelView& view) {
  Answer through = Answer::Yes();
  bool given = false;  // the code gives the subnet an ACL
  const auto add = [&](const Answer& concerns, const Answer& lets) {
    given = given || concerns.yes();
    through = And(through, lets);
  };
  const auto missing = [&](const Head& head) {
    const Answer exists = Exists(head, view);
    if (exists.no()) through.grounds.And({.worst = exists.certainty()});
    return exists.no();
  };
  // Where one is not checked, whatever the others say: there may be many that may be the subnet's.
  for (const NetworkAcl& acl : view.model.network_acls) {
    if (through.maybe()) return through;
    if (!MayEverNameOne(acl.subnets, subnet.head.id) || missing(acl.head)) continue;
    const Answer concerns = NamesOne(view.Get(acl.subnets), subnet.head.id);
    if (!concerns.no()) add(concerns, JudgeAcl(&acl, nullptr, view));
  }
  for (const NetworkAclAssociation* one : view.model.network_acl_associations.Naming(
           &NetworkAclAssociation::subnet, {subnet.head.id})) {
    if (through.maybe()) return through;
    if (missing(one->head)) continue;
    const Answer concerns = Names(view.Get(one->subnet), subnet.head.id);
    if (concerns.no()) continue;
    const auto acl = ResolveById(view.model.network_acls, view.Get(one->acl), view);
    add(concerns, acl.resource != nullptr
                      ? JudgeAcl(acl.resource, nullptr, view)
                      : NotChecked(one->head.address, {.span = one->head.span}, view));
  }
  if (given) return through;
  const Vpc* vpc = ResolveById(view.model.vpcs, view.Get(subnet.vpc), view).resource;
  if (vpc == nullptr) return through;
  const NetworkAcl* own = nullptr;
  for (const NetworkAcl* acl : view.model.network_acls.Naming(&NetworkAcl::vpc, {vpc->head.id})) {
    if (!acl->is_default) continue;
    if (!Exists(acl->head, view).no() && Names(view.Get(acl->vpc), vpc->head.id).yes()) own = acl;
  }
  return And(through, JudgeAcl(own, vpc, view));
}

}  // namespace execlint
