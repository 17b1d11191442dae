#include "lint/engine/elsewhere.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "lint/engine/spelling.h"

namespace execlint {
namespace {

using By = Addition::By;
using What = Missing::What;

bool OfRole(const Lack& lack) { return lack.what == What::kPolicy || lack.what == What::kDenial; }

bool MayRefute(const Addition& addition, const Lack& lack) {
  if (addition.what != lack.what) return false;
  switch (addition.by) {
    case By::kName:
      // A name that is an input's may be anything: what counts is a policy about sessions.
      return !lack.name.empty() && (addition.grants || !OfRole(lack) || !IsOneHole(lack.name)) &&
             Match(addition.to, lack.name) != Tri::kNo;
    case By::kExport:
      return std::any_of(lack.exports.begin(), lack.exports.end(),
                         [&](const Glyphs& name) { return Match(addition.to, name) != Tri::kNo; });
    case By::kAny:
      break;
  }
  return true;
}

std::string_view InWords(const Addition& addition) {
  switch (addition.what) {
    case What::kEndpoint:
      return "an endpoint for Session Manager may be added to this VPC here";
    case What::kRoute:
      return "a default route may be added to this table here";
    case What::kAssociation:
      return "a route table may be assigned to this subnet here";
    case What::kEgressRule:
    case What::kIngressRule:
      return "rules may be added to this security group here";
    case What::kDenial:
      return "the actions may be denied to a role with this name here";
    case What::kNetworkAcl:
      return "a network ACL may be attached to this subnet here";
    case What::kZone:
    case What::kForwarder:
      return "DNS for Session Manager's name may be set here for this VPC";
    case What::kEndpointPolicy:
      return "the policy of this endpoint may be set here";
    case What::kExclusiveRules:
      return "rules may be removed from this security group here";
    case What::kPublicAccess:
    case What::kPublicIngress:
      return "VPC Block Public Access may keep this VPC from the internet";
    case What::kPolicy:
      break;
  }
  return addition.by == By::kName ? "a policy is attached to a role with this name here"
                                  : "a policy may be attached to this role here";
}

// The same as the reason why nobody can tell.
std::string_view AsReason(const Addition& addition) {
  switch (addition.what) {
    case What::kEndpoint:
      return "an endpoint for Session Manager may be added to its VPC elsewhere";
    case What::kRoute:
      return "a default route may be added to its route table elsewhere";
    case What::kAssociation:
      return "a route table may be assigned to its subnet elsewhere";
    case What::kEgressRule:
    case What::kIngressRule:
      return "rules may be added to its security group elsewhere";
    case What::kDenial:
      return "the actions may be denied to this role elsewhere";
    case What::kNetworkAcl:
      return "a network ACL may be attached to its subnet elsewhere";
    case What::kZone:
    case What::kForwarder:
      return "DNS for Session Manager's name may be set for its VPC elsewhere";
    case What::kEndpointPolicy:
      return "the policy of its endpoint may be set elsewhere";
    case What::kExclusiveRules:
      return "rules may be removed from its security group elsewhere";
    case What::kPublicAccess:
    case What::kPublicIngress:
      return "VPC Block Public Access may keep its VPC from the internet";
    case What::kPolicy:
      break;
  }
  return addition.by == By::kName ? "a policy is attached to a role with this name elsewhere"
                                  : "a policy may be attached to this role elsewhere";
}

// Is it about a policy in a file of its own?
bool IsOfPolicyFile(const Finding& finding) {
  return finding.workloads.empty() && finding.owner_head.valid() &&
         finding.owner_head.file == finding.primary.file;
}

constexpr std::size_t kMostShown = 3;  // of the additions that may refute one finding

// May another unit's addition be what `unit` lacks? Not what one of the units in `joined` adds to
// what `unit` publishes, for that is known.
bool MayRefute(const Addition& addition, const std::vector<Lack>& lacks, std::string_view unit,
               const std::set<std::string>& joined) {
  if (addition.by != By::kAny && joined.contains(addition.unit)) return false;
  return addition.unit != unit && std::any_of(lacks.begin(), lacks.end(), [&](const Lack& lack) {
           return MayRefute(addition, lack);
         });
}

void Weigh(Finding& finding, const std::vector<Addition>& all,
           const std::set<std::string>& joined) {
  if (finding.missing.empty() || finding.workloads.empty()) return;
  std::size_t shown = 0;
  for (const Addition& addition : all) {
    if (!MayRefute(addition, finding.missing, finding.unit, joined)) continue;
    finding.confidence = std::min(finding.confidence, Confidence::kMedium);
    if (shown++ == kMostShown) return;
    AddRelated(finding.related, {addition.at, std::string(InWords(addition))});
  }
}

void Weigh(HopReport& hop, const WorkloadReport& workload, const std::vector<Addition>& all,
           const std::set<std::string>& joined, std::vector<UnknownEntry>& unknowns) {
  for (HopReport::State& state : hop.states) {
    if (state.state == Verdict::State::kUnknown) continue;
    const auto one = std::find_if(all.begin(), all.end(), [&](const Addition& addition) {
      return MayRefute(addition, state.missing, workload.unit, joined);
    });
    if (one == all.end()) continue;
    const std::string what = hop.hop == Hop::kTaskRole
                                 ? "whether the task role allows the ssmmessages actions"
                                 : "whether the tasks reach Session Manager";
    const std::string reason(AsReason(*one));
    unknowns.push_back({.workload = workload.address,
                        .unit = workload.unit,
                        .hop = hop.hop,
                        .what = what,
                        .reason = reason,
                        .at = one->at,
                        .when = state.when});
    state.state = Verdict::State::kUnknown;
    state.summary.clear();
    state.reasons = {what + ": " + reason};
  }
}

}  // namespace

std::vector<Lack> LacksOf(const std::vector<Missing>& missing, const Model& model) {
  std::vector<Lack> lacks;
  for (const Missing& one : missing) {
    Lack lack{.what = one.what};
    if (one.name) lack.name = OutsideUnit(GlyphsOf(*one.name));
    for (const Escape* escape : model.EscapesOf(one.on)) {
      if (!escape->name.empty()) lack.exports.push_back(escape->name);
    }
    lacks.push_back(std::move(lack));
  }
  return lacks;
}

namespace {

// The longest text of a name between unknown parts.
std::string LongestText(const Glyphs& name) {
  std::string longest, text;
  for (const Glyph& glyph : name) {
    if (glyph.kind == Glyph::Kind::kByte) {
      text += glyph.byte;
    } else {
      text.clear();
    }
    if (text.size() > longest.size()) longest = text;
  }
  return longest;
}

// About the network.
void Ask(What what, Question& question) {
  switch (what) {
    case What::kEndpoint:
    case What::kRoute:
    case What::kAssociation:
      question.ways = true;
      break;
    case What::kEgressRule:
    case What::kIngressRule:
      question.rules = true;
      break;
    default:
      question.filters = true;
  }
}

}  // namespace

Question QuestionOf(const std::vector<Analysis>& parts, const SourceMap& sources) {
  Question question;
  const auto ask = [&](const Lack& lack) { Ask(lack.what, question); };
  for (const Analysis& part : parts) {
    for (const WorkloadReport& workload : part.workloads) {
      for (const HopReport& hop : workload.hops) {
        for (const HopReport::State& state : hop.states) {
          for (const Lack& lack : state.missing) {
            if (!OfRole(lack)) {
              ask(lack);
              continue;
            }
            // It names no role, and may concern any.
            if (lack.what == What::kDenial) question.organization = true;
            std::vector<Glyphs> names = lack.exports;
            names.push_back(lack.name);
            for (const Glyphs& name : names) {
              std::string text = LongestText(name);
              if (!text.empty()) question.roles.insert(std::move(text));
            }
          }
        }
      }
    }
    for (const Finding& finding : part.findings) {
      for (const Lack& lack : finding.missing) {
        if (OfRole(lack)) {
          question.policies = true;
        } else {
          ask(lack);
        }
      }
      if (!IsOfPolicyFile(finding)) continue;
      const std::string_view path = sources.path(finding.primary.file);
      question.documents.emplace(path.substr(path.rfind('/') + 1));
    }
  }
  return question;
}

std::set<std::string> UnitsThatMayAdd(const Analysis& part, const std::vector<Analysis>& all) {
  std::vector<Lack> lacks;
  const auto add = [&](const std::vector<Lack>& more) {
    lacks.insert(lacks.end(), more.begin(), more.end());
  };
  for (const Finding& finding : part.findings) add(finding.missing);
  for (const WorkloadReport& workload : part.workloads) {
    for (const HopReport& hop : workload.hops) {
      for (const HopReport::State& state : hop.states) add(state.missing);
    }
  }
  std::set<std::string> units;
  if (lacks.empty()) return units;
  const auto adds = [](const Addition& addition, const Lack& lack) {
    // A name that is known in part may be that of something else.
    const bool named = addition.by == By::kName && !lack.name.empty() &&
                       Match(addition.to, lack.name) == Tri::kYes;
    return (named || addition.by == By::kExport) && MayRefute(addition, lack);
  };
  for (const Analysis& other : all) {
    if (&other == &part) continue;
    for (const Addition& addition : other.additions) {
      const bool any = std::any_of(lacks.begin(), lacks.end(),
                                   [&](const Lack& lack) { return adds(addition, lack); });
      if (any) units.insert(addition.unit);
    }
  }
  return units;
}

void DropBoundaries(std::vector<Analysis>& parts) {
  std::set<FileId> files;
  for (const Analysis& part : parts) files.insert(part.boundaries.begin(), part.boundaries.end());
  if (files.empty()) return;
  for (Analysis& part : parts) {
    std::erase_if(part.findings, [&](const Finding& finding) {
      return IsOfPolicyFile(finding) && files.contains(finding.primary.file);
    });
  }
}

void WeighAdditions(std::vector<Analysis>& parts) {
  std::vector<Addition> all;
  for (const Analysis& part : parts) {
    all.insert(all.end(), part.additions.begin(), part.additions.end());
  }
  for (Analysis& part : parts) {
    for (Finding& finding : part.findings) {
      Weigh(finding, all, part.joined);
      for (Finding& one : finding.joined) Weigh(one, all, part.joined);
    }
    for (WorkloadReport& workload : part.workloads) {
      for (HopReport& hop : workload.hops) Weigh(hop, workload, all, part.joined, part.unknowns);
    }
  }
}

}  // namespace execlint
