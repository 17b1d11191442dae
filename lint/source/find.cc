#include "lint/source/find.h"

#include <cstring>

namespace execlint {
namespace {

constexpr std::size_t kLooked = 3;  // bytes of what is sought that a block is searched for
constexpr std::size_t kBlock = 128;

// The first block from `from` on in which `words` may start; where no block is left, the place
// behind the last. The inner loop has no branch, so that compilers compare many places at once:
// twice as many where the processor has the registers of AVX2. Which it has is asked before main(),
// too early for a sanitizer: builds with asserts, those with sanitizers among them, do not ask.
#if defined(__x86_64__) && defined(__gnu_linux__) && defined(NDEBUG)
__attribute__((target_clones("avx2", "default")))
#endif
std::size_t
NextBlock(std::string_view text, std::string_view words, std::size_t from) {
  const char a = words[0], b = words[1], c = words[2];
  for (; from + kBlock + kLooked <= text.size(); from += kBlock) {
    const char* block = text.data() + from;
    unsigned char any = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const bool here = (block[i] == a) & (block[i + 1] == b) & (block[i + 2] == c);
      any |= static_cast<unsigned char>(here);
    }
    if (any != 0) return from;
  }
  return from;
}

}  // namespace

std::size_t Find(std::string_view text, std::string_view words, std::size_t from) {
  if (from > text.size()) return text.npos;
  if (words.size() > kBlock) {  // find() would compare much of them at every place
    const void* found =
        ::memmem(text.data() + from, text.size() - from, words.data(), words.size());
    if (found == nullptr) return text.npos;
    return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
  }
  if (words.size() >= kLooked) {
    for (from = NextBlock(text, words, from); from + kBlock + kLooked <= text.size();
         from = NextBlock(text, words, from + kBlock)) {
      const std::size_t found = text.substr(0, from + kBlock + words.size() - 1).find(words, from);
      if (found != text.npos) return found;
    }
  }
  return text.find(words, from);
}

}  // namespace execlint
