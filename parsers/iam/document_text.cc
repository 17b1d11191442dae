#include "parsers/iam/document_text.h"

#include <cctype>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "lint/value/buffer.h"
#include "parsers/json/json.h"

namespace execlint {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// `%7B`, the way the IAM API answers a document. JSON itself never starts so.
bool IsUrlEncoded(const Value& text) {
  if (text.count == 0) return false;
  const std::string_view first = text.parts()[0].text;
  return first.starts_with("%7B") || first.starts_with("%7b") || first.starts_with("%0A") ||
         first.starts_with("%0a") || first.starts_with("%20");
}

// Adds one run of URL-encoded text, each escape as a part of its own.
void DecodeRun(const Part& run, ValueStore& values, std::vector<Part>& parts) {
  const auto piece = [&](std::size_t begin, std::size_t end) {
    Part part = run;
    part.text = run.text.substr(begin, end - begin);
    if (run.verbatim) {
      part.from.begin = run.from.begin + static_cast<std::uint32_t>(begin);
      part.from.end = run.from.begin + static_cast<std::uint32_t>(end);
    }
    return part;
  };
  std::size_t plain = 0;
  for (std::size_t i = 0; i < run.text.size();) {
    const bool escape = run.text[i] == '%' && i + 2 < run.text.size() &&
                        HexDigit(run.text[i + 1]) >= 0 && HexDigit(run.text[i + 2]) >= 0;
    if (!escape) {
      ++i;
      continue;
    }
    const std::size_t end = i + 3;
    parts.push_back(piece(plain, i));
    Part decoded = piece(i, end);
    const char byte = static_cast<char>(HexDigit(run.text[i + 1]) * 16 + HexDigit(run.text[i + 2]));
    decoded.text = values.Keep(std::string_view(&byte, 1));
    decoded.verbatim = false;
    parts.push_back(decoded);
    plain = i = end;
  }
  parts.push_back(piece(plain, run.text.size()));
}

Traced UrlDecoded(Traced text, ValueStore& values) {
  std::vector<Part> parts;
  for (const Part& part : text->parts()) {
    if (part.hole != nullptr) {
      parts.push_back(part);
    } else {
      DecodeRun(part, values, parts);
    }
  }
  return {values.String(parts, text->span), text.route};
}

}  // namespace

Traced DecodeDocument(Traced text, ValueStore& values, SourceMap& sources,
                      std::vector<Problem>* problems) {
  if (const Traced* inside = text->Encoded(Encoding::kJson)) {
    return {inside->value, values.Chain(inside->route, text.route)};
  }
  if (IsUrlEncoded(*text)) text = UrlDecoded(text, values);
  Parsed parsed = json::Parse(sources, Register(sources, text, Syntax::kJson), values);
  if (problems != nullptr) {
    problems->insert(problems->end(), std::make_move_iterator(parsed.problems.begin()),
                     std::make_move_iterator(parsed.problems.end()));
  }
  return parsed.root;
}

}  // namespace execlint
