// A project in words that no format has: what the generated projects are written from.
//
//   Dice dice(seed);
//   const Sketch sketch = RandomSketch(dice, "");
//   const Resources terraform = InTerraform(sketch), cloudformation = InCloudFormation(sketch);
#ifndef EXECLINT_TESTS_METAMORPHIC_SKETCH_H_
#define EXECLINT_TESTS_METAMORPHIC_SKETCH_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tests/metamorphic/node.h"
#include "tests/support/dice.h"

namespace execlint::testing_support {

struct Sketch {
  struct Statement {
    bool allow = true;
    std::vector<std::string> actions;
  };
  struct Policy {
    enum class How { kInline, kManaged, kOfAws } how = How::kInline;
    std::vector<Statement> statements;  // of one that is not AWS's
    std::string arn;                    // of one of AWS
  };
  struct Role {
    std::string name, trusted;  // a service of AWS
    std::vector<Policy> policies;
  };
  struct Cluster {
    std::string name;
    std::optional<std::string> logging;  // `OVERRIDE` is to a log group of the project's own
  };
  struct Network {
    enum class Way { kInternet, kNat, kNone } way = Way::kNat;
    bool dns = true;
    std::vector<std::string> endpoints;  // names of services
    bool private_dns = true;
    bool open_to_endpoints = true;  // does their security group let the tasks in?
    bool egress_everywhere = true;  // of the tasks' group; else to an address elsewhere
  };
  struct Container {
    std::string name, image;
    std::optional<bool> read_only, init, essential;
  };
  struct Workload {
    std::string name;
    std::optional<bool> exec;
    bool fargate = true;
    std::optional<std::string> platform, pid_mode;
    std::optional<std::size_t> role, execution_role, cluster;
    std::size_t network = 0;
    bool public_ip = false;
    std::vector<Container> containers;
  };

  std::vector<Workload> workloads;
  std::vector<Role> roles;
  std::vector<Cluster> clusters;
  std::vector<Network> networks;
  std::string names;  // in front of every name of a resource
};

// `names` is in front of every name, and is letters or nothing.
Sketch RandomSketch(Dice& dice, const std::string& names);

// The same with other names, of its resources and in the cloud.
Sketch Renamed(Sketch sketch, Dice& dice);

// The name of each workload's service in a template, and in Terraform behind its type.
std::string ServiceName(const Sketch& sketch, std::size_t workload);

Resources InTerraform(const Sketch& sketch);
Resources InCloudFormation(const Sketch& sketch);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_METAMORPHIC_SKETCH_H_
