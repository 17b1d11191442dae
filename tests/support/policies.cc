#include "tests/support/policies.h"

#include <cctype>
#include <vector>

#include "parsers/iam/policy_document.h"

namespace execlint::testing {

const Symbol* Policies::Hole(char name) {
  return values_.Intern({.why = Why::kInputWithoutDefault, .name = std::string("var.") + name});
}

Traced Policies::String(std::string_view text) {
  const FileId file = sources_.AddFile("policy.txt", std::string(text));
  const std::string_view bytes = sources_.Text(file);
  const auto span = [file](std::size_t begin, std::size_t end) {
    return Span{file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  };
  std::vector<Part> parts;
  std::size_t plain = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] != '$' || std::islower(static_cast<unsigned char>(bytes[i + 1])) == 0) continue;
    parts.push_back({.text = bytes.substr(plain, i - plain), .from = span(plain, i)});
    parts.push_back({.from = span(i, i + 2), .verbatim = false, .hole = Hole(bytes[i + 1])});
    plain = i + 2;
  }
  parts.push_back({.text = bytes.substr(plain), .from = span(plain, bytes.size())});
  return {values_.String(parts, span(0, bytes.size()))};
}

Fact<PolicyDocument> Policies::Document(std::string_view json) {
  return LowerPolicyDocument(String(json), {}, values_, sources_);
}

std::string Policies::At(const Place& place) const {
  return std::string(sources_.Text(sources_.Spell(place.span)));
}

}  // namespace execlint::testing
