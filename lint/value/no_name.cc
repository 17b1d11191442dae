#include "lint/value/no_name.h"

#include <algorithm>
#include <cstddef>

namespace execlint {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kLongestArn = 400;

// `arn:aws:ecs:eu-west-1:123456789012:service/main/web`
bool IsArn(std::string_view text) {
  constexpr std::string_view kMore = "-_.:/*?+=,@";
  return text.starts_with("arn:") && text.size() <= kLongestArn &&
         std::ranges::all_of(text, [&](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                  kMore.find(c) != kMore.npos;
         });
}

// A reference (`{{resolve:ssm:name}}`, `{{ name }}`) begins like a map.
bool BeginsLikeJson(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return text.starts_with('[') || (text.starts_with('{') && !text.starts_with("{{"));
}

// Is there anything but references (`${var.user}`) and `:`?
bool HasLiteral(std::string_view user) {
  while (!user.empty()) {
    const std::size_t end = user.starts_with("${") ? user.find('}') : 0;
    if (end == user.npos || (end == 0 && user.front() != ':')) return true;
    user.remove_prefix(end + 1);
  }
  return false;
}

bool IsPort(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view InsteadOfText(std::string_view text) {
  if (BeginsLikeJson(text)) return "<text in JSON>";
  if (text.find_first_of("\r\n") != text.npos) return "<text with a line break>";
  if (text.find_first_of("\"'") != text.npos) return "<text with quotes>";
  if (HasUserInfo(text)) return "<address with a user>";
  return text.size() > kLongestName && !IsArn(text) ? "<long text>" : "";
}

bool HasUserInfo(std::string_view text) {
  for (std::size_t at = text.find("//"); at != text.npos; at = text.find("//", at)) {
    at += 2;
    const std::string_view address = text.substr(at, text.find_first_of(" \t", at) - at);
    const std::string_view host = address.substr(0, address.find_first_of("/?#"));
    const std::size_t user = host.rfind('@');
    if (user != host.npos) {
      if (host.substr(0, user) != "git" && HasLiteral(host.substr(0, user))) return true;
      continue;
    }
    // A password may have a `/` in it.
    const std::size_t colon = host.find(':');
    if (colon != host.npos && !IsPort(host.substr(colon + 1)) &&
        address.find('@', host.size()) != address.npos) {
      return true;
    }
  }
  return false;
}

}  // namespace execlint
