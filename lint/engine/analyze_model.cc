#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "lint/engine/engine.h"
#include "lint/engine/spelling.h"
#include "lint/engine/words.h"

namespace execlint {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

constexpr Hop kPath[] = {Hop::kLaunch,   Hop::kPlatform, Hop::kContainer,
                         Hop::kTaskRole, Hop::kNetwork,  Hop::kLogging};

// What a rule said, before it is spelled on disk.
struct Said {
  Primary primary;
  Grounds grounds;
  std::string message;
  Extras extras;
};
struct Untold {
  Unknown why;
  std::string what;
};

class Collector : public Report {
 public:
  void Add(Primary primary, Grounds because, std::string message, Extras extras) override {
    said.push_back({std::move(primary), std::move(because), std::move(message), std::move(extras)});
  }
  void CannotTell(const Unknown& why, std::string what) override {
    untold.push_back({why, std::move(what)});
  }
  std::vector<Said> said;
  std::vector<Untold> untold;
};

Confidence ConfidenceOf(const Grounds& grounds) {
  if (grounds.worst == Certainty::kLikely) return Confidence::kLow;
  if (grounds.worst == Certainty::kDefaulted || grounds.absence_on_open) return Confidence::kMedium;
  return Confidence::kHigh;
}

// Of something that does not certainly not exist.
Certainty CertaintyOfExistence(const Fact<bool>& exists) {
  return exists.unknown() != nullptr ? Certainty::kDefaulted : exists.certainty();
}

// Was the value handed on under a name, rather than chosen or encoded where it stands?
bool CameByName(const Place& place) {
  using How = RouteStep::How;
  for (const RouteStep* step = place.route; step != nullptr; step = step->before) {
    if (step->how != How::kDecision && step->how != How::kElement && step->how != How::kEncoded) {
      return true;
    }
  }
  return false;
}

// The gate speaks of the hops between the launch and the audit trail.
bool Gated(Hop hop) { return hop >= Hop::kPlatform && hop <= Hop::kLogging; }

// The hops that an incomplete launch has anything to say about.
bool Concerns(Hop hop, Launch::Kind kind) {
  switch (kind) {
    case Launch::Kind::kService:
      return true;
    case Launch::Kind::kTaskDefinition:
      return hop == Hop::kLaunch || hop == Hop::kContainer || hop == Hop::kTaskRole;
    case Launch::Kind::kCluster:
      return hop == Hop::kLogging;
  }
  return false;
}

class ModelAnalyzer {
 public:
  ModelAnalyzer(const Model& model, const SourceMap& sources, std::span<const Rule* const> rules)
      : model_(model), sources_(sources), rules_(rules), launches_(model) {}

  Analysis Run() {
    for (const Launch& launch : launches_) {
      Judge(launch);
      for (const Rule* rule : rules_) {
        if (const auto* check = std::get_if<void (*)(const Workload&, Report&)>(&rule->check)) {
          CheckLaunch(*rule, *check, launch);
        }
      }
    }
    for (const Model::HiddenFlag& flag : model_.hidden_flags) {
      analysis_.unknowns.push_back({.workload = flag.call,
                                    .unit = model_.path,
                                    .hop = Hop::kLaunch,
                                    .what = "what runs with ECS Exec behind `" + flag.input + "`",
                                    .reason = Reason(*flag.why),
                                    .at = sources_.Spell(flag.place.span)});
    }
    for (const Rule* rule : rules_) {
      std::visit(Overload{[](void (*)(const Workload&, Report&)) {},
                          [&](void (*check)(const PolicySubject&, Report&)) {
                            CheckPolicies(*rule, check);
                          },
                          [&](void (*check)(const Stray&, Report&)) {
                            for (const Stray& stray : model_.strays) CheckOne(*rule, check, stray);
                          },
                          [&](void (*check)(const Problem&, Report&)) {
                            for (const Problem& p : model_.problems) CheckOne(*rule, check, p);
                            for (const Problem& p : limits_) CheckOne(*rule, check, p);
                          }},
                 rule->check);
    }
    return std::move(analysis_);
  }

 private:
  // One leaf of the exploration of a rule over a launch.
  struct Leaf {
    Workload::Gate gate = Workload::Gate::kOff;
    Fact<bool> flag;
    Certainty existence = Certainty::kCertain;
    Certainty joins = Certainty::kCertain;
    std::vector<Said> said;
    std::vector<Untold> untold;
  };

  template <class F>
  auto ExploreLaunch(std::string_view who, const Launch& launch, F&& f) {
    auto explored = Explore(model_.selectors, kMaxLeaves, std::forward<F>(f));
    if (!explored.complete) {
      limits_.push_back({.kind = Problem::kLimit,
                         .span = launch.head().span,
                         .message = "more than " + std::to_string(kMaxLeaves) +
                                    " combinations of inputs lead to " + std::string(who) +
                                    " for `" + launch.head().address +
                                    "`; the rest were not looked at"});
    }
    return explored;
  }

  void CheckLaunch(const Rule& rule, void (*check)(const Workload&, Report&),
                   const Launch& launch) {
    if (!Concerns(rule.hop, launch.kind) && rule.hop != Hop::kAccess) return;
    if (launch.kind == Launch::Kind::kCluster && rule.hop != Hop::kLogging) return;
    const auto run = [&](const Scenario& scenario, Reads& reads) {
      Leaf leaf;
      const Workload workload(launch, scenario, reads);
      if (!workload.exists()) return leaf;
      leaf.gate = workload.gate();
      leaf.flag = workload.exec_enabled();
      leaf.existence = CertaintyOfExistence(workload.Get(workload.head().exists));
      if (Gated(rule.hop) && leaf.gate == Workload::Gate::kOff) return leaf;
      Collector collector;
      check(workload, collector);
      if (!collector.said.empty()) leaf.joins = CertaintyOfJoins(rule.hop, workload);
      leaf.said = std::move(collector.said);
      leaf.untold = std::move(collector.untold);
      return leaf;
    };
    const auto explored = ExploreLaunch("`" + std::string(rule.name) + "`", launch, run);
    std::vector<Guard> leaves;
    leaves.reserve(explored.leaves.size());
    for (const auto& leaf : explored.leaves) leaves.push_back(leaf.when);
    Gather(rule, launch, leaves, explored.leaves);
  }

  // Findings of one rule and launch: one per place, over all scenarios that reach it.
  struct Gathered {
    const Said* first = nullptr;
    const Leaf* leaf = nullptr;
    Confidence confidence = Confidence::kLow;
    std::vector<bool> in;
  };

  void Gather(const Rule& rule, const Launch& launch, const std::vector<Guard>& leaves,
              const std::vector<Case<Leaf>>& explored) {
    std::vector<std::pair<Span, Gathered>> places;
    for (std::size_t i = 0; i < explored.size(); ++i) {
      const Leaf& leaf = explored[i].value;
      for (const Untold& untold : leaf.untold) {
        AddUnknown(launch, rule.hop, untold.why, untold.what,
                   InWords({leaves[i]}, model_.selectors));
      }
      for (const Said& said : leaf.said) {
        if (Gated(rule.hop) && leaf.gate == Workload::Gate::kUnknown) {
          AddUnknown(launch, rule.hop, *leaf.flag.unknown(),
                     "if exec is turned on: " + said.message,
                     InWords({leaves[i]}, model_.selectors));
          continue;
        }
        if (Gated(rule.hop) && leaf.gate == Workload::Gate::kNoLauncher &&
            rule.alone == Alone::kSilent) {
          continue;
        }
        const Span at = sources_.Spell(said.primary.place.span);
        auto found = std::find_if(places.begin(), places.end(),
                                  [&](const auto& place) { return place.first == at; });
        if (found == places.end()) {
          places.push_back({at, Gathered{&said, &leaf, Confidence::kLow,
                                         std::vector<bool>(leaves.size(), false)}});
          found = std::prev(places.end());
        }
        found->second.in[i] = true;
        found->second.confidence =
            std::max(found->second.confidence, ConfidenceIn(rule, leaf, said));
      }
    }
    for (auto& [at, gathered] : places) {
      const std::vector<Guard> guards = Simplify(leaves, gathered.in);
      Finding finding = Spelled(rule, *gathered.first);
      finding.confidence = gathered.confidence;
      if (std::all_of(guards.begin(), guards.end(),
                      [this](const Guard& guard) { return NeedsOther(guard, model_.selectors); })) {
        finding.confidence = Confidence::kLow;
      }
      finding.when = InWords(guards, model_.selectors);
      // A value that an input chooses is written nowhere that could be changed for this case alone.
      if (!finding.when.empty() && CameByName(gathered.first->primary.place)) {
        finding.changes.clear();
      }
      finding.workloads.push_back({.workload = launch.head().address,
                                   .unit = model_.path,
                                   .at = sources_.Spell(launch.head().span)});
      if (Gated(rule.hop)) DescribeGate(launch, *gathered.leaf, finding);
      analysis_.findings.push_back(std::move(finding));
    }
  }

  static Confidence ConfidenceIn(const Rule& rule, const Leaf& leaf, const Said& said) {
    Grounds grounds = said.grounds;
    grounds.worst = std::max({grounds.worst, leaf.existence, leaf.joins});
    if (Gated(rule.hop) && leaf.gate == Workload::Gate::kOn) grounds.And(leaf.flag.grounds());
    Confidence confidence = ConfidenceOf(grounds);
    if (said.extras.confidence_cap) confidence = std::min(confidence, *said.extras.confidence_cap);
    return confidence;
  }

  // Of the references that lead from the launch to what a rule of the hop speaks of.
  static Certainty CertaintyOfJoins(Hop hop, const Workload& workload) {
    switch (hop) {
      case Hop::kContainer:
      case Hop::kTaskRole:
        return workload.task_definition().grounds.worst;
      case Hop::kLogging:
        return workload.cluster().grounds.worst;
      default:
        return Certainty::kCertain;
    }
  }

  // What the gate adds: where exec is turned on, or that it holds whoever launches the task.
  void DescribeGate(const Launch& launch, const Leaf& leaf, Finding& finding) {
    if (leaf.gate == Workload::Gate::kOn) {
      AddRelated(finding.related,
                 {sources_.Spell(leaf.flag.place().span), "ECS Exec is turned on here"});
      for (Related& hop : RouteOf(leaf.flag.place(), sources_)) {
        AddRelated(finding.related, std::move(hop));
      }
    } else if (leaf.gate == Workload::Gate::kNoLauncher) {
      finding.severity = Severity::kNote;
      finding.message =
          (launch.kind == Launch::Kind::kCluster ? "for whatever runs here with ECS Exec: "
                                                 : "whoever launches this task with ECS Exec: ") +
          finding.message;
    }
  }

  Finding Spelled(const Rule& rule, const Said& said) {
    Finding finding{.rule = &rule,
                    .primary = sources_.Spell(said.primary.place.span),
                    .message = said.message,
                    .severity = said.extras.severity.value_or(rule.severity),
                    .fix = said.extras.fix};
    if (said.primary.owner != nullptr) {
      finding.owner_head = sources_.Spell(said.primary.owner->span);
      for (const RouteStep* call = said.primary.owner->calls; call != nullptr;
           call = call->before) {
        AddRelated(finding.related,
                   {sources_.Spell(call->at), model_.source == Model::Source::kTemplate
                                                  ? "in the stack nested here"
                                                  : "in the module called here"});
      }
    }
    for (Related& hop : RouteOf(said.primary.place, sources_)) {
      AddRelated(finding.related, std::move(hop));
    }
    for (const Also& also : said.extras.related) {
      AddRelated(finding.related, {sources_.Spell(also.place.span), also.phrase});
    }
    for (const Also& hop : said.extras.path) {
      if (!hop.place.span.valid()) continue;
      finding.path.push_back({sources_.Spell(hop.place.span), hop.phrase});
    }
    const Place& primary = said.primary.place;
    for (const SlotChange& change : said.extras.changes) {
      // A value that came from elsewhere is changed where it is written, never where it is read.
      const bool elsewhere = change.slot.written && change.slot.path == said.primary.property &&
                             primary.route != nullptr;
      finding.changes.push_back(
          {.op = change.op,
           .owner = said.primary.owner != nullptr ? said.primary.owner->address : "",
           .path = change.slot.path,
           .at = sources_.Spell(elsewhere ? primary.span : change.slot.at),
           .value = change.value,
           .title = change.title,
           .safe = change.safe});
    }
    finding.fingerprints = {AddressFingerprint(rule.name, said.primary, sources_),
                            BlockFingerprint(rule.name, said.primary, sources_)};
    return finding;
  }

  template <class T>
  void CheckOne(const Rule& rule, void (*check)(const T&, Report&), const T& subject) {
    Collector collector;
    check(subject, collector);
    for (const Said& said : collector.said) {
      Finding finding = Spelled(rule, said);
      if constexpr (std::is_same_v<T, Problem>) finding.problem = subject.kind;
      finding.confidence = ConfidenceOf(said.grounds);
      if (said.extras.confidence_cap) {
        finding.confidence = std::min(finding.confidence, *said.extras.confidence_cap);
      }
      analysis_.findings.push_back(std::move(finding));
    }
  }

  void CheckPolicies(const Rule& rule, void (*check)(const PolicySubject&, Report&)) {
    const auto visit = [&](const Head& owner, const auto& document_of) {
      const auto run = [&](const Scenario& scenario, Reads& reads) {
        Collector collector;
        const Fact<bool>& exists = owner.exists.At(scenario, reads);
        if (exists.Is(false)) return collector;
        document_of(scenario, reads, [&](const Fact<PolicyDocument>& document, bool trust) {
          if (document.known()) check({model_, owner, *document, trust}, collector);
        });
        for (Said& said : collector.said) said.grounds.And({.worst = CertaintyOfExistence(exists)});
        return collector;
      };
      const auto explored = Explore(model_.selectors, kMaxLeaves, run);
      for (const auto& leaf : explored.leaves) {
        for (const Said& said : leaf.value.said) {
          Finding finding = Spelled(rule, said);
          finding.confidence = ConfidenceOf(said.grounds);
          finding.when = InWords({leaf.when}, model_.selectors);
          analysis_.findings.push_back(std::move(finding));
        }
      }
    };
    for (const Role& role : model_.roles) {
      visit(role.head, [&](const Scenario& s, Reads& r, auto&& give) {
        give(role.trust.At(s, r), true);
        const Fact<List<InlinePolicy>>& inlines = role.inline_policies.At(s, r);
        if (!inlines.known()) return;
        for (const Fact<InlinePolicy>& one : inlines->items) {
          if (one.known()) give(one->document, false);
        }
      });
    }
    const auto visit_documents = [&](const auto& resources) {
      for (const auto& resource : resources) {
        visit(resource.head, [&](const Scenario& s, Reads& r, auto&& give) {
          give(resource.document.At(s, r), false);
        });
      }
    };
    visit_documents(model_.policies);
    visit_documents(model_.policy_attachments);
    visit_documents(model_.bare_policies);
  }

  // The verdict of every hop in every scenario, and what could not be told.
  void Judge(const Launch& launch) {
    WorkloadReport report{.address = launch.head().address,
                          .unit = model_.path,
                          .at = sources_.Spell(launch.head().span)};
    Describe(launch, report);
    for (const Hop hop : kPath) {
      if (!Concerns(hop, launch.kind)) continue;
      HopReport hop_report{.hop = hop};
      const auto explored = ExploreLaunch(
          "the " + std::string(HopName(hop)) + " verdict", launch,
          [&](const Scenario& scenario, Reads& reads) -> std::pair<bool, Verdict> {
            const Workload workload(launch, scenario, reads);
            if (!workload.exists()) return {false, {}};
            Verdict verdict = workload.verdict(hop);
            // With exec off nothing behind the launch is asked.
            const bool asked = hop == Hop::kLaunch || workload.gate() != Workload::Gate::kOff;
            return {asked, std::move(verdict)};
          });
      AddStates(launch, hop, explored.leaves, hop_report);
      if (!hop_report.states.empty()) report.hops.push_back(std::move(hop_report));
    }
    // Nothing was asked of what exists in no scenario.
    if (!report.hops.empty()) analysis_.workloads.push_back(std::move(report));
  }

  void Describe(const Launch& launch, WorkloadReport& report) {
    struct Seen {
      bool exists = false;
      std::string task_definition, environment, reason;
    };
    const auto explored =
        Explore(model_.selectors, kMaxLeaves, [&](const Scenario& scenario, Reads& reads) -> Seen {
          const Workload workload(launch, scenario, reads);
          if (!workload.exists()) return {};
          const auto& task = workload.task_definition();
          return {true,
                  task.resource != nullptr ? task.resource->head.address
                  : task.text.value        ? task.text.Shown()
                                           : "",
                  std::string(EnvironmentName(workload.environment().environment)),
                  workload.environment().reason};
        });
    bool first = true;
    for (const auto& [when, seen] : explored.leaves) {
      if (!seen.exists) continue;
      if (std::exchange(first, false)) {
        report.task_definition = seen.task_definition;
        report.environment = seen.environment;
        report.environment_reason = seen.reason;
      } else if (report.environment != seen.environment) {
        report.environment = "varies";
        report.environment_reason = "";
      }
    }
  }

  void AddStates(const Launch& launch, Hop hop,
                 const std::vector<Case<std::pair<bool, Verdict>>>& leaves, HopReport& report) {
    std::vector<Guard> guards;
    for (const auto& leaf : leaves) guards.push_back(leaf.when);
    std::vector<bool> done(leaves.size(), false);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
      const auto& [asked, verdict] = leaves[i].value;
      if (done[i] || !asked) continue;
      HopReport::State state{.state = verdict.state, .summary = verdict.summary};
      for (const Place& place : verdict.grounds.places) {
        AddRelated(state.grounds, {sources_.Spell(place.span), ""});
      }
      for (const Doubt& doubt : verdict.doubts) {
        state.reasons.push_back(doubt.what + ": " + Reason(*doubt.why.symbol));
      }
      std::vector<bool> same(leaves.size(), false);
      for (std::size_t j = i; j < leaves.size(); ++j) {
        const auto& [also_asked, other] = leaves[j].value;
        if (!also_asked || other.state != verdict.state || other.summary != verdict.summary ||
            ReasonsOf(other) != state.reasons) {
          continue;
        }
        same[j] = done[j] = true;
      }
      state.when = InWords(Simplify(guards, same), model_.selectors);
      for (const Doubt& doubt : verdict.doubts) {
        AddUnknown(launch, hop, doubt.why, doubt.what, state.when);
      }
      report.states.push_back(std::move(state));
    }
  }

  static std::vector<std::string> ReasonsOf(const Verdict& verdict) {
    std::vector<std::string> reasons;
    for (const Doubt& doubt : verdict.doubts) {
      reasons.push_back(doubt.what + ": " + Reason(*doubt.why.symbol));
    }
    return reasons;
  }

  void AddUnknown(const Launch& launch, Hop hop, const Unknown& why, const std::string& what,
                  std::vector<std::string> when) {
    Span at = sources_.Spell(why.at.span);
    if (!at.valid()) at = sources_.Spell(launch.head().span);
    UnknownEntry entry{.workload = launch.head().address,
                       .unit = model_.path,
                       .hop = hop,
                       .what = what,
                       .reason = Reason(*why.symbol),
                       .at = at,
                       .when = std::move(when)};
    const bool there = std::any_of(
        analysis_.unknowns.begin(), analysis_.unknowns.end(), [&](const UnknownEntry& other) {
          return other.workload == entry.workload && other.hop == entry.hop &&
                 other.reason == entry.reason && other.what == entry.what;
        });
    if (!there) analysis_.unknowns.push_back(std::move(entry));
  }

  const Model& model_;
  const SourceMap& sources_;
  std::span<const Rule* const> rules_;
  const Launches launches_;
  std::vector<Problem> limits_;  // bounds met while analysing
  Analysis analysis_;
};

}  // namespace

Analysis AnalyzeModel(const Model& model, const SourceMap& sources,
                      std::span<const Rule* const> rules) {
  return ModelAnalyzer(model, sources, rules).Run();
}

}  // namespace execlint
