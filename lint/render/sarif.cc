#include "lint/render/sarif.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/rule.h"
#include "lint/render/json_writer.h"
#include "lint/render/line_hash.h"
#include "lint/render/rule_page.h"
#include "lint/render/terminal.h"
#include "lint/source/format.h"
#include "lint/source/utf8.h"

namespace execlint {
namespace {

// Bounds of GitHub code scanning: what is beyond them is dropped there without a word.
constexpr std::size_t kMaxTags = 10;
constexpr std::size_t kMaxLocations = 100;
constexpr std::size_t kMaxResults = 25000;
// A snippet is for people: neither a whole template nor a line of a minified file.
constexpr std::uint32_t kMaxSnippetLines = 12;
constexpr std::uint32_t kMaxSnippetBytes = 4096;

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
// The program has no site of its own: this is where its subject is explained.
constexpr std::string_view kAbout =
    "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html";
constexpr std::string_view kRoot = "%SRCROOT%";

std::string_view ProblemSeverity(Severity severity) {
  return severity == Severity::kNote ? "recommendation" : SeverityName(severity);
}

// A text in which nothing is taken for an embedded link.
std::string PlainMessage(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') plain += '\\';
    plain += c;
  }
  return plain;
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
  explicit SarifRenderer(const Outcome& outcome) : outcome_(outcome), json_(out_) {}

  std::string Render() {
    shown_ = ShownFindings(outcome_);
    if (shown_.size() > kMaxResults) shown_.resize(kMaxResults);
    json_.BeginObject();
    json_.Member("$schema", kSchema);
    json_.Member("version", "2.1.0");
    json_.List("runs", [&] {
      json_.BeginObject();
      Tool();
      Invocations();
      json_.Object("originalUriBaseIds", [&] {
        json_.Object(kRoot, [&] {
          json_.Object("description", [&] { json_.Member("text", "The root of the project."); });
        });
      });
      json_.Member("columnKind", "utf16CodeUnits");
      json_.List("results", [&] {
        for (const Finding* finding : shown_) Result(*finding);
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
        json_.Member("fullName", Format("execlint {}", outcome_.version));
        json_.Member("version", outcome_.version);
        json_.Member("semanticVersion", outcome_.version);
        json_.Member("informationUri", kAbout);
        Text("shortDescription",
             "Tells from infrastructure code whether ECS Exec will work, who could "
             "use it, and whether anyone would know.");
        json_.List("rules", [&] {
          for (const RuleEntry& entry : outcome_.rules) RuleDescriptor(entry);
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
    json_.Object("defaultConfiguration",
                 [&] { json_.Member("level", SeverityName(rule.severity)); });
    json_.Object("properties", [&] {
      std::vector<std::string_view> tags = {"ecs-exec", HopName(rule.hop), EffectName(rule.effect)};
      if (!rule.security_severity.empty()) tags.insert(tags.begin(), "security");
      tags.insert(tags.end(), rule.tags.begin(), rule.tags.end());
      if (tags.size() > kMaxTags) tags.resize(kMaxTags);
      json_.Array("tags", tags);
      json_.Member("precision", "high");
      json_.Member("problem.severity", ProblemSeverity(rule.severity));
      if (!rule.security_severity.empty()) {
        json_.Member("security-severity", rule.security_severity);
      }
    });
    json_.EndObject();
  }

  void Invocations() {
    json_.List("invocations", [&] {
      json_.BeginObject();
      json_.Member("executionSuccessful", true);
      if (!outcome_.unread.empty()) {
        json_.List("toolExecutionNotifications", [&] {
          for (const Problem& unread : outcome_.unread) Notification(unread);
        });
      }
      json_.EndObject();
    });
  }

  void Notification(const Problem& unread) {
    json_.BeginObject();
    json_.Member("level", "warning");
    Text("message", PlainMessage(Format("{} was not read: {}", unread.path, unread.message)));
    json_.List("locations", [&] {
      json_.BeginObject();
      json_.Object("physicalLocation", [&] {
        json_.Object("artifactLocation", [&] {
          json_.Member("uri", PathToUri(unread.path));
          json_.Member("uriBaseId", kRoot);
        });
      });
      json_.EndObject();
    });
    json_.EndObject();
  }

  std::size_t Column(FileId file, std::uint32_t line, std::uint32_t offset) const {
    const Span whole = outcome_.sources.Line(file, line);
    if (offset < whole.begin) return 1;
    const std::uint32_t end = std::min(offset, whole.end);
    // Behind the text of the line stands its line ending, which may be part of a span.
    return 1 + Utf16Length(outcome_.sources.Text({file, whole.begin, end})) + (offset - end);
  }

  void PhysicalLocation(const Span& span, bool snippet) {
    const SourceMap& sources = outcome_.sources;
    json_.Object("physicalLocation", [&] {
      json_.Object("artifactLocation", [&] {
        json_.Member("uri", PathToUri(sources.path(span.file)));
        json_.Member("uriBaseId", kRoot);
      });
      const std::uint32_t first = sources.Locate(span.file, span.begin).line;
      const std::uint32_t last = sources.Locate(span.file, span.end).line;
      json_.Object("region", [&] {
        json_.Member("startLine", first);
        json_.Member("startColumn", Column(span.file, first, span.begin));
        json_.Member("endLine", last);
        json_.Member("endColumn", Column(span.file, last, span.end));
        if (snippet && !span.empty() && span.size() <= kMaxSnippetBytes) {
          Text("snippet", MaskedText(sources, span));
        }
      });
      if (snippet) ContextRegion(span.file, first, last);
    });
  }

  void ContextRegion(FileId file, std::uint32_t first, std::uint32_t last) {
    if (last - first + 2 > kMaxSnippetLines) return;
    const std::uint32_t from = first > 1 ? first - 1 : first;
    const Span begin = outcome_.sources.Line(file, from);
    Span end = outcome_.sources.Line(file, last + 1);
    std::uint32_t until = last + 1;
    if (end.empty()) {  // an empty line, or none at all, adds nothing
      end = outcome_.sources.Line(file, last);
      until = last;
    }
    const Span context{file, begin.begin, end.end};
    if (context.size() > kMaxSnippetBytes) return;
    json_.Object("contextRegion", [&] {
      json_.Member("startLine", from);
      json_.Member("startColumn", 1);
      json_.Member("endLine", until);
      json_.Member("endColumn", Column(file, until, end.end));
      Text("snippet", MaskedText(outcome_.sources, context));
    });
  }

  void Location(const Related& related, std::size_t id) {
    json_.BeginObject();
    if (id > 0) json_.Member("id", id);
    PhysicalLocation(related.span, false);
    if (!related.phrase.empty()) Text("message", PlainMessage(related.phrase));
    json_.EndObject();
  }

  std::string Message(const Finding& finding) const {
    std::string message = finding.message;
    for (std::size_t i = 0; i < finding.when.size(); ++i) {
      message += (i == 0 ? ", when " : ", or ") + finding.when[i];
    }
    return PlainMessage(Sentence(message)) + " " + PlainMessage(Sentence(FixLine(finding)));
  }

  void Result(const Finding& finding) {
    json_.BeginObject();
    json_.Member("ruleId", finding.rule->name);
    const auto index = rule_index_.find(finding.rule);
    if (index != rule_index_.end()) json_.Member("ruleIndex", index->second);
    json_.Member("level", SeverityName(finding.severity));
    Text("message", Message(finding));
    json_.List("locations", [&] {
      if (!finding.primary.valid()) return;
      json_.BeginObject();
      PhysicalLocation(finding.primary, true);
      json_.EndObject();
    });
    if (!finding.related.empty()) {
      json_.List("relatedLocations", [&] {
        std::size_t id = 0;
        for (const Related& related : finding.related) {
          if (related.span.valid() && ++id < kMaxLocations) Location(related, id);
        }
      });
    }
    if (finding.path.size() > 1) CodeFlow(finding.path);
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
          for (const Reached& reached : finding.workloads) json_.Text(reached.workload);
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
          for (std::size_t i = 0; i < path.size() && i < kMaxLocations; ++i) {
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
    if (fresh) hashes->second = LineHashes(outcome_.sources.Text(span.file));
    const std::uint32_t line = outcome_.sources.Locate(span.file, span.begin).line;
    return hashes->second[std::min<std::size_t>(line, hashes->second.size()) - 1];
  }

  const Outcome& outcome_;
  std::string out_;
  JsonWriter json_;
  std::vector<const Finding*> shown_;
  std::map<const Rule*, std::size_t> rule_index_;
  std::map<FileId, std::vector<std::string>> line_hashes_;
};

}  // namespace

std::string RenderSarif(const Outcome& outcome) { return SarifRenderer(outcome).Render(); }

std::string PathToUri(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    if (kPlain.find(c) != kPlain.npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += kDigits[byte >> 4];
    uri += kDigits[byte & 15];
  }
  return uri;
}

}  // namespace execlint
