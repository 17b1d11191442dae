// A string as JSON text. The text is cut into tokens first, since what a hole is written as depends
// on what follows it; then it is written token by token, keeping track of what is due.
#include <cctype>
#include <optional>

#include "lint/value/buffer_writer.h"

namespace execlint {
namespace {

struct Token {
  // A quoted string, a number or word (holes outside quotes belong to these), white space, or a
  // single character of the grammar or otherwise.
  enum Kind : char { kString = 's', kBare = 'b', kSpace = 'w' };
  char kind = kSpace;
  std::size_t first = 0, count = 0;  // fragments
  std::size_t holes = 0;
};

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool IsBare(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '+' || c == '-' ||
         c == '.';
}

class Tokenizer {
 public:
  explicit Tokenizer(const std::vector<Fragment>& from) {
    for (const Fragment& fragment : from) {
      if (fragment.hole != nullptr) {
        AddHole(fragment);
      } else {
        AddText(fragment);
      }
    }
  }

  std::vector<Fragment> fragments;
  std::vector<Token> tokens;

 private:
  void AddHole(const Fragment& hole) {
    if (!in_string_) Open(Token::kBare);
    fragments.push_back(hole);
    ++tokens.back().count;
    ++tokens.back().holes;
  }

  void AddText(const Fragment& fragment) {
    const std::string_view text = fragment.text;
    std::size_t i = 0;
    while (i < text.size()) {
      const std::size_t begin = i;
      if (in_string_) {
        i = StringEnd(text, i);
      } else if (text[i] == '"') {
        tokens.push_back({.kind = Token::kString, .first = fragments.size()});
        in_string_ = true;
        i = StringEnd(text, i + 1);
      } else if (IsSpace(text[i])) {
        Open(Token::kSpace);
        while (i < text.size() && IsSpace(text[i])) ++i;
      } else if (IsBare(text[i])) {
        Open(Token::kBare);
        while (i < text.size() && IsBare(text[i])) ++i;
      } else {
        tokens.push_back({.kind = text[i], .first = fragments.size()});
        ++i;
      }
      fragments.push_back(fragment.Cut(begin, i - begin));
      ++tokens.back().count;
    }
  }

  // Past the closing quote, or the end of this text.
  std::size_t StringEnd(std::string_view text, std::size_t i) {
    for (; i < text.size(); ++i) {
      if (escaped_) {
        escaped_ = false;
      } else if (text[i] == '\\') {
        escaped_ = true;
      } else if (text[i] == '"') {
        in_string_ = false;
        return i + 1;
      }
    }
    return i;
  }

  // Goes on with the last token if it is of this kind, else starts one.
  void Open(char kind) {
    if (!tokens.empty() && tokens.back().kind == kind) return;
    tokens.push_back({.kind = kind, .first = fragments.size()});
  }

  bool in_string_ = false;
  bool escaped_ = false;
};

class JsonWriter {
 public:
  JsonWriter(const Tokenizer& in, BufferWriter& out) : in_(in), out_(out) {}

  void Write() {
    for (std::size_t i = 0; i < in_.tokens.size(); ++i) {
      const Token& token = in_.tokens[i];
      if (token.kind == Token::kSpace) {
        Copy(token);
      } else if (token.kind == Token::kBare && token.holes > 0) {
        Unquoted(token, Next(i));
      } else {
        Known(token);
      }
    }
  }

 private:
  enum class Due { kValue, kKey, kColon, kComma };

  // The kind of the next token that is not white space; NUL at the end.
  char Next(std::size_t i) const {
    while (++i < in_.tokens.size()) {
      if (in_.tokens[i].kind != Token::kSpace) return in_.tokens[i].kind;
    }
    return '\0';
  }

  void Copy(const Token& token) {
    for (std::size_t i = 0; i < token.count; ++i) out_.Put(in_.fragments[token.first + i]);
  }

  void Known(const Token& token) {
    if (token.kind == ',' && drop_comma_) {
      drop_comma_ = false;
      return;
    }
    if (token.kind == ',') comma_ = out_.size();
    Copy(token);
    switch (token.kind) {
      case '{':
      case '[':
        nest_.push_back(token.kind);
        due_ = token.kind == '{' ? Due::kKey : Due::kValue;
        comma_.reset();
        return;
      case '}':
      case ']':
        if (!nest_.empty()) nest_.pop_back();
        due_ = Due::kComma;
        return;
      case ':':
        due_ = Due::kValue;
        return;
      case ',':
        due_ = !nest_.empty() && nest_.back() == '{' ? Due::kKey : Due::kValue;
        return;
      default:
        due_ = due_ == Due::kKey ? Due::kColon : Due::kComma;
    }
  }

  void Unquoted(const Token& token, char next) {
    const Fragment& first = in_.fragments[token.first];
    if (due_ == Due::kValue || (due_ == Due::kKey && next == ':')) {
      out_.MarkBare();
      out_.PutMade("\"", first);
      Copy(token);
      out_.PutMade("\"", in_.fragments[token.first + token.count - 1]);
      due_ = due_ == Due::kKey ? Due::kColon : Due::kComma;
      if (due_ == Due::kComma) Separate(first, next);
      return;
    }
    LeaveOut(token, next);
  }

  // There is no value that the hole could be written as: it may be several entries, or none.
  void LeaveOut(const Token& token, char next) {
    const Symbol* symbol = nullptr;
    const Fragment* place = nullptr;
    for (std::size_t i = 0; i < token.count && symbol == nullptr; ++i) {
      place = &in_.fragments[token.first + i];
      symbol = place->hole;
    }
    if (nest_.empty()) {
      out_.MarkAround(symbol);
      return;
    }
    out_.MarkSplice(symbol);
    if (due_ == Due::kKey) {
      // `{ "a": 1, ${more} }` and `{ ${more}, "a": 1 }` keep no comma too many.
      if (next == '}' && comma_) out_.Blank(*comma_);
      drop_comma_ = next == ',';
    } else if (due_ == Due::kComma) {
      Separate(*place, next);
    }
  }

  // `[{...} ${more} {...}]`: the text that is not known must hold the comma.
  void Separate(const Fragment& place, char next) {
    if (nest_.empty()) return;
    if (next != Token::kString && next != Token::kBare && next != '{' && next != '[') return;
    comma_ = out_.size();
    out_.PutMade(",", place);
    due_ = nest_.back() == '{' ? Due::kKey : Due::kValue;
  }

  const Tokenizer& in_;
  BufferWriter& out_;
  std::vector<char> nest_;
  Due due_ = Due::kValue;
  // Where a key is due: the comma before it, if there is one.
  std::optional<std::uint32_t> comma_;
  bool drop_comma_ = false;  // the next token is a comma too many
};

}  // namespace

void WriteJson(const std::vector<Fragment>& fragments, BufferWriter& out) {
  const Tokenizer tokens(fragments);
  JsonWriter(tokens, out).Write();
}

}  // namespace execlint
