#include "lint/network/names.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/resolve.h"
#include "lint/network/vpc.h"
#include "lint/value/glyphs.h"

namespace execlint {
namespace {

using Kind = NameSource::Kind;

std::string Quoted(const Head& head) { return "`" + head.address + "`"; }

std::size_t DotsIn(std::span<const Glyph> glyphs) {
  return static_cast<std::size_t>(
      std::count_if(glyphs.begin(), glyphs.end(), [](const Glyph& one) { return one.Is('.'); }));
}

// `us-gov-west-1`: letters in front, a number behind, hyphens between.
bool LooksLikeRegion(std::string_view label) {
  return std::count(label.begin(), label.end(), '-') >= 2 && label.back() >= '0' &&
         label.back() <= '9';
}

// The name of Session Manager and what it is below, the root of all names last.
std::vector<std::string> DomainsAbove(std::string_view region) {
  const std::string_view of = region.empty() ? "*" : region;
  std::vector<std::string> names;
  for (const std::string_view suffix : {"com", "com.cn"}) {
    const bool china = suffix == "com.cn";
    if (!region.empty() && region.starts_with("cn-") != china) continue;
    std::string name = "ssmmessages." + std::string(of) + ".amazonaws." + std::string(suffix);
    while (true) {
      names.push_back(name);
      const std::size_t dot = name.find('.');
      if (dot == std::string::npos) break;
      name.erase(0, dot + 1);
    }
  }
  names.emplace_back();
  return names;
}

Tri Covers(const std::string& above, const Glyphs& domain) {
  const std::size_t dots = DotsIn(domain);
  const auto wanted = static_cast<std::size_t>(std::count(above.begin(), above.end(), '.'));
  const bool holes = HasHole(domain);
  // A hole may hold further labels; a region is one label.
  if (holes ? dots > wanted : dots != wanted) return Tri::kNo;
  const Tri match = Match(WithWildcards(GlyphsOf(above)), domain);
  if (match == Tri::kNo || !above.starts_with("*")) return match;
  std::string label;
  for (const Glyph& one : domain) {
    if (one.hole()) return Tri::kMaybe;
    if (one.Is('.')) break;
    label += one.byte;
  }
  if (!LooksLikeRegion(label)) return Tri::kNo;
  return match;
}

class Search {
 public:
  Search(const Fact<Ref>& subnet_vpc, const Vpc* vpc, const ModelView& view)
      : subnet_vpc_(subnet_vpc), vpc_(vpc), view_(view) {}

  NameSource Find() {
    for (const PrivateZone& zone : view_.model.private_zones) AddZone(zone);
    for (const NameAssociation& one : view_.model.name_associations) AddAssociation(one);
    return result_;
  }

 private:
  void Take(Kind kind, const Unknown& why) {
    if (kind <= result_.kind) return;
    result_.kind = kind;
    result_.why = why;
  }
  Unknown Words(const std::string& words, const Place& place) const {
    return {view_.Words(Why::kUnsupported, words), place};
  }

  static Place HeadOf(const NameAssociation& one) {
    return {.span = one.head.span, .route = one.head.calls};
  }

  // Is what the resource brings certainly not here? By a default, the answer rests on that.
  bool Absent(const Head& head, const Answer& in) {
    const Answer here = And(Exists(head, view_), in);
    if (here.no()) result_.absence = std::max(result_.absence, here.certainty());
    return here.no();
  }

  Answer In(const Attr<Ref>& other) const {
    if (vpc_ != nullptr && !MayEverName(other, {vpc_->head.id})) return Answer::No();
    return InVpcOf(subnet_vpc_, vpc_, view_.Get(other), view_);
  }
  Answer In(const Fact<List<Ref>>& vpcs) const {
    if (const Unknown* why = vpcs.unknown()) return Answer::Maybe(*why);
    if (!vpcs.known()) return Answer::No();
    Answer any = vpcs->open() ? Answer::Maybe(vpcs->open_because, vpcs.place()) : Answer::No();
    for (const Fact<Ref>& one : vpcs->items) {
      any = Or(std::move(any), InVpcOf(subnet_vpc_, vpc_, one, view_));
    }
    return any;
  }

  void AddZone(const PrivateZone& zone) {
    if (Absent(zone.head, In(view_.Get(zone.vpcs)))) return;
    AddZoneHere(zone);
  }
  // Decided by the name of the zone.
  void AddZoneHere(const PrivateZone& zone) {
    const Fact<Text>& name = view_.Get(zone.name);
    if (const Unknown* why = name.unknown()) return Take(Kind::kUnnamedZone, *why);
    if (!name.known()) return;
    const Tri covers = CoversSessionManager(*name, view_.model.region);
    if (covers == Tri::kNo) return;
    Take(covers == Tri::kYes ? Kind::kZone : Kind::kUnnamedZone,
         Words("the private zone " + Quoted(zone.head), name.place()));
  }

  void AddAssociation(const NameAssociation& one) {
    if (Absent(one.head, In(one.vpc))) return;
    switch (one.kind) {
      case NameAssociation::Kind::kProfile:
        return Take(Kind::kForwarded,
                    Words("the Route 53 profile of " + Quoted(one.head), HeadOf(one)));
      case NameAssociation::Kind::kDhcp:
        return AddDhcp(one);
      case NameAssociation::Kind::kFirewall:
        return Take(Kind::kForwarded,
                    Words("the DNS Firewall of " + Quoted(one.head), HeadOf(one)));
      case NameAssociation::Kind::kZone: {
        const auto zone = ResolveById(view_.model.private_zones, view_.Get(one.of), view_);
        if (zone.resource != nullptr) return AddZoneHere(*zone.resource);
        return AddElsewhere(one, Kind::kZone, "the private zone of ");
      }
      case NameAssociation::Kind::kRule: {
        const auto rule = ResolveById(view_.model.resolver_rules, view_.Get(one.of), view_);
        if (rule.resource == nullptr) {
          return AddElsewhere(one, Kind::kForwarded, "the resolver rule of ");
        }
        return AddRule(*rule.resource);
      }
    }
  }

  // What is associated was made elsewhere; a data source may know its domain.
  void AddElsewhere(const NameAssociation& one, Kind kind, const std::string& words) {
    const Fact<Text>& domain = view_.Get(one.domain);
    if (domain.known() && CoversSessionManager(*domain, view_.model.region) == Tri::kNo) return;
    Take(kind, Words(words + Quoted(one.head), HeadOf(one)));
  }

  // Other servers than the VPC's own may know nothing of its endpoints.
  void AddDhcp(const NameAssociation& one) {
    const Fact<Ref>& of = view_.Get(one.of);
    if (of.known() && of->text.value && of->text.Is("default")) return;
    const DhcpOptions* options = ResolveById(view_.model.dhcp_options, of, view_).resource;
    if (options != nullptr) {
      const Fact<List<Text>>& servers = view_.Get(options->servers);
      const bool own =
          !servers.present() || (servers.known() && !servers->open() &&
                                 std::ranges::all_of(servers->items, [](const Fact<Text>& server) {
                                   return server.known() && server->Is("AmazonProvidedDNS");
                                 }));
      if (own) {
        result_.absence = std::max(result_.absence, servers.certainty());
        return;
      }
    }
    Take(Kind::kForwarded, Words("the DHCP option set of " + Quoted(one.head), HeadOf(one)));
  }

  void AddRule(const ResolverRule& rule) {
    const Fact<Text>& domain = view_.Get(rule.domain);
    const Tri covers =
        domain.known() ? CoversSessionManager(*domain, view_.model.region) : Tri::kMaybe;
    if (covers == Tri::kNo || TakenBack(rule, domain)) return;
    const Fact<Text>& type = view_.Get(rule.type);
    if (type.known() && type->Is("SYSTEM")) return;
    Take(Kind::kForwarded, Words("the resolver rule " + Quoted(rule.head),
                                 domain.known() ? domain.place() : Place{.span = rule.head.span}));
  }

  // Does a rule of type SYSTEM for a longer domain leave the name to the VPC's own resolver?
  bool TakenBack(const ResolverRule& rule, const Fact<Text>& domain) const {
    if (!domain.known() || !domain->known()) return false;
    return std::ranges::any_of(view_.model.name_associations, [&](const NameAssociation& one) {
      if (one.kind != NameAssociation::Kind::kRule || !Exists(one.head, view_).yes()) return false;
      if (!In(one.vpc).yes()) return false;
      const ResolverRule* other =
          ResolveById(view_.model.resolver_rules, view_.Get(one.of), view_).resource;
      if (other == nullptr || other == &rule) return false;
      const Fact<Text>& type = view_.Get(other->type);
      const Fact<Text>& longer = view_.Get(other->domain);
      return type.known() && type->Is("SYSTEM") && longer.known() &&
             CoversSessionManager(*longer, view_.model.region) == Tri::kYes &&
             longer->known().value_or("").size() > domain->known()->size();
    });
  }

  const Fact<Ref>& subnet_vpc_;
  const Vpc* vpc_;
  const ModelView& view_;
  NameSource result_;
};

}  // namespace

Tri CoversSessionManager(const Text& domain, std::string_view region) {
  Glyphs glyphs = LowerCase(GlyphsOf(*domain.value));
  if (!glyphs.empty() && glyphs.back().Is('.')) glyphs.pop_back();
  Tri any = Tri::kNo;
  for (const std::string& above : DomainsAbove(region)) {
    const Tri covers = Covers(above, glyphs);
    if (covers == Tri::kYes) return covers;
    if (covers == Tri::kMaybe) any = covers;
  }
  return any;
}

NameSource NameSourceOf(const Fact<Ref>& subnet_vpc, const Vpc* vpc, const ModelView& view) {
  return Search(subnet_vpc, vpc, view).Find();
}

}  // namespace execlint
