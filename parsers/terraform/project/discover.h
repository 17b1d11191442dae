// Which folders of a project are units, decided without parsing anything.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_DISCOVER_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_DISCOVER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "lint/engine/frontend.h"

namespace execlint::terraform {

class Configuration;

// How much there is to be told of a unit; each includes what stands before it.
enum class Interest : std::uint8_t {
  kNone,
  kCalls,     // what is handed to modules without source
  kPolicies,  // ECS resources, and who may do what
  kServices,  // the network too
};

struct FoundUnit {
  std::string folder;
  // A backend, provider, var file or lock file says that it is applied as it stands; otherwise it
  // is a reusable module.
  bool root = false;
  Interest interest = Interest::kNone;
  std::size_t bytes = 0;             // of its configuration, local modules included
  std::vector<InputFile> automatic;  // var files that are always loaded, in their order
  std::vector<InputFile> named;      // those that somebody names
};

// `configuration` opens the local modules that stand outside what was walked.
std::vector<FoundUnit> FindUnits(const Project& project, const Configuration& configuration);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_DISCOVER_H_
