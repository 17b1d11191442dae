// Everything that a parser of data says about a text, as text: equal texts, equal results. For the
// tests and fuzzers that compare two ways of reading.
#ifndef EXECLINT_TESTS_SUPPORT_SAME_PARSED_H_
#define EXECLINT_TESTS_SUPPORT_SAME_PARSED_H_

#include <span>
#include <string>

#include "lint/value/parsed.h"

namespace execlint::testing {

inline void Append(Span span, std::string& out) {
  out += "[" + std::to_string(static_cast<unsigned>(span.file)) + ":" + std::to_string(span.begin) +
         "-" + std::to_string(span.end) + "]";
}

inline void Append(Traced traced, std::string& out) {
  if (!traced) {
    out += "none";
    return;
  }
  const Value& value = *traced;
  out += "kind " + std::to_string(static_cast<int>(value.kind));
  Append(value.span, out);
  if (traced.route != nullptr) Append(traced.route->at, out += " route ");
  if (value.open()) out += " open: " + value.open_because->name;
  out += " size " + std::to_string(value.size) + " depth " + std::to_string(value.depth);
  switch (value.kind) {
    case Kind::kNull:
      break;
    case Kind::kBool:
      out += value.boolean() ? " true" : " false";
      break;
    case Kind::kNumber:
      out += " " + NumberText(value.number());
      break;
    case Kind::kUnknown:
      out += " " + value.symbol().name;
      break;
    case Kind::kString:
      for (const Part& part : value.parts()) {
        out += part.verbatim ? " `" : " decoded `";
        out += part.hole != nullptr ? part.hole->name : std::string(part.text);
        Append(part.from, out += "`");
      }
      break;
    case Kind::kList:
      for (const Traced& item : value.items()) Append(item, out += "\n- ");
      break;
    case Kind::kMap:
      for (const Entry& entry : value.entries()) {
        out += "\n" + std::string(entry.key);
        Append(entry.key_span, out);
        Append(entry.value, out += ": ");
      }
      break;
  }
  out += ";";
}

inline std::string TextOf(const Parsed& parsed, std::span<const Span> comments) {
  std::string out;
  Append(parsed.root, out);
  for (const Problem& problem : parsed.problems) {
    Append(problem.span, out += "\nproblem ");
    out += std::to_string(static_cast<int>(problem.kind)) + " " + problem.message;
  }
  for (const Span& comment : comments) Append(comment, out += "\ncomment ");
  return out;
}

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_SUPPORT_SAME_PARSED_H_
