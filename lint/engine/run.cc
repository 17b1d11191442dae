#include "lint/engine/run.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "lint/iam/boundary.h"
#include "lint/source/first_problems.h"

namespace execlint {
namespace {

class Collector : public Report {
 public:
  void Add(Primary primary, Grounds because, std::string message, Extras extras) override {
    findings.push_back(
        {std::move(primary), std::move(because), std::move(message), std::move(extras)});
  }
  void CannotTell(std::string what, Unknown why) override {
    untold.push_back({std::move(what), why});
  }
  std::vector<RawFinding> findings;
  std::vector<Untold> untold;
};

template <class T>
using Check = void (*)(const T&, Report&);

// The grounds for the existence of something that is not certainly missing.
Certainty CertaintyOfExistence(const Fact<bool>& exists) {
  return exists.unknown() != nullptr ? Certainty::kDefaulted : exists.certainty();
}

// The grounds for the references from the launch to the resources that rules of the hop look at.
Certainty CertaintyOfJoins(Hop hop, const Workload& workload) {
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

// The name that `--var` knows an input by; empty where it knows none.
std::string OptionName(const Selector& selector) {
  std::string_view name = selector.name;
  if (name.starts_with("var.")) name.remove_prefix(4);
  const bool plain = name.find_first_of(".[:") == name.npos;
  return plain && selector.what == Selector::What::kInput ? std::string(name) : "";
}

// Hands findings on that rest on something this certain.
class Weakened final : public Report {
 public:
  Weakened(Report& to, Certainty certainty) : to_(to), certainty_(certainty) {}
  void Add(Primary primary, Grounds because, std::string message, Extras extras) override {
    because.And({.worst = certainty_});
    to_.Add(std::move(primary), std::move(because), std::move(message), std::move(extras));
  }
  void CannotTell(std::string what, Unknown why) override { to_.CannotTell(std::move(what), why); }

 private:
  Report& to_;
  Certainty certainty_;
};

class Runner {
 public:
  Runner(const Launches& launches, std::vector<Unexplored>& unexplored,
         const std::function<void(const RuleRun&)>& visit)
      : launches_(launches),
        model_(launches.model()),
        problems_(FirstOfEachFile(model_.problems)),
        unexplored_(unexplored),
        visit_(visit) {}

  void Run(const Launch& launch, std::span<const Rule* const> rules) {
    for (const Rule* rule : rules) {
      if (const auto* check = std::get_if<Check<Workload>>(&rule->check)) {
        RunOn(*rule, *check, launch);
      }
    }
    launch.Forget();
  }

  // They were run on each launch before.
  void Run(const Rule&, Check<Workload>) {}

  void Run(const Rule& rule, Check<PolicySubject> check) {
    for (const Role& role : model_.roles) {
      RunOnPolicies(rule, check, role.head, [&](const ModelView& view, auto&& visit) {
        const Fact<List<InlinePolicy>>& inlines = view.Get(role.inline_policies);
        if (const Unknown* why = inlines.unknown()) visit(Unread(*why));
        if (!inlines.known()) return;
        for (const Fact<InlinePolicy>& one : inlines->items) {
          if (const Unknown* why = one.unknown()) visit(Unread(*why));
          if (one.known()) visit(one->document);
        }
        if (inlines->open()) visit(Unread({inlines->open_because, inlines.place()}));
      });
    }
    const auto run_on_documents = [&](const auto& resources) {
      for (const auto& resource : resources) {
        RunOnPolicies(rule, check, resource.head, [&](const ModelView& view, auto&& visit) {
          visit(view.Get(resource.document));
        });
      }
    };
    for (const Policy& policy : model_.policies) {
      RunOnPolicies(rule, check, policy.head, [&](const ModelView& view, auto&& visit) {
        const Tri only_boundary = OnlyBoundary(view, policy);
        if (only_boundary == Tri::kYes) return;
        const Fact<PolicyDocument>& document = view.Get(policy.document);
        visit(only_boundary == Tri::kNo ? document
                                        : document.NoMoreCertainThan(Certainty::kLikely));
      });
    }
    run_on_documents(model_.policy_attachments);
    run_on_documents(model_.bare_policies);
  }

  void Run(const Rule& rule, Check<Stray> check) {
    for (const Stray& stray : model_.strays) {
      RunOnOwned(rule, stray.owner,
                 [&](const ModelView&, Report& report) { check(stray, report); });
    }
  }

  void Run(const Rule& rule, Check<Problem> check) {
    for (const Problem& problem : problems_) RunOnce(rule, check, problem);
  }

  void Run(const Rule& rule, Check<Model::FlagInput> check) {
    for (const Model::FlagInput& input : model_.flag_inputs) RunOnce(rule, check, input);
  }

 private:
  static Fact<PolicyDocument> Unread(const Unknown& why) {
    return Fact<PolicyDocument>::Unknowable(why.symbol, why.at);
  }

  static std::optional<Problem::Kind> KindOf(const Model::FlagInput&) { return std::nullopt; }
  static std::optional<Problem::Kind> KindOf(const Problem& problem) { return problem.kind; }
  static std::optional<Problem::Kind> KindOf(const Stray&) { return std::nullopt; }

  void Keep(const Rule& rule, const Head* subject, const Launch* launch,
            std::vector<Case<RunCase>> cases, std::optional<Problem::Kind> problem = {}) {
    const bool stated = std::any_of(cases.begin(), cases.end(), [](const Case<RunCase>& one) {
      return !one.value.findings.empty() || !one.value.untold.empty();
    });
    if (stated) visit_({&rule, subject, launch, problem, std::move(cases)});
  }

  void RunOn(const Rule& rule, Check<Workload> check, const Launch& launch) {
    if (!Concerns(rule.hop, launch.kind)) return;
    auto cases = ExploreHop(launches_, launch.head(), rule.hop, unexplored_,
                            [&](const Scenario& scenario, Reads& reads) {
                              RunCase result;
                              const Workload workload(launch, scenario, reads);
                              if (!workload.exists()) return result;
                              result.gate = workload.gate();
                              result.flag = workload.exec_enabled();
                              if (IsGated(rule.hop) && result.gate == Workload::Gate::kOff)
                                return result;
                              Collector collector;
                              check(workload, collector);
                              if (!collector.findings.empty()) {
                                result.subject = CertaintyOfSubject(rule.hop, workload);
                                result.flag_setter = workload.flag_setter();
                                result.task_left_to_others =
                                    workload.task_definition_left_to_others();
                              }
                              result.findings = std::move(collector.findings);
                              result.untold = std::move(collector.untold);
                              return result;
                            });
    Keep(rule, &launch.head(), &launch, std::move(cases));
  }

  // `documents(view, visit)` visits the policy documents of the owner under one scenario.
  template <class F>
  void RunOnPolicies(const Rule& rule, Check<PolicySubject> check, const Head& owner,
                     F&& documents) {
    if (!owner.site.unit.empty()) return;
    RunOnOwned(rule, owner, [&](const ModelView& view, Report& report) {
      documents(view, [&](const Fact<PolicyDocument>& document) {
        if (const Unknown* why = document.unknown()) {
          report.CannotTell("what this policy allows", *why);
        }
        if (!document.known()) return;
        Weakened weakened(report, document.certainty());
        check({view, owner, *document, launches_}, weakened);
      });
    });
  }

  // `state(view, report)` states what the rule finds in the owner under one scenario.
  template <class F>
  void RunOnOwned(const Rule& rule, const Head& owner, F&& state) {
    auto cases = ExploreHop(launches_, owner, rule.hop, unexplored_,
                            [&](const Scenario& scenario, Reads& reads) {
                              RunCase result;
                              const ModelView view{model_, scenario, reads};
                              Collector collector;
                              state(view, collector);
                              // Of most policies there is nothing to say, whether they are made or
                              // not: that may depend on many inputs.
                              if (collector.findings.empty() && collector.untold.empty()) {
                                return result;
                              }
                              const Fact<bool>& exists = view.Get(owner.exists);
                              if (exists.Is(false)) return result;
                              result.subject = CertaintyOfExistence(exists);
                              result.findings = std::move(collector.findings);
                              result.untold = std::move(collector.untold);
                              return result;
                            });
    Keep(rule, &owner, nullptr, std::move(cases));
  }

  template <class T>
  void RunOnce(const Rule& rule, Check<T> check, const T& subject) {
    Collector collector;
    check(subject, collector);
    Keep(rule, nullptr, nullptr, {{{}, RunCase{.findings = std::move(collector.findings)}}},
         KindOf(subject));
  }

  const Launches& launches_;
  const Model& model_;
  const std::vector<Problem> problems_;
  std::vector<Unexplored>& unexplored_;
  const std::function<void(const RuleRun&)>& visit_;
};

}  // namespace

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

Certainty CertaintyOfSubject(Hop hop, const Workload& workload) {
  return std::max(CertaintyOfExistence(workload.Get(workload.head().exists)),
                  CertaintyOfJoins(hop, workload));
}

Unexplored TooManyCombinations(const Head& subject, Hop hop, const std::vector<Guard>& guards,
                               const std::vector<Selector>& selectors) {
  constexpr std::size_t kNamed = 5;
  std::set<std::uint8_t> read;
  for (const Guard& guard : guards) {
    for (const Choice& choice : guard) read.insert(choice.selector);
  }
  std::string names, option;
  std::size_t named = 0;
  for (const std::uint8_t number : read) {
    const Selector& selector = selectors[number];
    if (option.empty()) option = OptionName(selector);
    if (++named <= kNamed) names += (names.empty() ? "" : ", ") + selector.Shown();
  }
  if (named > kNamed) names += " and " + std::to_string(named - kNamed) + " more";
  std::string reason =
      "there are more than " + std::to_string(guards.size()) + " combinations of " + names;
  if (!option.empty()) reason += "; `--var " + option + "=VALUE` leaves fewer";
  return {&subject, hop, std::move(reason)};
}

void RunRules(const Launches& launches, std::span<const Rule* const> rules,
              std::vector<Unexplored>& unexplored, const std::function<void(const RuleRun&)>& visit,
              const std::function<void(const Launch&)>& before) {
  Runner runner(launches, unexplored, visit);
  for (const Launch& launch : launches) {
    if (before) before(launch);
    runner.Run(launch, rules);
  }
  for (const Rule* rule : rules) {
    std::visit([&](auto check) { runner.Run(*rule, check); }, rule->check);
    if (rule->check_input != nullptr) runner.Run(*rule, rule->check_input);
  }
}

}  // namespace execlint
