#include "parsers/iam/may_allow_exec.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>

namespace execlint {
namespace {

// Of an action of IAM, or of a pattern for some.
bool IsOfPattern(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '*' || c == '?' || c == '-';
}

char Lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

// `text` has no upper case.
bool Matches(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = pattern.npos, from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || Lower(pattern[p]) == text[t])) {
      ++p;
      ++t;
    } else if (star != pattern.npos) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == pattern.npos;
}

// Does an interpolation that ends behind `text` give the ARN of a resource
// (`${aws_s3_bucket.x.arn}` with what stands before)? Behind that, `:*` is no action.
bool GivesArn(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  if (text.size() > kLongest) text = text.substr(text.size() - kLongest);
  const std::size_t open = text.rfind("${");
  if (open == text.npos || !text.ends_with(".arn")) return false;
  std::string_view name = text.substr(open + 2);
  if (name.starts_with("data.")) name.remove_prefix(5);
  return name.starts_with("aws_") && std::all_of(name.begin(), name.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                  std::string_view("_.[]-").find(c) != std::string_view::npos;
         });
}

// The pattern of the service in front of the colon at `colon`; `*` for what is put in there.
std::string ServiceBefore(std::string_view text, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0 && IsOfPattern(text[begin - 1])) --begin;
  std::string service(text.substr(begin, colon - begin));
  if (begin == 0) return service;
  const char before = text[begin - 1];
  if (before == '}') return GivesArn(text.substr(0, begin - 1)) ? "" : "*" + service;
  const bool verb = before == '%' || before == ']';  // %s, %[1]s
  return verb && !service.empty() ? "*" + service.substr(1) : service;
}

// The same of the action behind it.
std::string ActionBehind(std::string_view text, std::size_t colon) {
  const std::size_t begin = colon + 1;
  std::size_t end = begin;
  while (end < text.size() && IsOfPattern(text[end])) ++end;
  std::string action(text.substr(begin, end - begin));
  const std::string_view rest = text.substr(end, 2);
  if (rest.starts_with('$') || rest.starts_with('%')) action += '*';
  return action;
}

// The action itself, in any letter case. An x is rare in a text, so that is what is looked for.
bool NamesExecuteCommand(std::string_view text) {
  constexpr std::string_view kName = "executecommand";
  for (const char x : {'x', 'X'}) {
    for (std::size_t at = text.find(x, 1); at != text.npos; at = text.find(x, at + 1)) {
      const std::string_view here = text.substr(at - 1, kName.size());
      if (std::equal(here.begin(), here.end(), kName.begin(), kName.end(),
                     [](char a, char b) { return Lower(a) == b; })) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

bool MayAllowExec(std::string_view text) {
  for (std::size_t colon = text.find(':'); colon != text.npos; colon = text.find(':', colon + 1)) {
    // What may end the name or pattern of a service that is, or may be, `ecs`.
    const char before = colon == 0 ? ' ' : text[colon - 1];
    if (std::string_view("sS*?}").find(before) == std::string_view::npos) {
      const bool verb = colon > 1 && std::isalpha(static_cast<unsigned char>(before)) != 0 &&
                        (text[colon - 2] == '%' || text[colon - 2] == ']');
      if (!verb) continue;
    }
    const std::string service = ServiceBefore(text, colon);
    if (!Matches(service, "ecs")) continue;
    const std::string action = ActionBehind(text, colon);
    if (!Matches(action, "executecommand")) continue;
    if (!(Matches(service, "iam") && Matches(action, "createuser"))) return true;
    // `*:*` allows everything; what is put in may be less.
    if (before == '}' || text.substr(colon + 1, 2) == "${") return true;
  }
  return NamesExecuteCommand(text);
}

}  // namespace execlint
