#include "lint/render/junit.h"

#include <map>
#include <string_view>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/concise.h"
#include "lint/render/escape.h"
#include "lint/render/finding_words.h"
#include "lint/render/rule_page.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

class JunitRenderer {
 public:
  explicit JunitRenderer(const RunResult& result) : result_(result) {}

  std::string Render() {
    std::map<std::string_view, Suite> suites;
    for (const Rule* rule : result_.ran) suites[rule->name];
    for (const Finding* finding : ShownFindings(result_))
      Add(suites[finding->rule->name], *finding);
    for (auto& [name, suite] : suites) {
      if (suite.tests == 0) AddPassed(suite, name);
    }
    // Some readers of such a file fail where it holds no test.
    Suite& input = suites["input"];
    for (const Problem& unread : result_.unread) Add(input, unread);
    if (input.tests == 0) AddPassed(input, "input");

    Suite all;
    for (const auto& [name, suite] : suites) {
      all.tests += suite.tests;
      all.failures += suite.failures;
      all.errors += suite.errors;
      all.cases += Format(
          "  <testsuite name=\"{}\" time=\"0\" tests=\"{}\" failures=\"{}\" "
          "errors=\"{}\" skipped=\"{}\">\n{}  </testsuite>\n",
          name, suite.tests, suite.failures, suite.errors, suite.skipped, suite.cases);
    }
    return Format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"execlint\" "
        "time=\"0\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n{}</testsuites>\n",
        all.tests, all.failures, all.errors, all.cases);
  }

 private:
  struct Suite {
    std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
    std::string cases;
  };

  static void AddPassed(Suite& suite, std::string_view rule) {
    ++suite.tests;
    suite.cases += Format("    <testcase classname=\"execlint\" name=\"{}\" time=\"0\"/>\n", rule);
  }

  struct Case {
    std::string_view suite;
    std::string name;
    std::string_view outcome;  // `failure`, `error` or `skipped`
    std::string_view type;     // of the first two
    std::string message;
    std::string body;
  };

  static void AddCase(Suite& suite, const Case& one) {
    ++suite.tests;
    const std::string type = one.type.empty() ? "" : Format(" type=\"{}\"", one.type);
    suite.cases += Format(
        "    <testcase classname=\"execlint.{}\" name=\"{}\" time=\"0\">\n      <{}{} "
        "message=\"{}\">"
        "{}</{}>\n    </testcase>\n",
        one.suite, XmlText(SafeText(one.name)), one.outcome, type, XmlText(one.message),
        XmlText(one.body), one.outcome);
  }

  // The name of a test has no line, so that it is the same test after an edit.
  void Add(Suite& suite, const Finding& finding) {
    const std::string message = SafeText(MessageInWords(finding));
    const std::string path = finding.primary.valid()
                                 ? std::string(result_.sources.path(finding.primary.file))
                                 : SpellPath(finding.unit, {});
    const bool note = finding.severity == Severity::kNote;
    ++(note ? suite.skipped : suite.failures);
    AddCase(suite, {.suite = finding.rule->name,
                    .name = Format("{}: {}", path, message),
                    .outcome = note ? "skipped" : "failure",
                    .type = note ? "" : SeverityName(finding.severity),
                    .message = message,
                    .body = Format("{}\n{}\n", ConciseLine(finding, result_.sources, {}),
                                   Sentence(SafeText(FixLine(finding))))});
  }

  static void Add(Suite& suite, const Problem& unread) {
    ++suite.errors;
    AddCase(suite, {.suite = "input",
                    .name = unread.path,
                    .outcome = "error",
                    .type = "unread",
                    .message = SafeText(unread.message),
                    .body = SafeText(Format("{}: {}", unread.path, unread.message))});
  }

  const RunResult& result_;
};

}  // namespace

std::string RenderJunit(const RunResult& result) { return JunitRenderer(result).Render(); }

}  // namespace execlint
