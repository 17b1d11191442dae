// The line ends that YAML 1.1 has, and 1.2 has not: U+0085, U+2028 and U+2029. AWS and Terraform
// read by 1.1: a comment or plain text ends there, and what follows may be the next key.
#ifndef EXECLINT_PARSERS_YAML_LINE_ENDS_H_
#define EXECLINT_PARSERS_YAML_LINE_ENDS_H_

#include "lint/source/source_map.h"
#include "lint/value/parsed.h"

namespace execlint::yaml {

// Adds a problem to what was read by 1.2, at the first of these that does not stand in quotes,
// where it would mean no more than a blank.
void TellLineEnds(const SourceMap& sources, FileId file, Parsed& parsed);

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_LINE_ENDS_H_
