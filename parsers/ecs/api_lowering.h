// API JSON into the model: the lowering tables of task definitions, services and clusters as the
// AWS CLI takes and prints them, and of policy documents that stand alone.
#ifndef EXECLINT_PARSERS_ECS_API_LOWERING_H_
#define EXECLINT_PARSERS_ECS_API_LOWERING_H_

#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/ecs/documents.h"

namespace execlint::ecs {

// Adds what `document` says to `model`, whose store holds the document's values. `file` is where it
// was read, relative to the project.
void LowerDocument(const Document& document, const std::string& file, SourceMap& sources,
                   Model& model);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_API_LOWERING_H_
