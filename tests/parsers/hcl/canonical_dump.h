// A tree as text, in the form that oracle/hcl/main.go gives to what HashiCorp's parser makes of the
// same bytes. Two equal dumps are two equal trees: structure, decoded text, and begin and end of
// every attribute, block and expression.
//
//   A 0-9 x                    an attribute, its bytes, its name; then its expression:
//   (+ 1:#3ff0... v:b@8-9)@4-9
//   B 10-22 'resource' 'a'@19-22 {22-23}
//
// Every piece of text is read again at its own span while it is printed; one that is not there
// prints as <wrong span>.
//
// Text is printed with every byte outside of plain ASCII as \xx, numbers as the bits of a double.
#ifndef EXECLINT_TESTS_PARSERS_HCL_CANONICAL_DUMP_H_
#define EXECLINT_TESTS_PARSERS_HCL_CANONICAL_DUMP_H_

#include <string>

#include "lint/source/source_map.h"
#include "parsers/hcl/parser.h"

namespace execlint::hcl {

// One line for each attribute, block and problem of the file.
std::string CanonicalDump(const SourceMap& sources, FileId file, const Parser& parser = Parser());

// The expression alone.
std::string CanonicalDump(const SourceMap& sources, const Ast& ast, ExprId expression);

}  // namespace execlint::hcl

#endif  // EXECLINT_TESTS_PARSERS_HCL_CANONICAL_DUMP_H_
