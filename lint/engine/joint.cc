#include "lint/engine/joint.h"

#include <algorithm>
#include <deque>
#include <iterator>
#include <utility>

#include "lint/model/environment.h"
#include "lint/model/resolve.h"
#include "lint/source/format.h"
#include "lint/value/value_store.h"

namespace execlint {
namespace {

// Of units that are loaded for one, so that a chain of templates that import from each other stays
// cheap.
constexpr std::size_t kMaxJoined = 24;
constexpr std::size_t kMaxNamed = 3;  // of candidates, in a sentence

// Notes what is asked for.
class Asked : public HandOvers {
 public:
  Traced Get(const HandOver& wanted, std::string_view, Span, const Scenario&, Reads&) override {
    wanted_.insert(wanted);
    return {};
  }
  Traced Member(const Symbol&, std::string_view, Span, const Scenario&, Reads&) override {
    return {};
  }
  Traced Subnets(ResourceId, std::string_view, Span, const Scenario&, Reads&) override {
    return {};
  }
  void Add(const HandOver& wanted) { wanted_.insert(wanted); }
  std::vector<HandOver> Take() { return {wanted_.begin(), wanted_.end()}; }

 private:
  std::set<HandOver> wanted_;
};

// A resource that others may know by its name.
struct Named {
  HandOver name = {};
  const Head* head = nullptr;
  Guard when = {};  // it has that name in these scenarios
};

// Kinds as lint/model/resolve.h and the front ends call them.
std::vector<Named> NamesOf(const Model& model) {
  std::vector<Named> names;
  const auto each = [&](const auto& resources, auto name, std::string_view kind) {
    for (const auto& resource : resources) {
      for (const Case<Fact<Text>>& one : (resource.*name).in.all()) {
        if (!one.value.known() || !one.value->known()) continue;
        names.push_back({NewHandOver(HandOver::By::kName, GlyphsOf(*one.value->value), kind),
                         &resource.head, one.when});
      }
    }
  };
  each(model.clusters, &Cluster::name, "cluster");
  each(model.task_definitions, &TaskDefinition::family, "task definition");
  each(model.roles, &Role::name, "role");
  each(model.policies, &Policy::name, "policy");
  each(model.log_groups, &LogGroup::name, "log group");
  each(model.vpcs, &Vpc::name, "VPC");
  each(model.subnets, &Subnet::name, "subnet");
  each(model.route_tables, &RouteTable::name, "route table");
  each(model.security_groups, &SecurityGroup::name, "security group");
  return names;
}

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
void Append(std::vector<T>& to, std::vector<T>& from, const std::string& unit) {
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
  each(&Model::log_groups);
  each(&Model::roles);
  each(&Model::policies);
  each(&Model::policy_attachments);
  each(&Model::exclusive_policies);
  each(&Model::keys);
  each(&Model::key_policies);
  each(&Model::vpcs);
  each(&Model::subnets);
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

// `the export `${...}-VpcId``
std::string InWords(const HandOver& wanted) {
  std::string name = wanted.name;
  for (std::size_t at; (at = name.find(HandOver::kUnknownPart)) != name.npos;) {
    name.replace(at, 1, "${...}");
  }
  std::replace(name.begin(), name.end(), '\n', ' ');
  switch (wanted.by) {
    case HandOver::By::kExport:
      return "the export `" + name + "`";
    case HandOver::By::kParameter:
      return "the SSM parameter `" + name + "`";
    case HandOver::By::kName:
      return "the " + wanted.kind + " `" + name + "`";
    case HandOver::By::kState:
      break;
  }
  return "the state `" + name + "`";
}

}  // namespace

std::unique_ptr<Model> LoadAlone(const UnitPlan& plan) {
  NoHandOvers nobody;
  return plan.load({.values = std::make_shared<ValueStore>(), .others = nobody}).model;
}

StandsAlone LoadByItself(const UnitPlan& plan) {
  Asked asked;
  Loaded loaded = plan.load({.values = std::make_shared<ValueStore>(), .others = asked});
  StandsAlone alone;
  for (const Offer& offer : loaded.offers) {
    alone.published.push_back({offer.what, offer.at, offer.by_default});
  }
  if (loaded.model != nullptr) {
    const Model& model = *loaded.model;
    if (model.region_certainty == Certainty::kCertain) alone.region = model.region;
    alone.account = model.account;
    alone.profile = model.profile;
    std::set<HandOver> own;
    for (const Named& one : NamesOf(*loaded.model)) {
      alone.published.push_back({one.name, one.head->span, false});
      own.insert(one.name);
    }
    for (const HandOver& name : NamesSaid(*loaded.model)) {
      if (!own.contains(name)) asked.Add(name);
    }
  }
  alone.wanted = asked.Take();
  alone.model = std::move(loaded.model);
  return alone;
}

// Loads a unit behind those that it reads from.
class UnitsByName::Joining {
 public:
  Joining(const UnitsByName& all, const One& reader)
      : all_(all), reader_(reader), values_(std::make_shared<ValueStore>()) {}

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
      if (part.model != nullptr) Append(*model, *part.model);
      for (const auto& [wanted, source] : sources_.at(part.unit)) {
        if (wanted.by != HandOver::By::kName || source.unit == nullptr) continue;
        if (!source.other_region.empty() && wanted.kind != "role") continue;
        model->named_elsewhere.push_back(
            {std::string(PathOf(*part.unit)), wanted, std::string(PathOf(*source.unit))});
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
      const Part* from = joining_.PartOf(source);
      if (from == nullptr) return {};
      const InUnit inside(values, joining_.PathOf(*source.unit));
      if (source.number >= from->offers.size()) {
        return joining_.Attribute(*from, source, part, at, scenario, reads);
      }
      const Offer& offer = from->offers[source.number];
      for (const Choice& choice : offer.when) reads.Look(scenario, choice.selector);
      if (!Holds(offer.when, scenario)) return {};
      const Traced value = offer.value(part, scenario, reads);
      if (!value) return NoOutput(*source.unit, part, at);
      if (!source.other_region.empty() && !joining_.IsGlobal(*from, value)) {
        return joining_.Untold(source.other_region, at);
      }
      const Span published = offer.part_at ? offer.part_at(part) : offer.at;
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
        if (part.model == nullptr || FindById(part.model->vpcs, vpc) == nullptr) continue;
        const InUnit inside(*joining_.values_, joining_.PathOf(*part.unit));
        return joining_.SubnetsIn(*part.model, vpc, name, at, scenario, reads);
      }
      return {};
    }

   private:
    Traced NoOutput(const One& unit, std::string_view output, Span at) {
      if (output.empty()) return {};
      const std::string& path = unit.plan->path;
      return joining_.Untold(Format("`{}` has no output `{}`", path.empty() ? "." : path, output),
                             at);
    }

    Joining& joining_;
    Sources sources_;
  };

  // False where nothing that the unit asks for is published in the project.
  bool LoadSources(const One& unit) {
    underway_.push_back(&unit);
    const auto [own, fresh] = sources_.emplace(&unit, all_.SourcesOf(unit));
    for (const auto& [wanted, source] : own->second) {
      const One* from = source.unit;
      const bool waits = std::find(underway_.begin(), underway_.end(), from) != underway_.end();
      if (from == nullptr || waits || IsLoaded(from) || parts_.size() >= kMaxJoined) continue;
      LoadSources(*from);
      LoadPart(*from);
    }
    underway_.pop_back();
    return !own->second.empty();
  }

  // Empty for the unit that the model is of.
  std::string_view PathOf(const One& unit) const {
    return &unit == &reader_ ? std::string_view() : std::string_view(unit.plan->path);
  }

  void LoadPart(const One& unit) {
    const std::string_view path = PathOf(unit);
    Given& given = given_.emplace_back(*this, sources_.at(&unit));
    const InUnit inside(*values_, path);
    const UnitPlan& plan = &unit == &reader_ ? *unit.plan : *unit.whole;
    Loaded loaded = plan.load({.values = values_, .others = given, .selectors = selectors_});
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

  // Of a resource that has the name in this scenario.
  Traced Attribute(const Part& from, const Source& source, std::string_view attribute, Span at,
                   const Scenario& scenario, Reads& reads) {
    const std::size_t number = source.number - from.offers.size();
    if (number >= from.names.size()) return {};
    const Named& named = from.names[number];
    for (const Choice& choice : named.when) reads.Look(scenario, choice.selector);
    if (!Holds(named.when, scenario)) return {};
    const bool global = named.name.kind == "role" || named.name.kind == "policy";
    if (!source.other_region.empty() && !global) return Untold(source.other_region, at);
    const Symbol* symbol = values_->Intern({.why = Why::kComputedByAws,
                                            .name = Format("{}.{}", named.head->address, attribute),
                                            .at = at,
                                            .resource = named.head->id,
                                            .attribute = std::string(attribute)});
    return values_->Via({values_->Unknown(symbol, at)}, RouteStep::How::kByName, named.head->span);
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
          return Untold(Format("whether the subnet `{}` is called `{}`", subnet.head.address, name),
                        at);
        }
        if (is == Tri::kNo) continue;
      }
      const Symbol* symbol = values_->Intern({.why = Why::kComputedByAws,
                                              .name = subnet.head.address + ".id",
                                              .at = at,
                                              .resource = subnet.head.id,
                                              .attribute = "id"});
      ids.push_back(
          values_->Via({values_->Unknown(symbol, at)}, RouteStep::How::kByName, subnet.head.span));
    }
    if (ids.empty()) return {};
    return {values_->List(ids, at)};
  }

  Traced Untold(const std::string& why, Span at) {
    const Symbol* symbol = values_->Intern(
        {.why = Why::kHandOver, .name = why, .naming = Symbol::Naming::kWords, .at = at});
    return {values_->Unknown(symbol, at)};
  }

  const UnitsByName& all_;
  const One& reader_;
  std::shared_ptr<ValueStore> values_;
  std::vector<Selector> selectors_;
  std::map<const One*, Sources> sources_;
  std::vector<const One*> underway_;
  std::deque<Part> parts_;
  std::deque<Given> given_;
};

void UnitsByName::Add(const UnitPlan& plan, const StandsAlone& alone) {
  units_.insert_or_assign(plan.path, One{&plan, &plan, alone.wanted, alone.published, alone.region,
                                         alone.account, alone.profile});
}

void UnitsByName::AddWhole(const UnitPlan& plan) {
  const auto unit = units_.find(plan.path);
  if (unit != units_.end()) unit->second.whole = &plan;
}

std::unique_ptr<Model> UnitsByName::LoadJoint(std::string_view path,
                                              const std::set<std::string>& adders) const {
  const auto unit = units_.find(path);
  if (unit == units_.end()) return nullptr;
  std::vector<const One*> behind;
  for (const std::string& adder : adders) {
    if (const auto found = units_.find(adder); found != units_.end()) {
      behind.push_back(&found->second);
    }
  }
  return Joining(*this, unit->second).Load(behind);
}

bool UnitsByName::MayMeet(std::string_view reader, std::string_view path) const {
  const auto a = units_.find(reader), b = units_.find(path);
  if (a == units_.end() || b == units_.end()) return false;
  std::set<const One*> met = {&b->second};
  for (const auto& [wanted, source] : SourcesOf(b->second)) met.insert(source.unit);
  const Sources sources = SourcesOf(a->second);
  return std::any_of(sources.begin(), sources.end(), [&](const auto& one) {
    return one.second.unit != nullptr && met.contains(one.second.unit);
  });
}

namespace {

std::string FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? "" : std::string(path.substr(0, slash));
}

// A backend of which nothing is written: both have the same type.
bool IsPartial(const HandOver& published, const HandOver& wanted) {
  if (published.by != HandOver::By::kState || wanted.by != HandOver::By::kState) return false;
  const std::string_view type =
      std::string_view(published.name).substr(0, published.name.find('\n'));
  const std::string_view rest = std::string_view(published.name).substr(type.size());
  return wanted.name.starts_with(std::string(type) + "\n") &&
         rest.find_first_not_of(std::string_view("\n\x01")) == rest.npos;
}

}  // namespace

std::string UnitsByName::PlacesOf(const std::vector<Candidate>& all) const {
  std::string places;
  for (std::size_t i = 0; i < all.size() && i < kMaxNamed; ++i) {
    const Span at = sources_.Spell(all[i].unit->published[all[i].number].at);
    if (!places.empty()) places += i + 1 == all.size() ? " and " : ", ";
    places += Format("{}:{}", sources_.path(at.file), sources_.Locate(at.file, at.begin).line);
  }
  if (all.size() > kMaxNamed) places += Format(" and {} more places", all.size() - kMaxNamed);
  return places;
}

std::vector<UnitsByName::Candidate> UnitsByName::CandidatesFor(const HandOver& wanted,
                                                               const One& reader,
                                                               bool& by_name) const {
  std::vector<Candidate> same, alike, by_folder;
  for (const auto& [path, unit] : units_) {
    if (&unit == &reader) continue;
    const auto add = [&, from = &unit](std::vector<Candidate>& to, std::size_t number) {
      if (to.empty() || to.back().unit != from) to.push_back({from, number});
    };
    for (std::size_t i = 0; i < unit.published.size(); ++i) {
      const HandOver& published = unit.published[i].what;
      const Tri is = Same(wanted, published);
      if (is != Tri::kNo) add(is == Tri::kYes ? same : alike, i);
      const std::string_view folder = std::string_view(path).substr(path.rfind('/') + 1);
      if (IsPartial(published, wanted) && !folder.empty() && FolderInKey(wanted) == folder) {
        add(by_folder, i);
      }
    }
  }
  by_name = same.empty() || wanted.by == HandOver::By::kName;
  // Two names with an unknown part are no reason to take one thing for another.
  if (same.empty() && wanted.by == HandOver::By::kName) return {};
  std::vector<Candidate>& found = !same.empty() ? same : !alike.empty() ? alike : by_folder;
  if (found.size() == 1) by_name |= found.front().unit->published[found.front().number].by_default;
  if (found.size() < 2) return found;
  // Of twins, the one beside the reader, or of the reader's environment.
  const auto only = [&](auto&& is) -> const Candidate* {
    return std::count_if(found.begin(), found.end(), is) == 1
               ? &*std::find_if(found.begin(), found.end(), is)
               : nullptr;
  };
  const std::string folder = FolderOf(reader.plan->path);
  const std::string environment = EnvironmentWord(reader.plan->path);
  const Candidate* own =
      only([&](const Candidate& one) { return FolderOf(one.unit->plan->path) == folder; });
  if (own == nullptr) {
    own = only(
        [&](const Candidate& one) { return EnvironmentWord(one.unit->plan->path) == environment; });
  }
  if (own == nullptr) return found;
  return {*own};
}

// What speaks against taking something from there; empty: nothing.
std::string UnitsByName::AgainstTaking(const One& reader, const One& source) {
  const auto differ = [](const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
  };
  const auto told = [](std::string_view what, const std::string& there, const std::string& here) {
    return Format("is for the {} `{}`, while this is for `{}`", what, there, here);
  };
  if (differ(reader.account, source.account)) {
    return told("account", source.account, reader.account);
  }
  if (differ(reader.profile, source.profile)) {
    return told("profile", source.profile, reader.profile);
  }
  const Environment here = ClassifyWord(reader.plan->path);
  const Environment there = ClassifyWord(source.plan->path);
  const bool known = here != Environment::kUnclassified && there != Environment::kUnclassified;
  if (!known || here == there) return "";
  return Format("is {}, while this is {}", EnvironmentName(there), EnvironmentName(here));
}

UnitsByName::Sources UnitsByName::SourcesOf(const One& reader) const {
  Sources sources;
  for (const HandOver& wanted : reader.wanted) {
    bool by_name = false;
    const std::vector<Candidate> found = CandidatesFor(wanted, reader, by_name);
    if (found.empty()) continue;
    Source& source = sources[wanted];
    source.by_name = by_name;
    const std::string places = PlacesOf(found);
    if (found.size() > 1) {
      source.why = Format("{} may be any of those at {}", InWords(wanted), places);
      continue;
    }
    const One& unit = *found.front().unit;
    if (const std::string against = AgainstTaking(reader, unit); !against.empty()) {
      source.why = Format("{} at {} {}", InWords(wanted), places, against);
      continue;
    }
    if (!reader.region.empty() && !unit.region.empty() && reader.region != unit.region) {
      source.other_region = Format("{} at {} is for the region `{}`, while this is for `{}`",
                                   InWords(wanted), places, unit.region, reader.region);
    }
    source.unit = &unit;
    source.number = found.front().number;
  }
  return sources;
}

}  // namespace execlint
