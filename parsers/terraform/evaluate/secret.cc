#include "parsers/terraform/evaluate/secret.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "lint/model/common_word.h"
#include "lint/value/mark_written.h"

namespace execlint::terraform {

Traced AsDeclared(Traced value, const Declared& declared, const Context& context) {
  const auto secret = declared.SaysSecret();
  if (!secret) return value;
  // The command line is no place.
  if (FindStep(value.route, RouteStep::How::kCommandLine) == nullptr) {
    MarkWritten(*value, context.configuration.sources());
  }
  return context.store.Secret(value, secret->span);
}

namespace {

// Attributes that are sensitive in the schemas of the providers, whatever the resource.
constexpr std::array<std::string_view, 22> kSecretAttributes = {"access_token",
                                                                "admin_password",
                                                                "auth_token",
                                                                "client_secret",
                                                                "connection_string",
                                                                "master_password",
                                                                "oauth_token",
                                                                "passphrase",
                                                                "password",
                                                                "private_key",
                                                                "private_key_pem",
                                                                "private_key_openssh",
                                                                "result",
                                                                "secret",
                                                                "secret_binary",
                                                                "secret_key",
                                                                "secret_string",
                                                                "ses_smtp_password_v4",
                                                                "token",
                                                                "user_password",
                                                                "master_user_password",
                                                                "certificate_private_key"};

bool IsProvidersSecret(std::string_view type, std::string_view attribute) {
  if (type == "aws_ssm_parameter") return attribute == "value";
  if (attribute == "result") return type == "random_password";
  return std::ranges::find(kSecretAttributes, attribute) != kSecretAttributes.end();
}

}  // namespace

Traced AsProvided(Traced value, std::string_view type, std::string_view attribute,
                  const Context& context) {
  if (!IsProvidersSecret(type, attribute)) return value;
  MarkWritten(*value, context.configuration.sources());
  return context.store.Secret(value, value->span);
}

namespace {

// Is that the key of a map, and a plain word?
bool IsWrittenAsKey(Span at, std::string_view text, const SourceMap& sources) {
  const std::string_view written = at.valid() ? sources.Text(at) : "";
  if (written != text && written != "\"" + std::string(text) + "\"") return false;
  const bool word = std::ranges::all_of(
      text, [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; });
  const std::string_view before = sources.Text(at.file).substr(0, at.begin);
  const std::string_view behind = sources.Text(at.file).substr(at.end);
  const std::size_t last = before.find_last_not_of(" \t\"");
  const std::size_t next = behind.find_first_not_of(" \t\"");
  return word && last != before.npos &&
         std::string_view("{,\n").find(before[last]) != before.npos && next != behind.npos &&
         (behind[next] == ':' || behind[next] == '=') && behind.substr(next, 2) != "==";
}

}  // namespace

std::string InMessage(Traced value, Span at, std::string_view otherwise, const Context& context) {
  const auto text = KnownText(*value);
  if (!text || HasSecret(value)) return std::string(otherwise);
  const std::string quoted = value->is_string() ? "\"" + *text + "\"" : *text;
  const SourceMap& sources = context.configuration.sources();
  const bool spelled_out = at.Contains(value->span) && sources.Text(value->span) == quoted;
  return spelled_out || IsCommonWord(*text) || IsWrittenAsKey(value->span, *text, sources)
             ? quoted
             : std::string(otherwise);
}

}  // namespace execlint::terraform
