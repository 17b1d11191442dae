// HCL text to syntax trees (parsers/hcl/ast.h).
//
//   const Parser parser;
//   ScannedFile scanned = Scan(sources, file);
//   ParsedBody one = parser.Parse(sources, file, scanned.items[3]);    // that block alone
//   ParsedBody all = parser.ParseFile(sources, file);                  // terraform.tfvars
//   ParsedExpression value = parser.ParseExpression(sources, buffer);  // --var 'x=["a", "b"]'
//   ParsedExpression text = parser.ParseTemplate(sources, buffer);     // what templatefile() reads
//
// Nothing throws and nothing fails: what cannot be read is a problem with its place, and Broken
// in the tree; everything around it is read. The grammar is more lenient than Terraform (it does
// not ask for line breaks between attributes, for example), so the absence of problems does not
// mean that Terraform accepts the file. Of what Terraform accepts, two things are not read, and are
// problems: a number with an exponent and no fraction inside a larger expression (x + 1e5), and
// in an object a key in parentheses at the start of a line behind a value that is one word
// (a = b <line end> (c) = d).
//
// Safe from any number of threads. A tree is the same whether its item or its whole file is parsed.
#ifndef EXECLINT_PARSERS_HCL_PARSER_H_
#define EXECLINT_PARSERS_HCL_PARSER_H_

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "lint/source/problem.h"
#include "lint/source/source_map.h"
#include "lint/source/span.h"
#include "parsers/hcl/ast.h"
#include "parsers/hcl/block_scanner.h"

namespace execlint::hcl {

class SyntaxParser;

struct ParsedBody {
  Ast ast;
  BodyId body{};
  std::vector<Problem> problems;  // in the order of the file
};

struct ParsedExpression {
  Ast ast;
  ExprId expression{};
  std::vector<Problem> problems;
};

// Owns what parsing needs and keeps it for the next time: one tree-sitter for each thread that
// parses at the same moment. What it gives outlives it.
//
// Trees live as long as the run. Once they take more than kMaxTreeBytes, what is parsed next is not
// read (Problem::kLimit). For the largest repository known, execlint takes 300 MB in all.
inline constexpr std::size_t kMaxTreeBytes = std::size_t{256} << 20;

class Parser {
 public:
  Parser();
  ~Parser();
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // Scan and Parse may give equal problems (an unclosed string is seen by both).
  //
  // The body holds the item alone. An item that is not kWhole gives what can be read of it; that it
  // is not whole was said by Scan.
  ParsedBody Parse(const SourceMap& sources, FileId file, const Item& item) const;

  // Everything in a file, the problems of the scan included.
  ParsedBody ParseFile(const SourceMap& sources, FileId file) const;

  // The whole file or buffer as one expression.
  ParsedExpression ParseExpression(const SourceMap& sources, FileId file) const;

  // The whole file or buffer as template text: interpolations and directives, no quotes, and of
  // escapes only $${ and %%{. The expression is a Template, or Broken.
  ParsedExpression ParseTemplate(const SourceMap& sources, FileId file) const;

 private:
  class Lease;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<SyntaxParser>> idle_;  // the last one used last
  mutable std::atomic<std::size_t> tree_bytes_{0};
};

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_PARSER_H_
