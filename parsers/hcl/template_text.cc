#include "parsers/hcl/template_text.h"

#include <algorithm>
#include <limits>

#include "parsers/hcl/white_space.h"

namespace execlint::hcl {
namespace {

std::string Utf8(std::uint32_t c) {
  std::string out;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
  return out;
}

void StripStart(std::string_view file, std::vector<TextPiece>& pieces) {
  while (!pieces.empty()) {
    const std::string_view text = pieces.front().Text(file);
    std::size_t blank = 0;
    while (const std::size_t size = SpaceAtStart(text.substr(blank))) blank += size;
    if (blank < text.size()) {
      pieces.front().begin += static_cast<std::uint32_t>(blank);
      return;
    }
    pieces.erase(pieces.begin());
  }
}
void StripEnd(std::string_view file, std::vector<TextPiece>& pieces) {
  while (!pieces.empty()) {
    std::string_view text = pieces.back().Text(file);
    const std::size_t whole = text.size();
    while (const std::size_t size = SpaceAtEnd(text)) text.remove_suffix(size);
    if (!text.empty()) {
      pieces.back().end -= static_cast<std::uint32_t>(whole - text.size());
      return;
    }
    pieces.pop_back();
  }
}

std::string_view LastText(std::string_view file, const TemplateToken& token) {
  return token.pieces.empty() ? std::string_view() : token.pieces.back().Text(file);
}

// Cuts one run of literal text into tokens.
class TextCutter {
 public:
  TextCutter(std::string_view file, bool quoted, std::vector<TemplateToken>& tokens,
             std::vector<BadEscape>& bad)
      : file_(file), quoted_(quoted), tokens_(tokens), bad_(bad) {}

  void Cut(std::uint32_t begin, std::uint32_t end) {
    begin_ = begin;
    for (std::uint32_t at = begin; at < end;) {
      const char c = file_[at];
      if (c == '$' || c == '%') {
        at = Sigil(at, end);
      } else if (c == '\\' && quoted_) {
        at = Escape(at, end);
      } else {
        std::uint32_t i = at;
        while (i < end && file_[i] != '$' && file_[i] != '%' && file_[i] != '\n' &&
               !(file_[i] == '\\' && quoted_)) {
          ++i;
        }
        const bool line_end = i < end && file_[i] == '\n';
        if (line_end) ++i;
        Add({at, i, true, {}});
        if (line_end) open_ = false;
        at = i;
      }
    }
  }

 private:
  // A `$` or `%` is a token of its own; so is `$${`.
  std::uint32_t Sigil(std::uint32_t at, std::uint32_t end) {
    open_ = false;
    const bool escape = at + 2 < end && file_[at + 1] == file_[at] && file_[at + 2] == '{';
    if (escape) {
      Add({at, at + 3, false, std::string{file_[at], '{'}});
    } else {
      // Before the line end of a heredoc a lone one takes the \r with it.
      const bool lone = at == begin_ || file_[at - 1] != file_[at];
      const bool with_return = !quoted_ && lone && file_.substr(at + 1, 2) == "\r\n";
      Add({at, at + (with_return ? 2 : 1), true, {}});
    }
    open_ = false;
    return tokens_.back().end;
  }

  std::uint32_t Escape(std::uint32_t at, std::uint32_t end) {
    std::uint32_t size = 0;
    std::string decoded = DecodeEscape(file_.substr(at, end - at), &size);
    if (decoded.empty()) {
      bad_.push_back({at, at + size});
      decoded = file_.substr(at + 1, size - 1);
    }
    Add({at, at + size, false, std::move(decoded)});
    return at + size;
  }

  void Add(TextPiece piece) {
    if (!open_) {
      tokens_.push_back({TemplateToken::kText, piece.begin, piece.end, 0, false, false, {}});
      open_ = true;
    }
    tokens_.back().end = piece.end;
    tokens_.back().pieces.push_back(std::move(piece));
  }

  const std::string_view file_;
  const bool quoted_;
  std::vector<TemplateToken>& tokens_;
  std::vector<BadEscape>& bad_;
  std::uint32_t begin_ = 0;
  bool open_ = false;  // the last token may grow
};

}  // namespace

std::string DecodeLabel(std::string_view text) {
  std::vector<TemplateToken> tokens;
  std::vector<BadEscape> bad;
  AppendText(text, 0, static_cast<std::uint32_t>(text.size()), true, tokens, bad);
  std::string decoded;
  for (const TemplateToken& token : tokens) {
    for (const TextPiece& piece : token.pieces) decoded += piece.Text(text);
  }
  return decoded;
}

std::string DecodeEscape(std::string_view text, std::uint32_t* size) {
  *size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), 2));
  if (text.size() < 2) return {};
  switch (text[1]) {
    case 'n':
      return "\n";
    case 'r':
      return "\r";
    case 't':
      return "\t";
    case '"':
      return "\"";
    case '\\':
      return "\\";
    case 'u':
    case 'U':
      break;
    default: {
      // The whole character, so that no half of it is left.
      while (*size < text.size() && (static_cast<unsigned char>(text[*size]) & 0xC0) == 0x80) {
        ++*size;
      }
      return {};
    }
  }
  const std::uint32_t digits = text[1] == 'u' ? 4 : 8;
  std::uint64_t code = 0;
  std::uint32_t count = 0;
  for (; count < digits && 2 + count < text.size(); ++count) {
    const char c = text[2 + count];
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) break;
    code = code * 16 + static_cast<unsigned>(digit);
  }
  *size = 2 + count;
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (count < digits || surrogate || code > 0x10FFFF) return {};
  // U+0000 is one byte of text as well, and not an empty one.
  return code == 0 ? std::string(1, '\0') : Utf8(static_cast<std::uint32_t>(code));
}

void AppendText(std::string_view file, std::uint32_t begin, std::uint32_t end, bool quoted,
                std::vector<TemplateToken>& tokens, std::vector<BadEscape>& bad) {
  TextCutter(file, quoted, tokens, bad).Cut(begin, end);
}

void StripWhiteSpace(std::string_view file, std::vector<TemplateToken>& tokens) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const TemplateToken& token = tokens[i];
    if (token.strip_before && i > 0 && tokens[i - 1].kind == TemplateToken::kText) {
      StripEnd(file, tokens[i - 1].pieces);
    }
    if (token.strip_after && i + 1 < tokens.size() && tokens[i + 1].kind == TemplateToken::kText) {
      StripStart(file, tokens[i + 1].pieces);
    }
  }
}

void RemoveIndentation(std::string_view file, std::vector<TemplateToken>& tokens) {
  constexpr std::size_t kNoLine = std::numeric_limits<std::size_t>::max();
  std::size_t shared = kNoLine;
  std::vector<TemplateToken*> lines;
  bool line_start = true;
  for (TemplateToken& token : tokens) {
    const bool text = token.kind == TemplateToken::kText;
    if (line_start) {
      std::size_t indent = 0;  // characters, not bytes
      std::string_view rest =
          text && !token.pieces.empty() ? token.pieces.front().Text(file) : std::string_view();
      if (!text || token.pieces.empty() || token.pieces.front().verbatim) {
        while (const std::size_t size = rest.starts_with("\r\n") ? 2 : SpaceAtStart(rest)) {
          rest.remove_prefix(size);
          ++indent;
        }
      }
      // A line of nothing but white space does not count.
      const bool blank = text && rest.empty() && LastText(file, token).ends_with('\n');
      if (!blank) {
        shared = std::min(shared, indent);
        if (text) lines.push_back(&token);
      }
    }
    line_start = text && LastText(file, token).ends_with('\n');
  }
  if (shared == kNoLine) return;
  for (TemplateToken* token : lines) {
    if (token->pieces.empty()) continue;
    TextPiece& piece = token->pieces.front();
    for (std::size_t i = 0; i < shared; ++i) {
      const std::string_view text = piece.Text(file);
      piece.begin += static_cast<std::uint32_t>(text.starts_with("\r\n") ? 2 : SpaceAtStart(text));
    }
  }
}

std::string NeverClosed(std::string_view opening) {
  constexpr std::string_view kTags = "<-ABCDEFGHIJKLMNOPQRSTUVWXYZ_";
  constexpr std::size_t kLongestTag = 12;
  const bool heredoc = opening.starts_with("<<");
  if (heredoc && (opening.size() > kLongestTag || opening.find_first_not_of(kTags) != opening.npos))
    return "the heredoc that begins here is never closed";
  return "`" + std::string(opening) + "` is never closed";
}

}  // namespace execlint::hcl
