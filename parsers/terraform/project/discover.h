// Which folders of a project are units, decided without parsing anything.
#ifndef EXECLINT_PARSERS_TERRAFORM_PROJECT_DISCOVER_H_
#define EXECLINT_PARSERS_TERRAFORM_PROJECT_DISCOVER_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/frontend.h"
#include "parsers/terraform/project/made_types.h"

namespace execlint::terraform {

class Configuration;

// How much of a unit is worth reading; each includes those before it.
enum class Interest : std::uint8_t {
  kNone,
  kPolicies,  // ECS resources and IAM
  kServices,  // the network too
};

struct FoundUnit {
  std::string folder;
  // True for a root: it has a backend, provider, var file or lock file, so it is applied by itself.
  // False for a reusable module.
  bool root = false;
  Interest interest = Interest::kNone;
  std::vector<FileId> files;           // its configuration, that of its local modules included
  std::size_t bytes = 0;               // of these files
  std::vector<ProjectFile> automatic;  // var files that are always loaded, in their order
  std::vector<ProjectFile> named;      // the other ones: loaded only if given with -var-file
  std::shared_ptr<const MadeTypes> made;
  unsigned round = 0;  // see UnitPlan

  // Does the configuration have a resource of that type?
  bool Makes(std::string_view type) const {
    return std::any_of(files.begin(), files.end(),
                       [&](FileId file) { return made->Has(file, type); });
  }
};

// All units, also those of no interest. `configuration` opens the local modules that stand outside
// what was walked.
// `unread` gets the modules, files of modules and lists of fetched modules that could not be read.
std::vector<FoundUnit> FindUnits(const Project& project, const Configuration& configuration,
                                 std::vector<Problem>& unread);

}  // namespace execlint::terraform

#endif  // EXECLINT_PARSERS_TERRAFORM_PROJECT_DISCOVER_H_
