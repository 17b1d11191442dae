// JSON that another program completes before it is used: `sed`, `envsubst`, Jinja, a pipeline.
//
//   {"family": "web", "cpu": ${CPU}, "containerDefinitions": [{...}, {{ sidecars }}]}
//
// A placeholder that stands where no string is, is unknown: a value, or further elements of the
// list or map it stands in (Why::kPlaceholder). What it stands for cannot mend the text around it
// unless it may be such elements; other errors of the text are problems as ever. In strings,
// placeholders are text like any other, unless quotes are in them: `"{{ env "IMAGE" }}"`.
#ifndef EXECLINT_PARSERS_JSON_PLACEHOLDERS_H_
#define EXECLINT_PARSERS_JSON_PLACEHOLDERS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/parsed.h"
#include "lint/value/value_store.h"

namespace execlint::json {

struct Placeholder {
  std::uint32_t begin = 0, end = 0;
  // `{% if x %}`, `{{#each}}`, `%{ if x }`: decides about the text around it.
  bool directive = false;
};

// The placeholders of a text that is no JSON, in order:
// `${X}`, `$X`, `$(X)`, `{{ x }}`, `<X>`, `<%= x %>`, `@x@`, `%X%`, `__X__`, and directives.
std::vector<Placeholder> FindPlaceholders(std::string_view text);

struct Completed {
  Parsed parsed;
  bool placeholders = false;  // the text is no JSON before they are filled in
};

// As Parse, which it calls first. Of a text with directives the root is unknown.
Completed ParseCompletedElsewhere(SourceMap& sources, FileId file, ValueStore& store);

}  // namespace execlint::json

#endif  // EXECLINT_PARSERS_JSON_PLACEHOLDERS_H_
