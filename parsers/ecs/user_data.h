// Which cluster instances join, going by their user data: what it tells the ECS agent.
//
//   echo ECS_CLUSTER=web >> /etc/ecs/ecs.config         shell, cloud-init, MIME parts
//   Initialize-ECSAgent -Cluster web                    PowerShell
//   [settings.ecs]  cluster = "web"                     Bottlerocket
//
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
#ifndef EXECLINT_PARSERS_ECS_USER_DATA_H_
#define EXECLINT_PARSERS_ECS_USER_DATA_H_

#include <string_view>

#include "lint/model/attribute.h"
#include "lint/value/value_store.h"

namespace execlint::ecs {

// `user_data` as text, or as base64 of it. Absent where it says nothing of a cluster: the agent
// joins `default` then. Unknown where a script computes the name, or a part of the user data that
// is unknown may say it.
Fact<Ref> ClusterInUserData(Traced user_data, Place owner, ValueStore& values);

// The same of a list of what instances are launched with, each with its user data at `key`. Unknown
// where they differ.
Fact<Ref> ClusterInAll(Traced list, std::string_view key, Place owner, ValueStore& values);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_USER_DATA_H_
