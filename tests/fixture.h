// Fixtures: small projects under fixtures/, read into memory and analysed there. What they expect
// is read by expectation.h.
#ifndef EXECLINT_TESTS_FIXTURE_H_
#define EXECLINT_TESTS_FIXTURE_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lint/engine/engine.h"
#include "lint/engine/finding.h"
#include "lint/source/source_map.h"

namespace execlint::testing_support {

// All files below a path of the repository, by path relative to it.
std::map<std::string, std::string> ReadTree(const std::string& path);

// What a run over files in memory gave.
struct Analyzed {
  std::unique_ptr<SourceMap> sources;
  Analysis analysis;
  std::string path(Span span) const { return std::string(sources->path(span.file)); }
  std::uint32_t line(Span span) const { return sources->Locate(span.file, span.begin).line; }
};
// A `.execlint.yaml` among the files is their configuration.
Analyzed Analyze(const std::map<std::string, std::string>& files,
                 const std::vector<const Rule*>& rules);

// The rule of a name; null if there is none.
const Rule* FindRule(std::string_view name);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_FIXTURE_H_
