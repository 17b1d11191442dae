// AWS Batch job definitions. A job runs as a task of ECS, and its definition holds both what a task
// definition holds and the exec flag; there are three forms, of which one is written:
//
//   containerProperties  one container, with the role and the flag beside its settings
//   ecsProperties        a task: `taskProperties[0].containers`, `taskRoleArn`
//   nodeProperties       ranges of nodes, each with one of these
#ifndef EXECLINT_PARSERS_ECS_JOBS_H_
#define EXECLINT_PARSERS_ECS_JOBS_H_

#include <string>

#include "lint/model/model.h"
#include "lint/source/source_map.h"
#include "parsers/ecs/map_reader.h"

namespace execlint::ecs {

struct JobForm {
  Cases<Traced> properties = {};  // the map, decoded
  std::string path = {};          // as the format spells it: `Properties.ContainerProperties`
};

struct JobForms {
  JobForm container, ecs, nodes;
  Attr<List<Text>> platforms = {};  // platformCapabilities
  KeyCase keys = KeyCase::kAny;
  BoolWords bool_words = BoolWords::kNone;
  std::string stray_refusal = {};  // see ContainerReading
};

// Adds a launcher with a task definition of its own for each task of the job definition. `job` is
// what they have in common.
void LowerJob(const JobForms& forms, const Service& job, ValueStore& values, SourceMap& sources,
              Model& model);

}  // namespace execlint::ecs

#endif  // EXECLINT_PARSERS_ECS_JOBS_H_
