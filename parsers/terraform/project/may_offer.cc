#include "parsers/terraform/project/may_offer.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <vector>

#include "lint/model/environment.h"
#include "lint/source/find.h"
#include "parsers/terraform/project/written_names.h"

namespace execlint::terraform {
namespace {

constexpr std::string_view kParameterType = "aws_ssm_parameter";

// What makes a resource of a kind that others may know by its name.
struct NamedType {
  std::string_view kind, type;
  bool tagged = false;  // the name stands in a tag
};
constexpr NamedType kNamedTypes[] = {
    {"VPC", "aws_vpc", true},
    {"subnet", "aws_subnet", true},
    {"route table", "aws_route_table", true},
    {"security group", "aws_security_group", true},
    {"cluster", "aws_ecs_cluster"},
    {"role", "aws_iam_role"},
    {"policy", "aws_iam_policy"},
    {"log group", "aws_cloudwatch_log_group"},
};

const NamedType* TypeOf(const HandOver& wanted) {
  const auto found = std::find_if(std::begin(kNamedTypes), std::end(kNamedTypes),
                                  [&](const NamedType& one) { return one.kind == wanted.kind; });
  return found == std::end(kNamedTypes) ? nullptr : found;
}

// The words of a name that somebody must have written, the longest first. Short ones stand
// everywhere, and those of environments are often given from outside.
std::vector<std::string_view> WordsOf(std::string_view name) {
  constexpr std::size_t kShort = 4;
  std::vector<std::string_view> words;
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() && is_part(name[end])) ++end;
    const std::string_view word = name.substr(at, end - at);
    if (word.size() >= kShort && EnvironmentWord(word).empty()) words.push_back(word);
    at = end + 1;
  }
  std::stable_sort(words.begin(), words.end(),
                   [](std::string_view a, std::string_view b) { return a.size() > b.size(); });
  return words;
}

// `vpc-id` of `/prod/vpc-id` or `prod-vpc-id`: what somebody must have written where the rest is
// put together.
std::string_view LastPart(std::string_view name) {
  constexpr std::string_view kBetween = "-_./";
  name.remove_prefix(std::min(name.size(), name.rfind('/') + 1));
  for (bool more = true; more;) {
    more = false;
    const std::size_t first = name.find_first_of(kBetween), last = name.find_last_of(kBetween);
    if (first == name.npos) break;
    if (!EnvironmentWord(name.substr(0, first)).empty()) {
      name.remove_prefix(first + 1);
      more = true;
    } else if (!EnvironmentWord(name.substr(last + 1)).empty()) {
      name = name.substr(0, last);
      more = true;
    }
  }
  return name;
}

// May a resource of that type have the name, going by how their names are written?
bool MayBeNamed(const FoundUnit& unit, std::string_view type, std::string_view name,
                const SourceMap& sources) {
  bool not_told = false;
  for (const FileId file : unit.files) {
    if (!unit.made->Has(file, type)) continue;
    if (sources.path(file).ends_with(".json")) return true;
    for (const WrittenName& written : NamesWritten(sources.Text(file), type)) {
      if (written.told() && written.MayBe(name)) return true;
      not_told |= !written.told();
    }
  }
  if (!not_told || type != kParameterType) return not_told;
  const std::string_view part = LastPart(name);
  const auto writes = [&](FileId file) { return IsWritten(sources.Text(file), part); };
  const auto gives = [&](const ProjectFile& file) { return writes(file.id); };
  return std::ranges::any_of(unit.files, writes) || std::ranges::any_of(unit.automatic, gives) ||
         std::ranges::any_of(unit.named, gives);
}

}  // namespace

bool MayOffer(const FoundUnit& unit, const HandOver& wanted, const SourceMap& sources) {
  const auto any_holds = [&](std::string_view needle) {
    const auto holds = [&](const ProjectFile& file) {
      return Holds(sources.Text(file.id), needle);
    };
    return std::any_of(unit.files.begin(), unit.files.end(),
                       [&](FileId file) { return Holds(sources.Text(file), needle); }) ||
           std::ranges::any_of(unit.automatic, holds) || std::ranges::any_of(unit.named, holds);
  };
  const std::string_view name = wanted.name;
  const auto makes = [&](std::string_view type, bool tagged) {
    return unit.Makes(type) && std::ranges::all_of(WordsOf(name), any_holds) &&
           (tagged || HasUnknownPart(wanted) || MayBeNamed(unit, type, name, sources));
  };
  switch (wanted.by) {
    case HandOver::By::kName: {
      const NamedType* type = TypeOf(wanted);
      return type != nullptr && makes(type->type, type->tagged);
    }
    case HandOver::By::kExport:
      return false;
    case HandOver::By::kParameter:
      return makes(kParameterType, false);
    case HandOver::By::kState:
      break;
  }
  const std::string_view folder = FolderInKey(wanted);
  const auto kept_there = [&](FileId file) {
    return unit.made->HasBackend(file) && Holds(sources.Text(file), folder);
  };
  // A file beside the code is kept where the code is applied, though it may show no sign of that.
  const bool kept =
      name.starts_with("local\n")
          ? unit.folder.empty() || name.find(unit.folder) != name.npos
          : unit.root && !folder.empty() &&
                (IsOfFolder(wanted, unit.folder) || std::ranges::any_of(unit.files, kept_there));
  return kept && any_holds("output");
}

std::set<std::string_view> TypesThatOffer(const std::set<HandOver>& wanted) {
  std::set<std::string_view> types;
  for (const HandOver& one : wanted) {
    if (one.by == HandOver::By::kParameter) types.insert(kParameterType);
    if (one.by != HandOver::By::kName) continue;
    if (const NamedType* type = TypeOf(one)) types.insert(type->type);
  }
  return types;
}

}  // namespace execlint::terraform
