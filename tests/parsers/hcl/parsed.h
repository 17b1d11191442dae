// One HCL text, parsed, for tests to look at.
#ifndef EXECLINT_TESTS_PARSERS_HCL_PARSED_H_
#define EXECLINT_TESTS_PARSERS_HCL_PARSED_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/source/source_map.h"
#include "parsers/hcl/parser.h"

namespace execlint::hcl {

// A whole file.
struct ParsedText {
  explicit ParsedText(std::string text)
      : sources(std::make_unique<SourceMap>()),
        file(sources->AddFile("main.tf", std::move(text))),
        parsed(Parser().ParseFile(*sources, file)) {}

  const Ast& ast() const { return parsed.ast; }
  std::string_view Text(Span span) const { return sources->Text(span); }
  // The value of an attribute of the file itself.
  ExprId Value(std::string_view name) const {
    const Attribute* attribute = parsed.ast.Find(parsed.body, name);
    return attribute == nullptr ? ExprId::kNone : attribute->value;
  }
  const Expr& operator[](std::string_view name) const { return parsed.ast[Value(name)]; }
  // "line:column message", for each problem.
  std::vector<std::string> Problems() const {
    std::vector<std::string> out;
    for (const Problem& d : parsed.problems) {
      const LineColumn at = sources->Locate(file, d.span.begin);
      out.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " + d.message);
    }
    return out;
  }

  std::unique_ptr<SourceMap> sources;
  FileId file;
  ParsedBody parsed;
};

// The file `x = <text>`; the value is that of x.
struct ParsedValue : ParsedText {
  explicit ParsedValue(std::string_view text) : ParsedText("x = " + std::string(text) + "\n") {}
  const Expr& value() const { return (*this)["x"]; }
  template <class Form>
  const Form* As() const {
    return std::get_if<Form>(&value().form);
  }
};

}  // namespace execlint::hcl

#endif  // EXECLINT_TESTS_PARSERS_HCL_PARSED_H_
