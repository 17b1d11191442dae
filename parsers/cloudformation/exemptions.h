// Suppressions in the `Metadata` of a resource, for templates that hold no comments (JSON) or are
// written by a program (the CDK):
//
//   Metadata: {execlint: {ignore: [exec-disabled], reason: started by hand, until: 2027-03-01}}
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_EXEMPTIONS_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_EXEMPTIONS_H_

#include <string>

#include "lint/source/source_map.h"

namespace execlint::cloudformation {

// Hands them to the SourceMap. Does nothing for a file that is no template.
void AddExemptions(SourceMap& sources, const std::string& path, FileId file);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_EXEMPTIONS_H_
