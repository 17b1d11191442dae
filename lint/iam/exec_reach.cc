#include "lint/iam/exec_reach.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace execlint {
namespace {

constexpr Glyph kAnyText{.kind = Glyph::Kind::kHole};

void Append(Glyphs& to, std::string_view text) {
  const Glyphs glyphs = GlyphsOf(text);
  to.insert(to.end(), glyphs.begin(), glyphs.end());
}

// An ECS ARN of any resource of a kind, in the partition, region and account the pattern asks for;
// `kind` is what follows the account, `?` standing for any text.
Glyphs ArnFor(const Glyphs& pattern, std::string_view kind) {
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
      const bool wildcard =
          pattern[i].kind == Glyph::Kind::kAnyRun || pattern[i].kind == Glyph::Kind::kAnyOne;
      part.push_back(wildcard ? kAnyText : pattern[i]);
    }
    at = *end + 1;
  }
  parts[0] = GlyphsOf("arn");
  parts[2] = GlyphsOf("ecs");
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

bool Covers(const Fact<Text>& resource, Variables variables, std::string_view kind) {
  if (!resource.known()) return false;
  const Glyphs pattern = PatternOf(*resource->value, variables);
  return Match(pattern, ArnFor(pattern, kind)) == Tri::kYes;
}

}  // namespace

ExecGrant ExecGrantOf(const Text& action) {
  if (MatchAction(action, "ecs:ExecuteCommand") != Tri::kYes) return ExecGrant::kNone;
  if (AllowsAll(action, "")) return ExecGrant::kEverything;
  return AllowsAll(action, "ecs") ? ExecGrant::kAllOfEcs : ExecGrant::kExec;
}

const Fact<Text>* CoversEveryTask(const Element<Text>& resources, Variables variables) {
  const Fact<Text>* clusters = nullptr;
  const Fact<Text>* tasks = nullptr;
  for (const Fact<Text>& resource : resources.list.items) {
    if (clusters == nullptr && Covers(resource, variables, "cluster/?")) clusters = &resource;
    if (tasks == nullptr && Covers(resource, variables, "task/?/?")) tasks = &resource;
  }
  return tasks != nullptr ? clusters : nullptr;
}

}  // namespace execlint
