#include "lint/engine/elsewhere.h"

#include <algorithm>
#include <utility>

#include "lint/engine/spelling.h"

namespace execlint {
namespace {

// The name in `role/path/web-task` at the end of an ARN; any other text is a name.
Glyphs RoleName(const Value& text) {
  Glyphs glyphs = GlyphsOf(text);
  if (!StartsWith(glyphs, "arn:")) return glyphs;
  const auto slash = std::find_if(glyphs.rbegin(), glyphs.rend(),
                                  [](const Glyph& glyph) { return glyph.Is('/'); });
  glyphs.erase(glyphs.begin(), slash.base());
  return glyphs;
}

bool IsOneHole(const Glyphs& glyphs) { return glyphs.size() == 1 && glyphs.front().hole(); }

bool MayBeNamed(const Role& role, const Glyphs& name) {
  return role.name.in.AnyValue([&](const Fact<Text>& own) {
    return own.known() && Match(GlyphsOf(*own->value), name) != Tri::kNo;
  });
}

}  // namespace

std::vector<Addition> AdditionsOf(const Model& model, const SourceMap& sources) {
  std::vector<Addition> found;
  const auto add = [&](const Fact<Ref>& ref) {
    if (!ref.known() || ref->target != ResourceId::kNone) return;
    Glyphs name = RoleName(*ref->text.value);
    const bool own = std::any_of(model.roles.begin(), model.roles.end(),
                                 [&](const Role& role) { return MayBeNamed(role, name); });
    if (own || name.empty() || IsOneHole(name)) return;
    found.push_back({OutsideUnit(std::move(name)), sources.Spell(UsedAt(ref.place())), model.path});
  };
  for (const PolicyAttachment& attachment : model.policy_attachments) {
    const auto add_all = [&](const Fact<List<Ref>>& roles) {
      if (!roles.known()) return;
      for (const Fact<Ref>& ref : roles->items) add(ref);
    };
    for (const auto& one : attachment.roles.in.all()) add_all(one.value);
    if (const auto* left_out = attachment.roles.in.left_out()) add_all(*left_out);
  }
  return found;
}

void WeighAdditions(std::vector<Analysis>& parts) {
  std::vector<Addition> all;
  for (const Analysis& part : parts) {
    all.insert(all.end(), part.additions.begin(), part.additions.end());
  }
  for (Analysis& part : parts) {
    for (Finding& finding : part.findings) {
      if (finding.missing_on.empty() || IsOneHole(finding.missing_on)) continue;
      if (finding.workloads.empty()) continue;
      for (const Addition& addition : all) {
        if (addition.unit == finding.workloads.front().unit ||
            Match(finding.missing_on, addition.to) == Tri::kNo) {
          continue;
        }
        finding.confidence = std::min(finding.confidence, Confidence::kMedium);
        AddRelated(finding.related,
                   {addition.at, "a policy is attached here to a role of this name"});
      }
    }
  }
}

}  // namespace execlint
