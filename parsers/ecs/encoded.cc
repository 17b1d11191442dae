#include "parsers/ecs/encoded.h"

#include "lint/source/unread_text.h"
#include "lint/value/buffer.h"
#include "parsers/json/json.h"

namespace execlint::ecs {

Traced Decoded(Traced value, SourceMap& sources, ValueStore& values,
               std::vector<Problem>* problems) {
  if (!value || !value->is_string()) return value;
  if (const Traced* inside = value->Encoded(Encoding::kJson)) {
    return values.Via(*inside, RouteStep::How::kEncoded, value->span);
  }
  const Buffer buffer = Register(sources, value, Syntax::kJson);
  Parsed parsed = json::Parse(sources, buffer, values);
  for (const Problem& problem : parsed.problems) MarkUnread(problem.span, sources);
  if (problems != nullptr) {
    problems->insert(problems->end(), parsed.problems.begin(), parsed.problems.end());
  }
  return parsed.root;
}

}  // namespace execlint::ecs
