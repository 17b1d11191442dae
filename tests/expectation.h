// What a fixture expects of a run, written beside the line it speaks of:
//
//   # expect: read-only-root-filesystem at "true" when "`EnvType` is `prod`" "read-only"
//   # expect-unknown: task-role at "var.role_arn" "`var.role_arn` has no value here"
//
// docs/adding_a_rule.md has the grammar. A run says the same things, in Remarks; each Remark must
// fit one expectation, and the other way round.
#ifndef EXECLINT_TESTS_EXPECTATION_H_
#define EXECLINT_TESTS_EXPECTATION_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lint/engine/finding.h"
#include "lint/source/source_map.h"

namespace execlint::testing_support {

struct Expectation {
  bool unknown = false;  // an unknown entry, not a finding
  std::string file = {};
  std::uint32_t line = 0;
  std::string what = {};            // the rule, or the hop of an unknown entry
  std::string severity = {};        // of a finding; the rule's own where nothing else is said
  std::string confidence = "high";  // of a finding
  std::string at = {};              // the text it points at; `...` stands for any text
  std::uint32_t column = 0;         // 0: not said
  std::vector<std::string> when = {};
  std::string part = {};  // of the message, or of "what: reason"
};

struct Expectations {
  std::vector<Expectation> all = {};
  std::vector<std::string> errors = {};  // what cannot be read: "main.tf:3: ..."
};

// What the comments and `.expect` files of a case say. `.expect` files are taken out of `files`.
Expectations TakeExpectations(std::map<std::string, std::string>& files);

// A finding or an unknown entry, as it would be expected: `at` and `part` are all of the text.
struct Remark {
  Expectation seen;
  // The column must be said, because the line holds the text more than once, or the text is empty.
  bool needs_column = false;
};
Remark RemarkOf(const Finding& finding, const SourceMap& sources);
Remark RemarkOf(const UnknownEntry& entry, const SourceMap& sources);

bool Fits(const Expectation& expected, const Remark& remark);

// As it is written behind `# expect: ` or `# expect-unknown: `.
std::string InWords(const Expectation& expectation);
std::string InWords(const Remark& remark);

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_EXPECTATION_H_
