#include "lint/render/sarif.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/beside.h"
#include "lint/render/escape.h"
#include "lint/render/finding_words.h"
#include "lint/render/json_writer.h"
#include "lint/render/line_hash.h"
#include "lint/render/rule_page.h"
#include "lint/render/shown_line.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"
#include "lint/source/utf8.h"

namespace execlint {
namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::string_view kRoot = "%SRCROOT%";

std::string_view ProblemSeverity(Severity severity) {
  return severity == Severity::kNote ? "recommendation" : SeverityName(severity);
}

// `task-role-missing` -> `TaskRoleMissing`, as SARIF wants names.
std::string PascalCase(std::string_view name) {
  std::string pascal;
  bool upper = true;
  for (const char c : name) {
    if (c == '-') {
      upper = true;
      continue;
    }
    pascal += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return pascal;
}

class SarifRenderer {
 public:
  SarifRenderer(const RunResult& result, const SarifLimits& limits)
      : result_(result), limits_(limits), json_(out_) {}

  std::string Render() {
    const std::vector<const Finding*> shown = ShownFindings(result_);
    const std::vector<const Finding*> kept = KeptResults(shown, limits_);
    json_.BeginObject();
    json_.Member("$schema", kSchema);
    json_.Member("version", "2.1.0");
    json_.List("runs", [&] {
      json_.BeginObject();
      Tool();
      Invocations(WhatIsLeftOut(result_, shown, kept, limits_));
      json_.Object("originalUriBaseIds", [&] {
        json_.Object(kRoot, [&] {
          json_.Object("description", [&] { json_.Member("text", "The root of the project."); });
        });
      });
      json_.Member("columnKind", "utf16CodeUnits");
      json_.List("results", [&] {
        for (const Finding* finding : kept) Result(*finding);
        std::vector<const Suppressed*> suppressed = SuppressedResults(result_);
        suppressed.resize(std::min(suppressed.size(), limits_.results - kept.size()));
        for (const Suppressed* one : suppressed) Result(one->finding, one);
      });
      json_.EndObject();
    });
    json_.EndObject();
    return std::move(out_);
  }

 private:
  void Text(std::string_view key, std::string_view text) {
    json_.Object(key, [&] { json_.Member("text", text); });
  }

  void Tool() {
    json_.Object("tool", [&] {
      json_.Object("driver", [&] {
        json_.Member("name", "execlint");
        json_.Member("fullName", Format("execlint {}", result_.version));
        json_.Member("version", result_.version);
        json_.Member("semanticVersion", result_.version);
        Text("shortDescription",
             "Tells from infrastructure code whether ECS Exec will work, who could "
             "use it, and whether anyone would know.");
        json_.List("rules", [&] {
          for (const RuleEntry& entry : result_.rules) RuleDescriptor(entry);
        });
      });
    });
  }

  void RuleDescriptor(const RuleEntry& entry) {
    const Rule& rule = *entry.rule;
    rule_index_[&rule] = rule_index_.size();
    json_.BeginObject();
    json_.Member("id", rule.name);
    json_.Member("name", PascalCase(rule.name));
    Text("shortDescription", Sentence(rule.summary));
    Text("fullDescription", rule.why);
    const std::string help = RuleHelp(entry);
    json_.Object("help", [&] {
      json_.Member("text", help);
      json_.Member("markdown", help);
    });
    if (!rule.reference.empty()) json_.Member("helpUri", rule.reference);
    json_.Object("defaultConfiguration", [&] {
      json_.Member("level", SeverityName(rule.severity));
      if (rule.off_by_default) json_.Member("enabled", false);
    });
    json_.Object("properties", [&] {
      std::vector<std::string_view> tags = TagsOf(rule);
      if (tags.size() > limits_.tags) tags.resize(limits_.tags);
      json_.Array("tags", tags);
      json_.Member("precision", "high");
      json_.Member("problem.severity", ProblemSeverity(rule.severity));
      if (!rule.security_severity.empty()) {
        json_.Member("security-severity", rule.security_severity);
      }
    });
    json_.EndObject();
  }

  void Invocations(const std::vector<LeftOut>& left_out) {
    json_.List("invocations", [&] {
      json_.BeginObject();
      json_.Member("executionSuccessful", true);
      const std::vector<std::string> modules = AboutModules(result_.analysis);
      if (!result_.unread.empty() || !left_out.empty() || !modules.empty()) {
        json_.List("toolExecutionNotifications", [&] {
          for (const Problem& unread : result_.unread) Notification(unread);
          for (const LeftOut& one : left_out) Notification(one);
          for (const std::string& one : modules) Notification(LeftOut{.message = one});
        });
      }
      json_.EndObject();
    });
  }

  void Notification(const Problem& unread) {
    json_.BeginObject();
    json_.Member("level", "warning");
    Text("message", SarifText(Format("{} was not read: {}", unread.path, unread.message)));
    json_.List("locations", [&] {
      json_.BeginObject();
      json_.Object("physicalLocation", [&] { Artifact(unread.path); });
      json_.EndObject();
    });
    json_.EndObject();
  }

  void Notification(const LeftOut& left_out) {
    json_.BeginObject();
    json_.Member("level", SeverityName(left_out.level));
    Text("message", SarifText(left_out.message));
    if (left_out.at.valid()) {
      json_.List("locations", [&] {
        json_.BeginObject();
        PhysicalLocation(left_out.at, false);
        json_.EndObject();
      });
    }
    if (left_out.rule != nullptr) {
      json_.Object("associatedRule", [&] {
        json_.Member("id", left_out.rule->name);
        const auto index = rule_index_.find(left_out.rule);
        if (index != rule_index_.end()) json_.Member("index", index->second);
      });
    }
    json_.EndObject();
  }

  void Artifact(std::string_view path) {
    json_.Object("artifactLocation", [&] {
      json_.Member("uri", PathToUri(path));
      json_.Member("uriBaseId", kRoot);
    });
  }

  std::size_t Column(FileId file, std::uint32_t line, std::uint32_t offset) const {
    const Span whole = result_.sources.Line(file, line);
    if (offset < whole.begin) return 1;
    const std::uint32_t end = std::min(offset, whole.end);
    // Behind the text of the line stands its line ending, which may be part of a span.
    return 1 + result_.sources.LengthOf({file, whole.begin, end}).utf16 + (offset - end);
  }

  void PhysicalLocation(const Span& span, bool snippet) {
    const SourceMap& sources = result_.sources;
    json_.Object("physicalLocation", [&] {
      Artifact(sources.path(span.file));
      const std::uint32_t first = sources.Locate(span.file, span.begin).line;
      const std::uint32_t last = sources.Locate(span.file, span.end).line;
      json_.Object("region", [&] {
        json_.Member("startLine", first);
        json_.Member("startColumn", Column(span.file, first, span.begin));
        json_.Member("endLine", last);
        json_.Member("endColumn", Column(span.file, last, span.end));
        if (snippet && HasSnippet(span, limits_)) {
          Text("snippet", MaskedTextOf(sources, span));
        }
      });
      if (snippet) ContextRegion(span);
    });
  }

  // Where it is, and not its text: of lines that no finding is about, nobody knows which are
  // secrets.
  void ContextRegion(const Span& place) {
    const auto around = SurroundingsOf(result_.sources, place, limits_);
    if (!around) return;
    json_.Object("contextRegion", [&] {
      json_.Member("startLine", around->first_line);
      json_.Member("startColumn", 1);
      json_.Member("endLine", around->last_line);
      json_.Member("endColumn", Column(place.file, around->last_line, around->span.end));
    });
  }

  void Location(const Related& related, std::size_t id) {
    json_.BeginObject();
    if (id > 0) json_.Member("id", id);
    PhysicalLocation(related.span, false);
    if (!related.phrase.empty()) Text("message", SarifText(related.phrase));
    json_.EndObject();
  }

  std::string Message(const Finding& finding) const {
    return SarifText(Sentence(MessageInWords(finding))) + " " +
           SarifText(Sentence(FixLine(finding)));
  }

  // Of a finding that is shown all the same, since it became worse.
  bool WasKnown(const Finding& finding) const {
    const auto index = static_cast<std::size_t>(&finding - result_.analysis.findings.data());
    const Formerly& formerly = result_.selected.formerly[index];
    return formerly.baseline || formerly.base;
  }

  void Suppressions(const Suppressed& suppressed) {
    json_.List("suppressions", [&] {
      json_.BeginObject();
      json_.Member("kind", suppressed.in_source ? "inSource" : "external");
      if (!suppressed.reason.empty()) json_.Member("justification", suppressed.reason);
      if (suppressed.comment.valid()) {
        json_.Key("location");
        Location({suppressed.comment, ""}, 0);
      }
      json_.EndObject();
    });
  }

  void Result(const Finding& finding, const Suppressed* suppressed = nullptr) {
    json_.BeginObject();
    json_.Member("ruleId", finding.rule->name);
    const auto index = rule_index_.find(finding.rule);
    if (index != rule_index_.end()) json_.Member("ruleIndex", index->second);
    json_.Member("level", SeverityName(finding.severity));
    Text("message", Message(finding));
    // What is suppressed is not compared.
    if ((result_.baseline || result_.base) && suppressed == nullptr) {
      json_.Member("baselineState", WasKnown(finding) ? "updated" : "new");
    }
    json_.List("locations", [&] {
      if (!finding.primary.valid()) return;
      json_.BeginObject();
      PhysicalLocation(finding.primary, true);
      json_.EndObject();
    });
    if (!finding.related.empty()) {
      json_.List("relatedLocations", [&] {
        std::size_t id = 0;
        for (const Related* related : KeptRelated(finding, limits_)) Location(*related, ++id);
      });
    }
    if (finding.path.size() > 1) CodeFlow(finding.path);
    if (suppressed != nullptr) Suppressions(*suppressed);
    json_.Object("partialFingerprints", [&] {
      if (finding.primary.valid()) {
        json_.Member("primaryLocationLineHash", LineHash(finding.primary));
      }
      json_.Member("execlint/address/v1", finding.fingerprints.address);
      json_.Member("execlint/block/v1", finding.fingerprints.block);
    });
    json_.Object("properties", [&] {
      json_.Member("confidence", ConfidenceName(finding.confidence));
      if (!finding.workloads.empty()) {
        json_.List("workloads", [&] {
          for (const Reached& reached : finding.workloads) {
            json_.Text(ReachedInWords(finding, reached));
          }
        });
      }
      if (!finding.when.empty()) json_.Array("when", finding.when);
    });
    json_.EndObject();
  }

  void CodeFlow(const std::vector<Step>& path) {
    json_.List("codeFlows", [&] {
      json_.BeginObject();
      json_.List("threadFlows", [&] {
        json_.BeginObject();
        json_.List("locations", [&] {
          for (std::size_t i = 0; i < path.size() && i < limits_.steps; ++i) {
            json_.BeginObject();
            json_.Key("location");
            Location(path[i].at, 0);
            json_.EndObject();
          }
        });
        json_.EndObject();
      });
      json_.EndObject();
    });
  }

  std::string LineHash(const Span& span) {
    auto [hashes, fresh] = line_hashes_.try_emplace(span.file);
    if (fresh) hashes->second = LineHashes(result_.sources.Text(span.file));
    const std::uint32_t line = result_.sources.Locate(span.file, span.begin).line;
    return hashes->second[std::min<std::size_t>(line, hashes->second.size()) - 1];
  }

  const RunResult& result_;
  const SarifLimits limits_;
  std::string out_;
  JsonWriter json_;
  std::map<const Rule*, std::size_t> rule_index_;
  std::map<FileId, std::vector<std::string>> line_hashes_;
};

}  // namespace

std::string RenderSarif(const RunResult& result, const SarifLimits& limits) {
  return SarifRenderer(result, limits).Render();
}

}  // namespace execlint
