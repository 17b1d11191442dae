#include "lint/model/resolve.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>
#include <string>
#include <tuple>

#include "lint/value/glyphs.h"
#include "lint/value/predeclared.h"

namespace execlint {
namespace {

// What a reference by text means for resources that AWS names `...:<type>/<path><name>`: the name.
// A text that is no ARN is the name itself; nothing for the ARN of another type.
std::optional<Glyphs> NameIn(const Glyphs& text, std::string_view type) {
  const auto mark = FindLast(text, ":" + std::string(type) + "/");
  if (mark) {
    const std::size_t slash = *FindLast(text, "/");
    return Glyphs(text.begin() + static_cast<std::ptrdiff_t>(slash) + 1, text.end());
  }
  if (StartsWith(text, "arn:")) return std::nullopt;
  return text;
}

Glyphs TextOf(const Fact<Ref>& ref) { return ref.known() ? GlyphsOf(ref->text.value) : Glyphs{}; }

// A part of an ARN, as far as it is known: 3 is the region, 4 the account.
std::string PartOfArn(const Glyphs& text, std::size_t part) {
  if (!StartsWith(text, "arn:")) return "";
  std::string found;
  std::size_t at = 0;
  for (const Glyph& glyph : text) {
    if (glyph.Is(':')) {
      if (at++ == part) break;
    } else if (at == part) {
      if (glyph.kind != Glyph::Kind::kByte) return "";
      found += glyph.byte;
    }
  }
  return found;
}
constexpr std::size_t kRegionOfArn = 3, kAccountOfArn = 4;

// Does it say that the thing is in another account or region than this unit deploys to?
bool IsAway(const Glyphs& text, const Model& model) {
  const auto differ = [](const std::string& a, const std::string& b) {
    return !a.empty() && !b.empty() && a != b;
  };
  const bool region = model.region_certainty == Certainty::kCertain;
  return differ(PartOfArn(text, kAccountOfArn), model.account) ||
         (region && differ(PartOfArn(text, kRegionOfArn), model.region));
}

// Where the `:7` or `:${revision}` of a family begins; nothing if there is none.
std::optional<std::size_t> RevisionAt(const Glyphs& name) {
  const auto colon = FindLast(name, ":");
  if (!colon || *colon + 1 == name.size()) return std::nullopt;
  const auto revision = std::span(name).subspan(*colon + 1);
  const bool digits = std::all_of(revision.begin(), revision.end(), [](const Glyph& glyph) {
    return glyph.kind == Glyph::Kind::kByte &&
           std::isdigit(static_cast<unsigned char>(glyph.byte)) != 0;
  });
  return digits || (revision.size() == 1 && revision[0].hole()) ? colon : std::nullopt;
}

// Is a string the same text, with the same unknown parts?
bool IsSpelled(const Value& string, const Glyphs& wanted) {
  std::size_t at = 0;
  for (const Part& part : string.parts()) {
    if (part.hole != nullptr) {
      const bool same = at < wanted.size() && wanted[at].hole() && wanted[at].symbol == part.hole;
      if (!same) return false;
      ++at;
    } else if (StartsWith(std::span(wanted).subspan(at), part.text)) {
      at += part.text.size();
    } else {
      return false;
    }
  }
  return at == wanted.size();
}

// What of an answer matters to the one who asks.
enum class Matters : std::uint8_t { kAll, kYesAlone };

// Is `value` the text `wanted`?
Tri Same(const Value& value, const Glyphs& wanted, Matters matters) {
  if (value.is_string()) {  // the usual case, without unrolling the value
    if (IsSpelled(value, wanted)) return Tri::kYes;
    const bool all_known = std::none_of(value.parts().begin(), value.parts().end(),
                                        [](const Part& part) { return part.hole != nullptr; });
    if (matters == Matters::kYesAlone || (all_known && !HasHole(wanted))) return Tri::kNo;
  }
  return Match(GlyphsOf(value), wanted);
}

Tri Same(const Fact<Text>& name, const std::optional<Glyphs>& wanted,
         Matters matters = Matters::kAll) {
  if (!wanted) return Tri::kNo;
  if (const Unknown* why = name.unknown()) {  // wholly unknown is still equal to itself
    return Match(Glyphs{{.kind = Glyph::Kind::kHole, .symbol = why->symbol}}, *wanted);
  }
  // Without a name AWS makes one up, which no code can say.
  return name.known() ? Same(*name->value, *wanted, matters) : Tri::kNo;
}

const Symbol* SymbolOf(const Fact<Text>& name) {
  if (const Unknown* why = name.unknown()) return why->symbol;
  return name.known() ? FirstUnknown(*name->value) : nullptr;
}

// IAM is the same in all regions of an account.
bool SameAccount(const Site& a, const Site& b) { return a.account == b.account; }

bool Says(const Model::NamedElsewhere& one, std::string_view kind, const Glyphs& name,
          const Site& from) {
  return one.from == from.unit && one.name.kind == kind &&
         one.name.name == NewHandOver(HandOver::By::kName, name, kind).name;
}

// Does the name mean what that unit has, where it is said in another one? Both may have several
// accounts and regions; the unit's own are taken for the same.
bool IsNamedElsewhere(const ModelView& view, std::string_view kind, const Glyphs& name,
                      const Site& from, const Site& there) {
  const auto& all = view.model.named_elsewhere;
  return std::any_of(all.begin(), all.end(), [&](const Model::NamedElsewhere& one) {
    return one.why.empty() && one.unit == there.unit && Says(one, kind, name, from);
  });
}

// Why it is not told which resource of another unit the name means; empty: no other unit has it.
std::string WhyUntold(const ModelView& view, std::string_view kind, const Glyphs& name,
                      const Site& from) {
  for (const Model::NamedElsewhere& one : view.model.named_elsewhere) {
    if (!one.why.empty() && Says(one, kind, name, from)) return one.why;
  }
  return "";
}

// Is something of another unit called so? The environment is the same in both.
Tri SameSaid(const Fact<Text>& name, const Glyphs& wanted, std::string_view kind) {
  const auto said = [&](std::span<const Glyph> text) {
    return NewHandOver(HandOver::By::kName, text, kind);
  };
  return name.known() && said(GlyphsOf(*name->value)) == said(wanted) ? Tri::kYes : Tri::kNo;
}

template <class T>
std::vector<const T*> CalledSo(const Resources<T>& all, Attr<Text> T::* name,
                               const std::optional<Glyphs>& wanted) {
  return wanted ? all.Called(name, *wanted) : std::vector<const T*>();
}

// `candidates` gives those that may be meant by name; `matches` says whether one is called what the
// reference says, as far as that matters; `name_of` gives the name that a maybe hangs on.
template <class T, class Candidates, class Matches, class NameOf>
Resolved<T> ResolveByName(const ModelView& view, const Resources<T>& all, const Fact<Ref>& ref,
                          const Site& from, Candidates&& candidates, Matches&& matches,
                          NameOf&& name_of) {
  using State = typename Resolved<T>::State;
  Resolved<T> resolved = ResolveById(all, ref, view);
  if (!ref.known() || resolved.resource != nullptr) return resolved;
  const T* found = nullptr;
  const Symbol* maybe = nullptr;
  for (const T* candidate : candidates()) {
    // The first that may be meant speaks for all of these.
    const Tri match = matches(*candidate, maybe == nullptr ? Matters::kAll : Matters::kYesAlone);
    if (match == Tri::kNo || CertainlyMissing(candidate->head, view)) continue;
    if (match == Tri::kMaybe) {
      if (maybe == nullptr) maybe = SymbolOf(name_of(*candidate));
    } else if (found != nullptr) {  // two resources of one name: ambiguous
      resolved.state = State::kUnknown;
      resolved.resource = nullptr;
      resolved.why = {view.Intern(Why::kAmbiguous, ref->text.Shown()), ref.place()};
      return resolved;
    } else {
      found = candidate;
    }
  }
  if (found != nullptr) {
    const Unknown* exists = view.Get(found->head.exists).unknown();
    resolved.state = exists != nullptr ? State::kUnknown : State::kResource;
    resolved.resource = exists != nullptr ? nullptr : found;
    if (exists != nullptr) resolved.why = *exists;
    if (found->head.site.unit != from.unit) resolved.grounds.And({.worst = Certainty::kDefaulted});
  } else if (maybe != nullptr && resolved.elsewhere()) {
    resolved.state = State::kUnknown;
    resolved.why = {maybe, ref.place()};
  }
  return resolved;
}

// The same for what has one name, with which `wanted` is compared.
template <class T>
Resolved<T> ResolveNamed(const ModelView& view, const Resources<T>& all, const Fact<Ref>& ref,
                         std::string_view kind, const Site& from, auto&& wanted, auto&& reaches) {
  const auto name_of = [&](const T& candidate) -> const Fact<Text>& {
    return view.Get(candidate.name);
  };
  std::optional<std::optional<Glyphs>> name;  // made only where the id does not tell
  bool away = false;
  Resolved<T> resolved = ResolveByName(
      view, all, ref, from,
      [&] {
        name = wanted();
        away = IsAway(TextOf(ref), view.model);
        return CalledSo(all, &T::name, *name);
      },
      [&](const T& candidate, Matters matters) {
        const Site& there = candidate.head.site;
        const bool elsewhere = there.unit != from.unit;
        if (!elsewhere && (!reaches(there) || away)) return Tri::kNo;
        if (elsewhere && (!*name || !IsNamedElsewhere(view, kind, **name, from, there))) {
          return Tri::kNo;
        }
        if (elsewhere) return SameSaid(name_of(candidate), **name, kind);
        return Same(name_of(candidate), *name, matters);
      },
      name_of);
  if (!resolved.elsewhere() || view.model.named_elsewhere.empty()) return resolved;
  if (!name) name = wanted();
  const std::string why = *name ? WhyUntold(view, kind, **name, from) : "";
  if (!why.empty()) {
    resolved.state = Resolved<T>::State::kUnknown;
    resolved.why = {view.Words(Why::kHandOver, why), ref.place()};
  }
  return resolved;
}

}  // namespace

const Symbol* UnknownIn(const Text& text) {
  if (!text.value->is_string()) return FirstUnknown(*text.value);
  for (const Part& part : text.value->parts()) {
    if (part.hole != nullptr && !PredeclaredByName(part.hole->name)) return part.hole;
  }
  return nullptr;
}

bool CertainlyMissing(const Head& head, const ModelView& view) {
  return view.Get(head.exists).Is(false);
}

Answer OfEach(const Head& head, const Head& owner, const ModelView& view) {
  if (owner.instances == nullptr || head.instances == owner.instances) return Answer::Yes();
  if (head.instances != nullptr) return Answer::Yes(Certainty::kLikely);
  const std::string which = "which instance of `" + owner.address + "` has `" + head.address + "`";
  return Answer::Maybe({view.Words(Why::kNotKnown, which), {.span = owner.span}}, which);
}

Answer Exists(const Head& head, const ModelView& view, const Head* owner) {
  const Fact<bool>& exists = view.Get(head.exists);
  Grounds grounds{.worst = exists.certainty()};
  if (exists.Is(false)) return Answer::No(std::move(grounds));
  const Answer each = owner != nullptr ? OfEach(head, *owner, view) : Answer::Yes();
  if (head.instances != nullptr && owner != nullptr && owner->instances != nullptr) return each;
  const auto what = [&] { return "whether `" + head.address + "` exists"; };
  if (const Unknown* why = exists.unknown()) {
    // One condition for both: where the one is, the other is.
    const Unknown* with = owner != nullptr ? view.Get(owner->exists).unknown() : nullptr;
    if (with != nullptr && with->symbol == why->symbol && head.instances == nullptr) {
      return Answer::Yes();
    }
    return Answer::Maybe(*why, what());
  }
  if (head.instances != nullptr && !exists.Is(true)) {
    return Answer::Maybe(
        {view.Words(Why::kUnsupported, "the number of " + head.address), {head.span}}, what());
  }
  return And(Answer::Yes(std::move(grounds)), each);
}

Answer Names(const Fact<Ref>& ref, ResourceId id) {
  if (const Unknown* why = ref.unknown()) return Answer::Maybe(*why);
  Grounds grounds{.worst = ref.certainty()};
  if (!ref.known()) return Answer::No(std::move(grounds));
  if (ref->target != ResourceId::kNone) {
    return ref->target == id ? Answer::Yes(std::move(grounds)) : Answer::No(std::move(grounds));
  }
  if (const Symbol* hole = FirstUnknown(*ref->text.value)) {
    return Answer::Maybe({hole, ref.place()});
  }
  return Answer::No(std::move(grounds));
}

bool MayEverName(const Attr<Ref>& ref, std::initializer_list<ResourceId> ids) {
  return ref.in.AnyValue([&](const Fact<Ref>& one) {
    return std::any_of(ids.begin(), ids.end(), [&](ResourceId id) {
      if (id == ResourceId::kNone) return false;
      const Answer names = Names(one, id);
      return !names.no() || names.certainty() != Certainty::kCertain;
    });
  });
}

std::vector<ResourceId> TargetsOf(const Ref& ref) {
  std::vector<ResourceId> targets = {ref.target};
  const auto add = [&](ResourceId id) {
    if (std::find(targets.begin(), targets.end(), id) == targets.end()) targets.push_back(id);
  };
  // The resources whose attributes the value passed on its way. Before the last step into a list or
  // map (kElement), the value was only a part of what was read, which says nothing about this one.
  const RouteStep* first = ref.text.value.route;
  for (const RouteStep* step = first; step != nullptr; step = step->before) {
    if (step->how == RouteStep::How::kElement) first = step;
  }
  for (const RouteStep* step = first; step != nullptr; step = step->before) {
    if (NamesItself(step->attribute, false)) add(step->resource);
  }
  const Value& value = *ref.text.value;
  const auto add_symbol = [&](const Symbol& symbol) {
    if (NamesItself(symbol.attribute, true)) add(symbol.resource);
  };
  if (value.is_unknown()) add_symbol(value.symbol());
  if (value.is_string() && value.count == 1 && value.parts()[0].hole != nullptr) {
    add_symbol(*value.parts()[0].hole);
  }
  return targets;
}

std::string_view AttributeNaming(const Ref& ref, ResourceId id) {
  for (const RouteStep* step = ref.text.value.route; step != nullptr; step = step->before) {
    if (step->resource == id) return step->attribute;
  }
  const Value& value = *ref.text.value;
  const Symbol* symbol = value.is_unknown()                      ? &value.symbol()
                         : value.is_string() && value.count == 1 ? value.parts()[0].hole
                                                                 : nullptr;
  if (symbol != nullptr && symbol->resource == id) return symbol->attribute;
  return ref.target == id ? ref.attribute : std::string_view();
}

bool IsArn(const Ref& ref) {
  const std::string_view attribute =
      ref.target != ResourceId::kNone ? AttributeNaming(ref, ref.target) : std::string_view();
  if (!attribute.empty()) return attribute == "arn" || attribute == "Arn";
  return StartsWith(GlyphsOf(*ref.text.value), "arn:");
}

namespace {

// A resource is meant by these of its attributes alone; what another one says is no name of it.
template <class T>
Resolved<T> OnlyBy(std::initializer_list<std::string_view> attributes, Resolved<T> named,
                   const Fact<Ref>& ref, const ModelView& view) {
  if (named.resource == nullptr) return named;
  const std::string_view by = AttributeNaming(*ref, named.resource->head.id);
  if (by.empty() || std::ranges::find(attributes, by) != attributes.end()) return named;
  named.state = Resolved<T>::State::kUnknown;
  named.why = {view.Words(Why::kBroken, "`" + named.resource->head.address +
                                            "` is named by neither its name nor its ARN"),
               ref.place()};
  named.resource = nullptr;
  return named;
}

// Adds the name that the reference says, where no resource of the unit is meant by it.
void AddNameSaid(const Fact<Ref>& ref, std::string_view type, std::string_view kind,
                 std::vector<HandOver>& names) {
  if (!ref.known() || ref->target != ResourceId::kNone) return;
  const Glyphs text = TextOf(ref);
  if (FindFirst(text, ":iam::aws:policy/")) return;
  std::optional<Glyphs> name = NameIn(text, type);
  if (!name) return;
  const auto revision = type == "task-definition" ? RevisionAt(*name) : std::nullopt;
  if (revision) name->resize(*revision);
  HandOver said = NewHandOver(HandOver::By::kName, *name, kind);
  said.region = PartOfArn(text, kRegionOfArn);
  said.account = PartOfArn(text, kAccountOfArn);
  if (IsTold(said)) names.push_back(std::move(said));
}

}  // namespace

std::vector<HandOver> NamesSaid(const Model& model) {
  std::vector<HandOver> names;
  const auto each = [&](const Attr<Ref>& attribute, std::string_view type, std::string_view kind) {
    attribute.in.ForEachValue([&](const Fact<Ref>& ref) { AddNameSaid(ref, type, kind, names); });
  };
  for (const Service& service : model.services) {
    each(service.cluster, "cluster", "cluster");
    each(service.task_definition, "task-definition", "task definition");
    each(service.task_role, "role", "role");
  }
  for (const TaskDefinition& task : model.task_definitions) {
    each(task.task_role, "role", "role");
    each(task.execution_role, "role", "role");
  }
  return names;
}

std::vector<HandOver> NamesGivenPolicies(const Model& model) {
  std::vector<HandOver> names;
  for (const PolicyAttachment& attachment : model.policy_attachments) {
    attachment.roles.in.ForEachValue([&](const Fact<List<Ref>>& roles) {
      if (!roles.known()) return;
      for (const Fact<Ref>& role : roles->items) AddNameSaid(role, "role", "role", names);
    });
  }
  return names;
}

namespace {

// Does an ARN say a path that is not the role's: `role/team/web` for a role without a path?
bool SaysOtherPath(const ModelView& view, const Fact<Ref>& ref, const Role& role) {
  if (!ref.known() || ref->target != ResourceId::kNone) return false;
  const Glyphs text = TextOf(ref);
  const auto mark = FindLast(text, ":role/");
  const Fact<Text>& path = view.Get(role.path);
  if (!mark || path.unknown() != nullptr) return false;
  const auto end = *FindLast(text, "/") + 1;
  const auto at = [&](std::size_t index) {
    return text.begin() + static_cast<std::ptrdiff_t>(index);
  };
  const Glyphs said(at(*mark + std::string_view(":role").size()), at(end));
  return Match(said, path.known() ? GlyphsOf(*path->value) : GlyphsOf("/")) == Tri::kNo;
}

}  // namespace

Resolved<Role> ResolveRole(const ModelView& view, const Fact<Ref>& ref, const Site& from) {
  Resolved<Role> role = ResolveNamed(
      view, view.model.roles, ref, "role", from, [&] { return NameIn(TextOf(ref), "role"); },
      [&](const Site& site) { return SameAccount(site, from); });
  role = OnlyBy({"arn", "Arn", "name", "id"}, std::move(role), ref, view);
  if (role.resource == nullptr) return role;
  if (role.resource->kind != PrincipalKind::kRole || SaysOtherPath(view, ref, *role.resource)) {
    return WithoutResource<Role>(ref);
  }
  return role;
}

Resolved<Policy> ResolvePolicy(const ModelView& view, const Fact<Ref>& ref, const Site& from) {
  const auto name = [&]() -> std::optional<Glyphs> {
    const Glyphs text = TextOf(ref);
    // `arn:aws:iam::aws:policy/...` is AWS's own, whatever a policy of this unit is called.
    if (FindFirst(text, ":iam::aws:policy/")) return std::nullopt;
    return NameIn(text, "policy");
  };
  return OnlyBy({"arn", "Arn", "PolicyArn", "name", "id"},
                ResolveNamed(view, view.model.policies, ref, "policy", from, name,
                             [&](const Site& site) { return SameAccount(site, from); }),
                ref, view);
}

Resolved<Cluster> ResolveCluster(const ModelView& view, const Fact<Ref>& ref, const Site& from) {
  return ResolveNamed(
      view, view.model.clusters, ref, "cluster", from,
      [&] { return NameIn(TextOf(ref), "cluster"); },
      [&](const Site& site) { return site == from; });
}

Resolved<CapacityProvider> ResolveCapacityProvider(const ModelView& view, const Fact<Ref>& ref,
                                                   const Site& from) {
  return ResolveNamed(
      view, view.model.capacity_providers, ref, "capacity provider", from,
      [&] { return NameIn(TextOf(ref), "capacity-provider"); },
      [&](const Site& site) { return site == from; });
}

Resolved<Service> ResolveService(const ModelView& view, const Fact<Ref>& ref, const Site& from) {
  const std::optional<Glyphs> name = NameIn(TextOf(ref), "service");
  const auto name_of = [&](const Service& service) -> const Fact<Text>& {
    return view.Get(service.name);
  };
  return ResolveByName(
      view, view.model.services, ref, from,
      [&] { return CalledSo(view.model.services, &Service::name, name); },
      [&](const Service& one, Matters matters) {
        const bool may = one.kind == Service::Kind::kService && one.head.site == from;
        return may ? Same(name_of(one), name, matters) : Tri::kNo;
      },
      name_of);
}

namespace {

// Both may be the cluster of one service. Without a name it is the default one.
bool MayBeSame(const Resolved<Cluster>& a, const Resolved<Cluster>& b) {
  if (a.unknown() || b.unknown()) return true;
  if (a.resource != nullptr || b.resource != nullptr) return a.resource == b.resource;
  const auto name = [](const Resolved<Cluster>& one) {
    return one.absent() ? GlyphsOf("default") : NameIn(GlyphsOf(one.text.value), "cluster");
  };
  const auto of_a = name(a), of_b = name(b);
  return !of_a || !of_b || Match(*of_a, *of_b) != Tri::kNo;
}

}  // namespace

Tri Means(const ModelView& view, const ServiceUpdate& update, const Service& service) {
  const bool may = service.kind == Service::Kind::kService && service.head.site == update.head.site;
  const Fact<Ref>& ref = view.Get(update.service);
  if (!may || ref.absent()) return Tri::kNo;
  const auto cluster = [&](const Attr<Ref>& one) {
    return ResolveCluster(view, view.Get(one), service.head.site);
  };
  if (!MayBeSame(cluster(update.cluster), cluster(service.cluster))) return Tri::kNo;
  if (!ref.known()) return Tri::kMaybe;
  const Resolved<Service> named = ResolveById(view.model.services, ref, view);
  if (named.resource != nullptr) return named.resource == &service ? Tri::kYes : Tri::kNo;
  return Same(view.Get(service.name), NameIn(TextOf(ref), "service"));
}

Resolved<LaunchSettings> ResolveLaunchSettings(const ModelView& view, const Fact<Ref>& ref,
                                               const Site& from) {
  return ResolveNamed(
      view, view.model.launch_settings, ref, "launch template", from,
      [&] { return std::optional(TextOf(ref)); }, [&](const Site& site) { return site == from; });
}

// `arn:aws:autoscaling:<region>:<account>:autoScalingGroup:<uuid>:autoScalingGroupName/<name>`
Resolved<InstanceGroup> ResolveInstanceGroup(const ModelView& view, const Fact<Ref>& ref,
                                             const Site& from) {
  return ResolveNamed(
      view, view.model.instance_groups, ref, "Auto Scaling group", from,
      [&] { return NameIn(TextOf(ref), "autoScalingGroupName"); },
      [&](const Site& site) { return site == from; });
}

Fact<List<Ref>> DefaultCapacityProviders(const ModelView& view, const Cluster& cluster) {
  const Fact<List<Ref>>& own = view.Get(cluster.default_capacity_providers);
  if (own.present()) return own;
  std::optional<Unknown> unknown;
  for (const CapacityProviderAssociation& one : view.model.capacity_provider_associations) {
    const Answer exists = Exists(one.head, view, &cluster.head);
    if (exists.no()) continue;
    const Resolved<Cluster> named = ResolveCluster(view, view.Get(one.cluster), one.head.site);
    if (named.unknown() && !unknown) unknown = named.why;
    if (named.resource != &cluster) continue;
    const Fact<List<Ref>>& strategy = view.Get(one.default_strategy);
    if (exists.maybe()) {
      return Fact<List<Ref>>::Unknowable(exists.why.symbol, {.span = one.head.span});
    }
    return strategy.NoMoreCertainThan(std::max(exists.certainty(), named.grounds.worst));
  }
  return unknown ? Fact<List<Ref>>::Unknowable(unknown->symbol, unknown->at) : own;
}

Resolved<TaskDefinition> ResolveTaskDefinition(const ModelView& view, const Fact<Ref>& ref,
                                               const Site& from) {
  const std::optional<Glyphs> name = NameIn(TextOf(ref), "task-definition");
  const auto revision = name ? RevisionAt(*name) : std::nullopt;
  std::optional<Glyphs> family = name;
  bool pinned = false;  // to a revision by its number
  std::string number;
  if (revision) {
    for (const Glyph& glyph : std::span(*family).subspan(*revision + 1)) number += glyph.byte;
    pinned = !family->at(*revision + 1).hole();
    family->resize(*revision);
  }
  const auto family_of = [&](const TaskDefinition& task) -> const Fact<Text>& {
    return view.Get(task.family);
  };
  // What is made of the ARN of a task definition, and stands where one is due, names the same one:
  // `replace(aws_ecs_task_definition.web.arn, "/:\\d+$/", "")`.
  if (const Unknown* why = ref.unknown(); why != nullptr && why->symbol->because_of != nullptr) {
    const Symbol& made_of = *why->symbol->because_of;
    const TaskDefinition* task = view.model.task_definitions.Find(made_of.resource);
    if (task != nullptr && made_of.attribute == "arn" && !CertainlyMissing(task->head, view)) {
      return {.state = Resolved<TaskDefinition>::State::kResource,
              .resource = task,
              .grounds = {.worst = Certainty::kDefaulted, .places = {ref.place()}},
              .place = ref.place()};
    }
  }
  const TaskDefinition* other_revision = nullptr;
  auto resolved = ResolveByName(
      view, view.model.task_definitions, ref, from,
      [&] {
        const Resources<TaskDefinition>& all = view.model.task_definitions;
        auto found = CalledSo(all, &TaskDefinition::family, family);
        const auto by_arn = CalledSo(all, &TaskDefinition::arn, name);
        found.insert(found.end(), by_arn.begin(), by_arn.end());
        // Those of the unit first, as in the list.
        std::ranges::sort(found, {}, [](const TaskDefinition* one) {
          return std::tuple(!one->head.site.unit.empty(), one->head.id, one);
        });
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
      },
      [&](const TaskDefinition& task, Matters matters) {
        const bool elsewhere = task.head.site.unit != from.unit;
        if (elsewhere && (!family || !IsNamedElsewhere(view, "task definition", *family, from,
                                                       task.head.site))) {
          return Tri::kNo;
        }
        if (!elsewhere && task.head.site != from) return Tri::kNo;
        // An answer of the ECS API contains its revision.
        const Fact<Text>& arn = view.Get(task.arn);
        if (revision && arn.known()) {
          const Glyphs whole = GlyphsOf(arn->value);
          const auto own = NameIn(whole, "task-definition");
          const Glyphs text = TextOf(ref);
          if (own && RevisionAt(*own)) {
            return StartsWith(text, "arn:") ? Match(whole, text) : Match(*own, *name);
          }
        }
        // Code makes a new revision each time; a number names one that was there before.
        if (pinned && !arn.known() && view.model.source != Model::Source::kApiJson) {
          if (Same(family_of(task), family) == Tri::kYes) other_revision = &task;
          return Tri::kNo;
        }
        const Fact<Text>& own = view.Get(task.revision);
        if (pinned && own.known() && own->known().value_or(number) != number) return Tri::kNo;
        return Same(family_of(task), family, matters);
      },
      family_of);
  if (resolved.elsewhere() && other_revision != nullptr) {
    resolved.state = Resolved<TaskDefinition>::State::kUnknown;
    resolved.why = {view.Words(Why::kHandOver, "`" + ref->text.Shown() +
                                                   "` may be another revision than that of `" +
                                                   other_revision->head.address + "`"),
                    ref.place()};
  }
  return resolved;
}

}  // namespace execlint
