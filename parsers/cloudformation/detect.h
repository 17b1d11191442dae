// Which texts are CloudFormation templates, by their content.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_DETECT_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_DETECT_H_

#include <string_view>

#include "lint/value/value.h"

namespace execlint::cloudformation {

// Whether it is worth parsing the text: a template with ECS or IAM resources in it, as far as a
// look at the bytes can tell. May be wrong in saying yes.
bool LooksLikeTemplate(std::string_view bytes);

// Whether another engine writes the text: control lines such as `{% if x %}` or `{{ range .X }}`.
// What such a text looks like before it is expanded says nothing, errors included.
bool HasControlLines(std::string_view bytes);

// JSON, going by the first character; anything else is YAML.
bool StartsLikeJson(std::string_view bytes);

// A parsed text: is it a template? (A map with Resources, of which one has a Type of AWS's.)
bool IsTemplate(Traced root);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_DETECT_H_
