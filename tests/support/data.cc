#include "tests/support/data.h"

#include "lint/source/format.h"

namespace execlint::testing {
namespace {

std::string PrintString(const Value& value) {
  std::string text;
  for (const Part& part : value.parts()) {
    if (part.hole != nullptr) {
      text += "${" + part.hole->name + "}";
      continue;
    }
    for (const char c : part.text) {
      if (c == '"' || c == '\\') text += '\\';
      if (static_cast<unsigned char>(c) < 0x20) {
        text += c == '\n' ? "\\n" : Format("\\x{:02x}", c);
      } else {
        text += c;
      }
    }
  }
  return '"' + text + '"';
}

std::string Joined(const std::vector<std::string>& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += (text.empty() ? "" : ", ") + piece;
  return text;
}

template <class F>
void Visit(Traced value, F&& f) {
  f(value);
  if (value->is_list()) {
    for (const Traced& item : value->items()) Visit(item, f);
  } else if (value->is_map()) {
    for (const Entry& entry : value->entries()) Visit(entry.value, f);
  }
}

}  // namespace

std::string Print(Traced value) {
  if (!value) return "(nothing)";
  std::vector<std::string> inside;
  const std::string open =
      value->open() ? Format("...open({})", value->open_because->name) : std::string();
  switch (value->kind) {
    case Kind::kNull:
      return "null";
    case Kind::kUnknown:
      return "<" + value->symbol().name + ">";
    case Kind::kString:
      return PrintString(*value);
    case Kind::kList:
      for (const Traced& item : value->items()) inside.push_back(Print(item));
      if (!open.empty()) inside.push_back(open);
      return "[" + Joined(inside) + "]";
    case Kind::kMap:
      for (const Entry& entry : value->entries()) {
        inside.push_back(Format("\"{}\": {}", entry.key, Print(entry.value)));
      }
      if (!open.empty()) inside.push_back(open);
      return "{" + Joined(inside) + "}";
    default:
      return *KnownText(*value);
  }
}

std::string Where(const SourceMap& sources, Span span) {
  const LineColumn begin = sources.Locate(span.file, span.begin);
  const LineColumn end = sources.Locate(span.file, span.end);
  const std::string last =
      end.line == begin.line ? Format("{}", end.column) : Format("{}:{}", end.line, end.column);
  return Format("{}:{}-{} {}", begin.line, begin.column, last, sources.Text(span));
}

std::vector<std::string> Problems(const SourceMap& sources, const Parsed& parsed) {
  std::vector<std::string> shown;
  for (const Problem& problem : parsed.problems) {
    const LineColumn begin = sources.Locate(problem.span.file, problem.span.begin);
    const LineColumn end = sources.Locate(problem.span.file, problem.span.end);
    const std::string last =
        end.line == begin.line ? Format("{}", end.column) : Format("{}:{}", end.line, end.column);
    shown.push_back(Format("{}:{}-{}: {}", begin.line, begin.column, last, problem.message));
  }
  return shown;
}

std::vector<Scalar> Scalars(Traced root) {
  std::vector<Scalar> scalars;
  if (!root) return scalars;
  Visit(root, [&](Traced value) {
    if (value->is_map()) {
      for (const Entry& entry : value->entries()) {
        scalars.push_back({entry.key_span, nullptr, std::string(entry.key)});
      }
    } else if (!value->is_list()) {
      scalars.push_back({value->span, value.value, {}});
    }
  });
  return scalars;
}

std::vector<std::string> BadParts(const SourceMap& sources, Traced root) {
  std::vector<std::string> bad;
  if (!root) return bad;
  Visit(root, [&](Traced value) {
    if (!value->is_string()) return;
    std::uint32_t at = value->span.begin;
    for (const Part& part : value->parts()) {
      if (part.verbatim && sources.Text(part.from) != part.text) {
        bad.push_back(Format("{}: not `{}`", Where(sources, part.from), part.text));
      }
      if (!value->span.Contains(part.from) || part.from.begin < at) {
        bad.push_back(Format("{}: out of place", Where(sources, part.from)));
      }
      at = part.from.end;
    }
  });
  return bad;
}

}  // namespace execlint::testing
