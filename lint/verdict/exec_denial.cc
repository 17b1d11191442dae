#include "lint/verdict/exec_denial.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/iam/evaluate.h"
#include "lint/iam/exec_reach.h"
#include "lint/model/environment.h"
#include "lint/verdict/access.h"

namespace execlint {
namespace {

constexpr std::string_view kExecuteCommand = "ecs:ExecuteCommand";

// A Deny is compared with so many clusters and containers of this code.
constexpr std::size_t kMostCompared = 8;

// `arn:?:ecs:?:?:` and what follows, where a `?` may be anything.
Glyphs ArnOf(std::string_view kind, const Glyphs& name, std::string_view rest = "") {
  Glyphs arn;
  const auto add = [&arn](std::string_view text) {
    for (const char c : text) {
      arn.push_back(c == '?' ? Glyph{.kind = Glyph::Kind::kHole} : Glyph{.byte = c});
    }
  };
  add("arn:?:ecs:?:?:");
  add(kind);
  arn.insert(arn.end(), name.begin(), name.end());
  add(rest);
  return arn;
}

// A call of ExecuteCommand in a cluster; without a container, in any.
RequestContext CallIn(const Glyphs& cluster, const Glyphs* container) {
  RequestContext call;
  call.Set("aws:SecureTransport", {GlyphsOf("true")});
  call.Set("ecs:cluster", {ArnOf("cluster/", cluster)});
  if (container != nullptr) call.Set("ecs:container-name", {*container});
  return call;
}

// Can the Deny certainly not concern the call? It is checked against the cluster and the task
// [A1.1].
bool LeavesOpen(const Statement& deny, Variables variables, const Glyphs& cluster,
                const Glyphs* container, ValueStore& values) {
  const RequestContext call = CallIn(cluster, container);
  return std::ranges::all_of(
      std::vector<Glyphs>{ArnOf("cluster/", cluster), ArnOf("task/", cluster, "/?")},
      [&](const Glyphs& arn) {
        const Request request{.action = kExecuteCommand, .resource = arn, .context = call};
        return Applies(deny, variables, request, values).no();
      });
}

const Glyphs kAnyCluster = {{.kind = Glyph::Kind::kHole}};

// May the statement take the permission away, from somebody or for somewhere?
bool MayDeny(const Statement& statement, Variables variables, ValueStore& values) {
  if (statement.effect.known() && statement.effect->Is("Allow")) return false;
  return MayConcernTasks(statement, variables) &&
         !LeavesOpen(statement, variables, kAnyCluster, nullptr, values);
}

bool DeniesEverywhere(const Statement& statement, Variables variables) {
  const auto certainly = [](const Fact<Text>& action) {
    return action.known() && ExecGrantOf(*action) != ExecGrant::kNone;
  };
  return statement.effect.known() && statement.effect->Is("Deny") &&
         !MayBeLimited(statement, variables) &&
         std::ranges::any_of(statement.action.list.items, certainly) &&
         CoversAllAnywhere(statement, variables);
}

// A value that is the same in all scenarios, whole and not by a default; null: it is not.
template <class T>
const T* FixedValue(const Attr<T>& attribute) {
  const auto& cases = attribute.in.all();
  if (cases.size() != 1 || attribute.in.left_out() != nullptr) return nullptr;
  const Fact<T>& one = cases.front().value;
  return one.known() && one.certainty() == Certainty::kCertain ? &*one : nullptr;
}

// The names of all clusters of this code; none where there is one whose name is not known.
std::vector<Glyphs> ClustersOf(const Model& model) {
  std::vector<Glyphs> names;
  if (model.clusters.size() > kMostCompared) return {};
  for (const Cluster& cluster : model.clusters) {
    const Text* name = FixedValue(cluster.name);
    if (name == nullptr || !name->known()) return {};
    names.push_back(GlyphsOf(*name->known()));
  }
  return names;
}

// The names of containers of this code, of which one that is left open is enough.
std::vector<Glyphs> ContainersOf(const Model& model) {
  std::vector<Glyphs> names;
  for (const TaskDefinition& task : model.task_definitions) {
    const List<Container>* containers = FixedValue(task.containers);
    if (containers == nullptr) continue;
    for (const Fact<Container>& one : containers->items) {
      const auto name = one.known() && one->name.known() ? one->name->known() : std::nullopt;
      if (names.size() == kMostCompared) return names;
      if (name) names.push_back(GlyphsOf(*name));
    }
  }
  return names;
}

// A Deny that names production is there to keep people out of it, wherever that is deployed.
bool NamesProduction(const Statement& deny) {
  const auto says = [](const List<Text>& list) {
    return std::ranges::any_of(list.items, [](const Fact<Text>& one) {
      return one.known() && ClassifyWord(one->WithHoles()) == Environment::kProduction;
    });
  };
  return says(deny.resource.list) ||
         std::ranges::any_of(deny.condition.list.items, [&](const Fact<Condition>& one) {
           return one.known() && says(one->values);
         });
}

// Do the statements together leave all clusters of this code open, each with a container? And what
// nobody names: a Deny of all but some clusters is a limit.
bool LeaveThisCodeOpen(const std::vector<const Statement*>& denies, Variables variables,
                       const ModelView& view) {
  const auto all_leave = [&](const Glyphs& cluster, const Glyphs* container) {
    return std::ranges::all_of(denies, [&](const Statement* deny) {
      return LeavesOpen(*deny, variables, cluster, container, *view.model.values);
    });
  };
  if (std::ranges::any_of(denies, [](const Statement* deny) { return NamesProduction(*deny); })) {
    return false;
  }
  const Glyphs unnamed = GlyphsOf("\x01\x01\x01\x01");
  if (!all_leave(unnamed, &unnamed)) return false;
  std::vector<Glyphs> clusters = ClustersOf(view.model);
  const std::vector<Glyphs> containers = ContainersOf(view.model);
  if (clusters.empty()) clusters.push_back(kAnyCluster);
  return std::ranges::all_of(clusters, [&](const Glyphs& cluster) {
    return all_leave(cluster, nullptr) || std::ranges::any_of(containers, [&](const Glyphs& one) {
             return all_leave(cluster, &one);
           });
  });
}

std::optional<ExecDenial> DenialBy(const std::vector<const Statement*>& statements,
                                   Variables variables, const ModelView& view) {
  using Reach = ExecDenial::Reach;
  std::vector<const Statement*> denies;
  for (const Statement* statement : statements) {
    if (!MayDeny(*statement, variables, *view.model.values)) continue;
    if (DeniesEverywhere(*statement, variables)) return ExecDenial{Reach::kAll, statement->place};
    denies.push_back(statement);
  }
  if (denies.empty()) return std::nullopt;
  const bool elsewhere = LeaveThisCodeOpen(denies, variables, view);
  return ExecDenial{elsewhere ? Reach::kElsewhere : Reach::kSomewhere, denies.front()->place};
}

}  // namespace

std::optional<ExecDenial> ExecDenialIn(const PolicyDocument& policy, const ModelView& view) {
  std::vector<const Statement*> statements;
  for (const Fact<Statement>& statement : policy.statements.items) {
    if (statement.known()) statements.push_back(&*statement);
  }
  return DenialBy(statements, VariablesOf(policy), view);
}

std::optional<ExecDenial> LeftOutOf(const Statement& allow, Variables variables,
                                    const ModelView& view) {
  Statement deny = allow;
  const Span at = allow.effect.place().span;
  deny.effect = Fact<Text>::Known(Text{{view.model.values->Literal("Deny", at, at)}}, {at});
  deny.resource = std::exchange(deny.not_resource, {});
  return DenialBy({&deny}, variables, view);
}

}  // namespace execlint
