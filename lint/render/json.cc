#include "lint/render/json.h"

#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/fix_line.h"
#include "lint/engine/rule.h"
#include "lint/render/json_writer.h"

namespace execlint {
namespace {

std::string_view OpName(Change::Op op) {
  switch (op) {
    case Change::Op::kSet:
      return "set";
    case Change::Op::kRemove:
      return "remove";
    case Change::Op::kMove:
      return "move";
  }
  return "";
}

class JsonRenderer {
 public:
  explicit JsonRenderer(const RunResult& result) : result_(result), json_(out_) {}

  std::string Render() {
    const Analysis& analysis = result_.analysis;
    json_.BeginObject();
    json_.Member("version", kJsonVersion);
    json_.Object("tool", [&] {
      json_.Member("name", "execlint");
      json_.Member("version", result_.version);
      json_.Member("managed_policies", result_.policy_data_date);
    });
    json_.Member("files", result_.files);
    json_.Object("modules", [&] {
      json_.Member("fetched", analysis.fetched_modules);
      Spans("unread", analysis.wanted_modules);
    });
    json_.List("findings", [&] {
      for (std::size_t i = 0; i < analysis.findings.size(); ++i) {
        json_.BeginObject();
        Write(analysis.findings[i]);
        json_.Member("shown", result_.selected.shown(i));
        if (!result_.selected.shown(i))
          json_.Member("hidden_by", FateName(result_.selected.fates[i]));
        json_.EndObject();
      }
    });
    json_.List("suppressed", [&] {
      for (const Suppressed& suppressed : result_.suppressed) {
        json_.BeginObject();
        Write(suppressed.finding);
        Place("comment", suppressed.comment);
        json_.Member("reason", suppressed.reason);
        json_.EndObject();
      }
    });
    if (result_.baseline) {
      json_.Object("baseline", [&] { Write("gone", result_.baseline->entries); });
    }
    if (result_.base) {
      json_.Object("base", [&] {
        json_.Member("commit", result_.base->commit);
        Write("fixed", result_.base->fixed);
        Write("undecided", result_.base->undecided);
      });
    }
    json_.List("workloads", [&] {
      for (const WorkloadReport& workload : analysis.workloads) Write(workload);
    });
    json_.List("unknowns", [&] {
      for (const UnknownEntry& entry : analysis.unknowns) Write(entry);
    });
    json_.List("troubles", [&] {
      for (const Problem& unread : result_.unread) {
        json_.BeginObject();
        json_.Member("file", unread.path);
        json_.Member("message", unread.message);
        json_.EndObject();
      }
    });
    json_.EndObject();
    return std::move(out_);
  }

 private:
  void Position(std::string_view key, FileId file, std::uint32_t offset) {
    const LineColumn at = result_.sources.Locate(file, offset);
    json_.Object(key, [&] {
      json_.Member("line", at.line);
      json_.Member("column", at.column);
      json_.Member("offset", offset);
    });
  }

  void Spans(std::string_view key, const std::vector<Span>& spans) {
    json_.List(key, [&] {
      for (const Span& span : spans) {
        json_.BeginObject();
        Place("place", span);
        json_.EndObject();
      }
    });
  }

  // Left out where there is no place.
  void Place(std::string_view key, const Span& span) {
    if (!span.valid()) return;
    json_.Object(key, [&] {
      json_.Member("file", result_.sources.path(span.file));
      Position("begin", span.file, span.begin);
      Position("end", span.file, span.end);
    });
  }

  void Places(std::string_view key, const std::vector<Related>& places) {
    json_.List(key, [&] {
      for (const Related& related : places) {
        json_.BeginObject();
        Place("place", related.span);
        json_.Member("phrase", related.phrase);
        json_.EndObject();
      }
    });
  }

  void Write(const Finding& finding) {
    json_.Member("rule", finding.rule->name);
    json_.Member("severity", SeverityName(finding.severity));
    json_.Member("confidence", ConfidenceName(finding.confidence));
    json_.Member("hop", HopName(finding.rule->hop));
    json_.Member("effect", EffectName(finding.rule->effect));
    json_.Member("message", finding.message);
    Place("place", finding.primary);
    Places("related", finding.related);
    json_.List("path", [&] {
      for (const Step& step : finding.path) {
        json_.BeginObject();
        json_.Member("hop", HopName(step.hop));
        Place("place", step.at.span);
        json_.Member("phrase", step.at.phrase);
        json_.EndObject();
      }
    });
    json_.Array("when", finding.when);
    json_.List("workloads", [&] {
      for (const Reached& reached : finding.workloads) {
        json_.BeginObject();
        json_.Member("workload", reached.workload);
        json_.Member("unit", reached.unit);
        Place("place", reached.at);
        json_.Member("confidence", ConfidenceName(reached.confidence));
        json_.Array("when", reached.when);
        json_.Member("if_launched", reached.if_launched);
        json_.EndObject();
      }
    });
    json_.Member("fix", FixLine(finding));
    json_.List("changes", [&] {
      for (const Change& change : finding.changes) {
        json_.BeginObject();
        json_.Member("op", OpName(change.op));
        json_.Member("owner", change.owner);
        json_.Member("path", change.path);
        Place("place", change.at);
        json_.Member("value", change.value);
        json_.Member("title", change.title);
        json_.Member("safe", change.safe);
        json_.EndObject();
      }
    });
    json_.Object("fingerprints", [&] {
      json_.Member("address", finding.fingerprints.address);
      json_.Member("block", finding.fingerprints.block);
    });
  }

  void Write(std::string_view key, const std::vector<KnownFinding>& findings) {
    json_.List(key, [&] {
      for (const KnownFinding& one : findings) {
        json_.BeginObject();
        json_.Member("rule", one.rule);
        json_.Member("severity", SeverityName(one.severity));
        json_.Member("file", one.path);
        json_.Member("message", one.message);
        json_.Object("fingerprints", [&] {
          json_.Member("address", one.address);
          json_.Member("block", one.plain_block);
        });
        json_.EndObject();
      }
    });
  }

  void Write(const WorkloadReport& workload) {
    json_.BeginObject();
    json_.Member("workload", workload.address);
    json_.Member("unit", workload.unit);
    if (!workload.reading.empty()) json_.Member("reading", workload.reading);
    Place("place", workload.at);
    json_.Member("task_definition", workload.task_definition);
    json_.Member("environment", workload.environment);
    json_.Member("environment_reason", workload.environment_reason);
    json_.List("hops", [&] {
      for (const HopReport& hop : workload.hops) {
        json_.BeginObject();
        json_.Member("hop", HopName(hop.hop));
        json_.List("states", [&] {
          for (const HopReport::State& state : hop.states) Write(state);
        });
        json_.EndObject();
      }
    });
    json_.EndObject();
  }

  void Write(const HopReport::State& state) {
    json_.BeginObject();
    json_.Array("when", state.when);
    json_.Member("state", StateName(state.state));
    if (state.state != Verdict::State::kUnknown) {
      json_.Member("confidence", ConfidenceName(state.confidence));
    }
    json_.Member("summary", state.summary);
    if (!state.recorded.empty()) json_.Member("recorded", state.recorded);
    Places("grounds", state.grounds);
    json_.Array("reasons", state.reasons);
    json_.EndObject();
  }

  void Write(const UnknownEntry& entry) {
    json_.BeginObject();
    json_.Member("workload", entry.workload);
    json_.Member("unit", entry.unit);
    json_.Member("hop", HopName(entry.hop));
    json_.Member("what", entry.what);
    json_.Member("reason", entry.reason);
    Place("place", entry.at);
    json_.Array("when", entry.when);
    json_.EndObject();
  }

  const RunResult& result_;
  std::string out_;
  JsonWriter json_;
};

}  // namespace

std::string RenderJson(const RunResult& result) { return JsonRenderer(result).Render(); }

}  // namespace execlint
