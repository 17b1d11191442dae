#include "tests/support/only_unit.h"

#include "lint/engine/engine.h"
#include "lint/source/file_reader.h"
#include "parsers/frontends.h"

namespace execlint::testing_support {

std::unique_ptr<Model> LoadOnlyUnit(const std::map<std::string, std::string>& files,
                                    SourceMap& sources) {
  const MemoryFileReader reader(files);
  Project project{.sources = sources, .reader = reader};
  for (const auto& [path, text] : files) {
    project.files.push_back({path, sources.AddFile(path, text)});
  }
  Discovery found = Discover(project, AllFrontends());
  std::erase_if(found.units, [](const UnitPlan& unit) { return unit.round > 0; });
  return found.units.size() == 1 ? LoadAlone(found.units.front()) : nullptr;
}

}  // namespace execlint::testing_support
