// Any bytes as a comment, and as a file of YAML whose comments are read.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/parsed_check.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/engine/suppression_comment.h"
#include "lint/value/value_store.h"
#include "parsers/yaml/yaml.h"

using namespace execlint;

namespace {

const std::vector<std::string_view>& Names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const RuleEntry& entry : AllRules()) all.push_back(entry.rule->name);
    return all;
  }();
  return names;
}

void CheckComment(std::string_view text) {
  const SuppressionComment comment = ParseSuppression(text);
  for (const std::string& rule : comment.rules) {
    fuzz::Require(!rule.empty() && text.find(rule) != text.npos);
  }
  // What counts is not taken for a mistake.
  const bool counts = !comment.rules.empty() && comment.wrong.empty();
  fuzz::Require(!counts || MayHoldSuppression(text));
  const std::string meant = MeantAsSuppression(text, Names());
  fuzz::Require(!counts || meant.empty());
  if (!meant.empty()) fuzz::Require(MayHoldSuppression(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  CheckComment(text);
  CheckComment("# execlint: ignore[" + text);
  SourceMap sources;
  ValueStore store;
  const FileId file = sources.AddFile("t.yaml", text);
  yaml::Parse(sources, file, store, yaml::Dialect::kCloudFormation);
  for (const Span& span : SlashesInYaml(file, sources)) fuzz::CheckSpan(sources, file, span);
  for (const PlacedSuppression& one : SuppressionsOf(file, sources)) {
    fuzz::CheckSpan(sources, file, one.span);
  }
  return 0;
}
