// Resolves what a property says about another resource to that resource.
//
//   Resolved<Role> role = ResolveRole(view, view.Get(task.task_role), task.head.site);
//   if (role.resource != nullptr) ...   // created in this unit
//
// A reference names a resource by one of its attributes, or by text: a name, an ARN, a task
// definition's family. Text is looked up in the site `from`, the account and region of the resource
// that holds the reference. Two candidates with the same name, or partly known text, give kUnknown.
#ifndef EXECLINT_LINT_MODEL_RESOLVE_H_
#define EXECLINT_LINT_MODEL_RESOLVE_H_

#include <initializer_list>
#include <string_view>
#include <vector>

#include "lint/model/answer.h"
#include "lint/model/model.h"
#include "lint/model/view.h"

namespace execlint {

template <class T>
struct Resolved {
  enum class State : std::uint8_t {
    kAbsent,     // nothing is referred to
    kResource,   // a resource of this unit
    kElsewhere,  // known text that names nothing in this unit
    kUnknown,
  };
  State state = State::kAbsent;
  const T* resource = nullptr;  // set for kResource
  Unknown why = {};             // set for kUnknown
  Text text = {};               // what the reference says; set but for kAbsent
  Grounds grounds = {};         // of the reference itself
  Place place = {};

  bool absent() const { return state == State::kAbsent; }
  bool elsewhere() const { return state == State::kElsewhere; }
  bool unknown() const { return state == State::kUnknown; }
};

// Does the resource certainly not exist in this scenario? See Head::exists.
bool CertainlyMissing(const Head& head, const ModelView& view);

// Does the resource exist in this scenario? Maybe, if the number of its instances is unknown. With
// `owner`, the resource that it is attached to: does each instance of the owner have its own?
Answer Exists(const Head& head, const ModelView& view, const Head* owner = nullptr);

// Is a resource that names `owner` attached to each instance of it? Yes, if the owner stands for
// itself alone, or if both have the same keys; if their numbers are unknown and written otherwise,
// yes with kLikely.
Answer OfEach(const Head& head, const Head& owner, const ModelView& view);

// The grounds for "there is no further instance of this resource": kDefaulted if an input's default
// decides which instances there are (Head::instances_by_default), else kCertain.
inline Grounds CompletenessOfInstances(const Head& head) {
  return {.worst = head.instances_by_default ? Certainty::kDefaulted : Certainty::kCertain};
}

Resolved<Role> ResolveRole(const ModelView& view, const Fact<Ref>& ref, const Site& from);
Resolved<Policy> ResolvePolicy(const ModelView& view, const Fact<Ref>& ref, const Site& from);
Resolved<Cluster> ResolveCluster(const ModelView& view, const Fact<Ref>& ref, const Site& from);
Resolved<CapacityProvider> ResolveCapacityProvider(const ModelView& view, const Fact<Ref>& ref,
                                                   const Site& from);
// A service of ECS, and no other launcher.
Resolved<Service> ResolveService(const ModelView& view, const Fact<Ref>& ref, const Site& from);
// Does the call mean the service?
Tri Means(const ModelView& view, const ServiceUpdate& update, const Service& service);
Resolved<LaunchSettings> ResolveLaunchSettings(const ModelView& view, const Fact<Ref>& ref,
                                               const Site& from);
Resolved<InstanceGroup> ResolveInstanceGroup(const ModelView& view, const Fact<Ref>& ref,
                                             const Site& from);
Resolved<TaskDefinition> ResolveTaskDefinition(const ModelView& view, const Fact<Ref>& ref,
                                               const Site& from);

// The names by which services and task definitions mean what no reference leads to: a cluster, a
// task definition, a role. Those of resources of this unit are among them.
std::vector<HandOver> NamesSaid(const Model& model);
// The names of roles to which policies are attached, told likewise.
std::vector<HandOver> NamesGivenPolicies(const Model& model);

// The cluster's default capacity-provider strategy: its own, or that of an association.
Fact<List<Ref>> DefaultCapacityProviders(const ModelView& view, const Cluster& cluster);

// For resources that code names by id alone (subnets, VPCs, route tables, gateways, groups).
template <class T>
Resolved<T> ResolveById(const Resources<T>& candidates, const Fact<Ref>& ref,
                        const ModelView& view);

// Does the reference name the resource with this id? A known text (`subnet-1a2b`) is the id of a
// resource that already exists, so it names no resource of this unit.
Answer Names(const Fact<Ref>& ref, ResourceId id);

// May the reference name one of the resources in any scenario, or if a default were overridden?
// Reads no selector: a question about every other resource must not multiply the scenarios of the
// one that is judged.
bool MayEverName(const Attr<Ref>& ref, std::initializer_list<ResourceId> ids);

// ---- implementation of the templates above

// The resources that a reference leads to: the one that it names, then those that the attribute was
// taken from in turn (`aws_subnet.a.vpc_id` leads to the subnet, then to `aws_vpc.main`).
std::vector<ResourceId> TargetsOf(const Ref& ref);

// By which attribute the reference names the resource: `arn`, `RoleId`. Empty: by its name or ARN
// as a text, or with `!Ref`.
std::string_view AttributeNaming(const Ref& ref, ResourceId id);

// Is the reference an ARN, or text that begins like one?
bool IsArn(const Ref& ref);

// The first unknown part of a text, not counting the account, region and partition of the
// deployment: an ARN that is unknown in these parts alone can still be compared with other names.
// Null if there is none.
const Symbol* UnknownIn(const Text& text);

// The state of a reference that names none of the candidates.
template <class T>
Resolved<T> WithoutResource(const Fact<Ref>& ref) {
  Resolved<T> resolved{.grounds = ref.grounds(), .place = ref.place()};
  if (const Unknown* why = ref.unknown()) {
    resolved.state = Resolved<T>::State::kUnknown;
    resolved.why = *why;
  } else if (ref.known()) {
    resolved.text = ref->text;
    const Symbol* hole = UnknownIn(ref->text);
    resolved.state =
        hole == nullptr ? Resolved<T>::State::kElsewhere : Resolved<T>::State::kUnknown;
    if (hole != nullptr) resolved.why = {hole, ref.place()};
  }
  return resolved;
}

template <class T>
Resolved<T> ResolveById(const Resources<T>& candidates, const Fact<Ref>& ref,
                        const ModelView& view) {
  Resolved<T> resolved = WithoutResource<T>(ref);
  if (!ref.known()) return resolved;
  for (const ResourceId target : TargetsOf(*ref)) {
    const T* found = candidates.Find(target);
    if (found == nullptr || CertainlyMissing(found->head, view)) continue;
    resolved.state = Resolved<T>::State::kResource;
    resolved.resource = found;
    break;
  }
  return resolved;
}

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_RESOLVE_H_
