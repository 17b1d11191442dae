#include "lint/iam/exec_reach.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/iam/condition.h"
#include "lint/value/characters.h"

namespace execlint {
namespace {

constexpr Glyph kAnyText{.kind = Glyph::Kind::kHole};

void Append(Glyphs& to, std::string_view text) {
  const Glyphs glyphs = GlyphsOf(text);
  to.insert(to.end(), glyphs.begin(), glyphs.end());
}

// An ECS ARN of any resource of a kind, in the partition, region and account the pattern asks for,
// or `anywhere` in the partition; `kind` is what follows the account, `?` standing for any text. A
// `?` of the pattern before that asks for one character, and a policy variable for itself.
Glyphs ArnFor(const Glyphs& pattern, std::string_view kind, bool anywhere = false) {
  std::array<Glyphs, 5> parts;
  std::size_t at = 0;
  for (Glyphs& part : parts) {
    const auto end = FindFirst(pattern, ":", at);
    if (!end) {
      part = {kAnyText};
      at = pattern.size();
      continue;
    }
    for (std::size_t i = at; i < *end; ++i) {
      const Glyph::Kind asked = pattern[i].kind;
      part.push_back(asked == Glyph::Kind::kAnyRun   ? kAnyText
                     : asked == Glyph::Kind::kAnyOne ? Glyph{.byte = '0'}
                                                     : pattern[i]);
    }
    at = *end + 1;
  }
  parts[0] = GlyphsOf("arn");
  parts[2] = GlyphsOf("ecs");
  if (anywhere) parts[3] = parts[4] = {kAnyText};
  Glyphs arn;
  for (const Glyphs& part : parts) {
    arn.insert(arn.end(), part.begin(), part.end());
    Append(arn, ":");
  }
  for (const char c : kind) {
    if (c == '?') {
      arn.push_back(kAnyText);
    } else {
      arn.push_back({.byte = c});
    }
  }
  return arn;
}

// Does the pattern certainly allow all actions of a service, or of all where it is empty? No real
// action is asked for: `*:*e*` allows the most powerful ones, but not `s3:ListBucket`. The two
// names have no letter in common, and are as short and as long as names are.
bool AllowsAll(const Text& pattern, std::string_view service) {
  const std::string shortest = service.empty() ? "qq" : std::string(service);
  const std::string longest = service.empty() ? "zzzzzzzzzzzz" : std::string(service);
  return MatchAction(pattern, shortest + ":qqq") == Tri::kYes &&
         MatchAction(pattern, longest + ":zzzzzzzzzzzzzzzzzzzzzzzz") == Tri::kYes;
}

// A variable that is the whole account (`${aws:PrincipalAccount}`) names one, as its number does.
Glyphs WithNamedAccount(Glyphs pattern) {
  std::size_t at = 0;
  for (int part = 0; part < 4; ++part) {
    const auto colon = FindFirst(pattern, ":", at);
    if (!colon) return pattern;
    at = *colon + 1;
  }
  const bool alone = at + 1 < pattern.size() && pattern[at + 1].Is(':');
  if (alone && pattern[at].hole() && pattern[at].symbol == nullptr) pattern[at] = {.byte = '0'};
  return pattern;
}

bool Covers(const Fact<Text>& resource, Variables variables, std::string_view kind) {
  if (!resource.known()) return false;
  Glyphs pattern = PatternOf(*resource->value, variables);
  if (variables == Variables::kReplaced) pattern = WithNamedAccount(std::move(pattern));
  return Match(pattern, ArnFor(pattern, kind)) == Tri::kYes;
}

constexpr std::string_view kCluster = "cluster/?", kTask = "task/?/?";
constexpr std::string_view kOldTask = "task/?";
// A name is never empty: it begins with a character, here one that no pattern names.
constexpr std::string_view kEachCluster = "cluster/\x01?", kEachTask = "task/\x01?/\x01?";

std::vector<Glyphs> SplitAtColons(const Glyphs& arn) {
  std::vector<Glyphs> parts(1);
  for (const Glyph& glyph : arn) {
    if (glyph.Is(':')) {
      parts.emplace_back();
    } else {
      parts.back().push_back(glyph);
    }
  }
  return parts;
}

// May the pattern match the ARN, in which unknown text holds no colons? A pattern with as many
// colons matches part by part, then, and one with more matches nothing.
bool MayMatch(const Glyphs& pattern, const Glyphs& arn) {
  const std::vector<Glyphs> theirs = SplitAtColons(pattern), own = SplitAtColons(arn);
  if (theirs.size() != own.size()) {
    return theirs.size() < own.size() && Match(pattern, arn) != Tri::kNo;
  }
  return std::ranges::equal(theirs, own, [](const Glyphs& one, const Glyphs& other) {
    return Match(one, other) != Tri::kNo;
  });
}

bool MayConcernTasks(const List<Text>& resources, Variables variables) {
  if (resources.open()) return true;
  return std::ranges::any_of(resources.items, [&](const Fact<Text>& resource) {
    if (!resource.known()) return true;
    const Glyphs pattern = PatternOf(*resource->value, variables);
    return std::ranges::any_of(std::array{kCluster, kTask, kOldTask}, [&](std::string_view kind) {
      return MayMatch(pattern, ArnFor({}, kind));
    });
  });
}

}  // namespace

ExecGrant ExecGrantOf(const Text& action) {
  if (MatchAction(action, "ecs:ExecuteCommand") != Tri::kYes) return ExecGrant::kNone;
  if (AllowsAll(action, "")) return ExecGrant::kEverything;
  return AllowsAll(action, "ecs") ? ExecGrant::kAllOfEcs : ExecGrant::kExec;
}

Covered CoveredBy(const Statement& statement, Variables variables) {
  Covered covered;
  if (statement.not_resource.written) {
    const List<Text>& left_out = statement.not_resource.list;
    if (left_out.items.empty() || MayConcernTasks(left_out, variables)) return covered;
    return {&left_out.items.front(), &left_out.items.front()};
  }
  for (const Fact<Text>& resource : statement.resource.list.items) {
    if (covered.clusters == nullptr && Covers(resource, variables, kEachCluster)) {
      covered.clusters = &resource;
    }
    if (covered.tasks == nullptr && Covers(resource, variables, kEachTask))
      covered.tasks = &resource;
  }
  return covered;
}

bool MayConcernTasks(const Statement& statement, Variables variables) {
  return !statement.resource.written || MayConcernTasks(statement.resource.list, variables);
}

bool CoversAllAnywhere(const Statement& statement, Variables variables) {
  return std::ranges::any_of(statement.resource.list.items, [&](const Fact<Text>& resource) {
    if (!resource.known()) return false;
    const Glyphs pattern = PatternOf(*resource->value, variables);
    return Match(pattern, ArnFor(pattern, kEachCluster, true)) == Tri::kYes ||
           Match(pattern, ArnFor(pattern, kEachTask, true)) == Tri::kYes;
  });
}

bool LimitsNothing(const Condition& condition, Variables variables) {
  RequestContext request;
  request.Set("ecs:cluster", {ArnFor({}, kEachCluster, true)});
  request.Set("aws:SecureTransport", {GlyphsOf("true")});
  return AlwaysHolds(condition, variables, request);
}

}  // namespace execlint
