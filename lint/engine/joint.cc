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

// Calls `f` with each list of resources that units get from those that they read from.
template <class F>
void ForEachList(F&& f) {
  f(&Model::task_definitions);
  f(&Model::clusters);
  f(&Model::capacity_providers);
  f(&Model::capacity_provider_associations);
  f(&Model::instance_groups);
  f(&Model::launch_settings);
  f(&Model::elastic_ips);
  f(&Model::log_groups);
  f(&Model::roles);
  f(&Model::policies);
  f(&Model::policy_attachments);
  f(&Model::exclusive_policies);
  f(&Model::organization_policies);
  f(&Model::keys);
  f(&Model::key_policies);
  f(&Model::vpcs);
  f(&Model::subnets);
  f(&Model::prefix_lists);
  f(&Model::prefix_list_entries);
  f(&Model::route_tables);
  f(&Model::routes);
  f(&Model::route_table_associations);
  f(&Model::nat_gateways);
  f(&Model::internet_gateways);
  f(&Model::vpc_endpoints);
  f(&Model::vpc_endpoint_policies);
  f(&Model::network_acls);
  f(&Model::network_acl_entries);
  f(&Model::network_acl_associations);
  f(&Model::security_groups);
  f(&Model::security_group_rules);
  f(&Model::private_zones);
  f(&Model::resolver_rules);
  f(&Model::dhcp_options);
  f(&Model::endpoint_dns);
  f(&Model::unread_settings);
  f(&Model::public_access_blocks);
  f(&Model::name_associations);
}

// Adds the resources of a unit that `to` reads from. What launches tasks there, and what is wrong
// there, is told of that unit.
void Append(Model& to, const Model& from) {
  ForEachList([&](auto list) {
    (to.*list).reserve((to.*list).size() + (from.*list).size());
    for (const auto& one : from.*list) {
      (to.*list).push_back(one);
      (to.*list).back().head.site.unit = from.path;
    }
  });
  for (const auto& [id, escapes] : from.escapes) {
    auto& all = to.escapes[id];
    all.insert(all.end(), escapes.begin(), escapes.end());
  }
  const bool opaque = from.source == Model::Source::kTemplate && !from.opaque.empty();
  if (opaque && !to.opaque_elsewhere) to.opaque_elsewhere = from.opaque[0];
  for (Model::UnreadCall call : from.unread_calls) {
    if (call.unit.empty()) call.unit = from.path;
    to.unread_calls.push_back(std::move(call));
  }
}

// The same with what many models have in common.
void PutBehind(Model& to, const Model& common) {
  ForEachList([&](auto list) { (to.*list).PutBehind(common.*list); });
  to.common = &common;
  if (!to.opaque_elsewhere) to.opaque_elsewhere = common.opaque_elsewhere;
  to.unread_calls.insert(to.unread_calls.end(), common.unread_calls.begin(),
                         common.unread_calls.end());
  to.named_elsewhere.insert(to.named_elsewhere.end(), common.named_elsewhere.begin(),
                            common.named_elsewhere.end());
}

// The one workspace of which all states are read that a unit hands over; empty: there are
// several, or the one that is chosen for both.
std::string WorkspaceOf(const One& unit, const Sources& sources) {
  std::set<std::string> all;
  for (const auto& [wanted, source] : sources) {
    if (wanted.by == HandOver::By::kState && source.unit == &unit) all.insert(source.workspace);
  }
  return all.size() == 1 ? *all.begin() : "";
}

}  // namespace

// Loads units into one store: a unit behind those that it reads from, or these alone.
class JointSources::Joining {
 public:
  Joining(const UnitsByName& units, const ReadOrder& order)
      : units_(units), values_(std::make_shared<ValueStore>(units.limits())) {
    for (const auto& [unit, workspace] : order) {
      sources_.emplace(unit, units_.SourcesOf(*unit));
      LoadPart(*unit, workspace);
    }
    for (const Part& part : parts_) {
      if (part.model != nullptr) Append(common_, *part.model);
      AddNamedElsewhere(part, common_);
    }
    size_ = values_->bytes();
  }
  // Behind those of `base`.
  Joining(const UnitsByName& units, const One& reader, const Joining& base)
      : units_(units),
        reader_(&reader),
        base_(&base),
        values_(std::make_shared<ValueStore>(base.values_)),
        selectors_(base.selectors_) {}

  std::unique_ptr<Model> Load(const std::vector<const One*>& adders) {
    if (!LoadSources(*reader_) && adders.empty()) return nullptr;
    LoadPart(*reader_);
    for (const One* adder : adders) {
      LoadSources(*adder);
      if (PartOf(*adder) == nullptr) LoadPart(*adder);
    }
    const Part* own = PartOf(*reader_);
    if (own->model == nullptr) return nullptr;
    auto model = std::make_unique<Model>(std::move(*own->model));
    for (const Part& part : parts_) {
      if (&part != own && part.model != nullptr) Append(*model, *part.model);
      AddNamedElsewhere(part, *model);
    }
    PutBehind(*model, base_->common_);
    model->selectors = std::move(selectors_);
    return model;
  }

  bool overgrown() const { return values_->bytes() > size_ + Budget::kLarge; }

 private:
  struct Part {
    const One* unit = nullptr;
    std::shared_ptr<ValueStore> values = {};  // that it was loaded into
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
      if (source.unit == nullptr) return joining_.Untold(source.why, at);
      if (joining_.left_out_.contains(source.unit)) {
        return joining_.Untold(Format("`{}` is one unit more than execlint reads together",
                                      PathInWords(source.unit->plan->path)),
                               at, Why::kLimit);
      }
      const Part* from = joining_.PartOf(*source.unit);
      if (from == nullptr) return {};
      const InUnit inside(*from->values, joining_.PathOf(*source.unit));
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
      return joining_.values_->Via(
          value, source.by_name ? RouteStep::How::kByName : RouteStep::How::kHandedOver, published);
    }
    Traced Member(const Symbol& resource, std::string_view name, Span at, const Scenario& scenario,
                  Reads& reads) override {
      const Part* part = joining_.FindPart([&](const Part& one) {
        return joining_.PathOf(*one.unit) == resource.unit && one.member;
      });
      if (part == nullptr) return {};
      const InUnit inside(*part->values, resource.unit);
      return part->member(resource, name, at, scenario, reads);
    }

    Traced Subnets(ResourceId vpc, std::string_view name, Span at, const Scenario& scenario,
                   Reads& reads) override {
      const Part* part = joining_.FindPart([&](const Part& one) {
        return one.model != nullptr && one.model->vpcs.Find(vpc) != nullptr;
      });
      if (part == nullptr) return {};
      const InUnit inside(*part->values, joining_.PathOf(*part->unit));
      return joining_.SubnetsIn(*part, vpc, name, at, scenario, reads);
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
      if (from == nullptr || IsMet(from)) continue;
      if (sources_.size() > kMaxJoined) {
        left_out_.insert(from);
        continue;
      }
      LoadSources(*from);
      LoadPart(*from, WorkspaceOf(*from, own->second));
    }
    return !own->second.empty();
  }
  bool IsMet(const One* unit) const {
    return sources_.contains(unit) || (base_ != nullptr && base_->IsMet(unit));
  }

  // Empty for the unit that the model is of.
  std::string_view PathOf(const One& unit) const {
    return &unit == reader_ ? std::string_view() : std::string_view(unit.plan->path);
  }

  void LoadPart(const One& unit, const std::string& workspace = "") {
    const std::string_view path = PathOf(unit);
    Given& given = given_.emplace_back(*this, sources_.at(&unit));
    const InUnit inside(*values_, path);
    const UnitPlan& plan = &unit == reader_ ? *unit.plan : *unit.whole;
    Loaded loaded = plan.load(
        {.values = values_, .others = given, .selectors = selectors_, .workspace = workspace});
    Part& part = parts_.emplace_back(Part{.unit = &unit, .values = values_});
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

  // In the order in which they were loaded.
  template <class Is>
  const Part* FindPart(Is&& is) const {
    const Part* found = base_ == nullptr ? nullptr : base_->FindPart(is);
    if (found != nullptr) return found;
    const auto own = std::find_if(parts_.begin(), parts_.end(), is);
    return own == parts_.end() ? nullptr : &*own;
  }
  void AddNamedElsewhere(const Part& part, Model& to) const {
    for (const auto& [wanted, source] : sources_.at(part.unit)) {
      if (wanted.by != HandOver::By::kName) continue;
      const std::string from(PathOf(*part.unit));
      const bool away = !source.other_region.empty() && wanted.kind != "role";
      if (away || source.unit == nullptr) {
        const std::string& why = away ? source.other_region : source.why;
        to.named_elsewhere.push_back({.from = from, .name = wanted, .why = why});
      } else {
        const std::string unit(PathOf(*source.unit));
        to.named_elsewhere.push_back({.from = from, .name = wanted, .unit = unit});
      }
    }
  }
  const Part* PartOf(const One& unit) const {
    return FindPart([&](const Part& part) { return part.unit == &unit; });
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
                                 : AttributeOf(*found, attribute, at, *from.values);
    return values_->Via(value, RouteStep::How::kByName, found->span);
  }

  // `values`: of the unit that has the resource.
  static Traced AttributeOf(const Head& head, std::string_view attribute, Span at,
                            ValueStore& values) {
    const Symbol* symbol = values.Intern({.why = Why::kComputedByAws,
                                          .name = Format("{}.{}", head.address, attribute),
                                          .at = at,
                                          .resource = head.id,
                                          .attribute = std::string(attribute)});
    return {values.Unknown(symbol, at)};
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

  Traced SubnetsIn(const Part& from, ResourceId vpc, std::string_view name, Span at,
                   const Scenario& scenario, Reads& reads) {
    const Model& model = *from.model;
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
      ids.push_back(values_->Via(AttributeOf(subnet.head, "id", at, *from.values),
                                 RouteStep::How::kByName, subnet.head.span));
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
  const One* const reader_ = nullptr;    // null: what others read from
  const Joining* const base_ = nullptr;  // of a reader
  const std::shared_ptr<ValueStore> values_;
  std::vector<Selector> selectors_;
  std::map<const One*, Sources> sources_;
  std::set<const One*> left_out_;  // beyond kMaxJoined
  std::deque<Part> parts_;
  std::deque<Given> given_;
  // Of what others read from, once all is loaded:
  Model common_;
  std::size_t size_ = 0;  // of the values
};

JointSources::JointSources(const UnitsByName& units, const ReadOrder& order)
    : joining_(std::make_unique<Joining>(units, order)) {}
JointSources::~JointSources() = default;

bool JointSources::overgrown() const { return joining_->overgrown(); }

std::unique_ptr<Model> LoadJoint(const UnitsByName& units, const UnitPlan& plan,
                                 JointSources& sources,
                                 const std::vector<const UnitsByName::One*>& adders) {
  const One* unit = units.Find(plan);
  return unit == nullptr ? nullptr
                         : JointSources::Joining(units, *unit, sources.joining()).Load(adders);
}

namespace {

// Goes through the units that a reader reads from as Joining loads them.
class Order {
 public:
  Order(const UnitsByName& units, const One& reader) : units_(units), reader_(reader) {
    met_.insert(&reader);
    Visit(reader);
  }
  ReadOrder Result() && { return shared_ ? std::move(order_) : ReadOrder(); }

 private:
  void Visit(const One& unit) {
    const Sources own = units_.SourcesOf(unit);
    for (const auto& [wanted, source] : own) {
      const One* from = source.unit;
      shared_ = shared_ && (from != &reader_ || &unit == &reader_);
      if (from == nullptr || met_.contains(from)) continue;
      shared_ = shared_ && met_.size() <= kMaxJoined;
      if (!shared_) return;
      met_.insert(from);
      Visit(*from);
      order_.emplace_back(from, WorkspaceOf(*from, own));
    }
  }

  const UnitsByName& units_;
  const One& reader_;
  std::set<const One*> met_;
  ReadOrder order_;
  bool shared_ = true;
};

}  // namespace

ReadOrder ReadOrderOf(const UnitsByName& units, const UnitPlan& plan) {
  const One* unit = units.Find(plan);
  return unit == nullptr ? ReadOrder() : Order(units, *unit).Result();
}

}  // namespace execlint
