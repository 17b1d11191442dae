// SourceMap owns every byte that is looked at during a run, so that string_views into it stay valid
// until the run ends.
//
// It holds two kinds of file. A *disk file* is what was read. A *buffer* is text that was decoded
// out of another file (a heredoc body, a quoted string, a YAML block scalar, an Fn::Sub body): it
// is registered here as a file of its own, so a parser can read it like any other, and Spell() maps
// every place in it back to the disk.
//
//   FileId tf = sources.AddFile("main.tf", bytes);
//   FileId json = sources.AddBuffer("{}", {{.at = 0, .from = {tf, 40, 42}, .verbatim = true}});
//   sources.Spell({json, 1, 2});   // -> {tf, 41, 42}
//
// Adding is safe from several threads; so is reading what was added before.
#ifndef EXECLINT_LINT_SOURCE_SOURCE_MAP_H_
#define EXECLINT_LINT_SOURCE_SOURCE_MAP_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/span.h"
#include "lint/source/utf8.h"

namespace execlint {

// The bytes of a buffer from `at` up to the next piece came from `from`. Verbatim: byte for byte,
// so a part of the piece is a part of `from`; otherwise (an escape, a value of unknown text) every
// byte stands for the whole of `from`.
struct Piece {
  std::uint32_t at = 0;
  Span from = {};
  bool verbatim = true;
};

// A place as people count it. Both start at 1; the column counts bytes from the start of the line,
// without the byte order mark.
struct LineColumn {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// A suppression that is written as data beside what it is about, such as in the `Metadata` of a
// resource of a template. The parser that knows the format hands it over; see SetExemptions.
struct Exemption {
  Span at = {};     // what is written
  Span block = {};  // what it covers
  std::vector<std::string> rules = {};
  std::string reason = {};
  std::string until = {};  // the last day it counts: `2027-03-01`; empty: for good
  std::string wrong = {};  // why it does not count; empty: it does
};

class SourceMap {
 public:
  SourceMap();
  ~SourceMap();
  SourceMap(const SourceMap&) = delete;
  SourceMap& operator=(const SourceMap&) = delete;

  // `path` is what is shown: relative to the project, with '/' as separator.
  FileId AddFile(std::string path, std::string bytes);

  // `pieces` are in rising order of `at`, the first at 0; they may point into other buffers.
  FileId AddBuffer(std::string text, std::vector<Piece> pieces);

  // The whole text of a file; of a byte range of it. A view that stays valid for the whole run.
  std::string_view Text(FileId file) const;
  std::string_view Text(Span span) const;

  // The path of a disk file; of a buffer, the path of the disk file it was decoded from (empty if
  // its text was never written anywhere).
  std::string_view path(FileId file) const;

  // All that was read so far from the disk; of these, what is in the folder of a file, itself
  // included.
  std::vector<FileId> DiskFiles() const;
  std::vector<FileId> FolderOf(FileId file) const;

  // The place on disk that a span means, through any number of buffers. A span over several pieces
  // spells to one range when they follow each other in one disk file, else to the piece of its
  // first byte. A span that is already on disk spells to itself.
  Span Spell(Span span) const;

  // Line and column of an offset in a disk file (or in a buffer, counted in the buffer).
  LineColumn Locate(FileId file, std::uint32_t offset) const;
  // How long a text on disk is, which begins where a character does. Costs by the text where it is
  // short; else little, but for the first time.
  Utf8Length LengthOf(Span span) const;
  // The byte range of a line, without its line ending. Lines start at 1.
  Span Line(FileId file, std::uint32_t line) const;

  // The text at this place is a secret (the value of an environment variable): every output that
  // shows source text masks it. `secrets` gives the marked places of a disk file that share a byte
  // with `within`: whole, in rising order, those that overlap as one.
  void MarkSecret(Span span);
  std::vector<Span> secrets(Span within) const;
  // The text of a span on disk with every secret in it replaced by `***`.
  std::string MaskedText(Span span) const;

  // Comment spans of a file, handed over by the parser that knows its comment syntax. Suppression
  // comments are found here and nowhere else. `blocks`: the ranges to which a comment at their head
  // applies as a whole; an outer range comes before the ranges inside it.
  void SetComments(FileId file, std::vector<Span> comments, std::vector<Span> blocks = {});
  const std::vector<Span>& comments(FileId file) const;
  const std::vector<Span>& blocks(FileId file) const;
  void SetExemptions(FileId file, std::vector<Exemption> exemptions);
  const std::vector<Exemption>& exemptions(FileId file) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_SOURCE_MAP_H_
