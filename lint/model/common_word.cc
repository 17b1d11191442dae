#include "lint/model/common_word.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "lint/model/environment.h"
#include "lint/value/glyphs.h"

namespace execlint {
namespace {

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Of containers.
constexpr std::array<std::string_view, 46> kHarmless = {"name",
                                                        "image",
                                                        "essential",
                                                        "cpu",
                                                        "memory",
                                                        "memoryreservation",
                                                        "memorylimitmib",
                                                        "readonlyrootfilesystem",
                                                        "readonly",
                                                        "pseudoterminal",
                                                        "interactive",
                                                        "privileged",
                                                        "user",
                                                        "disablenetworking",
                                                        "portmappings",
                                                        "containerport",
                                                        "hostport",
                                                        "protocol",
                                                        "mountpoints",
                                                        "sourcevolume",
                                                        "containerpath",
                                                        "volumesfrom",
                                                        "sourcecontainer",
                                                        "dependson",
                                                        "containername",
                                                        "condition",
                                                        "linuxparameters",
                                                        "initprocessenabled",
                                                        "ulimits",
                                                        "resourcerequirements",
                                                        "restartpolicy",
                                                        "enabled",
                                                        "starttimeout",
                                                        "stoptimeout",
                                                        "interval",
                                                        "timeout",
                                                        "retries",
                                                        "startperiod",
                                                        "logdriver",
                                                        "type",
                                                        "versionconsistency",
                                                        "capabilities",
                                                        "tmpfs",
                                                        "size",
                                                        "imagerepository",
                                                        "hostname"};
// Words of AWS and of programs that are found everywhere.
constexpr std::array<std::string_view, 36> kCommon = {
    "",       "true",      "false",    "yes",     "no",           "on",     "off",      "null",
    "none",   "default",   "override", "fargate", "fargate_spot", "ec2",    "external", "awsvpc",
    "bridge", "host",      "task",     "linux",   "windows",      "latest", "enabled",  "disabled",
    "allow",  "deny",      "tcp",      "udp",     "http",         "https",  "awslogs",  "json-file",
    "name",   "localhost", "value",    "*"};

bool IsNumber(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool IsPunctuation(char c) {
  return static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) == 0;
}

// `1.4.0`
bool IsVersion(std::string_view text) {
  constexpr std::size_t kLongest = 8;
  return text.size() <= kLongest && std::ranges::count(text, '.') == 2 &&
         text.find_first_not_of("0123456789.") == text.npos;
}

// `eu-west-1`
bool IsRegion(std::string_view text) {
  constexpr std::array<std::string_view, 9> kContinents = {"us", "eu", "ap", "sa", "ca",
                                                           "me", "af", "il", "cn"};
  constexpr std::array<std::string_view, 9> kSides = {"north",     "south",     "east",
                                                      "west",      "central",   "northeast",
                                                      "northwest", "southeast", "southwest"};
  const std::size_t first = text.find('-'), last = text.rfind('-');
  return first != text.npos && last > first && last + 2 == text.size() &&
         IsNumber(text.substr(last + 1)) && IsOneOf(text.substr(0, first), kContinents) &&
         IsOneOf(text.substr(first + 1, last - first - 1), kSides);
}

// `prod`, `pre-production`, `dev2`; joined to anything else it is something else.
bool IsEnvironmentWord(const std::string& lower) {
  const bool a_word = std::ranges::all_of(lower, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
  if (!a_word) return false;
  std::string joined;
  for (const char c : lower) {
    if (c != '-' && c != '_') joined += c;
  }
  constexpr std::size_t kDigits = 2;
  for (std::size_t i = 0;
       i < kDigits && !joined.empty() && IsNumber(joined.substr(joined.size() - 1)); ++i) {
    joined.pop_back();
  }
  const bool letters = std::ranges::all_of(joined, [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && ClassifyWord(joined) != Environment::kUnclassified;
}

}  // namespace

bool IsCommonWord(std::string_view text) {
  constexpr std::size_t kPort = 5, kLongest = 32, kSeparator = 3;
  if (text.size() > kLongest) return false;
  if (text.size() == 1) return true;
  if (text.size() <= kSeparator && std::ranges::all_of(text, IsPunctuation)) return true;
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return IsOneOf(lower, kCommon) || (text.size() < kPort && IsNumber(text)) || IsVersion(text) ||
         IsRegion(text) || IsEnvironmentWord(lower);
}

std::string FoldedKey(std::string_view key) {
  std::string folded(key.size(), '\0');
  std::size_t size = 0;
  for (const char c : key) {
    if (c != '_' && c != '-') folded[size++] = LowerCase(c);
  }
  folded.resize(size);
  return folded;
}

bool IsHarmlessKey(std::string_view folded) { return IsOneOf(folded, kHarmless); }

}  // namespace execlint
