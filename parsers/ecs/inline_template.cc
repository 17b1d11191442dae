#include "parsers/ecs/inline_template.h"

#include <algorithm>
#include <array>
#include <string>

#include "lint/project/walk.h"
#include "lint/source/find.h"
#include "lint/source/format.h"

namespace execlint::ecs {
namespace {

// Is the value all of the text of a file of a kind that templates have?
bool IsTemplateFile(const Value& value, const SourceMap& sources) {
  if (value.count != 1) return false;
  const Span from = value.parts()[0].from;
  if (!from.valid() || from.begin != 0 || from.end != sources.Text(from.file).size()) return false;
  const std::string_view path = sources.path(from.file);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return IsCandidate(name) && !IsTerraform(name);
}

}  // namespace

bool SpeaksOfExec(std::string_view text) {
  constexpr std::array<std::string_view, 5> kSigns = {"AWS::ECS::", "AWS::Batch::", "EcsParameters",
                                                      "ExecuteCommand", "ssmmessages"};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) { return Holds(text, sign); });
}

std::optional<Problem> InlineTemplate(const Traced& value, std::string_view argument,
                                      const SourceMap& sources) {
  if (!value || !value->is_string() || IsTemplateFile(*value, sources)) return std::nullopt;
  std::string known;
  for (const Part& part : value->parts()) known += part.text;
  if (!SpeaksOfExec(known)) return std::nullopt;
  return Problem{
      Problem::kLimit, value->span,
      Format("execlint does not read the template in `{}`: the resources that it creates "
             "are not seen; keep it in a file of its own",
             argument)};
}

}  // namespace execlint::ecs
