#include "lint/render/beside.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

#include "lint/model/common_word.h"
#include "lint/source/unread_text.h"
#include "lint/value/no_name.h"

namespace execlint {
namespace {

constexpr std::uint32_t kWholeLine = 4096;  // of a longer line the part is read only

// Folded keys of policies, services and templates, whose values AWS shows to everybody in the
// account.
constexpr auto kNaming = std::to_array<std::string_view>({"action",
                                                          "notaction",
                                                          "resource",
                                                          "notresource",
                                                          "principal",
                                                          "effect",
                                                          "sid",
                                                          "version",
                                                          "aws",
                                                          "service",
                                                          "federated",
                                                          "family",
                                                          "cluster",
                                                          "clustername",
                                                          "servicename",
                                                          "taskdefinition",
                                                          "launchtype",
                                                          "networkmode",
                                                          "platformversion",
                                                          "role",
                                                          "roles",
                                                          "rolename",
                                                          "policyname",
                                                          "policyarn",
                                                          "policies",
                                                          "managedpolicyarns",
                                                          "group",
                                                          "groups",
                                                          "users",
                                                          "region",
                                                          "source",
                                                          "templateurl",
                                                          "ref",
                                                          "fn::getatt",
                                                          "fn::importvalue",
                                                          "fn::findinmap",
                                                          "bucket",
                                                          "subnets",
                                                          "securitygroups",
                                                          "requirescompatibilities",
                                                          "taskrolearn",
                                                          "executionrolearn",
                                                          "assignpublicip",
                                                          "vpcid",
                                                          "permissionsboundary",
                                                          "ignorechanges",
                                                          "workspace",
                                                          "backend"});

// What actions and keys of conditions begin with.
constexpr auto kServices = std::to_array<std::string_view>(
    {"aws:", "ecs:", "ssm:", "ssmmessages:", "iam:", "sts:", "logs:", "s3:", "kms:", "ec2:", "ecr:",
     "secretsmanager:", "cloudshell:", "events:", "states:", "batch:", "lambda:"});

template <typename Words>
bool Has(const Words& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool BeginsWithService(std::string_view text) {
  return std::ranges::any_of(kServices,
                             [&](std::string_view service) { return text.starts_with(service); });
}

// `2012-10-17`
bool IsDate(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00";
  return text.size() == kShape.size() && std::ranges::equal(text, kShape, [](char c, char shape) {
           return shape == '0' ? c >= '0' && c <= '9' : c == shape;
         });
}

// `../modules/service`, `policy.json`
bool IsPath(std::string_view text) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {".json", ".yaml", ".yml", ".tpl", ".tftpl", ".tf", ".tfvars", ".hcl", ".csv"});
  return text.starts_with("./") || text.starts_with("../") ||
         (text.find_first_of(" \"'\\") == text.npos &&
          std::ranges::any_of(kEndings,
                              [&](std::string_view ending) { return text.ends_with(ending); }));
}

// `sg-0123abcd`, and what stands for it in an example.
bool IsIdOfNetwork(std::string_view text) {
  constexpr auto kIds = std::to_array<std::string_view>({"subnet-", "sg-", "vpc-", "vpce-", "pl-"});
  return std::ranges::any_of(kIds, [&](std::string_view id) { return text.starts_with(id); });
}

// What names, ARNs and paths are made of. Of addresses, only those of buckets (`s3://`).
bool IsOfNameCharacters(std::string_view text) {
  constexpr std::string_view kMore = "-._/:*?";
  const bool address = text.find("//") != text.npos && !text.starts_with("s3://");
  return !address && std::ranges::all_of(text, [&](unsigned char c) {
    return std::isalnum(c) != 0 || kMore.find(static_cast<char>(c)) != kMore.npos;
  });
}

bool IsPlainText(std::string_view text) {
  if (IsCommonWord(text) || IsDate(text)) return true;
  return IsOfNameCharacters(text) && (text.starts_with("arn:") || text.starts_with("AWS::") ||
                                      text.ends_with(".amazonaws.com") || BeginsWithService(text) ||
                                      IsPath(text) || IsIdOfNetwork(text));
}

// `${var.env}-${var.name}`: references, and between them what is no secret, or `all`.
bool IsPlainTemplate(std::string_view text, bool all) {
  while (!text.empty()) {
    const std::size_t begin = text.find("${");
    const std::string_view before = text.substr(0, begin);
    if (!all && !before.empty() && !IsPlainText(before)) return false;
    if (begin == text.npos) return true;
    const std::size_t end = text.find('}', begin);
    if (end == text.npos || text.substr(begin, end - begin).find_first_of("\"'?") != text.npos) {
      return false;
    }
    text.remove_prefix(end + 1);
  }
  return true;
}

bool IsPlainValue(std::string_view key, std::string_view text) {
  if (HasUserInfo(text)) return false;
  const std::string folded = FoldedKey(key);
  // The `user` of a container is no secret, that of anything else may be half of a login.
  const bool harmless = IsHarmlessKey(folded) && folded != "user";
  return IsPlainTemplate(text, harmless || Has(kNaming, folded) || BeginsWithService(folded));
}

bool IsBlankText(std::string_view text) { return text.find_first_not_of(" \t\r") == text.npos; }

// Where reading can begin in the middle of a line: at a text in quotes.
std::uint32_t FirstText(std::string_view part) {
  for (std::size_t at = 1; at < part.size(); ++at) {
    if (part[at] == '"' && std::string_view("{[,:").find(part[at - 1]) != std::string_view::npos) {
      return static_cast<std::uint32_t>(at);
    }
  }
  return static_cast<std::uint32_t>(part.size());
}

// Literal values that are not plain; words with nothing but blanks between them as one.
std::vector<Span> Literals(const SourceMap& sources, Span part, Span line) {
  Span read = line;
  std::vector<Span> literals;
  if (line.size() > kWholeLine) {
    read = part;
    if (part.begin > line.begin) read.begin += FirstText(sources.Text(part));
    if (read.begin > part.begin) literals.push_back({part.file, part.begin, read.begin});
  }
  for (const MaskedPart& one : MaskedBut(sources.Text(read), IsPlainValue)) {
    const Span literal{read.file, read.begin + static_cast<std::uint32_t>(one.begin),
                       read.begin + static_cast<std::uint32_t>(one.end)};
    if (!literals.empty() && literals.back().end < literal.begin &&
        IsBlankText(sources.Text({read.file, literals.back().end, literal.begin}))) {
      literals.back().end = literal.end;
    } else {
      literals.push_back(literal);
    }
  }
  return literals;
}

// Is this all that a place consists of, but for its quotes and a tag of YAML?
bool IsAllOf(const SourceMap& sources, Span place, Span literal) {
  constexpr std::string_view kAround = "\"', \t";
  std::string_view before = sources.Text({place.file, place.begin, literal.begin});
  if (before.starts_with('!')) before.remove_prefix(std::min(before.size(), before.find(' ')));
  return before.find_first_not_of(kAround) == before.npos &&
         sources.Text({place.file, literal.end, place.end}).find_first_not_of(kAround) ==
             std::string_view::npos;
}

// Is the text one that no message shows either? What it refers to (`${var.name}`) does not count.
bool IsNoName(std::string_view text) {
  std::string literal;
  while (!text.empty()) {
    const std::size_t begin = text.find("${");
    literal += text.substr(0, begin);
    const std::size_t end = begin == text.npos ? text.npos : text.find('}', begin);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
  return !InsteadOfText(literal).empty();
}

// The literal without the place, if the place is it or a part of it.
void AddWithout(const SourceMap& sources, Span literal, const std::vector<Span>& places,
                std::vector<Span>& masked) {
  std::uint32_t at = literal.begin;
  for (const Span& place : places) {  // in rising order
    if (place.empty() || place.end <= at || place.begin >= literal.end) continue;
    const bool inside = place.begin >= literal.begin && place.end <= literal.end;
    const bool all = place.begin <= literal.begin && place.end >= literal.end;
    if (!inside && !(all && IsAllOf(sources, place, literal))) continue;
    if (all && IsNoName(sources.Text(literal))) continue;
    if (place.begin > at) masked.push_back({literal.file, at, place.begin});
    at = std::max(at, place.end);
  }
  if (at < literal.end) masked.push_back({literal.file, at, literal.end});
}

}  // namespace

std::vector<Span> MaskedIn(const SourceMap& sources, Span part, Span line,
                           const std::vector<Span>& places) {
  std::vector<Span> sorted = places;
  std::ranges::sort(sorted, {}, &Span::begin);
  std::vector<Span> masked = sources.secrets(part);
  for (const Span& literal : Literals(sources, part, line)) {
    AddWithout(sources, literal, sorted, masked);
  }
  std::ranges::sort(masked, {}, &Span::begin);
  std::vector<Span> joined;
  for (const Span& one : masked) {
    if (one.end <= part.begin || one.begin >= part.end) continue;
    if (!joined.empty() && one.begin < joined.back().end) {
      joined.back().end = std::max(joined.back().end, one.end);
    } else {
      joined.push_back(one);
    }
  }
  return joined;
}

std::string MaskedTextOf(const SourceMap& sources, Span place) {
  std::string text;
  std::uint32_t number = sources.Locate(place.file, place.begin).line;
  for (std::uint32_t at = place.begin; at < place.end; ++number) {
    const Span line = sources.Line(place.file, number);
    const std::uint32_t begin = std::min(std::max(at, line.begin), place.end);
    const Span part{place.file, begin, std::clamp(line.end, begin, place.end)};
    text += sources.Text({place.file, at, begin});
    at = begin;
    for (const Span& one : MaskedIn(sources, part, line, {place})) {
      if (one.begin > at) text += sources.Text({place.file, at, one.begin});
      text += "***";
      at = std::min(one.end, part.end);
    }
    if (at < part.end) text += sources.Text({place.file, at, part.end});
    at = part.end;
  }
  return text;
}

}  // namespace execlint
