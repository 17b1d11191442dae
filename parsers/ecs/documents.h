// Which JSON of the ECS and IAM APIs a text holds, by its content. Names of files say nothing.
//
//   if (ecs::LooksLikeApiJson(bytes)) {                 // cheap: nothing is parsed
//     Parsed parsed = json::Parse(sources, file, store);
//     for (const ecs::Document& document : ecs::DocumentsIn(parsed.root, store)) ...
//   }
#ifndef EXECLINT_PARSERS_ECS_DOCUMENTS_H_
#define EXECLINT_PARSERS_ECS_DOCUMENTS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/value/value_store.h"

namespace execlint::ecs {

struct Document {
  enum class Kind : std::uint8_t {
    kTaskDefinition,  // the input of register-task-definition, the answer of describe-
    kContainers,      // a list of container definitions
    kService,         // the input of create- or update-service, an element of describe-services
    kRunTask,         // the input of run-task or start-task
    kCluster,         // the input of create-cluster, an element of describe-clusters
    kPolicy,          // an IAM policy document
  } kind = Kind::kTaskDefinition;
  Traced value = {};
  std::string path = {};  // inside the file: `taskDefinition`, `services[0]`; empty for all of it
};

// True may be wrong. False is certain: DocumentsIn would find nothing.
bool LooksLikeApiJson(std::string_view bytes);

// What a parsed text holds; empty for everything else, also for other tools' JSON that is alike.
std::vector<Document> DocumentsIn(Traced root, ValueStore& store);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_DOCUMENTS_H_
