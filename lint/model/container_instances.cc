#include "lint/model/container_instances.h"

#include <algorithm>

namespace execlint {
namespace {

void Doubt(ContainerInstances& found, const Unknown& why, std::string what) {
  if (!found.doubt) found.doubt = {why, std::move(what)};
}

std::string Named(const Head& head) { return "`" + head.address + "`"; }

// The kinds of instances that a group has, each with `grounds` for landing there. False where one
// cannot be told.
bool AddKinds(const ModelView& view, const InstanceGroup& group, std::vector<InstanceKind>& kinds,
              ContainerInstances& found) {
  bool any = false;
  for (const Attr<List<Ref>>& attribute : group.launched_from) {
    const Fact<List<Ref>>& sources = view.Get(attribute);
    const std::string what = "what the instances of " + Named(group.head) + " are launched from";
    if (const Unknown* why = sources.unknown()) return Doubt(found, *why, what), false;
    if (!sources.known()) continue;
    for (const Fact<Ref>& source : sources->items) {
      const auto settings = ResolveLaunchSettings(view, source, group.head.site);
      if (settings.absent()) continue;
      if (settings.resource == nullptr) {
        Doubt(found,
              settings.unknown()
                  ? settings.why
                  : Unknown{view.Intern(Why::kNotInScan, settings.text.Shown()), settings.place},
              what);
        return false;
      }
      any = true;
      const auto same = [&](const InstanceKind& kind) {
        return kind.group == &group && kind.settings == settings.resource;
      };
      if (std::ranges::any_of(kinds, same)) continue;
      kinds.push_back({.group = &group,
                       .settings = settings.resource,
                       .grounds = {.worst = std::max(sources.certainty(), source.certainty())}});
    }
    if (sources->open()) return Doubt(found, {sources->open_because, sources.place()}, what), false;
  }
  if (!any && group.own) kinds.push_back({.group = &group});
  if (!any && !group.own) {
    Doubt(found,
          {view.Words(Why::kNotKnown, "the launch template of " + Named(group.head)),
           {.span = group.head.span}},
          "what its instances are launched from");
    return false;
  }
  return true;
}

// The group of one capacity provider.
void AddProvider(const ModelView& view, const Fact<Ref>& provider, const Fact<List<Ref>>& providers,
                 const Head& from, ContainerInstances& found) {
  const auto missing = [&](const auto& resolved, std::string what) {
    Doubt(found,
          resolved.unknown()
              ? resolved.why
              : Unknown{view.Intern(Why::kNotInScan, resolved.text.Shown()), resolved.place},
          std::move(what));
  };
  const auto resolved = ResolveCapacityProvider(view, provider, from.site);
  if (resolved.resource == nullptr) {
    return missing(resolved, "which instances a capacity provider stands for");
  }
  const Head& head = resolved.resource->head;
  const Fact<Ref>& named = view.Get(resolved.resource->group);
  const auto group = ResolveInstanceGroup(view, named, head.site);
  if (group.absent()) return;  // one of another kind
  if (group.resource == nullptr) {
    return missing(group, "which instances " + Named(head) + " stands for");
  }
  const Answer exists = Exists(group.resource->head, view, &head);
  if (exists.maybe()) return Doubt(found, exists.why, exists.what);
  std::vector<InstanceKind> kinds;
  AddKinds(view, *group.resource, kinds, found);
  for (InstanceKind& kind : kinds) {
    kind.grounds.And({.worst = std::max({providers.certainty(), provider.certainty(),
                                         named.certainty(), exists.certainty()})});
    kind.joined = providers.place();
    kind.by_provider = true;
    const auto same = [&](const InstanceKind& other) {
      return other.group == kind.group && other.settings == kind.settings;
    };
    if (std::ranges::none_of(found.kinds, same)) found.kinds.push_back(std::move(kind));
  }
}

// AWS's own two, whose tasks run on no instance of the cluster.
bool IsOfAws(const Fact<Ref>& provider) {
  return provider.known() && (provider->text.Is("FARGATE") || provider->text.Is("FARGATE_SPOT"));
}

// The lists of capacity providers that the cluster is given. Their instances belong to it, whatever
// is known of their user data.
std::vector<Fact<List<Ref>>> CapacityProvidersOf(const ModelView& view, const Cluster& cluster,
                                                 ContainerInstances& found) {
  const std::string what = "which capacity providers " + Named(cluster.head) + " has";
  std::vector<Fact<List<Ref>>> lists;
  const auto add = [&](const Fact<List<Ref>>& list, Certainty certainty) {
    if (const Unknown* why = list.unknown()) Doubt(found, *why, what);
    if (list.known()) lists.push_back(list.NoMoreCertainThan(certainty));
  };
  add(view.Get(cluster.capacity_providers), Certainty::kCertain);
  for (const CapacityProviderAssociation& one : view.model.capacity_provider_associations) {
    const Answer exists = Exists(one.head, view, &cluster.head);
    const Resolved<Cluster> named = ResolveCluster(view, view.Get(one.cluster), one.head.site);
    if (exists.no() || named.resource != &cluster) continue;
    if (exists.maybe()) Doubt(found, exists.why, what);
    add(view.Get(one.providers), std::max(exists.certainty(), named.grounds.worst));
  }
  return lists;
}

// Do the instances join the cluster?
Answer Joins(const InstanceKind& kind, const Cluster& cluster, const ModelView& view) {
  const std::string what =
      "whether the instances of " + Named(kind.group->head) + " join the cluster";
  const Fact<Ref>& named = view.Get(kind.Setting(&LaunchSettings::cluster, view));
  if (const Unknown* why = named.unknown()) return Answer::Maybe(*why, what);
  const Fact<Text>& name = view.Get(cluster.name);
  Grounds grounds{.worst = named.certainty()};
  if (named.known()) {
    const auto joined = ResolveCluster(view, named, kind.group->head.site);
    if (joined.unknown()) return Answer::Maybe(joined.why, what);
    return joined.resource == &cluster ? Answer::Yes(std::move(grounds))
                                       : Answer::No(std::move(grounds));
  }
  // The agent joins `default`, where there is an agent.
  if (!name.known() || !name->Is("default")) return Answer::No(std::move(grounds));
  return Answer::Maybe(
      {view.Words(Why::kNotKnown, "the cluster that the instances of " + Named(kind.group->head) +
                                      " join: no user data names one"),
       named.place()},
      what);
}

// Adds the kinds of a group that join the cluster.
void AddMembers(const ModelView& view, const InstanceGroup& group, const Cluster& cluster,
                const Head& from, ContainerInstances& found) {
  const Answer exists = Exists(group.head, view, &from);
  if (exists.no()) return;
  std::vector<InstanceKind> kinds;
  ContainerInstances of_group;
  AddKinds(view, group, kinds, of_group);
  if (of_group.doubt) Doubt(found, of_group.doubt->first, of_group.doubt->second);
  for (InstanceKind& kind : kinds) {
    const Answer joins = And(exists, Joins(kind, cluster, view));
    if (joins.maybe()) Doubt(found, joins.why, joins.what);
    if (!joins.yes()) continue;
    kind.grounds.And(joins.grounds);
    kind.joined = {.span = UsedAt(view.Get(kind.Setting(&LaunchSettings::cluster, view)).place())};
    found.kinds.push_back(std::move(kind));
  }
}

}  // namespace

const Attr<List<Ref>>& InstanceKind::Subnets(const ModelView& view) const {
  const bool by_interface = settings != nullptr && !view.Get(group->subnets).present() &&
                            view.Get(settings->subnets).present();
  return by_interface ? settings->subnets : group->subnets;
}

ContainerInstances InstancesOfProviders(const ModelView& view, const Fact<List<Ref>>& providers,
                                        const Head& from) {
  ContainerInstances found;
  for (const Fact<Ref>& provider : providers->items) {
    AddProvider(view, provider, providers, from, found);
  }
  if (providers->open()) {
    Doubt(found, {providers->open_because, providers.place()},
          "which capacity providers there are");
  }
  return found;
}

ContainerInstances InstancesOfCluster(const ModelView& view, const Resolved<Cluster>& cluster,
                                      const Head& from) {
  ContainerInstances found;
  if (cluster.resource == nullptr) {
    // Whoever makes the cluster gives it instances.
    const Symbol* symbol = cluster.absent() ? view.Words(Why::kNotInScan, "the cluster `default`")
                           : cluster.unknown() ? cluster.why.symbol
                                               : view.Intern(Why::kNotInScan, cluster.text.Shown());
    Doubt(found, {symbol, cluster.unknown() ? cluster.why.at : cluster.place},
          "which instances the cluster has");
    return found;
  }
  for (const InstanceGroup& group : view.model.instance_groups) {
    AddMembers(view, group, *cluster.resource, from, found);
  }
  for (const Fact<List<Ref>>& providers : CapacityProvidersOf(view, *cluster.resource, found)) {
    for (const Fact<Ref>& provider : providers->items) {
      if (IsOfAws(provider)) continue;
      AddProvider(view, provider, providers, from, found);
    }
    if (providers->open()) {
      Doubt(found, {providers->open_because, providers.place()},
            "which capacity providers the cluster has");
    }
  }
  // Others may join by its name, wherever that is known. User data that are seen only join it.
  const auto leads_out = [&](const Escape* escape) {
    return std::ranges::none_of(view.model.launch_settings, [&](const LaunchSettings& settings) {
      return settings.head.address == escape->through;
    });
  };
  const bool open = !view.model.opaque.empty() ||
                    std::ranges::any_of(view.model.EscapesOf(cluster.resource->head.id), leads_out);
  for (InstanceKind& kind : found.kinds) kind.grounds.absence_on_open |= open;
  return found;
}

}  // namespace execlint
