#include "lint/model/resolve.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <span>

namespace execlint {
namespace {

using Parts = std::vector<Part>;

Parts PartsOf(const Text& text) {
  if (text.value->is_unknown()) return {{.hole = &text.value->symbol()}};
  if (!text.value->is_string()) return {};
  return {text.value->parts().begin(), text.value->parts().end()};
}

// The run of parts behind the last `mark` that stands in literal text; nothing if there is none.
std::optional<Parts> AfterLast(const Parts& parts, char mark) {
  for (std::size_t i = parts.size(); i-- > 0;) {
    if (parts[i].hole != nullptr) continue;
    const std::size_t at = parts[i].text.rfind(mark);
    if (at == std::string_view::npos) continue;
    Parts rest(parts.begin() + static_cast<std::ptrdiff_t>(i), parts.end());
    rest.front().text.remove_prefix(at + 1);
    if (rest.front().text.empty()) rest.erase(rest.begin());
    return rest;
  }
  return std::nullopt;
}

bool StartsWith(const Parts& parts, std::string_view text) {
  return !parts.empty() && parts.front().hole == nullptr && parts.front().text.starts_with(text);
}

bool Contains(const Parts& parts, std::string_view text) {
  return std::any_of(parts.begin(), parts.end(), [text](const Part& part) {
    return part.hole == nullptr && part.text.find(text) != std::string_view::npos;
  });
}

// A literal `:7` at the end of a family, or a whole `:${revision}`.
Parts WithoutRevision(Parts parts) {
  if (parts.size() >= 2 && parts.back().hole != nullptr &&
      parts[parts.size() - 2].hole == nullptr && parts[parts.size() - 2].text.ends_with(':')) {
    parts.pop_back();
    parts.back().text.remove_suffix(1);
    return parts;
  }
  if (parts.empty() || parts.back().hole != nullptr) return parts;
  std::string_view& tail = parts.back().text;
  const std::size_t colon = tail.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == tail.size()) return parts;
  const std::string_view revision = tail.substr(colon + 1);
  if (std::all_of(revision.begin(), revision.end(),
                  [](unsigned char c) { return std::isdigit(c) != 0; })) {
    tail = tail.substr(0, colon);
    if (tail.empty()) parts.pop_back();
  }
  return parts;
}

bool Same(const Parts& a, const Parts& b) {
  const auto string = [](const Parts& parts) {
    Value value;
    value.kind = Kind::kString;
    value.count = static_cast<std::uint32_t>(parts.size());
    value.payload.parts = parts.data();
    return value;
  };
  return SameText(string(a), string(b));
}

// What a reference by text means for resources that AWS names `...:<type>/<name>`: the name,
// without the path in front of it.
Parts NameIn(const Parts& parts, std::string_view type) {
  const bool arn = StartsWith(parts, "arn:") || Contains(parts, ":" + std::string(type) + "/");
  if (!arn) return parts;
  return AfterLast(parts, '/').value_or(parts);
}

template <class T, class NameOf>
Resolved<T> ResolveByName(const Model& model, const std::vector<T>& candidates,
                          const Fact<Ref>& ref, const Scenario& scenario, Reads& reads,
                          NameOf&& matches) {
  Resolved<T> resolved = ResolveById(candidates, ref, scenario, reads);
  if (!ref.known() || resolved.resource != nullptr) return resolved;
  const T* found = nullptr;
  for (const T& candidate : candidates) {
    if (!matches(candidate) || CertainlyMissing(candidate.head, scenario, reads)) continue;
    if (found != nullptr) {  // two of one name: nobody can tell which
      resolved.state = Resolved<T>::State::kUnknown;
      resolved.resource = nullptr;
      resolved.why = {model.values->Intern({.why = Why::kAmbiguous, .name = ref->text.Shown()}),
                      ref.place()};
      return resolved;
    }
    found = &candidate;
  }
  if (found != nullptr) {
    resolved.state = Resolved<T>::State::kResource;
    resolved.resource = found;
  }
  return resolved;
}

}  // namespace

bool CertainlyMissing(const Head& head, const Scenario& scenario, Reads& reads) {
  return head.exists.At(scenario, reads).Is(false);
}

Resolved<Role> ResolveRole(const Model& model, const Fact<Ref>& ref, const Scenario& scenario,
                           Reads& reads) {
  const Parts wanted = ref.known() ? NameIn(PartsOf(ref->text), "role") : Parts{};
  return ResolveByName(model, model.roles, ref, scenario, reads, [&](const Role& role) {
    const Fact<Text>& name = role.name.At(scenario, reads);
    return role.kind == PrincipalKind::kRole && name.known() && Same(PartsOf(*name), wanted);
  });
}

Resolved<Policy> ResolvePolicy(const Model& model, const Fact<Ref>& ref, const Scenario& scenario,
                               Reads& reads) {
  const Parts text = ref.known() ? PartsOf(ref->text) : Parts{};
  const Parts wanted = NameIn(text, "policy");
  // `arn:aws:iam::aws:policy/...` is AWS's own, whatever a policy of this unit is called.
  const bool aws_managed = Contains(text, ":iam::aws:policy/");
  return ResolveByName(model, model.policies, ref, scenario, reads, [&](const Policy& policy) {
    const Fact<Text>& name = policy.name.At(scenario, reads);
    return !aws_managed && name.known() && Same(PartsOf(*name), wanted);
  });
}

Resolved<Cluster> ResolveCluster(const Model& model, const Fact<Ref>& ref, const Scenario& scenario,
                                 Reads& reads) {
  const Parts wanted = ref.known() ? NameIn(PartsOf(ref->text), "cluster") : Parts{};
  return ResolveByName(model, model.clusters, ref, scenario, reads, [&](const Cluster& cluster) {
    const Fact<Text>& name = cluster.name.At(scenario, reads);
    return name.known() && Same(PartsOf(*name), wanted);
  });
}

Resolved<TaskDefinition> ResolveTaskDefinition(const Model& model, const Fact<Ref>& ref,
                                               const Scenario& scenario, Reads& reads) {
  const Parts text = ref.known() ? PartsOf(ref->text) : Parts{};
  const Parts wanted = WithoutRevision(NameIn(text, "task-definition"));
  return ResolveByName(model, model.task_definitions, ref, scenario, reads,
                       [&](const TaskDefinition& task) {
                         const Fact<Text>& arn = task.arn.At(scenario, reads);
                         if (arn.known() && Same(PartsOf(*arn), text)) return true;
                         const Fact<Text>& family = task.family.At(scenario, reads);
                         return family.known() && Same(PartsOf(*family), wanted);
                       });
}

}  // namespace execlint
