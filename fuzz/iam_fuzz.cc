// Patterns of IAM against texts, both perhaps with unknown parts; and any JSON as a policy.
//
// An input is a pattern, a text, texts for the unknown parts and a policy, in lines. `$` in pattern
// or text is an unknown part; `$` is not followed by `{` there, so no variable begins.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/parsed_check.h"
#include "lint/iam/evaluate.h"
#include "lint/iam/match.h"
#include "parsers/iam/policy_document.h"
#include "parsers/json/json.h"

namespace execlint {
namespace {

constexpr std::size_t kLongest = 40;  // the reference below takes exponential time

std::string_view TakeLine(std::string_view& input) {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view line = input.substr(0, end);
  input.remove_prefix(std::min(end + 1, input.size()));
  return line;
}

// As IAM describes it: `*` is any text, `?` any one character.
bool Matches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') {
    while (pattern.starts_with('*')) pattern.remove_prefix(1);
    if (pattern.empty()) return true;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      if (Matches(pattern, text.substr(at))) return true;
    }
    return false;
  }
  if (text.empty() || (pattern[0] != '?' && pattern[0] != text[0])) return false;
  return Matches(pattern.substr(1), text.substr(1));
}

// Each of six parts by itself, the last one with the colons in it.
bool MatchesAsArn(std::string_view pattern, std::string_view arn) {
  for (int part = 0; part < 5; ++part) {
    const std::size_t in_pattern = pattern.find(':'), in_arn = arn.find(':');
    if (in_pattern == pattern.npos || in_arn == arn.npos) return false;
    if (!Matches(pattern.substr(0, in_pattern), arn.substr(0, in_arn))) return false;
    pattern.remove_prefix(in_pattern + 1);
    arn.remove_prefix(in_arn + 1);
  }
  return Matches(pattern, arn);
}

// The text with each `$` replaced by one of the fillings, in turn.
std::string Filled(std::string_view text, const std::array<std::string_view, 3>& fillings) {
  std::string filled;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '$') {
      filled += fillings[at % 3];  // the symbol of WithHoles, too, goes by the place
    } else {
      filled += text[at];
    }
  }
  return filled;
}

class Patterns {
 public:
  Glyphs Of(std::string_view text, bool pattern) {
    const FileId file = sources_.AddFile("x", std::string(text));
    const Traced value = fuzz::WithHoles(sources_, file, store_);
    const Glyphs glyphs = GlyphsOf(*value);
    return pattern ? WithWildcards(glyphs) : glyphs;
  }

 private:
  SourceMap sources_;
  ValueStore store_;
};

void CheckMatching(std::string_view pattern, std::string_view text,
                   const std::array<std::string_view, 3>& fillings) {
  Patterns patterns;
  const Tri matches = Match(patterns.Of(pattern, true), patterns.Of(text, false));
  // What fills an unknown part of a pattern is text, and no pattern.
  bool plain = true;
  for (const std::string_view one : fillings) {
    plain = plain && one.find_first_of("*?") == one.npos;
  }
  if (!plain) return;
  const bool is = Matches(Filled(pattern, fillings), Filled(text, fillings));
  fuzz::Require(matches == Tri::kMaybe || (matches == Tri::kYes) == is);
  const bool known = pattern.find('$') == pattern.npos && text.find('$') == text.npos;
  fuzz::Require(!known || matches != Tri::kMaybe);
  // With fewer parts it is no ARN.
  if (!known || std::ranges::count(text, ':') < 5 || std::ranges::count(pattern, ':') < 5) return;
  const Tri as_arn = MatchArn(patterns.Of(pattern, true), patterns.Of(text, false));
  fuzz::Require(as_arn == Tri::kMaybe || (as_arn == Tri::kYes) == MatchesAsArn(pattern, text));
}

void CheckPolicy(std::string_view text) {
  SourceMap sources;
  ValueStore store;
  const FileId file = sources.AddFile("policy.json", std::string(text));
  const Parsed parsed = json::Parse(sources, file, store);
  if (!parsed.root) return;
  const Traced document = PolicyDocumentIn(parsed.root, store);
  if (!document) return;
  const auto policy = LowerPolicyDocument(document, {}, store, sources);
  if (!policy.known()) return;
  const auto decide = [&](const PolicyDocument& one) {
    const PolicySet set{.policies = {{.document = &one}}};
    return Evaluate(set,
                    {.action = "ecs:ExecuteCommand",
                     .resource = GlyphsOf("arn:aws:ecs:eu-west-1:1:cluster/prod")},
                    store)
        .outcome;
  };
  const Outcome before = decide(*policy);
  // One that denies everything leaves nothing.
  const FileId deny = sources.AddFile(
      "deny.json", R"({"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}})");
  const auto denial =
      LowerPolicyDocument(json::Parse(sources, deny, store).root, {}, store, sources);
  PolicyDocument both = *policy;
  both.statements.items.push_back(denial->statements.items.front());
  fuzz::Require(decide(both) == Outcome::kExplicitDeny);
  // The order of the statements decides nothing.
  PolicyDocument turned = *policy;
  std::reverse(turned.statements.items.begin(), turned.statements.items.end());
  fuzz::Require(decide(turned) == before);
}

}  // namespace
}  // namespace execlint

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace execlint;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string_view pattern = TakeLine(input), text = TakeLine(input);
  const std::string_view a = TakeLine(input), b = TakeLine(input), c = TakeLine(input);
  if (pattern.size() <= kLongest && text.size() <= kLongest &&
      a.size() + b.size() + c.size() < 20) {
    CheckMatching(pattern, text, {a, b, c});
  }
  CheckPolicy(input);
  return 0;
}
