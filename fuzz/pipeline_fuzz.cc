// The whole way from bytes to findings, all rules on: any input must end in an analysis.
//
// An input is a small project: files separated by lines `--- path`. Text before the first such line
// is `main.tf`.
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/engine.h"
#include "lint/engine/registry.h"
#include "lint/engine/suppress.h"
#include "lint/source/file_reader.h"
#include "parsers/frontends.h"

using namespace execlint;

namespace {

std::map<std::string, std::string> FilesIn(std::string_view input) {
  constexpr std::string_view kSeparator = "--- ";
  std::map<std::string, std::string> files;
  std::string path = "main.tf";
  while (!input.empty()) {
    const std::size_t end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    if (line.starts_with(kSeparator)) {
      const auto normal = NormalPath(std::string(line.substr(kSeparator.size())));
      if (normal && !normal->empty()) path = *normal;
    } else {
      files[path].append(line).push_back('\n');
    }
  }
  return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFileReader reader(FilesIn({reinterpret_cast<const char*>(data), size}));
  SourceMap sources;
  Project project{.sources = sources, .reader = reader};
  for (const auto& [path, text] : FilesIn({reinterpret_cast<const char*>(data), size})) {
    project.files.push_back({path, sources.AddFile(path, text)});
  }
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  Analysis analysis = AnalyzeProject(project, AllFrontends(), rules);
  Suppress(analysis.findings, sources);
  return 0;
}
