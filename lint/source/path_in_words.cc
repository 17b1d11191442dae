#include "lint/source/path_in_words.h"

namespace execlint {

std::string PathInWords(std::string_view path) { return std::string(path.empty() ? "." : path); }

}  // namespace execlint
