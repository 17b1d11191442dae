// Which EC2 instances the tasks of a service may land on.
//
//   const ContainerInstances found = InstancesOfCluster(view, cluster, ...);
//   if (found.doubt) ...             // not all of them can be told
//   for (const InstanceKind& kind : found.kinds) view.Get(...)
//
// A capacity provider names its Auto Scaling group. Without one, tasks land on any instance that
// joined their cluster: its user data name the cluster [A4.11].
#ifndef EXECLINT_LINT_MODEL_CONTAINER_INSTANCES_H_
#define EXECLINT_LINT_MODEL_CONTAINER_INSTANCES_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lint/model/resolve.h"
#include "lint/model/view.h"

namespace execlint {

// Instances of one group that are launched alike.
struct InstanceKind {
  const InstanceGroup* group = nullptr;
  const LaunchSettings* settings = nullptr;  // null: the group's own are all there is
  Grounds grounds = {};                      // that tasks may land on them
  Place joined = {};                         // what says so: a strategy, or the user data
  bool by_provider = false;

  // Who says it where several may: the instance itself, else what it is launched from.
  template <class T>
  const Attr<T>& Setting(Attr<T> LaunchSettings::* member, const ModelView& view) const {
    const bool own = group->own && (settings == nullptr || view.Get(*group->own.*member).present());
    return own ? *group->own.*member : settings->*member;
  }
  // In which subnets; those of the network interface where the group names none.
  const Attr<List<Ref>>& Subnets(const ModelView& view) const;
};

struct ContainerInstances {
  std::vector<InstanceKind> kinds = {};
  // Why there may be others, or why none is known; nothing where these are all.
  std::optional<std::pair<Unknown, std::string>> doubt = {};
};

// Those that the capacity providers of a strategy stand for.
ContainerInstances InstancesOfProviders(const ModelView& view, const Fact<List<Ref>>& providers,
                                        const Head& from);

// Those that join the cluster which `from` names.
ContainerInstances InstancesOfCluster(const ModelView& view, const Resolved<Cluster>& cluster,
                                      const Head& from);

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_CONTAINER_INSTANCES_H_
