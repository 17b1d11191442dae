// Reads the values that need no grammar: a number, true, false, null, a reference
// (`aws_iam_role.task[0].arn`), a string without escapes, in which such values may stand
// (`"${local.name}-task"`), and lists, objects, calls of functions, operations and choices with
// these, and with comments between them. They are most of what is written, and the grammar takes
// ten times as long for them.
//
//   if (const auto value = ReadPlainValue(sources, span, builder)) ...
//
// Used by parsers/hcl/parser.cc alone; tests hold it against the grammar.
#ifndef EXECLINT_PARSERS_HCL_PLAIN_VALUE_H_
#define EXECLINT_PARSERS_HCL_PLAIN_VALUE_H_

#include <optional>

#include "lint/source/source_map.h"
#include "lint/source/span.h"
#include "parsers/hcl/ast.h"
#include "parsers/hcl/ast_builder.h"

namespace execlint::hcl {

// The value that `span` consists of, from its first byte to its last, all of it ASCII; nothing if
// it is no plain one, or is wrong.
std::optional<ExprId> ReadPlainValue(const SourceMap& sources, Span span, AstBuilder& builder);

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_PLAIN_VALUE_H_
