#include "lint/engine/joint.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lint/model/environment.h"
#include "lint/model/resolve.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"
#include "lint/value/value_store.h"

namespace execlint {
namespace {

using One = UnitsByName::One;
using Source = UnitsByName::Source;
using Sources = UnitsByName::Sources;

// Of units that are loaded for one, so that a chain of templates that import from each other stays
// cheap.
constexpr std::size_t kMaxJoined = 24;

// What is interned while it lives belongs to the unit.
class InUnit {
 public:
  InUnit(ValueStore& values, std::string_view path)
      : values_(values), before_(values.EnterUnit(path)) {}
  ~InUnit() { values_.EnterUnit(before_); }
  InUnit(const InUnit&) = delete;
  InUnit& operator=(const InUnit&) = delete;

 private:
  ValueStore& values_;
  std::string_view before_;
};

template <class T>
void Append(Resources<T>& to, Resources<T>& from, const std::string& unit) {
  for (T& one : from) {
    one.head.site.unit = unit;
    to.push_back(std::move(one));
  }
}

// The resources of a unit that `to` reads from. What launches tasks there, and what is wrong there,
// is told of that unit.
void Append(Model& to, Model& from) {
  const auto each = [&](auto member) { Append(to.*member, from.*member, from.path); };
  each(&Model::task_definitions);
  each(&Model::clusters);
  each(&Model::capacity_providers);
  each(&Model::capacity_provider_associations);
  each(&Model::instance_groups);
  each(&Model::launch_settings);
  each(&Model::elastic_ips);
  each(&Model::log_groups);
  each(&Model::roles);
  each(&Model::policies);
  each(&Model::policy_attachments);
  each(&Model::exclusive_policies);
  each(&Model::organization_policies);
  each(&Model::keys);
  each(&Model::key_policies);
  each(&Model::vpcs);
  each(&Model::subnets);
  each(&Model::prefix_lists);
  each(&Model::prefix_list_entries);
  each(&Model::route_tables);
  each(&Model::routes);
  each(&Model::route_table_associations);
  each(&Model::nat_gateways);
  each(&Model::internet_gateways);
  each(&Model::vpc_endpoints);
  each(&Model::vpc_endpoint_policies);
  each(&Model::network_acls);
  each(&Model::network_acl_entries);
  each(&Model::network_acl_associations);
  each(&Model::security_groups);
  each(&Model::security_group_rules);
  each(&Model::private_zones);
  each(&Model::resolver_rules);
  each(&Model::dhcp_options);
  each(&Model::endpoint_dns);
  each(&Model::unread_settings);
  each(&Model::public_access_blocks);
  each(&Model::name_associations);
  for (auto& [id, escapes] : from.escapes) {
    auto& all = to.escapes[id];
    std::move(escapes.begin(), escapes.end(), std::back_inserter(all));
  }
  to.opaque_elsewhere |=
      from.opaque_elsewhere || (from.source == Model::Source::kTemplate && !from.opaque.empty());
}

// Loads a unit behind those that it reads from.
class Joining {
 public:
  Joining(const UnitsByName& units, const One& reader)
      : units_(units), reader_(reader), values_(std::make_shared<ValueStore>(units.limits())) {}

  std::unique_ptr<Model> Load(const std::vector<const One*>& adders) {
    if (!LoadSources(reader_) && adders.empty()) return nullptr;
    LoadPart(reader_);
    for (const One* adder : adders) {
      LoadSources(*adder);
      if (!IsLoaded(adder)) LoadPart(*adder);
    }
    std::unique_ptr<Model> model;
    for (Part& part : parts_) {
      if (part.unit == &reader_) model = std::move(part.model);
    }
    if (model == nullptr) return nullptr;
    for (Part& part : parts_) {
      if (part.model != nullptr) {
        for (Model::UnreadCall& call : part.model->unread_calls) {
          call.unit = PathOf(*part.unit);
          model->unread_calls.push_back(std::move(call));
        }
        Append(*model, *part.model);
      }
      for (const auto& [wanted, source] : sources_.at(part.unit)) {
        if (wanted.by != HandOver::By::kName) continue;
        const std::string from(PathOf(*part.unit));
        const bool away = !source.other_region.empty() && wanted.kind != "role";
        if (away || source.unit == nullptr) {
          const std::string& why = away ? source.other_region : source.why;
          model->named_elsewhere.push_back({.from = from, .name = wanted, .why = why});
        } else {
          const std::string unit(PathOf(*source.unit));
          model->named_elsewhere.push_back({.from = from, .name = wanted, .unit = unit});
        }
      }
    }
    model->selectors = std::move(selectors_);
    return model;
  }

 private:
  struct Part {
    const One* unit = nullptr;
    std::unique_ptr<Model> model = {};
    std::vector<Offer> offers = {};
    std::vector<Named> names = {};
    decltype(Loaded::member) member = {};
  };

  // Answers what one unit asks for.
  class Given : public HandOvers {
   public:
    Given(Joining& joining, Sources sources) : joining_(joining), sources_(std::move(sources)) {}

    Traced Get(const HandOver& wanted, std::string_view part, Span at, const Scenario& scenario,
               Reads& reads) override {
      const auto found = sources_.find(wanted);
      if (found == sources_.end()) return {};
      const Source& source = found->second;
      ValueStore& values = *joining_.values_;
      if (source.unit == nullptr) return joining_.Untold(source.why, at);
      if (joining_.left_out_.contains(source.unit)) {
        return joining_.Untold(Format("`{}` is one unit more than execlint reads together",
                                      PathInWords(source.unit->plan->path)),
                               at, Why::kLimit);
      }
      const Part* from = joining_.PartOf(source);
      if (from == nullptr) return {};
      const InUnit inside(values, joining_.PathOf(*source.unit));
      if (wanted.by == HandOver::By::kName) {
        return joining_.Attribute(*from, wanted, source, part, at, scenario, reads);
      }
      const Offer* offer = OfferOf(wanted, source, *from, scenario, reads);
      if (offer == nullptr) return {};
      const Traced value = offer->value(part, scenario, reads);
      // A state holds no output that is null.
      const bool null = value && value->is_null() && wanted.by == HandOver::By::kState;
      if (null && PassesDefault(value.route)) {
        return joining_.Untold(
            Format("`{}` may have no output `{}`", PathInWords(source.unit->plan->path), part), at);
      }
      if (!value || (null && !part.empty())) return NoOutput(source, part, at);
      if (!source.other_region.empty() && !joining_.IsGlobal(*from, value)) {
        return joining_.Untold(source.other_region, at);
      }
      const Span published = offer->part_at ? offer->part_at(part) : offer->at;
      return values.Via(
          value, source.by_name ? RouteStep::How::kByName : RouteStep::How::kHandedOver, published);
    }
    Traced Member(const Symbol& resource, std::string_view name, Span at, const Scenario& scenario,
                  Reads& reads) override {
      for (const Part& part : joining_.parts_) {
        if (joining_.PathOf(*part.unit) != resource.unit || !part.member) continue;
        const InUnit inside(*joining_.values_, resource.unit);
        return part.member(resource, name, at, scenario, reads);
      }
      return {};
    }

    Traced Subnets(ResourceId vpc, std::string_view name, Span at, const Scenario& scenario,
                   Reads& reads) override {
      for (const Part& part : joining_.parts_) {
        if (part.model == nullptr || part.model->vpcs.Find(vpc) == nullptr) continue;
        const InUnit inside(*joining_.values_, joining_.PathOf(*part.unit));
        return joining_.SubnetsIn(*part.model, vpc, name, at, scenario, reads);
      }
      return {};
    }

   private:
    // The one that is called so in this scenario, or that may be.
    const Offer* OfferOf(const HandOver& wanted, const Source& source, const Part& from,
                         const Scenario& scenario, Reads& reads) {
      const Offer* alike = nullptr;
      for (const auto& [offer, same] : OffersFor(wanted, source, from)) {
        for (const Choice& choice : offer->when) reads.Look(scenario, choice.selector);
        if (!Holds(offer->when, scenario)) continue;
        if (same == Tri::kYes) return offer;
        // The one that says most of its name.
        if (alike == nullptr || offer->what.name.size() > alike->what.name.size()) alike = offer;
      }
      return alike;
    }

    // Those that are or may be called so in some scenario, and which of the two.
    using Offers = std::vector<std::pair<const Offer*, Tri>>;
    const Offers& OffersFor(const HandOver& wanted, const Source& source, const Part& from) {
      const auto [known, fresh] = offers_.try_emplace(wanted);
      if (!fresh) return known->second;
      for (const Offer& offer : from.offers) {
        const Tri same = Same(wanted, offer.what);
        if (same != Tri::kNo || (source.by_folder && LeftOpen(offer.what, wanted))) {
          known->second.emplace_back(&offer, same);
        }
      }
      return known->second;
    }

    Traced NoOutput(const Source& source, std::string_view output, Span at) {
      if (output.empty()) return {};
      const std::string& path = source.unit->plan->path;
      return joining_.Untold(Format("`{}` has no output `{}`", PathInWords(path), output), at,
                             source.by_name ? Why::kHandOver : Why::kNotHandedOver);
    }

    Joining& joining_;
    Sources sources_;
    std::map<HandOver, Offers> offers_;
  };

  // False where nothing that the unit asks for is published in the project.
  bool LoadSources(const One& unit) {
    const auto [own, fresh] = sources_.emplace(&unit, units_.SourcesOf(unit));
    for (const auto& [wanted, source] : own->second) {
      const One* from = source.unit;
      // Loaded, or waiting for this one.
      const bool met = sources_.contains(from);
      if (from == nullptr || met) continue;
      if (sources_.size() > kMaxJoined) {
        left_out_.insert(from);
        continue;
      }
      LoadSources(*from);
      LoadPart(*from, WorkspaceOf(*from, own->second));
    }
    return !own->second.empty();
  }

  // The one workspace of which all states are read that a unit hands over; empty: there are
  // several, or the one that is chosen for both.
  static std::string WorkspaceOf(const One& unit, const Sources& sources) {
    std::set<std::string> all;
    for (const auto& [wanted, source] : sources) {
      if (wanted.by == HandOver::By::kState && source.unit == &unit) all.insert(source.workspace);
    }
    return all.size() == 1 ? *all.begin() : "";
  }

  // Empty for the unit that the model is of.
  std::string_view PathOf(const One& unit) const {
    return &unit == &reader_ ? std::string_view() : std::string_view(unit.plan->path);
  }

  void LoadPart(const One& unit, const std::string& workspace = "") {
    const std::string_view path = PathOf(unit);
    Given& given = given_.emplace_back(*this, sources_.at(&unit));
    const InUnit inside(*values_, path);
    const UnitPlan& plan = &unit == &reader_ ? *unit.plan : *unit.whole;
    Loaded loaded = plan.load(
        {.values = values_, .others = given, .selectors = selectors_, .workspace = workspace});
    Part& part = parts_.emplace_back(Part{.unit = &unit});
    if (loaded.model == nullptr) return;
    const std::size_t before = selectors_.size();
    selectors_ = loaded.model->selectors;
    for (std::size_t i = before; i < selectors_.size(); ++i) {
      selectors_[i].unit = path;
      selectors_[i].tie = TieOf(selectors_[i]);
    }
    part.model = std::move(loaded.model);
    part.offers = std::move(loaded.offers);
    part.names = NamesOf(*part.model);
    part.member = std::move(loaded.member);
  }

  bool IsLoaded(const One* unit) const {
    return std::any_of(parts_.begin(), parts_.end(),
                       [&](const Part& part) { return part.unit == unit; });
  }

  const Part* PartOf(const Source& source) const {
    const auto found = std::find_if(parts_.begin(), parts_.end(),
                                    [&](const Part& part) { return part.unit == source.unit; });
    return found == parts_.end() ? nullptr : &*found;
  }

  // Of the resource that has the name in this scenario.
  Traced Attribute(const Part& from, const HandOver& wanted, const Source& source,
                   std::string_view attribute, Span at, const Scenario& scenario, Reads& reads) {
    const bool global = wanted.kind == "role" || wanted.kind == "policy";
    if (!source.other_region.empty() && !global) return Untold(source.other_region, at);
    const Head* found = nullptr;
    for (const Named& named : from.names) {
      if (named.name != wanted) continue;
      for (const Choice& choice : named.when) reads.Look(scenario, choice.selector);
      if (!Holds(named.when, scenario)) continue;
      if (found != nullptr && found->id != named.head->id) {
        return Untold(
            Format("`{}` and `{}` have the same name", found->address, named.head->address), at);
      }
      found = named.head;
    }
    if (found == nullptr) return {};
    const bool is_name =
        attribute == "family" && wanted.name.find(HandOver::kEnvironmentPart) == std::string::npos;
    const execlint::Part text{.text = values_->Keep(wanted.name), .from = at, .verbatim = false};
    const Traced value = is_name ? Traced{values_->String(std::span(&text, 1), at)}
                                 : AttributeOf(*found, attribute, at);
    return values_->Via(value, RouteStep::How::kByName, found->span);
  }

  Traced AttributeOf(const Head& head, std::string_view attribute, Span at) {
    const Symbol* symbol = values_->Intern({.why = Why::kComputedByAws,
                                            .name = Format("{}.{}", head.address, attribute),
                                            .at = at,
                                            .resource = head.id,
                                            .attribute = std::string(attribute)});
    return {values_->Unknown(symbol, at)};
  }

  // IAM is the same in all regions.
  static bool IsGlobal(const Part& from, Traced value) {
    if (value->is_list()) {
      return std::all_of(value->items().begin(), value->items().end(),
                         [&](const Traced& item) { return IsGlobal(from, item); });
    }
    const ResourceId id = ReferencedResource(value).resource;
    const auto has = [&](const auto& all) {
      return std::any_of(all.begin(), all.end(),
                         [&](const auto& one) { return one.head.id == id; });
    };
    return id == ResourceId::kNone ||
           (from.model != nullptr && (has(from.model->roles) || has(from.model->policies)));
  }

  Traced SubnetsIn(const Model& model, ResourceId vpc, std::string_view name, Span at,
                   const Scenario& scenario, Reads& reads) {
    const ModelView view{model, scenario, reads};
    const Glyphs pattern = WithWildcards(GlyphsOf(name));
    std::vector<Traced> ids;
    for (const Subnet& subnet : model.subnets) {
      const Fact<Ref>& of = view.Get(subnet.vpc);
      if (!of.known() || of->target != vpc || view.Get(subnet.head.exists).Is(false)) continue;
      const Fact<Text>& called = view.Get(subnet.name);
      if (!name.empty()) {
        const Tri is = called.known()                ? Match(pattern, GlyphsOf(*called->value))
                       : called.unknown() != nullptr ? Tri::kMaybe
                                                     : Tri::kNo;
        if (is == Tri::kMaybe) {
          return Untold(Format("whether the subnet `{}` is named `{}`", subnet.head.address, name),
                        at);
        }
        if (is == Tri::kNo) continue;
      }
      ids.push_back(values_->Via(AttributeOf(subnet.head, "id", at), RouteStep::How::kByName,
                                 subnet.head.span));
    }
    if (ids.empty()) return {};
    return {values_->List(ids, at)};
  }

  Traced Untold(const std::string& reason, Span at, Why why = Why::kHandOver) {
    const Symbol* symbol = values_->Intern({.why = why,
                                            .name = reason,
                                            .naming = Symbol::Naming::kWords,
                                            .at = at,
                                            .fails = why == Why::kNotHandedOver});
    return {values_->Unknown(symbol, at)};
  }

  const UnitsByName& units_;
  const One& reader_;
  std::shared_ptr<ValueStore> values_;
  std::vector<Selector> selectors_;
  std::map<const One*, Sources> sources_;
  std::set<const One*> left_out_;  // beyond kMaxJoined
  std::deque<Part> parts_;
  std::deque<Given> given_;
};

}  // namespace

std::unique_ptr<Model> LoadJoint(const UnitsByName& units, const UnitPlan& plan,
                                 const std::vector<const UnitsByName::One*>& adders) {
  const One* unit = units.Find(plan);
  return unit == nullptr ? nullptr : Joining(units, *unit).Load(adders);
}

}  // namespace execlint
