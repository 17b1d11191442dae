#include "lint/project/submodules.h"

namespace execlint {
namespace {

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// The value of a line `path = ...`; empty where it is another one.
std::string_view PathIn(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == line.npos || Trimmed(line.substr(0, equals)) != "path") return {};
  std::string_view value = Trimmed(line.substr(equals + 1));
  if (value.size() > 1 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return value;
}

}  // namespace

MissingSubmodules::MissingSubmodules(const FileReader& reader) {
  const auto bytes = reader.Read(".gitmodules");
  if (!bytes) return;
  for (std::string_view rest = *bytes; !rest.empty();) {
    const std::size_t end = rest.find('\n');
    const std::string_view path = PathIn(rest.substr(0, end));
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    const auto normal = NormalPath(std::string(path));
    if (path.empty() || !normal || normal->empty()) continue;
    const auto entries = reader.ListAsIs(*normal);
    if (!entries ? entries.error().message == kNoSuchFile : entries->empty()) {
      paths_.insert(*normal);
    }
  }
}

std::optional<std::string> MissingSubmodules::Around(std::string_view path) const {
  for (std::size_t end = path.size(); end != path.npos && end > 0; end = path.rfind('/', end - 1)) {
    const auto found = paths_.find(path.substr(0, end));
    if (found != paths_.end()) return *found;
  }
  return std::nullopt;
}

}  // namespace execlint
