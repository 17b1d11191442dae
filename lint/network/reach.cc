#include "lint/network/reach.h"

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/network/cidr.h"
#include "lint/network/prefix_list.h"
#include "lint/network/unseen.h"
#include "lint/value/glyphs.h"

namespace execlint {
namespace {

using Target = DefaultRoute::Target;

// The effect of one route on traffic to the internet.
struct RouteEffect {
  enum class Carries : std::uint8_t { kNothing, kEverything, kMaybe } carries = Carries::kNothing;
  Target target = Target::kUnknown;
  Grounds grounds = {};
  Place place = {};
  std::string through = {};
  const NatGateway* nat = nullptr;
  Unknown why = {};               // set for kMaybe, and where the target is unknown
  bool to_other_network = false;  // of kNothing: through a transit gateway, a peering ...
  std::uint64_t addresses = 0;    // of kMaybe: how many it is for, if that is known
};

std::string NameOf(const Text& text) {
  if (text.value && text.value->is_unknown()) return text.value->symbol().name;
  if (text.value && text.value->is_string() && text.value->count == 1 &&
      text.value->parts()[0].hole != nullptr) {
    return text.value->parts()[0].hole->name;
  }
  return text.value ? text.Shown() : "a route";
}

bool StartsWith(const Ref& ref, std::string_view prefix) {
  const auto text = ref.text.value ? ref.text.known() : std::nullopt;
  return text && text->starts_with(prefix);
}

void LeadsNowhereKnown(RouteEffect& effect, Unknown why) {
  effect.target = Target::kUnknown;
  effect.why = why;
}

void ThroughGateway(const Fact<Ref>& gateway, const ModelView& view, RouteEffect& effect) {
  const auto resolved = ResolveById(view.model.internet_gateways, gateway, view);
  if (resolved.resource != nullptr || StartsWith(*gateway, "igw-")) {
    effect.target = Target::kInternetGateway;
    effect.grounds.And({.worst = gateway.certainty()});
    if (resolved.resource != nullptr) {
      const Head& head = resolved.resource->head;
      effect.through = head.address;
      effect.grounds.And({.worst = view.Get(head.exists).certainty()});
    }
  } else {
    LeadsNowhereKnown(effect,
                      {view.Words(Why::kUnsupported, "a route to `" + NameOf(gateway->text) + "`"),
                       effect.place});
  }
}

void ThroughNat(const Fact<Ref>& nat, const ModelView& view, RouteEffect& effect) {
  const auto resolved = ResolveById(view.model.nat_gateways, nat, view);
  if (resolved.resource == nullptr) {
    // Whether a NAT gateway that was created elsewhere is a public one is unknown.
    return LeadsNowhereKnown(
        effect, resolved.unknown()
                    ? resolved.why
                    : Unknown{view.Intern(Why::kNotInScan, NameOf(nat->text)), effect.place});
  }
  const Fact<Text>& type = view.Get(resolved.resource->connectivity_type);
  const Head& head = resolved.resource->head;
  effect.through = head.address;
  effect.nat = resolved.resource;
  effect.grounds.And(
      {.worst = std::max({nat.certainty(), type.certainty(), view.Get(head.exists).certainty()})});
  if (const Unknown* why = type.unknown()) return LeadsNowhereKnown(effect, *why);
  if (type.known() && !type->known()) {
    return LeadsNowhereKnown(effect, view.WhyPartlyKnown(*type, type.place()));
  }
  effect.target = type.known() && type->Is("private") ? Target::kPrivateNat : Target::kNat;
}

// A NAT gateway where a gateway is due is what it is [C3.10].
bool NamesNat(const Fact<Ref>& gateway, const ModelView& view) {
  return StartsWith(*gateway, "nat-") ||
         ResolveById(view.model.nat_gateways, gateway, view).resource != nullptr;
}

void FollowTarget(const Route& route, const ModelView& view, RouteEffect& effect) {
  if (route.gateway.known()) {
    return NamesNat(route.gateway, view) ? ThroughNat(route.gateway, view, effect)
                                         : ThroughGateway(route.gateway, view, effect);
  }
  if (route.nat_gateway.known()) return ThroughNat(route.nat_gateway, view, effect);
  for (const Fact<Ref>* target : {&route.other, &route.egress_only_gateway}) {
    if (!target->known()) continue;
    return LeadsNowhereKnown(
        effect, {view.Words(Why::kUnsupported, "a route to `" + NameOf((*target)->text) + "`"),
                 effect.place});
  }
  for (const Fact<Ref>* target :
       {&route.gateway, &route.nat_gateway, &route.other, &route.egress_only_gateway}) {
    if (const Unknown* why = target->unknown()) return LeadsNowhereKnown(effect, *why);
  }
  LeadsNowhereKnown(effect, {view.Words(Why::kBroken, "a route without a target"), effect.place});
}

// Do all addresses that start like this belong to a private range? As far as the octets are known,
// the last of them behind its point: `10.`, `172.16.${var.x}.0/24`.
bool StartsPrivate(const Value& text) {
  std::string octets, last;
  unsigned known = 0;
  for (const Glyph& one : GlyphsOf(text)) {
    if (one.hole() || one.Is('/') || known == 3) break;
    last += one.byte;
    if (!one.Is('.')) continue;
    octets += std::exchange(last, "");
    ++known;
  }
  for (unsigned octet = known; octet < 4; ++octet) octets += octet < 3 ? "0." : "0";
  const auto cidr = ParseCidr(octets + "/" + std::to_string(8 * known));
  return known > 0 && cidr && IsPrivate(*cidr);
}

// Routes for so many addresses hardly leave out AWS's: two routes of one bit each, or sixteen of
// eight bits.
constexpr std::uint64_t kWide = std::uint64_t{1} << 28;

RouteEffect ByDestination(const Route& route, const ModelView& view);

// The blocks of a prefix list are as many routes, and mostly narrower than the default route, which
// they win against [C3.11]. A list that is not known may hold any.
RouteEffect ByPrefixList(const Route& route, const ModelView& view) {
  RouteEffect effect{.grounds = {.worst = route.prefix_list.certainty()}, .place = route.place};
  const auto takes = [&](std::uint64_t addresses, const Unknown& why) {
    if (effect.carries == RouteEffect::Carries::kNothing) effect.why = why;
    effect.carries = RouteEffect::Carries::kMaybe;
    effect.addresses += addresses;
  };
  const Fact<List<Text>> blocks = BlocksOf(route.prefix_list, view);
  effect.grounds.And({.worst = blocks.certainty()});
  if (const Unknown* why = blocks.unknown()) takes(kWide, *why);
  if (!blocks.known()) return effect;
  for (const Fact<Text>& block : blocks->items) {
    const auto text = block.known() ? block->known() : std::nullopt;
    const bool ipv6 = text && text->find(':') != text->npos;
    Route one{.place = route.place};
    (ipv6 ? one.ipv6_cidr : one.cidr) = block;
    const RouteEffect of_one = ByDestination(one, view);
    effect.grounds.And({.worst = of_one.grounds.worst});
    if (of_one.carries == RouteEffect::Carries::kNothing) continue;
    const Unknown all = {view.Words(Why::kUnsupported, "a prefix list with `0.0.0.0/0`"),
                         route.place};
    const bool everything = of_one.carries == RouteEffect::Carries::kEverything;
    const bool narrow = ipv6 || of_one.addresses > 0;
    takes(narrow ? of_one.addresses : kWide, everything ? all : of_one.why);
  }
  if (blocks->open()) takes(kWide, {blocks->open_because, blocks.place()});
  return effect;
}

// Classifies the destination of a route: all traffic, traffic that does not matter here, or
// unknown.
RouteEffect ByDestination(const Route& route, const ModelView& view) {
  RouteEffect effect{.place = route.place};
  if (route.cidr.present()) {
    const auto text = route.cidr.known() ? route.cidr->known() : std::nullopt;
    if (LeadsToNetwork(route)) {
      effect.grounds.worst = route.cidr.certainty();
      return effect;
    }
    if (!text) {
      effect.carries = RouteEffect::Carries::kMaybe;
      effect.why = route.cidr.unknown() != nullptr
                       ? *route.cidr.unknown()
                       : view.WhyPartlyKnown(*route.cidr, route.cidr.place());
      return effect;
    }
    if (*text == "0.0.0.0/0") {
      effect.carries = RouteEffect::Carries::kEverything;
      effect.grounds = {.worst = route.cidr.certainty(), .places = {route.place}};
      return effect;
    }
    const auto cidr = ParseCidr(*text);
    effect.why = {view.Words(Why::kUnsupported, "a route for `" + route.cidr->Shown() + "`"),
                  route.place};
    if (cidr) effect.addresses = std::uint64_t{1} << (32 - cidr->bits);
  } else if (route.prefix_list.present()) {
    return ByPrefixList(route, view);
  } else if (route.ipv6_cidr.present()) {
    const auto text = route.ipv6_cidr.known() ? route.ipv6_cidr->known() : std::nullopt;
    if (text && *text != "::/0") return effect;
    effect.why = text
                     ? Unknown{view.Words(Why::kUnsupported, "a route for IPv6 alone"), route.place}
                     : Unknown{view.Words(Why::kUnsupported, "a route for IPv6"), route.place};
  } else {
    effect.why = {view.Words(Why::kBroken, "a route without a destination"), route.place};
  }
  effect.carries = RouteEffect::Carries::kMaybe;
  return effect;
}

RouteEffect Follow(const Route& route, const ModelView& view) {
  RouteEffect effect = ByDestination(route, view);
  if (effect.carries == RouteEffect::Carries::kNothing) {
    effect.to_other_network = route.other.present();
    return effect;
  }
  if (route.gateway.known() && StartsWith(*route.gateway, "local")) {
    return {.grounds = {.worst = route.gateway.certainty()}, .place = route.place};
  }
  if (effect.carries == RouteEffect::Carries::kEverything) FollowTarget(route, view, effect);
  return effect;
}

// The routes of one table, as far as they can carry traffic to the internet.
struct Routes {
  std::vector<RouteEffect> defaults;
  std::optional<Unknown> doubt;   // the first of what may be a default route too
  std::optional<Unknown> narrow;  // the first route that takes some of the traffic before it
  std::uint64_t taken = 0;        // the addresses of all of these
  Grounds absence;                // what it rests on that there is no more
  Grounds no_wide;                // and that none takes much of it before the default

  void Doubtful(const Unknown& why) {
    if (!doubt) doubt = why;
  }
  void Add(RouteEffect effect, const Answer& present) {
    if (effect.carries == RouteEffect::Carries::kNothing) {
      // One of the networks that it leads to may have an endpoint, and a zone that names it.
      absence.absence_on_open |= effect.to_other_network && !present.no();
      absence.worst = std::max(absence.worst, effect.grounds.worst);
    } else if (present.no()) {
      absence.And(present.grounds);
      if (effect.addresses >= kWide) no_wide.And(present.grounds);
    } else if (present.maybe() || effect.carries == RouteEffect::Carries::kMaybe) {
      const Unknown& why = present.maybe() ? present.why : effect.why;
      if (effect.addresses > 0 && !narrow) narrow = why;
      taken += effect.addresses;
      Doubtful(why);
    } else {
      effect.grounds.And(present.grounds);
      defaults.push_back(std::move(effect));
    }
  }
};

// A route table: one that is written here, the main table of a VPC, or both in one.
struct Table {
  const RouteTable* table = nullptr;
  const Vpc* main_of = nullptr;

  ResourceId id() const { return table != nullptr ? table->head.id : ResourceId::kNone; }
  ResourceId main_id() const { return main_of != nullptr ? main_of->head.id : ResourceId::kNone; }
  const Head& head() const { return table != nullptr ? table->head : main_of->head; }
};

void AddInlineRoutes(const RouteTable& table, const ModelView& view, Routes& routes) {
  const Fact<List<Route>>& inlines = view.Get(table.routes);
  if (const Unknown* why = inlines.unknown()) return routes.Doubtful(*why);
  routes.absence.worst = std::max(routes.absence.worst, inlines.certainty());
  if (!inlines.known()) return;
  for (const Fact<Route>& route : inlines->items) {
    if (const Unknown* why = route.unknown()) routes.Doubtful(*why);
    if (route.known()) routes.Add(Follow(*route, view), Answer::Yes(inlines.certainty()));
  }
  if (inlines->open()) routes.Doubtful({inlines->open_because, inlines->place});
}

void AddRouteEntries(const Table& table, const ModelView& view, Routes& routes) {
  const Answer kept = table.table == nullptr
                          ? Answer::Yes()
                          : StayBeside(view.Get(table.table->routes), table.head(), view);
  for (const RouteEntry* entry :
       view.model.routes.Naming(&RouteEntry::route_table, {table.id(), table.main_id()})) {
    const Fact<Ref>& owner = view.Get(entry->route_table);
    Answer named = Answer::No();
    for (const ResourceId id : {table.id(), table.main_id()}) {
      if (id != ResourceId::kNone && !named.yes()) named = Names(owner, id);
    }
    if (named.no()) {
      routes.absence.worst = std::max(routes.absence.worst, named.grounds.worst);
      continue;
    }
    const Answer exists = Exists(entry->head, view, &table.head());
    const Fact<Route>& route = view.Get(entry->route);
    if (const Unknown* why = route.unknown(); why != nullptr && !exists.no()) routes.Doubtful(*why);
    if (!route.known()) continue;
    RouteEffect effect = Follow(*route, view);
    effect.grounds.And({.worst = route.certainty()});
    routes.Add(std::move(effect), And(And(exists, named), kept));
    routes.absence.And(CompletenessOfInstances(entry->head));
  }
}

// A module that is given the id of a route table is given it for routes.
void AddEscapes(const Table& table, const ModelView& view, Routes& routes) {
  for (const ResourceId id : {table.id(), table.main_id()}) {
    for (const Escape* escape : view.model.EscapesOf(id)) {
      routes.absence.absence_on_open = true;
      if (id != table.id()) continue;
      if (escape->how == Escape::How::kModuleWithoutSource) {
        routes.Doubtful({UnseenBehind(view, *escape), escape->place});
      }
      if (escape->how == Escape::How::kScript) {
        const Symbol* script =
            view.Words(Why::kComputedByAws, "what `" + escape->through + "` does");
        routes.Doubtful({script, escape->place});
      }
    }
  }
  routes.absence.absence_on_open |= view.HasUnseenParts();
}

void TakeDefault(Routes routes, const Table& table, const ModelView& view, DefaultRoute& result) {
  result.what = "where the default route of `" + table.head().address + "` leads";
  if (routes.defaults.empty()) {
    if (routes.doubt) {
      result.what = "whether `" + table.head().address + "` has a default route";
      result.why = *routes.doubt;
      return;
    }
    result.target = Target::kNone;
    result.grounds.And(routes.absence);
    return;
  }
  result.other_route = routes.doubt;
  if (routes.taken >= kWide) {
    result.why = *routes.narrow;
    return;
  }
  RouteEffect& first = routes.defaults.front();
  for (const RouteEffect& other : routes.defaults) {
    if (other.target == first.target) continue;
    result.why = {
        view.Words(Why::kAmbiguous, "the default route of `" + table.head().address + "`"),
        other.place};
    return;
  }
  result.target = first.target;
  result.grounds.And(first.grounds).And({.worst = routes.no_wide.worst});
  result.route = first.place;
  result.through = std::move(first.through);
  result.nat = first.nat;
  result.why = first.why;
}

void FollowTable(const Table& table, const ModelView& view, DefaultRoute& result) {
  result.table = table.table;
  result.main_of = table.main_of;
  Routes routes;
  if (table.table != nullptr) {
    if (const Answer exists = Exists(table.table->head, view, &table.table->head); !exists.no()) {
      result.grounds.And({.worst = exists.grounds.worst});
    }
    AddInlineRoutes(*table.table, view, routes);
  }
  AddRouteEntries(table, view, routes);
  AddEscapes(table, view, routes);
  TakeDefault(std::move(routes), table, view, result);
}

// The main table of a VPC as AWS makes it, with the resource that stands for it, if there is one.
Table OwnMainTable(const Vpc& vpc, const ModelView& view) {
  for (const RouteTable* table : view.model.route_tables.Naming(&RouteTable::vpc, {vpc.head.id})) {
    if (!table->is_default) continue;
    if (Names(view.Get(table->vpc), vpc.head.id).yes() && Exists(table->head, view).yes()) {
      return {table, &vpc};
    }
  }
  return {nullptr, &vpc};
}

// The table that an association names; nothing if it is unknown.
std::optional<Table> NamedTable(const Fact<Ref>& ref, const ModelView& view, Unknown& why) {
  const auto table = ResolveById(view.model.route_tables, ref, view);
  if (table.resource != nullptr) {
    if (!table.resource->is_default) return Table{table.resource, nullptr};
    const auto vpc = ResolveById(view.model.vpcs, view.Get(table.resource->vpc), view);
    return Table{table.resource, vpc.resource};
  }
  const auto vpc = ResolveById(view.model.vpcs, ref, view);
  if (vpc.resource != nullptr) return OwnMainTable(*vpc.resource, view);
  why =
      table.unknown()
          ? table.why
          : Unknown{view.Intern(Why::kNotInScan, ref.known() ? NameOf(ref->text) : "a route table"),
                    ref.place()};
  return std::nullopt;
}

// The associations that give `owner` (a subnet by `member` subnet, a VPC by `main_of_vpc`) a table.
struct Associations {
  const RouteTableAssociation* certain = nullptr;
  std::optional<Unknown> doubt;
  Grounds grounds;  // of the certain one, or of there being none
};

Associations AssociationsOf(const Head& owner, Attr<Ref> RouteTableAssociation::* member,
                            const ModelView& view) {
  Associations found;
  Grounds none;
  for (const RouteTableAssociation* one :
       view.model.route_table_associations.Naming(member, {owner.id})) {
    const Answer named = Names(view.Get(one->*member), owner.id);
    const Answer exists = named.no() ? named : Exists(one->head, view, &owner);
    if (exists.no()) {
      none.And(exists.grounds);
    } else if (named.maybe() || exists.maybe()) {
      if (!found.doubt) found.doubt = named.maybe() ? named.why : exists.why;
    } else if (found.certain == nullptr) {
      found.certain = one;
      found.grounds.And(named.grounds).And(exists.grounds);
    }
  }
  if (found.certain == nullptr) found.grounds = std::move(none);
  return found;
}

// `main_of`: the VPC whose main table the association makes it, if it does.
void FollowAssociation(const RouteTableAssociation& association, const Vpc* main_of,
                       const ModelView& view, DefaultRoute& result) {
  const Fact<Ref>& ref = view.Get(association.route_table);
  result.association = {.span = association.head.span};
  result.grounds.And({.worst = ref.certainty(), .places = {result.association}});
  auto table = NamedTable(ref, view, result.why);
  if (!table) return;
  if (main_of != nullptr) table->main_of = main_of;
  FollowTable(*table, view, result);
}

}  // namespace

bool LeadsToNetwork(const Route& route) {
  const Fact<Text>& to = route.cidr;
  const auto text = to.known() ? to->known() : std::nullopt;
  if (text == "0.0.0.0/0") return false;
  if (route.to_network) return true;
  if (!to.known() || !to->value->is_string()) return false;
  if (!text) return StartsPrivate(*to->value);
  const auto cidr = ParseCidr(*text);
  return cidr && IsPrivate(*cidr);
}

DefaultRoute DefaultRouteOf(const Subnet& subnet, const ModelView& view) {
  DefaultRoute result{.association = {.span = subnet.head.span},
                      .what = "which route table `" + subnet.head.address + "` uses"};
  const Associations own = AssociationsOf(subnet.head, &RouteTableAssociation::subnet, view);
  result.grounds.And(own.grounds);
  if (own.certain != nullptr) {
    FollowAssociation(*own.certain, nullptr, view, result);
    return result;
  }
  if (own.doubt) {
    result.why = *own.doubt;
    return result;
  }
  // From here on it rests on no association being made elsewhere.
  result.grounds.absence_on_open |= !view.model.EscapesOf(subnet.head.id).empty();

  const Fact<Ref>& vpc_ref = view.Get(subnet.vpc);
  const auto vpc = ResolveById(view.model.vpcs, vpc_ref, view);
  if (vpc.resource == nullptr) {
    const Symbol* elsewhere = vpc_ref.known() ? view.Intern(Why::kNotInScan, NameOf(vpc_ref->text))
                                              : view.Words(Why::kNotInScan, "the VPC");
    result.why = vpc.unknown() ? vpc.why : Unknown{elsewhere, vpc_ref.place()};
    return result;
  }
  const Associations main =
      AssociationsOf(vpc.resource->head, &RouteTableAssociation::main_of_vpc, view);
  if (main.certain != nullptr) {
    FollowAssociation(*main.certain, vpc.resource, view, result);
    return result;
  }
  if (main.doubt) {
    result.why = *main.doubt;
    return result;
  }
  result.grounds.And(main.grounds);
  FollowTable(OwnMainTable(*vpc.resource, view), view, result);
  return result;
}

Answer ReachesInternet(const NatGateway& nat, const ModelView& view) {
  const auto subnet = ResolveById(view.model.subnets, view.Get(nat.subnet), view);
  if (subnet.resource == nullptr) return Answer::Yes();
  DefaultRoute route = DefaultRouteOf(*subnet.resource, view);
  switch (route.target) {
    case Target::kInternetGateway:
      return Answer::Yes(std::move(route.grounds));
    case Target::kUnknown:
      return Answer::Maybe(route.why, std::move(route.what));
    default:
      break;
  }
  if (route.other_route) {
    return Answer::Maybe(*route.other_route,
                         "which routes `" + subnet.resource->head.address + "` has");
  }
  return Answer::No(std::move(route.grounds));
}

}  // namespace execlint
