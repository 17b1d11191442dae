// The external scanner of the HCL grammar: the tokens that a table-driven lexer cannot find,
// because they depend on what is open. It is called by the tree-sitter runtime, through the five
// functions at the end; parsers/hcl/parser.cc is what everybody else uses.
//
// A run of literal text is one token. A quoted string that is not closed ends with its line, and a
// heredoc that is not closed ends with the input, both with a closing token of no width: what
// follows is read as if nothing had happened, and the missing mark is reported by whoever looks at
// the token.
//
// Rules of the language that matter here:
//   ${ and %{ open a sequence; two or more `$` (or `%`) before a `{` are literal text;
//   a heredoc ends at a line that holds nothing but its tag and white space, where that line starts
//   as a line of the heredoc itself (not in the middle of one that began with a sequence).
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tree_sitter/parser.h"

// In the order of the grammar's `externals`.
enum Token {
  kQuoteStart,
  kQuoteEnd,
  kLiteral,
  kInterpolationStart,
  kInterpolationEnd,
  kDirectiveStart,
  kDirectiveEnd,
  kHeredocTag,
  kTokenCount,
};

enum Context {
  kNothing,  // not on the stack
  kInterpolation,
  kDirective,
  kQuoted,
  kHeredocOpening,  // behind the tag, on the opening line
  kHeredoc,         // in the text
  kHeredocEnding,   // at the start of the line that holds the closing tag
};

// What is open, as it is handed to the runtime. An entry is: the bytes of a heredoc's tag, their
// number, the context. The innermost entry stands last.
typedef struct {
  uint16_t size;
  uint8_t bytes[1000];
} Stack;

_Static_assert(sizeof(((Stack*)0)->bytes) <= TREE_SITTER_SERIALIZATION_BUFFER_SIZE,
               "the stack must fit into what the runtime stores");

enum { kMaxTag = 200 };

static enum Context Top(const Stack* stack) {
  return stack->size == 0 ? kNothing : (enum Context)stack->bytes[stack->size - 1];
}

static void SetTop(Stack* stack, enum Context context) {
  stack->bytes[stack->size - 1] = (uint8_t)context;
}

static unsigned TagSize(const Stack* stack) { return stack->bytes[stack->size - 2]; }

static const uint8_t* Tag(const Stack* stack) {
  return stack->bytes + stack->size - 2 - TagSize(stack);
}

static bool Push(Stack* stack, enum Context context, const uint8_t* tag, unsigned tag_size) {
  if (stack->size + tag_size + 2 > sizeof stack->bytes) return false;
  if (tag_size > 0) memcpy(stack->bytes + stack->size, tag, tag_size);
  stack->size = (uint16_t)(stack->size + tag_size);
  stack->bytes[stack->size++] = (uint8_t)tag_size;
  stack->bytes[stack->size++] = (uint8_t)context;
  return true;
}

static void Pop(Stack* stack) { stack->size = (uint16_t)(stack->size - 2 - TagSize(stack)); }

static void Advance(TSLexer* lexer) { lexer->advance(lexer, false); }
static void Skip(TSLexer* lexer) { lexer->advance(lexer, true); }

static bool Accept(TSLexer* lexer, enum Token token) {
  lexer->result_symbol = (TSSymbol)token;
  return true;
}

static bool IsBlank(int32_t c) { return c == ' ' || c == '\t' || c == '\r'; }

// What Unicode calls white space: the same as in white_space.cc.
static bool IsSpace(int32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

static bool IsTagCharacter(int32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c >= 0x80;
}

static unsigned Utf8(int32_t character, uint8_t* out) {
  const uint32_t c = (uint32_t)character;
  if (c < 0x80) {
    out[0] = (uint8_t)c;
    return 1;
  }
  const unsigned size = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (unsigned i = size - 1; i > 0; --i) {
    out[i] = (uint8_t)(0x80 | ((c >> (6 * (size - 1 - i))) & 0x3F));
  }
  static const uint8_t kLead[] = {0, 0, 0xC0, 0xE0, 0xF0};
  out[0] = (uint8_t)(kLead[size] | (c >> (6 * (size - 1))));
  return size;
}

// At a `$` or `%` in literal text, with the token's end marked before it.
enum Dollar { kText, kSequence };
static enum Dollar ReadDollar(TSLexer* lexer) {
  const int32_t c = lexer->lookahead;
  Advance(lexer);
  if (lexer->lookahead == '{') return kSequence;
  if (lexer->lookahead != c) return kText;
  while (lexer->lookahead == c) Advance(lexer);
  if (lexer->lookahead == '{') Advance(lexer);
  return kText;
}

// At the `{` of a sequence, with no text before it.
static bool OpenSequence(Stack* stack, TSLexer* lexer, int32_t sigil) {
  const bool interpolation = sigil == '$';
  Advance(lexer);
  lexer->mark_end(lexer);
  return Push(stack, interpolation ? kInterpolation : kDirective, NULL, 0) &&
         Accept(lexer, interpolation ? kInterpolationStart : kDirectiveStart);
}

static bool ScanQuoted(Stack* stack, TSLexer* lexer) {
  for (bool text = false;; text = true) {
    const int32_t c = lexer->lookahead;
    const bool cut = lexer->eof(lexer) || c == '\n';
    if (cut || c == '"') {
      if (!text && !cut) Advance(lexer);
      lexer->mark_end(lexer);
      if (text) return Accept(lexer, kLiteral);
      Pop(stack);
      return Accept(lexer, kQuoteEnd);
    }
    if (c == '$' || c == '%') {
      lexer->mark_end(lexer);
      if (ReadDollar(lexer) == kText) continue;
      return text ? Accept(lexer, kLiteral) : OpenSequence(stack, lexer, c);
    }
    Advance(lexer);
    if (c == '\\' && !lexer->eof(lexer) && lexer->lookahead != '\n') Advance(lexer);
  }
}

// At the start of a line of a heredoc: moves past its tag when the line holds nothing else, and
// marks the token's end where `*text` says: before the line, or behind the tag. Otherwise moves
// past what has been looked at, which is text.
static bool ReadHeredocEnd(const Stack* stack, TSLexer* lexer, bool* text) {
  const bool had_text = *text;
  lexer->mark_end(lexer);
  while (lexer->lookahead != '\n' && IsSpace(lexer->lookahead)) {
    lexer->advance(lexer, !had_text);
    *text = true;
  }
  const uint8_t* tag = Tag(stack);
  const unsigned tag_size = TagSize(stack);
  for (unsigned matched = 0; matched < tag_size;) {
    uint8_t bytes[4];
    if (lexer->eof(lexer) || lexer->lookahead < 0) return false;
    const unsigned size = Utf8(lexer->lookahead, bytes);
    if (size > tag_size - matched || memcmp(bytes, tag + matched, size) != 0) return false;
    Advance(lexer);
    *text = true;
    matched += size;
  }
  if (!had_text) lexer->mark_end(lexer);
  while (lexer->lookahead != '\n' && IsSpace(lexer->lookahead)) {
    const bool blank = IsBlank(lexer->lookahead);
    Advance(lexer);
    // What may not stand in code belongs to the token.
    if (!had_text && !blank) lexer->mark_end(lexer);
  }
  if (!lexer->eof(lexer) && lexer->lookahead != '\n') return false;
  *text = had_text;
  return true;
}

static bool ScanHeredoc(Stack* stack, TSLexer* lexer) {
  bool line_start = Top(stack) == kHeredocEnding;
  if (Top(stack) == kHeredocOpening) {
    while (IsBlank(lexer->lookahead)) Skip(lexer);
    if (lexer->lookahead == '\n') Skip(lexer);
    line_start = true;
  }
  SetTop(stack, kHeredoc);
  for (bool text = false;;) {
    if (line_start && ReadHeredocEnd(stack, lexer, &text)) {
      if (text) {
        SetTop(stack, kHeredocEnding);
        return Accept(lexer, kLiteral);
      }
      Pop(stack);
      return Accept(lexer, kHeredocTag);
    }
    line_start = false;
    if (lexer->eof(lexer)) {
      lexer->mark_end(lexer);
      if (text) return Accept(lexer, kLiteral);
      Pop(stack);
      return Accept(lexer, kHeredocTag);
    }
    const int32_t c = lexer->lookahead;
    if (c == '$' || c == '%') {
      lexer->mark_end(lexer);
      if (ReadDollar(lexer) == kSequence) {
        return text ? Accept(lexer, kLiteral) : OpenSequence(stack, lexer, c);
      }
    } else {
      Advance(lexer);
      line_start = c == '\n';
    }
    text = true;
  }
}

// A tag opens a heredoc only where nothing but white space follows it on its line.
static bool ScanHeredocStart(Stack* stack, TSLexer* lexer) {
  uint8_t tag[kMaxTag];
  unsigned size = 0;
  while (IsTagCharacter(lexer->lookahead)) {
    if (size + 4 > kMaxTag) return false;
    size += Utf8(lexer->lookahead, tag + size);
    Advance(lexer);
  }
  if (size == 0) return false;
  lexer->mark_end(lexer);
  while (IsBlank(lexer->lookahead)) Advance(lexer);
  return lexer->lookahead == '\n' && Push(stack, kHeredocOpening, tag, size) &&
         Accept(lexer, kHeredocTag);
}

static bool ScanCode(Stack* stack, TSLexer* lexer, const bool* valid, bool recovering) {
  while (IsBlank(lexer->lookahead) || lexer->lookahead == '\n') Skip(lexer);
  if (valid[kQuoteStart] && lexer->lookahead == '"') {
    Advance(lexer);
    lexer->mark_end(lexer);
    return Push(stack, kQuoted, NULL, 0) && Accept(lexer, kQuoteStart);
  }
  const enum Context top = Top(stack);
  if (lexer->lookahead == '}' && ((valid[kInterpolationEnd] && top == kInterpolation) ||
                                  (valid[kDirectiveEnd] && top == kDirective))) {
    Advance(lexer);
    lexer->mark_end(lexer);
    Pop(stack);
    return Accept(lexer, top == kInterpolation ? kInterpolationEnd : kDirectiveEnd);
  }
  return valid[kHeredocTag] && !recovering && ScanHeredocStart(stack, lexer);
}

static bool Scan(Stack* stack, TSLexer* lexer, const bool* valid) {
  // While it recovers from an error the runtime claims that everything is valid.
  bool recovering = true;
  for (int token = 0; token < kTokenCount; ++token) recovering = recovering && valid[token];
  switch (Top(stack)) {
    case kQuoted:
      return (valid[kLiteral] || valid[kQuoteEnd]) && ScanQuoted(stack, lexer);
    case kHeredocOpening:
    case kHeredoc:
    case kHeredocEnding:
      return (valid[kLiteral] || valid[kHeredocTag]) && ScanHeredoc(stack, lexer);
    default:
      return ScanCode(stack, lexer, valid, recovering);
  }
}

// ---- what the runtime calls

void* tree_sitter_hcl_external_scanner_create(void) { return calloc(1, sizeof(Stack)); }

void tree_sitter_hcl_external_scanner_destroy(void* payload) { free(payload); }

unsigned tree_sitter_hcl_external_scanner_serialize(void* payload, char* buffer) {
  const Stack* stack = payload;
  memcpy(buffer, stack->bytes, stack->size);
  return stack->size;
}

void tree_sitter_hcl_external_scanner_deserialize(void* payload, const char* buffer,
                                                  unsigned length) {
  Stack* stack = payload;
  stack->size = (uint16_t)length;
  if (length > 0) memcpy(stack->bytes, buffer, length);
}

bool tree_sitter_hcl_external_scanner_scan(void* payload, TSLexer* lexer, const bool* valid) {
  return payload != NULL && Scan(payload, lexer, valid);
}
