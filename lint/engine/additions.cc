#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "lint/engine/elsewhere.h"
#include "lint/engine/spelling.h"
#include "lint/iam/attached.h"
#include "lint/iam/boundary.h"
#include "lint/iam/managed_policies.h"
#include "lint/iam/match.h"
#include "lint/model/resolve.h"
#include "lint/network/acl.h"
#include "lint/network/endpoint.h"
#include "lint/network/names.h"
#include "lint/network/reach.h"
#include "lint/verdict/agent.h"

namespace execlint {
namespace {

using By = Addition::By;
using What = Missing::What;

// The name in `role/path/web-task` at the end of an ARN; any other text is a name.
Glyphs RoleName(const Value& text) {
  Glyphs glyphs = GlyphsOf(text);
  if (!StartsWith(glyphs, "arn:")) return glyphs;
  const auto slash = std::find_if(glyphs.rbegin(), glyphs.rend(),
                                  [](const Glyph& glyph) { return glyph.Is('/'); });
  glyphs.erase(glyphs.begin(), slash.base());
  return glyphs;
}

// A name as it is shown to people: `${NetworkStack}-VpcId`.
Glyphs FromShown(std::string_view shown) {
  Glyphs glyphs;
  const std::size_t last_end = shown.rfind('}');
  for (std::size_t at = 0; at < shown.size(); ++at) {
    const bool hole = shown.substr(at).starts_with("${") && last_end != shown.npos && at < last_end;
    glyphs.push_back(hole ? Glyph{.kind = Glyph::Kind::kHole} : Glyph{.byte = shown[at]});
    if (hole) at = shown.find('}', at);
  }
  return glyphs;
}

// A module for others to call, in the root folder or below `modules`, is deployed by nobody here.
bool IsPublishedModule(const Model& model) {
  const std::string path = "/" + model.path;
  return model.source == Model::Source::kTerraformModule &&
         (model.path.empty() || path.find("/modules/") != path.npos);
}

// How a unit names a resource that it does not create.
struct Naming {
  By by = By::kAny;
  Glyphs to = {};
};

// Of `data.terraform_remote_state.network.outputs.vpc_id`: `vpc_id`. Empty for anything else.
std::string_view RemoteOutput(std::string_view symbol) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kReaders = {{
      {"data.terraform_remote_state.", ".outputs."},
      {"data.tfe_outputs.", ".values."},
      {"data.tfe_outputs.", ".nonsensitive_values."},
  }};
  for (const auto& [data, outputs] : kReaders) {
    const std::size_t reader = symbol.find(data);
    if (reader == symbol.npos || (reader > 0 && symbol[reader - 1] != '.')) continue;
    const std::size_t at = symbol.find(outputs, reader);
    if (at == symbol.npos) continue;
    symbol.remove_prefix(at + outputs.size());
    return symbol.substr(0, symbol.find_first_of(".["));
  }
  return {};
}

class Finder {
 public:
  Finder(const Model& model, const SourceMap& sources) : model_(model), sources_(sources) {}

  std::vector<Addition> Find() {
    for (const PolicyAttachment& attachment : model_.policy_attachments) {
      if (!MayExist(attachment.head)) continue;
      const Speaks speaks = SpeaksOf(attachment);
      attachment.roles.in.ForEachValue([&](const Fact<List<Ref>>& roles) {
        // One unknown thing may stand for a name.
        if (const Unknown* why = roles.unknown()) {
          AddPolicy(Fact<Ref>::Unknowable(why->symbol, why->at), speaks);
        }
        if (!roles.known()) return;
        for (const Fact<Ref>& ref : roles->items) AddPolicy(ref, speaks);
      });
    }
    for (const ExclusivePolicies& all : model_.exclusive_policies) {
      if (!MayExist(all.head)) continue;
      all.role.in.ForEachValue([&](const Fact<Ref>& role) {
        AddPolicy(role, {.allows = Tri::kNo, .denies = Tri::kYes});
      });
    }
    // The accounts of a policy of the organization are not in the code.
    for (const OrganizationPolicy& policy : model_.organization_policies) {
      const Fact<PolicyDocument>& document = view_.Get(policy.document);
      if (!MayExist(policy.head) || !document.known()) continue;
      if (SpeaksOf(*document).denies == Tri::kYes) Push(What::kDenial, {}, document.place(), true);
    }
    for (const VpcEndpoint& endpoint : model_.vpc_endpoints) {
      if (MayExist(endpoint.head) && MayCarrySessions(endpoint)) {
        Add(What::kEndpoint, endpoint.vpc, model_.vpcs);
      }
    }
    for (const RouteEntry& entry : model_.routes) {
      if (MayExist(entry.head) && entry.route.in.AnyValue(MayBeDefault)) {
        Add(What::kRoute, entry.route_table, model_.route_tables);
      }
    }
    for (const RouteTable& table : model_.route_tables) {
      if (table.is_default && MayExist(table.head) && table.routes.in.AnyValue(MayHoldDefault)) {
        Add(What::kRoute, table.vpc, model_.vpcs);
      }
    }
    for (const SecurityGroupRule& rule : model_.security_group_rules) {
      if (!MayExist(rule.head)) continue;
      Add(rule.egress ? What::kEgressRule : What::kIngressRule, rule.group, model_.security_groups);
    }
    for (const RouteTableAssociation& one : model_.route_table_associations) {
      if (!MayExist(one.head)) continue;
      Add(What::kAssociation, one.subnet, model_.subnets);
      Add(What::kRoute, one.main_of_vpc, model_.vpcs);
    }
    FindFilters();
    FindNameSources();
    return std::move(found_);
  }

 private:
  // What the traffic of an open path meets.
  void FindFilters() {
    for (const NetworkAcl& acl : model_.network_acls) {
      if (!MayExist(acl.head) || AclLetsThrough(acl, view_).yes()) continue;
      AddEach(What::kNetworkAcl, acl.subnets, model_.subnets, [](const auto&) { return true; });
      if (acl.is_default) Add(What::kNetworkAcl, acl.vpc, model_.vpcs);
    }
    for (const NetworkAclAssociation& one : model_.network_acl_associations) {
      const NetworkAcl* acl = ResolveById(model_.network_acls, view_.Get(one.acl), view_).resource;
      if (!MayExist(one.head) || (acl != nullptr && AclLetsThrough(*acl, view_).yes())) continue;
      Add(What::kNetworkAcl, one.subnet, model_.subnets);
    }
    for (const UnreadSetting& rules : model_.unread_settings) {
      if (MayExist(rules.head)) Add(What::kExclusiveRules, rules.of, model_.security_groups);
    }
    // The account and region are not in the code.
    for (const PublicAccessBlock& block : model_.public_access_blocks) {
      if (!MayExist(block.head)) continue;
      const Fact<Text>& mode = view_.Get(block.mode);
      if (mode.known() && mode->Is("off")) continue;
      const bool ingress = mode.known() && mode->Is("block-ingress");
      Push(ingress ? What::kPublicIngress : What::kPublicAccess, {}, {.span = block.head.span});
    }
    for (const VpcEndpointPolicy& policy : model_.vpc_endpoint_policies) {
      if (MayExist(policy.head)) {
        Add(What::kEndpointPolicy, policy.endpoint, model_.vpc_endpoints);
      }
    }
  }

  // What answers for the name of Session Manager in a VPC.
  void FindNameSources() {
    std::map<ResourceId, NameSource::Kind> known;  // of VPCs of this unit
    const auto answers = [&](const Fact<Ref>& vpc) {
      const ResourceId id = vpc.known() ? vpc->target : ResourceId::kNone;
      if (const auto found = known.find(id); found != known.end()) return found->second;
      const NameSource::Kind kind = NameSourceOf(vpc, nullptr, view_).kind;
      if (id != ResourceId::kNone) known.emplace(id, kind);
      return kind;
    };
    for (const PrivateZone& zone : model_.private_zones) {
      if (!MayExist(zone.head)) continue;
      AddEach(What::kZone, zone.vpcs, model_.vpcs,
              [&](const Fact<Ref>& vpc) { return answers(vpc) == NameSource::Kind::kZone; });
    }
    for (const NameAssociation& one : model_.name_associations) {
      if (!MayExist(one.head)) continue;
      const NameSource::Kind kind = answers(view_.Get(one.vpc));
      if (kind == NameSource::Kind::kZone) Add(What::kZone, one.vpc, model_.vpcs);
      if (kind == NameSource::Kind::kForwarded) Add(What::kForwarder, one.vpc, model_.vpcs);
    }
  }

  // Also where only a default leaves it out.
  static bool MayExist(const Head& head) {
    return head.exists.in.AnyValue([](const Fact<bool>& exists) {
      return !exists.Is(false) || exists.certainty() != Certainty::kCertain;
    });
  }

  static bool MayCarrySessions(const VpcEndpoint& endpoint) {
    const bool named = endpoint.service_name.in.AnyValue([](const Fact<Text>& name) {
      return name.unknown() != nullptr || (name.known() && IsSessionService(*name) != Tri::kNo);
    });
    return named && endpoint.type.in.AnyValue([](const Fact<Text>& type) {
      return type.unknown() != nullptr ||
             (type.known() && type->known().value_or("Interface") == "Interface");
    });
  }

  static bool MayBeDefault(const Fact<Route>& route) {
    if (!route.known()) return route.unknown() != nullptr;
    const bool local = route->gateway.known() && route->gateway->text.Is("local");
    const Fact<Text>& to = route->cidr;
    return !local && !LeadsToNetwork(*route) &&
           (to.unknown() != nullptr ||
            (to.known() && to->known().value_or("0.0.0.0/0") == "0.0.0.0/0"));
  }

  static bool MayHoldDefault(const Fact<List<Route>>& routes) {
    if (!routes.known()) return routes.unknown() != nullptr;
    return routes->open() || std::any_of(routes->items.begin(), routes->items.end(), MayBeDefault);
  }

  // Nothing where it names something of this unit, or something that no other unit creates.
  std::optional<Naming> NamingOf(const Fact<Ref>& ref) const {
    const Symbol* symbol = nullptr;
    if (const Unknown* why = ref.unknown()) {
      symbol = why->symbol;
    } else if (ref.known() && ref->target == ResourceId::kNone) {
      symbol = FirstUnknown(*ref->text.value);
      if (symbol == nullptr) return Naming{};  // an id
    }
    if (symbol == nullptr) return std::nullopt;
    const Symbol* base = symbol;
    while (base->because_of != nullptr) base = base->because_of;
    if (base->resource != ResourceId::kNone) return std::nullopt;
    // `each.value` of several things names just the first of them as the reason.
    const bool is_one = symbol->name.starts_with(base->name);
    switch (base->why) {
      case Why::kNotExported:
        return Naming{By::kExport, FromShown(base->name)};
      case Why::kImport:
        return is_one ? RemoteState(*symbol) : Naming{};
      case Why::kDataSource:
        return is_one ? LookedUpAs(*symbol) : Naming{};
      case Why::kInputWithoutDefault:
      case Why::kOther:
        if (IsPublishedModule(model_)) return std::nullopt;
        return Naming{};
      default:
        return std::nullopt;
    }
  }

  static Naming RemoteState(const Symbol& symbol) {
    const std::string_view output = RemoteOutput(symbol.name);
    return output.empty() ? Naming{} : Naming{By::kExport, GlyphsOf(output)};
  }

  std::optional<Naming> LookedUpAs(const Symbol& symbol) const {
    for (const LookedUp& one : model_.looked_up) {
      if (!symbol.name.starts_with(one.address)) continue;
      const char next =
          symbol.name.size() > one.address.size() ? symbol.name[one.address.size()] : '.';
      if (next != '.' && next != '[') continue;
      if (one.made_by_aws) return std::nullopt;
      const auto& names = one.name.in.all();
      if (names.size() != 1 || !names.front().value.known()) return Naming{};
      const Value& name = *names.front().value->value;
      return Naming{By::kName, WithWildcards(OutsideUnit(GlyphsOf(name)))};
    }
    return Naming{};
  }

  // `own`: the resources of its kind that the unit creates itself.
  template <class R>
  void Add(What what, const Attr<Ref>& attribute, const Resources<R>& own) {
    attribute.in.ForEachValue([&](const Fact<Ref>& ref) { Add(what, ref, own); });
  }

  template <class R>
  void Add(What what, const Fact<Ref>& ref, const Resources<R>& own) {
    auto naming = NamingOf(ref);
    if (!naming || (naming->by == By::kAny && !model_.vpcs.empty())) return;
    if constexpr (requires { own.front().name; }) {
      if (naming->by == By::kName && MayBeNamed(own, naming->to)) return;
    }
    Push(what, std::move(*naming), ref.place());
  }

  // Those of a list of which `counts` is true.
  template <class R, class F>
  void AddEach(What what, const Attr<List<Ref>>& attribute, const Resources<R>& own, F&& counts) {
    attribute.in.ForEachValue([&](const Fact<List<Ref>>& refs) {
      // One unknown thing may stand for an element.
      if (const Unknown* why = refs.unknown()) {
        const auto one = Fact<Ref>::Unknowable(why->symbol, why->at);
        if (counts(one)) Add(what, one, own);
      }
      if (!refs.known()) return;
      for (const Fact<Ref>& ref : refs->items) {
        if (counts(ref)) Add(what, ref, own);
      }
    });
  }

  // What a policy says of the actions of a session. kMaybe: it is not known.
  struct Speaks {
    Tri allows = Tri::kMaybe;
    Tri denies = Tri::kMaybe;
  };

  Speaks SpeaksOf(const PolicyAttachment& attachment) const {
    const Fact<PolicyDocument>& document = view_.Get(attachment.document);
    if (document.known()) return SpeaksOf(*document);
    const Fact<Ref>& ref = view_.Get(attachment.policy);
    if (!ref.known()) return {};
    if (const auto name = ManagedPolicyName(ref->text)) {
      const PolicyDocument* managed = FindManagedPolicy(*name);
      return managed != nullptr ? SpeaksOf(*managed) : Speaks{};
    }
    const Resolved<Policy> policy = ResolvePolicy(view_, ref, attachment.head.site);
    if (policy.resource == nullptr) return {};
    const Fact<PolicyDocument>& own = view_.Get(policy.resource->document);
    return own.known() ? SpeaksOf(*own) : Speaks{};
  }

  static Speaks SpeaksOf(const PolicyDocument& document) {
    Speaks speaks{.allows = Tri::kNo, .denies = Tri::kNo};
    for (const Fact<Statement>& statement : document.statements.items) {
      if (!statement.known()) return {};
      const auto& actions = statement->action.list;
      const bool all = statement->not_action.written || actions.open();
      const bool any = std::any_of(actions.items.begin(), actions.items.end(), [](const auto& one) {
        return !one.known() || MatchAction(*one, kSessionActions.front()) != Tri::kNo;
      });
      if (!all && !any) continue;
      const Fact<Text>& effect = statement->effect;
      if (!effect.known() || effect->Is("Deny")) speaks.denies = Tri::kYes;
      if (!effect.known() || effect->Is("Allow")) speaks.allows = Tri::kYes;
    }
    return speaks;
  }

  void AddPolicy(const Fact<Ref>& ref, const Speaks& speaks) {
    const auto add = [&](const Naming& naming) {
      const bool grants = speaks.allows == Tri::kYes;
      if (speaks.allows != Tri::kNo && (naming.by != By::kAny || grants)) {
        Push(What::kPolicy, naming, ref.place(), grants);
      }
      if (speaks.denies == Tri::kYes) Push(What::kDenial, naming, ref.place(), true);
    };
    if (ref.known() && ref->target == ResourceId::kNone) {
      Glyphs name = RoleName(*ref->text.value);
      if (!name.empty() && !IsOneHole(name)) {
        if (!MayBeNamed(model_.roles, name)) add({By::kName, OutsideUnit(std::move(name))});
        return;
      }
    }
    if (const auto naming = NamingOf(ref)) add(*naming);
  }

  template <class R>
  static bool MayBeNamed(const Resources<R>& own, const Glyphs& name) {
    return std::ranges::any_of(own.Called(&R::name, name), [&](const R* one) {
      return one->name.in.AnyValue([&](const Fact<Text>& text) {
        return text.known() && Match(name, GlyphsOf(*text->value)) != Tri::kNo;
      });
    });
  }

  void Push(What what, Naming naming, const Place& place, bool grants = false) {
    found_.push_back({.what = what,
                      .grants = grants,
                      .by = naming.by,
                      .to = std::move(naming.to),
                      .at = sources_.Spell(UsedAt(place)),
                      .unit = model_.path});
  }

  const Model& model_;
  const SourceMap& sources_;
  const Scenario base_ = {};
  Reads reads_;
  const ModelView view_{model_, base_, reads_};
  std::vector<Addition> found_;
};

}  // namespace

std::vector<Addition> AdditionsOf(const Model& model, const SourceMap& sources) {
  return Finder(model, sources).Find();
}

std::vector<FileId> BoundaryFiles(const Model& model, const SourceMap& sources) {
  std::vector<FileId> files;
  const Scenario base;
  Reads reads;
  const ModelView view{model, base, reads};
  for (const Policy& policy : model.policies) {
    const Fact<PolicyDocument>& document = view.Get(policy.document);
    const bool bounds = IsBoundary(view, policy) == Tri::kYes;
    if (!document.known() || !bounds || IsAttached(view, policy) == Tri::kYes) continue;
    const FileId file = sources.Spell(document->place.span).file;
    if (file != sources.Spell(policy.head.span).file) files.push_back(file);
  }
  return files;
}

}  // namespace execlint
