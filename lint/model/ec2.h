// EC2 resources, as far as they decide on which instances tasks run and what these reach: which
// groups of instances there are, what they are launched from, and which cluster they join.
#ifndef EXECLINT_LINT_MODEL_EC2_H_
#define EXECLINT_LINT_MODEL_EC2_H_

#include <optional>
#include <vector>

#include "lint/model/attribute.h"

namespace execlint {

// What instances are launched from: a launch template, a launch configuration, or the arguments of
// an instance.
struct LaunchSettings {
  Head head = {};
  Attr<Text> name = {};
  // The cluster that the user data makes the ECS agent join. Absent: it names none.
  Attr<Ref> cluster = {};
  Attr<List<Ref>> subnets = {};  // of the network interface; mostly the group names them
  Attr<List<Ref>> security_groups = {};
  Attr<bool> public_ip = {};  // absent: as the subnet has it
};

// Instances of one kind: those of an Auto Scaling group or a fleet, or one instance.
struct InstanceGroup {
  Head head = {};
  Attr<Text> name = {};
  Attr<List<Ref>> subnets = {};
  // Every property that may name what instances are launched from.
  std::vector<Attr<List<Ref>>> launched_from = {};
  // What is written at the instance itself; it comes before what a launch template says.
  std::optional<LaunchSettings> own = {};
};

// An Elastic IP address that is given to an instance.
struct ElasticIp {
  Head head = {};
  Attr<Ref> instance = {};
};

}  // namespace execlint

#endif  // EXECLINT_LINT_MODEL_EC2_H_
