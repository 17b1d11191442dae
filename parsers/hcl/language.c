// The HCL language as parsers/hcl/syntax_tree.cc wants it: the grammar's tables, and a lexer that
// leaves white space out.
//
// The grammar makes a token, and a node of the tree, of every single character of white space,
// which is most of the tokens of well-indented code. No rule of the grammar asks for one, so the
// lexer may pass over them instead; all other nodes, and their places, stay as they are.
#include <stdbool.h>
#include <stdlib.h>

#include "tree_sitter/parser.h"

extern const TSLanguage* tree_sitter_hcl(void);

// The characters of the grammar's `_whitespace`.
static bool IsWhiteSpace(int32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool Lex(TSLexer* lexer, TSStateId state) {
  while (IsWhiteSpace(lexer->lookahead)) lexer->advance(lexer, true);
  return tree_sitter_hcl()->lex_fn(lexer, state);
}

// To be given to free() when no parser and no tree needs it any more.
TSLanguage* execlint_hcl_language(void) {
  TSLanguage* language = malloc(sizeof *language);
  if (language == NULL) abort();
  *language = *tree_sitter_hcl();
  language->lex_fn = Lex;
  return language;
}
