// A Span says where text stands: a half-open range of bytes in one file.
//
//   Span value{file, 120, 124};            // the four bytes `true`
//   Span hole = Span::At(file, 124);       // an insertion point, begin == end
//
// Offsets count bytes from the start of the file, a byte order mark included. Lines and columns are
// computed only where a place is shown (see SourceMap::Locate).
#ifndef EXECLINT_LINT_SOURCE_SPAN_H_
#define EXECLINT_LINT_SOURCE_SPAN_H_

#include <cstdint>

namespace execlint {

// A file on disk, or a buffer decoded out of one. Ids depend on the order of loading, so they are
// never printed and never sorted by.
enum class FileId : std::uint32_t { kNone = 0 };

struct Span {
  FileId file = FileId::kNone;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  static Span At(FileId file, std::uint32_t offset) { return {file, offset, offset}; }

  bool valid() const { return file != FileId::kNone; }
  bool empty() const { return begin == end; }
  std::uint32_t size() const { return end - begin; }
  bool Contains(const Span& other) const {
    return file == other.file && begin <= other.begin && other.end <= end;
  }
  friend bool operator==(const Span&, const Span&) = default;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_SPAN_H_
