// The text rules of templates: escapes, the `~` that strips white space, the indentation that `<<-`
// removes. They work on tokens as Terraform's own lexer cuts them, because that is what they are
// defined by: `~` strips one token, and a line of a heredoc is a token.
//
// Used by the lowering alone; offsets are those of the file.
#ifndef EXECLINT_PARSERS_HCL_TEMPLATE_TEXT_H_
#define EXECLINT_PARSERS_HCL_TEMPLATE_TEXT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/hcl/syntax_tree.h"

namespace execlint::hcl {

// Text of the source taken as it is, or (not verbatim) an escape and what it stands for.
struct TextPiece {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool verbatim = true;
  std::string decoded;  // of an escape

  std::string_view Text(std::string_view file) const {
    return verbatim ? file.substr(begin, end - begin) : std::string_view(decoded);
  }
};

struct TemplateToken {
  enum Kind : std::uint8_t {
    kText,
    kInterpolation,
    kIf,
    kElse,
    kEndIf,
    kFor,
    kEndFor
  } kind = kText;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  NodeIndex node = 0;             // of everything but text
  bool strip_before = false;      // ${~
  bool strip_after = false;       // ~}
  std::vector<TextPiece> pieces;  // of text; emptied by the rules, never removed
};

// Cuts the literal text [begin, end) into tokens. An escape that is not one is reported by its
// begin and end, and stands for what follows the backslash.
struct BadEscape {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};
void AppendText(std::string_view file, std::uint32_t begin, std::uint32_t end, bool quoted,
                std::vector<TemplateToken>& tokens, std::vector<BadEscape>& bad);

// Applies the strip markers.
void StripWhiteSpace(std::string_view file, std::vector<TemplateToken>& tokens);

// Removes the indentation that all lines of a `<<-` heredoc share.
void RemoveIndentation(std::string_view file, std::vector<TemplateToken>& tokens);

// What stands for the text between the quotes of a label.
std::string DecodeLabel(std::string_view text);

// What the escape at the start of `text` stands for; empty when it is none. `size` is the length
// that it has, or would have, in the source.
std::string DecodeEscape(std::string_view text, std::uint32_t* size);

// Says of a bracket or of the beginning of a heredoc that nothing closes it. A tag is quoted where
// it looks like one: `<<EOT` is never closed.
std::string NeverClosed(std::string_view opening);

}  // namespace execlint::hcl

#endif  // EXECLINT_PARSERS_HCL_TEMPLATE_TEXT_H_
