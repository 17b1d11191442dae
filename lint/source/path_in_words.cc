#include "lint/source/path_in_words.h"

#include <cstddef>

namespace execlint {
namespace {

// No file format has these in a name, and a text in which they stand all the same is only spelled
// otherwise.
constexpr char kBegin = '\x0e';
constexpr char kEnd = '\x0f';

}  // namespace

std::string SpellPath(std::string_view path, const PathSpelling& shown) {
  return shown ? shown(path) : std::string(path.empty() ? "." : path);
}

std::string PathInWords(std::string_view path) {
  return std::string(1, kBegin).append(path) + kEnd;
}

void SpellPaths(std::string& text, const PathSpelling& shown) {
  std::size_t begin = text.find(kBegin);
  while (begin != text.npos) {
    const std::size_t end = text.find(kEnd, begin);
    if (end == text.npos) return;
    const std::string path = SpellPath(text.substr(begin + 1, end - begin - 1), shown);
    text.replace(begin, end - begin + 1, path);
    begin = text.find(kBegin, begin + path.size());
  }
}

}  // namespace execlint
