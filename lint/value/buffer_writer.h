// Writes the text of a Buffer piece by piece, with the record of where each piece came from. Only
// for the implementation of Register.
#ifndef EXECLINT_LINT_VALUE_BUFFER_WRITER_H_
#define EXECLINT_LINT_VALUE_BUFFER_WRITER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lint/value/buffer.h"

namespace execlint {

// A stretch of one Part: literal text, or a hole.
struct Fragment {
  std::string_view text = {};
  Span from = {};
  bool verbatim = false;
  const Symbol* hole = nullptr;
  const RouteStep* route = nullptr;

  Fragment Cut(std::size_t begin, std::size_t size) const;
};

// The parts of `string`, each with a place; never none at all.
std::vector<Fragment> FragmentsOf(const Value& string);

class BufferWriter {
 public:
  // Text as it is; a hole as its character.
  void Put(const Fragment& fragment);
  // Text that is not in the source, such as an added quote; it stands for `place`.
  void PutMade(std::string_view text, const Fragment& place);
  // Replaces what was written at this byte with white space.
  void Blank(std::uint32_t at) { text_[at] = ' '; }
  void MarkBare() { buffer_.bare.push_back(size()); }
  void MarkSplice(const Symbol* symbol) { buffer_.splices.push_back({size(), symbol}); }
  void MarkAround(const Symbol* symbol) {
    if (buffer_.around == nullptr) buffer_.around = symbol;
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(text_.size()); }
  Buffer Finish(SourceMap& sources, const RouteStep* route) &&;

 private:
  void StartPiece(Span from, bool verbatim, const RouteStep* route);

  std::string text_;
  std::vector<Piece> pieces_;
  Buffer buffer_;
};

void WriteJson(const std::vector<Fragment>& fragments, BufferWriter& out);
void WriteYaml(const std::vector<Fragment>& fragments, BufferWriter& out);

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_BUFFER_WRITER_H_
