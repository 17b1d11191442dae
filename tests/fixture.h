// Fixtures: small projects under fixtures/ with their expectations written beside the line they
// speak of. See docs/adding_a_rule.md for the grammar.
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

struct Expectation {
  std::string file = {};
  std::uint32_t line = 0;           // of a finding; 0 for an unknown entry
  std::string what = {};            // the rule, or the hop of an unknown entry
  std::string confidence = "high";  // of a finding
  std::string part = {};            // of the message, or of "what: reason"
  bool unknown = false;
};

// All files below a path of the repository, by path relative to it.
std::map<std::string, std::string> ReadTree(const std::string& path);

// What the comments (`# expect: ...`) and `.expect` files of a case say. `.expect` files are taken
// out of `files`.
std::vector<Expectation> TakeExpectations(std::map<std::string, std::string>& files);

// What a run over files in memory gave.
struct Analyzed {
  std::unique_ptr<SourceMap> sources;
  Analysis analysis;
  std::string path(Span span) const { return std::string(sources->path(span.file)); }
  std::uint32_t line(Span span) const { return sources->Locate(span.file, span.begin).line; }
};
Analyzed Analyze(const std::map<std::string, std::string>& files,
                 const std::vector<const Rule*>& rules);

// The rule of a name; null if there is none.
const Rule* FindRule(std::string_view name);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_FIXTURE_H_
