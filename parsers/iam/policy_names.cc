#include "parsers/iam/policy_names.h"

#include <algorithm>
#include <array>
#include <vector>

namespace execlint {
namespace {

// Of `attach_policy`: whether something is done.
constexpr std::array<std::string_view, 9> kDoing = {
    "attach", "block", "create", "enable", "force", "ignore", "number", "restrict", "use"};
// Of `policy_arn`: something about a policy.
constexpr std::array<std::string_view, 12> kAbout = {"arn",  "arns",   "count", "description",
                                                     "id",   "ids",    "name",  "names",
                                                     "path", "prefix", "tags",  "type"};
// Of `bucket_policy`: policies that belong to something else than a user, a group or a role, and
// settings that are called policies.
constexpr std::array<std::string_view, 39> kOthers = {
    "autoscaling", "backup",    "bucket",    "cache",       "delivery",  "endpoint",    "filter",
    "headers",     "instances", "key",       "kms",         "lifecycle", "maintenance", "origin",
    "password",    "protocol",  "public",    "queue",       "redrive",   "repository",  "request",
    "resource",    "restart",   "retention", "routing",     "scaling",   "secret",      "security",
    "sns",         "sqs",       "ssl",       "termination", "tls",       "topic",       "tracking",
    "trust",       "update",    "vault",     "viewer"};

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, word) != words.end();
}

std::vector<std::string_view> WordsOf(std::string_view name) {
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t end = name.find_first_of("_-");
    words.push_back(name.substr(0, end));
    if (end == name.npos) return words;
    name.remove_prefix(end + 1);
  }
}

}  // namespace

bool MayGivePolicies(std::string_view argument) {
  const std::vector<std::string_view> words = WordsOf(argument);
  const auto policy = std::ranges::find_if(words, [](std::string_view word) {
    return word.find("policy") != word.npos || word.find("policies") != word.npos;
  });
  if (policy == words.end() || argument == "assume_role_policy") return false;
  if (policy != words.begin() && IsOneOf(*std::prev(policy), kOthers)) return false;
  return !IsOneOf(words.front(), kDoing) && !IsOneOf(words.back(), kAbout);
}

}  // namespace execlint
