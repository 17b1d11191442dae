// Which texts are CloudFormation templates, by their content.
#ifndef EXECLINT_PARSERS_CLOUDFORMATION_DETECT_H_
#define EXECLINT_PARSERS_CLOUDFORMATION_DETECT_H_

#include <string_view>

#include "lint/value/value.h"

namespace execlint::cloudformation {

// Whether it is worth parsing the text: a template with ECS or IAM resources in it, as far as a
// look at the bytes can tell. True may be wrong; false is certain.
bool LooksLikeTemplate(std::string_view bytes);

// The same for a template that may add an endpoint, a route or a route table's association to what
// another one creates, or limit it.
bool MayAddToNetwork(std::string_view bytes);

// The same for a template that has a policy of the organization.
bool LimitsTheOrganization(std::string_view bytes);

bool SpeaksOfNestedStacks(std::string_view bytes);

// Whether the text looks like the input of a template engine such as Jinja: `{% if x %}` at the
// start of a line, `{{ x }}` anywhere (but for CloudFormation's own `{{resolve:...}}`). Plain
// templates may hold that too, in texts; but if one is no YAML, then it is not known to be wrong.
bool MayBeWrittenByAnotherEngine(std::string_view bytes);

// Whether a text that cannot be parsed as a template was meant as one.
bool MeantAsTemplate(std::string_view bytes);

// JSON, going by the first character; anything else is YAML.
bool StartsLikeJson(std::string_view bytes);

// A parsed text: is it a template? (A map with Resources, of which one has a Type of AWS's.)
bool IsTemplate(Traced root);

}  // namespace execlint::cloudformation

#endif  // EXECLINT_PARSERS_CLOUDFORMATION_DETECT_H_
