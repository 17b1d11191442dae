#include "lint/source/shortened.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace execlint {

std::string Shortened(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  std::uint64_t digest = 1469598103934665603u;
  for (std::size_t at = 0; at < text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, std::min(sizeof word, text.size() - at));
    digest = (digest ^ word) * 1099511628211u;
    digest ^= digest >> 32;
  }
  std::size_t cut = most - 20;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
  text.resize(cut);
  text += "... #";
  for (int i = 0; i < 8; ++i, digest >>= 4) text += "0123456789abcdef"[digest & 15];
  return text;
}

}  // namespace execlint
