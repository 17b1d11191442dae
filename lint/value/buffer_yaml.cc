// A string as YAML text. A hole within a line stands for text of that line. A hole that has a line
// for itself is a value where one is due (`key:` ends the line before), text in a block scalar, and
// otherwise any number of entries: it is left out.
#include <string>

#include "lint/value/buffer_writer.h"

namespace execlint {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Line {
  std::vector<Fragment> fragments;  // the line break included
  std::string known;                // the text without holes, white space at the end and comments
  std::size_t indent = 0;
  const Fragment* hole = nullptr;

  bool OnlyHoles() const { return hole != nullptr && known.empty(); }
  // `key: |`, `- >-2`: a block scalar begins.
  bool StartsBlock() const {
    const std::size_t sign = known.find_last_not_of("+-0123456789");
    return sign != std::string::npos && (known[sign] == '|' || known[sign] == '>') &&
           (sign == 0 || known[sign - 1] == ' ');
  }
  // Ends where a value may begin on the next line.
  bool WantsValue() const {
    return known.empty() || std::string_view(":-[{,").find(known.back()) != std::string_view::npos;
  }
};

class LineReader {
 public:
  explicit LineReader(const std::vector<Fragment>& fragments) {
    lines.emplace_back();
    for (const Fragment& fragment : fragments) {
      if (fragment.hole != nullptr) {
        lines.back().fragments.push_back(fragment);
        continue;
      }
      std::size_t begin = 0;
      while (begin < fragment.text.size()) {
        const std::size_t newline = fragment.text.find('\n', begin);
        const bool whole = newline != std::string_view::npos;
        const std::size_t end = whole ? newline + 1 : fragment.text.size();
        lines.back().fragments.push_back(fragment.Cut(begin, end - begin));
        if (whole) lines.emplace_back();
        begin = end;
      }
    }
    for (Line& line : lines) Describe(line);
  }

  std::vector<Line> lines;

 private:
  static void Describe(Line& line) {
    bool started = false;
    for (const Fragment& fragment : line.fragments) {
      if (fragment.hole != nullptr) {
        if (line.hole == nullptr) line.hole = &fragment;
        started = true;
        continue;
      }
      for (const char c : fragment.text) {
        if (!started && c == ' ') ++line.indent;
        if (!IsBlank(c)) started = true;
        line.known += c;
      }
    }
    const std::size_t comment = line.known.find(" #");
    if (comment != std::string::npos) line.known.resize(comment);
    while (!line.known.empty() && IsBlank(line.known.back())) line.known.pop_back();
    const std::size_t first = line.known.find_first_not_of(" \t");
    if (first != std::string::npos && line.known[first] == '#') {
      line.known.clear();
      line.hole = nullptr;  // it is text of a comment
    }
  }
};

}  // namespace

void WriteYaml(const std::vector<Fragment>& fragments, BufferWriter& out) {
  const LineReader reader(fragments);
  bool in_block = false;
  std::size_t block_indent = 0;  // of the line that starts the block scalar
  bool value_due = true;
  for (const Line& line : reader.lines) {
    const bool blank = line.known.empty() && line.hole == nullptr;
    if (in_block && !blank && line.indent <= block_indent) in_block = false;
    const bool leave_out = line.OnlyHoles() && !in_block && !value_due;
    for (const Fragment& fragment : line.fragments) {
      if (leave_out && fragment.hole != nullptr) {
        out.MarkSplice(fragment.hole);
      } else {
        out.Put(fragment);
      }
    }
    if (blank || in_block) continue;
    in_block = line.StartsBlock();
    block_indent = line.indent;
    value_due = line.hole == nullptr ? line.WantsValue() : !line.known.empty() && line.WantsValue();
  }
}

}  // namespace execlint
