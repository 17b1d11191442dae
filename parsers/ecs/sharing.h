// What folders of API JSON take from each other. A folder is a unit, but the task definition that
// its service names often stands in another one:
//
//   ecs/services/web.json   {"serviceName": "web", "taskDefinition": "web", "cluster": "main"}
//   ecs/taskdefs/web.json   {"family": "web", "containerDefinitions": [...]}
//
// A service means the task definition of that family, and the cluster of that name, in its own
// folder; else the only one in the project that nothing speaks against: another region or account
// in both ARNs, another environment in both paths. Of several, the one whose path speaks of the
// same environment, then the nearest: the one with most folders in common.
#ifndef EXECLINT_PARSERS_ECS_SHARING_H_
#define EXECLINT_PARSERS_ECS_SHARING_H_

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lint/engine/frontend.h"

namespace execlint::ecs {

struct DocumentId {
  std::size_t file = 0;   // index in Project::files
  std::string path = {};  // inside the file, as in Document
  friend auto operator<=>(const DocumentId&, const DocumentId&) = default;
};

// What a launcher means by a name that its own folder does not explain.
struct Meant {
  std::optional<DocumentId> document = {};
  // Else those that it may mean: several that fit, or others of another environment.
  std::vector<std::string> candidates = {};  // the files of the first ones
  std::size_t more = 0;                      // how many more there are
  bool fits = true;
};

struct Sharing {
  std::map<DocumentId, Meant> task_definitions, clusters;  // by the launcher
  std::map<std::string, std::set<DocumentId>> guests;      // of a folder: from others
  // Documents that are told of where they are guests, and nowhere else.
  std::set<DocumentId> taken;
};

// `files`: those that may hold API JSON, by the folder that they are in. Parses nothing unless
// there are several folders and a launcher in one of them.
using FilesByFolder = std::map<std::string, std::vector<std::size_t>>;
Sharing ShareByName(const Project& project, const FilesByFolder& files);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_SHARING_H_
