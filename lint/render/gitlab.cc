#include "lint/render/gitlab.h"

#include <set>
#include <string_view>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/escape.h"
#include "lint/render/finding_words.h"
#include "lint/render/json_writer.h"
#include "lint/render/rule_page.h"
#include "lint/render/shown_line.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"

namespace execlint {
namespace {

std::string_view GitlabSeverity(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "critical";
    case Severity::kWarning:
      return "major";
    case Severity::kNote:
      return "info";
  }
  return "info";
}

class GitlabRenderer {
 public:
  explicit GitlabRenderer(const RunResult& result) : result_(result), json_(out_) {}

  std::string Render() {
    json_.BeginArray();
    for (const Finding* finding : ShownFindings(result_)) Write(*finding);
    json_.EndArray();
    return std::move(out_);
  }

 private:
  // GitLab takes two findings with one fingerprint for one.
  std::string Fingerprint(const Finding& finding) {
    std::string fingerprint = finding.fingerprints.address;
    for (std::size_t n = 2; !fingerprints_.insert(fingerprint).second; ++n) {
      fingerprint = Format("{}-{}", finding.fingerprints.address, n);
    }
    return fingerprint;
  }

  void Position(std::string_view key, FileId file, std::uint32_t offset) {
    const LineColumn at = LocateForPeople(result_.sources, file, offset);
    json_.Object(key, [&] {
      json_.Member("line", at.line);
      json_.Member("column", at.column);
    });
  }

  void Write(const Finding& finding) {
    const Span& span = finding.primary;
    json_.BeginObject();
    json_.Member("type", "issue");
    json_.Member("engine_name", "execlint");
    json_.Member("check_name", finding.rule->name);
    json_.Member("description", Format("{} {}", Sentence(SafeText(MessageInWords(finding))),
                                       Sentence(SafeText(FixLine(finding)))));
    json_.Array("categories",
                std::initializer_list<std::string_view>{
                    finding.rule->effect == Effect::kExposes ? "Security" : "Bug Risk"});
    json_.Member("severity", GitlabSeverity(finding.severity));
    json_.Member("fingerprint", Fingerprint(finding));
    json_.Object("location", [&] {
      // A finding has a file here. What stands nowhere is shown at its unit.
      json_.Member("path", span.valid() ? std::string(result_.sources.path(span.file))
                                        : SpellPath(finding.unit, {}));
      json_.Object("positions", [&] {
        if (span.valid()) {
          Position("begin", span.file, span.begin);
          Position("end", span.file, span.end);
        } else {
          json_.Object("begin", [&] { json_.Member("line", 1); });
        }
      });
    });
    json_.EndObject();
  }

  const RunResult& result_;
  std::string out_;
  JsonWriter json_;
  std::set<std::string> fingerprints_;
};

}  // namespace

std::string RenderGitlab(const RunResult& result) { return GitlabRenderer(result).Render(); }

}  // namespace execlint
