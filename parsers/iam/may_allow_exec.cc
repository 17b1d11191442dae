#include "parsers/iam/may_allow_exec.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string>
#include <utility>

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
  // `aws_TYPE.NAME.arn`; an iterator of a dynamic block, which may be called `aws_x`, has a
  // `value`.
  const std::size_t dot = name.find('.');
  if (dot == name.rfind('.') || name.substr(dot).starts_with(".value")) return false;
  return name.starts_with("aws_") && std::all_of(name.begin(), name.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                  std::string_view("_.[]-").find(c) != std::string_view::npos;
         });
}

// One side of the colon of an action.
struct Side {
  std::string pattern;
  bool put_in = false;  // a part of it is not written here; a `*` stands for that
};

Side ServiceBefore(std::string_view text, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0 && IsOfPattern(text[begin - 1])) --begin;
  std::string service(text.substr(begin, colon - begin));
  const char before = begin == 0 ? ' ' : text[begin - 1];
  if (before == '}' && !GivesArn(text.substr(0, begin - 1))) return {"*" + service, true};
  const bool verb = (before == '%' || before == ']') && !service.empty();  // %s, %[1]s
  return verb ? Side{"*" + service.substr(1), true} : Side{std::move(service)};
}

Side ActionBehind(std::string_view text, std::size_t colon) {
  std::size_t end = colon + 1;
  while (end < text.size() && IsOfPattern(text[end])) ++end;
  std::string action(text.substr(colon + 1, end - colon - 1));
  const bool put_in = end < text.size() && (text[end] == '$' || text[end] == '%');
  return {put_in ? action + "*" : action, put_in};
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
    const Side service = ServiceBefore(text, colon);
    if (!Matches(service.pattern, "ecs")) continue;
    const Side action = ActionBehind(text, colon);
    if (!Matches(action.pattern, "executecommand")) continue;
    // `*:*` allows everything.
    const bool all = Matches(service.pattern, "iam") && Matches(action.pattern, "createuser");
    if (!all || service.put_in || action.put_in) return true;
  }
  return NamesExecuteCommand(text);
}

}  // namespace execlint
