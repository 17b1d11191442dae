#include "lint/network/security_group.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/network/cidr.h"
#include "lint/network/number.h"
#include "lint/network/unseen.h"

namespace execlint {
namespace {

// Of an endpoint or of tasks. AWS takes 16 at most.
// https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
constexpr std::size_t kMostGroups = 64;

// The blocks that the addresses of something are in.
struct Blocks {
  std::vector<Cidr> all = {};
  Certainty worst = Certainty::kCertain;
};

// The far end of a connection, as a group's rule may name it.
struct FarEnd {
  const Fact<List<Ref>>* groups = nullptr;  // null: not in the VPC, but on the internet
  const Vpc* vpc = nullptr;
  // Its addresses are in these, in each of them; empty where that is unknown.
  std::vector<const Subnet*> subnets = {};
  std::optional<Blocks> blocks = {};  // of the subnets, if all are known

  bool internet() const { return groups == nullptr; }
};

std::optional<Blocks> BlocksOf(const std::vector<const Subnet*>& subnets, const ModelView& view) {
  Blocks blocks;
  for (const Subnet* subnet : subnets) {
    const Fact<Text>& fact = view.Get(subnet->cidr);
    const auto text = fact.known() ? fact->known() : std::nullopt;
    const auto cidr = text ? ParseCidr(*text) : std::nullopt;
    if (!cidr) return std::nullopt;
    blocks.all.push_back(*cidr);
    blocks.worst = std::max(blocks.worst, fact.certainty());
  }
  return blocks.all.empty() ? std::nullopt : std::optional(std::move(blocks));
}

// The subnets of an endpoint, if all are known.
std::vector<const Subnet*> SubnetsOf(const VpcEndpoint& endpoint, const ModelView& view) {
  const Fact<List<Ref>>& refs = view.Get(endpoint.subnets);
  if (!refs.known() || refs->open()) return {};
  std::vector<const Subnet*> subnets;
  for (const Fact<Ref>& ref : refs->items) {
    const Subnet* subnet = ResolveById(view.model.subnets, ref, view).resource;
    if (subnet == nullptr) return {};
    subnets.push_back(subnet);
  }
  return subnets;
}

Unknown WhyOf(const ModelView& view, const Fact<Text>& fact, std::string_view name) {
  if (const Unknown* why = fact.unknown()) return *why;
  if (fact.known()) return view.WhyPartlyKnown(*fact, fact.place());
  return {view.Words(Why::kBroken, std::string(name)), fact.place()};
}

// Does the rule speak of TCP 443?
Answer SpeaksOfHttps(const GroupRule& rule, const ModelView& view) {
  const auto protocol = rule.protocol.known() ? rule.protocol->known() : std::nullopt;
  if (!protocol) return Answer::Maybe(WhyOf(view, rule.protocol, "the protocol of a rule"));
  Grounds grounds{.worst = rule.protocol.certainty(), .places = {rule.place}};
  if (*protocol == "-1" || *protocol == "all") return Answer::Yes(std::move(grounds));
  if (*protocol != "tcp" && *protocol != "TCP" && *protocol != "6") {
    return Answer::No(std::move(grounds));
  }
  const auto from = NumberOf(rule.from_port);
  if (!from) return Answer::Maybe(WhyOf(view, rule.from_port, "the ports of a rule"));
  const auto to = NumberOf(rule.to_port);
  if (!to) return Answer::Maybe(WhyOf(view, rule.to_port, "the ports of a rule"));
  grounds.And({.worst = std::max(rule.from_port.certainty(), rule.to_port.certainty())});
  return *from <= 443 && 443 <= *to ? Answer::Yes(std::move(grounds))
                                    : Answer::No(std::move(grounds));
}

Answer BlockOnInternet(const Fact<Text>& fact, const std::string& text, const ModelView& view) {
  const auto cidr = ParseCidr(text);
  if (cidr && IsPrivate(*cidr)) return Answer::No({.worst = fact.certainty()});
  // AWS's public addresses change; that a narrower block holds them is nothing to rely on.
  return Answer::Maybe({view.Intern(Why::kUnsupported, fact->Shown()), fact.place()});
}

// Is the far end within the block?
Answer InBlock(const Fact<Text>& fact, const FarEnd& far, const ModelView& view) {
  if (const Unknown* why = fact.unknown()) return Answer::Maybe(*why);
  if (!fact.known()) return Answer::No({.worst = fact.certainty()});
  Grounds grounds{.worst = fact.certainty()};
  const auto text = fact->known();
  if (text == "0.0.0.0/0") return Answer::Yes(std::move(grounds));
  if (!far.internet()) {
    const auto [named, attribute] = ReferencedResource(fact->value);
    const bool block = attribute == "cidr_block" || attribute == "CidrBlock";
    const auto is = [named = named, block](const auto* resource) {
      return resource != nullptr && block && resource->head.id == named;
    };
    const bool only_subnet = far.subnets.size() == 1 && is(far.subnets[0]);
    if (is(far.vpc) || only_subnet) return Answer::Yes(std::move(grounds));
    const Fact<Text>* whole = far.vpc != nullptr ? &view.Get(far.vpc->cidr) : nullptr;
    if (whole != nullptr && whole->known() && *fact == **whole)
      return Answer::Yes(std::move(grounds));
    const auto of_vpc = whole != nullptr && whole->known() ? (*whole)->known() : std::nullopt;
    const auto outer = text ? ParseCidr(*text) : std::nullopt;
    const auto inner = of_vpc ? ParseCidr(*of_vpc) : std::nullopt;
    if (outer && inner && Contains(*outer, *inner)) return Answer::Yes(std::move(grounds));
    if (outer && far.blocks) {
      const std::vector<Cidr>& all = far.blocks->all;
      const auto inside = [&](Cidr one) { return Contains(*outer, one); };
      const auto outside = [&](Cidr one) { return !Overlap(*outer, one); };
      grounds.And({.worst = far.blocks->worst});
      if (std::all_of(all.begin(), all.end(), inside)) return Answer::Yes(std::move(grounds));
      if (std::all_of(all.begin(), all.end(), outside)) return Answer::No(std::move(grounds));
    }
  }
  if (!text) return Answer::Maybe(view.WhyPartlyKnown(*fact, fact.place()));
  if (far.internet()) return BlockOnInternet(fact, *text, view);
  // A VPC may have further blocks, and an address is in one of its subnets.
  return Answer::Maybe({view.Intern(Why::kUnsupported, fact->Shown()), fact.place()});
}

bool Defaulted(const Fact<List<Ref>>& groups) {
  return !groups.present() || (groups.known() && groups->items.empty() && !groups->open());
}

// The resource that stands for the default group of the VPC, if there is one.
const SecurityGroup* DefaultGroup(const Vpc* vpc, const ModelView& view) {
  if (vpc == nullptr) return nullptr;
  for (const SecurityGroup* group :
       view.model.security_groups.Naming(&SecurityGroup::vpc, {vpc->head.id})) {
    if (!group->is_default) continue;
    if (Names(view.Get(group->vpc), vpc->head.id).yes() && !Exists(group->head, view).no()) {
      return group;
    }
  }
  return nullptr;
}

// Is the far end a member of the group that the rule names?
Answer IsMember(const Fact<Ref>& group, const FarEnd& far, const ModelView& view) {
  if (far.internet()) return Answer::No({.worst = group.certainty()});
  if (const Unknown* why = group.unknown()) return Answer::Maybe(*why);
  if (const Unknown* why = far.groups->unknown()) return Answer::Maybe(*why);
  Grounds grounds{.worst = std::max(group.certainty(), far.groups->certainty())};
  if (!group.known()) return Answer::No(std::move(grounds));
  if (Defaulted(*far.groups)) {
    // Without groups it is a member of the VPC's default group, an attribute of the VPC.
    const SecurityGroup* own = DefaultGroup(far.vpc, view);
    const bool is_default = (far.vpc != nullptr && group->target == far.vpc->head.id) ||
                            (own != nullptr && group->target == own->head.id);
    return is_default ? Answer::Yes(std::move(grounds)) : Answer::No(std::move(grounds));
  }
  Answer any = Answer::No(std::move(grounds));
  for (const Fact<Ref>& member : (*far.groups)->items) {
    if (const Unknown* why = member.unknown()) {
      any = Or(std::move(any), Answer::Maybe(*why));
    } else if (member.known() && *member == *group) {
      any = Or(std::move(any), Answer::Yes({.worst = member.certainty()}));
    } else if (member.known() &&
               (member->target == ResourceId::kNone || group->target == ResourceId::kNone)) {
      // Two texts, at least one of them unknown in part, or an id beside a resource.
      const Text& text = member->target == ResourceId::kNone ? member->text : group->text;
      if (FirstUnknown(*text.value) != nullptr) {
        any = Or(std::move(any), Answer::Maybe(view.WhyPartlyKnown(text, member.place())));
      }
    }
  }
  if ((*far.groups)->open()) {
    any = Or(std::move(any), Answer::Maybe({(*far.groups)->open_because, far.groups->place()}));
  }
  return any;
}

// Most prefix lists are those of gateway endpoints. The contents of any other one are unknown.
Answer InPrefixList(const Fact<Ref>& list, const ModelView& view) {
  if (list.known() && view.model.vpc_endpoints.Find(list->target) != nullptr) {
    return Answer::No({.worst = list.certainty()});
  }
  if (const Unknown* why = list.unknown()) return Answer::Maybe(*why);
  if (!list.present()) return Answer::No({.worst = list.certainty()});
  return Answer::Maybe({view.Words(Why::kUnsupported, "a prefix list"), list.place()});
}

// Does a rule of `group` speak of the far end?
Answer NamesFarEnd(const GroupRule& rule, const SecurityGroup& group, const FarEnd& far,
                   const ModelView& view) {
  Answer any = Answer::No({.worst = std::max({rule.cidrs.completeness, rule.groups.completeness,
                                              rule.prefix_lists.completeness})});
  for (const Fact<Text>& cidr : rule.cidrs.items)
    any = Or(std::move(any), InBlock(cidr, far, view));
  for (const Fact<Ref>& group : rule.groups.items)
    any = Or(std::move(any), IsMember(group, far, view));
  if (const Unknown* why = rule.self.unknown()) any = Or(std::move(any), Answer::Maybe(*why));
  if (rule.self.Is(true)) {
    const Fact<Ref> itself =
        Fact<Ref>::Known({.target = group.head.id}, rule.self.place(), rule.self.certainty());
    any = Or(std::move(any), IsMember(itself, far, view));
  }
  for (const Fact<Ref>& list : rule.prefix_lists.items)
    any = Or(std::move(any), InPrefixList(list, view));
  for (const Symbol* open :
       {rule.cidrs.open_because, rule.groups.open_because, rule.prefix_lists.open_because}) {
    if (open != nullptr) any = Or(std::move(any), Answer::Maybe({open, rule.place}));
  }
  return any;
}

Answer Allows(const Fact<GroupRule>& rule, const SecurityGroup& group, const FarEnd& far,
              const ModelView& view) {
  if (const Unknown* why = rule.unknown()) return Answer::Maybe(*why);
  if (!rule.known()) return Answer::No();
  const Answer https = SpeaksOfHttps(*rule, view);
  if (https.no()) return https;
  Answer named = NamesFarEnd(*rule, group, far, view);
  if (named.no() || named.maybe()) return named;
  if (https.maybe()) return https;
  named.grounds.And(https.grounds).And({.worst = rule.certainty()});
  return named;
}

enum class Direction : std::uint8_t { kIn, kOut };

bool IsOf(const SecurityGroupRule& rule, const SecurityGroup& group, const ModelView& view) {
  const Fact<Ref>& named = view.Get(rule.group);
  return named.known() && named->target == group.head.id;
}

// Does a resource of its own give the group a rule for outgoing traffic?
Answer HasEgressRules(const SecurityGroup& group, const ModelView& view) {
  Answer any = Answer::No();
  for (const SecurityGroupRule* rule :
       view.model.security_group_rules.Naming(&SecurityGroupRule::group, {group.head.id})) {
    if (!rule->egress || (any.maybe() && !IsOf(*rule, group, view))) continue;
    const Answer named = Names(view.Get(rule->group), group.head.id);
    any = Or(std::move(any), And(named, Exists(rule->head, view, &group.head)));
  }
  return any;
}

const Fact<List<GroupRule>>& InlineRules(const SecurityGroup& group, Direction direction,
                                         const ModelView& view) {
  return view.Get(direction == Direction::kOut ? group.egress : group.ingress);
}

Answer InlineRulesAllow(const SecurityGroup& group, Direction direction, const FarEnd& far,
                        const ModelView& view) {
  const bool out = direction == Direction::kOut;
  const Fact<List<GroupRule>>& rules = InlineRules(group, direction, view);
  if (const Unknown* why = rules.unknown()) return Answer::Maybe(*why);
  if (rules.not_lowered()) {
    return Answer::Maybe(
        {view.Words(Why::kNotInScan, "the rules of `" + group.head.address + "`"), {}});
  }
  if (rules.absent()) {
    if (!out || !group.allows_all_egress_by_default)
      return Answer::No({.worst = rules.certainty()});
    const Answer others = HasEgressRules(group, view);
    if (others.no()) return Answer::Yes(std::max(rules.certainty(), others.certainty()));
    // A rule of its own is reported to take the default rule away (aws/aws-cdk#987).
    return Answer::Maybe(
        {view.Words(Why::kNotKnown, "the default rule in addition to those that are added"),
         rules.place()});
  }
  Answer any = Answer::No({.worst = rules.certainty()});
  for (const Fact<GroupRule>& rule : rules->items) {
    Answer allows = Allows(rule, group, far, view);
    if (allows.yes()) allows.grounds.And({.worst = rules.certainty()});
    any = Or(std::move(any), allows);
  }
  if (rules->open()) any = Or(std::move(any), Answer::Maybe({rules->open_because, rules->place}));
  return any;
}

Answer RulesOfItsOwnAllow(const SecurityGroup& group, Direction direction, const FarEnd& far,
                          const ModelView& view) {
  Answer any;
  for (const SecurityGroupRule* rule :
       view.model.security_group_rules.Naming(&SecurityGroupRule::group, {group.head.id})) {
    if (rule->egress != (direction == Direction::kOut)) continue;
    // Of many rules whose groups are not known, one that may be of this group says it all.
    if (any.maybe() && !IsOf(*rule, group, view)) continue;
    const Answer named = Names(view.Get(rule->group), group.head.id);
    const Answer exists = named.no() ? named : Exists(rule->head, view, &group.head);
    if (exists.no()) {
      any = Or(std::move(any), exists);
      continue;
    }
    Answer allows = Allows(view.Get(rule->rule), group, far, view);
    if (allows.yes()) allows = And(And(named, exists), allows);
    any = Or(std::move(any), allows);
    any = Or(std::move(any), Answer::No(CompletenessOfInstances(rule->head)));
  }
  if (!any.yes()) return any;
  return And(std::move(any), StayBeside(InlineRules(group, direction, view), group.head, view));
}

// The blocks that rules of the group certainly let HTTPS through to or from.
Blocks AllowedBlocks(const SecurityGroup& group, Direction direction, const ModelView& view) {
  const bool out = direction == Direction::kOut;
  Blocks blocks;
  const auto add = [&](const Fact<GroupRule>& rule, const Answer& present) {
    if (!rule.known() || !present.yes()) return;
    const Answer https = SpeaksOfHttps(*rule, view);
    if (!https.yes()) return;
    for (const Fact<Text>& cidr : rule->cidrs.items) {
      const auto text = cidr.known() ? cidr->known() : std::nullopt;
      const auto block = text ? ParseCidr(*text) : std::nullopt;
      if (!block) continue;
      blocks.all.push_back(*block);
      blocks.worst = std::max({blocks.worst, cidr.certainty(), rule.certainty(),
                               https.grounds.worst, present.grounds.worst});
    }
  };
  const Fact<List<GroupRule>>& written = InlineRules(group, direction, view);
  if (written.known()) {
    for (const Fact<GroupRule>& rule : written->items) add(rule, Answer::Yes(written.certainty()));
  }
  if (!StayBeside(written, group.head, view).yes()) return blocks;
  for (const SecurityGroupRule* rule :
       view.model.security_group_rules.Naming(&SecurityGroupRule::group, {group.head.id})) {
    if (rule->egress != out || !IsOf(*rule, group, view)) continue;
    add(view.Get(rule->rule),
        And(Names(view.Get(rule->group), group.head.id), Exists(rule->head, view, &group.head)));
  }
  return blocks;
}

// Do several rules that each allow a part of the far end's addresses allow all of them together?
Answer AllowTogether(const SecurityGroup& group, Direction direction, const FarEnd& far,
                     const ModelView& view) {
  constexpr Cidr kEverything{0, 0};
  const std::vector<Cidr> wanted = far.blocks ? far.blocks->all : std::vector{kEverything};
  const Blocks allowed = AllowedBlocks(group, direction, view);
  const bool all =
      std::all_of(wanted.begin(), wanted.end(), [&](Cidr one) { return Cover(allowed.all, one); });
  if (!all) return Answer::No();
  return Answer::Yes(std::max(allowed.worst, far.blocks ? far.blocks->worst : Certainty::kCertain));
}

Answer GroupAllows(const SecurityGroup& group, Direction direction, const FarEnd& far,
                   const ModelView& view) {
  Answer any;
  any = Or(std::move(any), InlineRulesAllow(group, direction, far, view));
  if (!any.yes()) any = Or(std::move(any), RulesOfItsOwnAllow(group, direction, far, view));
  if (any.maybe()) {
    Answer together = AllowTogether(group, direction, far, view);
    if (together.yes()) return together;
  }
  Answer answer = any;
  if (!answer.no()) return answer;
  const Fact<Text>& name = view.Get(group.name);
  const Missing rule{
      direction == Direction::kOut ? Missing::What::kEgressRule : Missing::What::kIngressRule,
      group.head.id, name.known() ? name->value : Traced()};
  if (const auto escapes = view.model.EscapesOf(group.head.id); !escapes.empty()) {
    const Escape& escape = *escapes.front();
    Answer unseen = Answer::Maybe({RulesBehind(view, escape), escape.place});
    unseen.grounds.Lacks(rule);
    return unseen;
  }
  if (const Place* unseen = view.UnseenPart()) {
    return Answer::Maybe({view.Words(Why::kUnsupported, "a part of the template"), *unseen});
  }
  answer.grounds.places.push_back({.span = group.head.span});
  answer.grounds.Lacks(rule);
  return answer;
}

// One group that allows is enough.
Answer AnyGroupAllows(const Fact<List<Ref>>& groups, Direction direction, const FarEnd& far,
                      const ModelView& view) {
  if (const Unknown* why = groups.unknown()) return Answer::Maybe(*why);
  Answer any = Answer::No({.worst = groups.certainty()});
  std::size_t looked_at = 0;
  for (const Fact<Ref>& ref : groups->items) {
    if (++looked_at > kMostGroups) {
      const Symbol* limit = view.model.values->Limit("so many security groups", ref.place().span);
      any = Or(std::move(any), Answer::Maybe(limit, ref.place()));
      break;
    }
    const auto group = ResolveById(view.model.security_groups, ref, view);
    if (group.resource != nullptr) {
      Answer allows = GroupAllows(*group.resource, direction, far, view);
      if (allows.yes()) allows.grounds.And({.worst = ref.certainty()});
      any = Or(std::move(any), allows);
    } else if (group.unknown()) {
      any = Or(std::move(any), Answer::Maybe(group.why));
    } else if (!group.absent()) {
      any = Or(std::move(any),
               Answer::Maybe({view.Intern(Why::kNotInScan, group.text.Shown()), group.place}));
    }
  }
  if (groups->open())
    any = Or(std::move(any), Answer::Maybe({groups->open_because, groups->place}));
  return any;
}

}  // namespace

Answer TaskMaySend(const TaskPeer& task, const VpcEndpoint* endpoint, const ModelView& view) {
  FarEnd far{.vpc = task.vpc};
  if (endpoint != nullptr) {
    far.groups = &view.Get(endpoint->security_groups);
    far.subnets = SubnetsOf(*endpoint, view);
    far.blocks = BlocksOf(far.subnets, view);
  }
  const SecurityGroup* standing = Defaulted(task.groups) ? DefaultGroup(task.vpc, view) : nullptr;
  // The default group of a VPC lets all traffic out, unless its rules are changed.
  Answer answer = !Defaulted(task.groups) ? AnyGroupAllows(task.groups, Direction::kOut, far, view)
                  : standing != nullptr   ? GroupAllows(*standing, Direction::kOut, far, view)
                                          : Answer::Yes();
  answer.grounds.worst = std::max(answer.grounds.worst, task.groups.certainty());
  answer.what = "whether the security groups of the tasks let HTTPS out";
  return answer;
}

Answer EndpointAdmits(const VpcEndpoint& endpoint, const TaskPeer& task, const ModelView& view) {
  const std::string what = "whether `" + endpoint.head.address + "` lets the tasks in";
  const Fact<List<Ref>>& groups = view.Get(endpoint.security_groups);
  FarEnd far{.groups = &task.groups, .vpc = task.vpc};
  if (task.subnet != nullptr) far.subnets = {task.subnet};
  far.blocks = BlocksOf(far.subnets, view);
  Answer answer;
  if (!Defaulted(groups)) {
    answer = AnyGroupAllows(groups, Direction::kIn, far, view);
  } else if (const SecurityGroup* standing = DefaultGroup(task.vpc, view)) {
    answer = GroupAllows(*standing, Direction::kIn, far, view);
  } else if (Defaulted(task.groups)) {
    answer = Answer::Yes();  // its members are let in
  } else {
    // Another group does once a rule is added to it.
    answer = Answer::Maybe(
        {view.Words(Why::kNotInScan, "the default security group of the VPC"), groups.place()});
  }
  answer.grounds.worst = std::max(answer.grounds.worst, groups.certainty());
  answer.what = what;
  return answer;
}

}  // namespace execlint
