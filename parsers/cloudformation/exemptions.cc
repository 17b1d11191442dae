#include "parsers/cloudformation/exemptions.h"

#include <optional>
#include <utility>
#include <vector>

#include "lint/source/day.h"
#include "lint/source/find.h"
#include "lint/source/format.h"
#include "lint/source/nearest.h"
#include "lint/value/value_store.h"
#include "parsers/cloudformation/detect.h"
#include "parsers/json/json.h"
#include "parsers/yaml/yaml.h"

namespace execlint::cloudformation {
namespace {

constexpr std::string_view kShape =
    "write `execlint: {ignore: [rule], reason: why}`, with `until: 2027-03-01` where it ends";

// The names of a list, or the one name in its place; nothing if it is anything else.
std::optional<std::vector<std::string>> Names(const Traced& value) {
  std::vector<std::string> names;
  const auto add = [&names](const Value& one) {
    const auto text = one.is_string() ? KnownText(one) : std::nullopt;
    if (text) names.push_back(*text);
    return text.has_value();
  };
  if (value->is_string()) return add(*value) ? std::optional(names) : std::nullopt;
  if (!value->is_list()) return std::nullopt;
  for (const Traced& item : value->items()) {
    if (!add(*item)) return std::nullopt;
  }
  return names;
}

Exemption Read(const Entry& written, Span block) {
  Exemption exemption{.at = written.key_span, .block = block};
  if (!written.value->is_map()) {
    exemption.wrong = kShape;
    return exemption;
  }
  for (const Entry& entry : written.value->entries()) {
    const auto text = entry.value->is_string() ? KnownText(*entry.value) : std::nullopt;
    if (entry.key == "ignore") {
      if (auto names = Names(entry.value)) {
        exemption.rules = std::move(*names);
      } else {
        exemption.wrong = kShape;
      }
    } else if (entry.key == "reason" && text) {
      exemption.reason = *text;
    } else if (entry.key == "until" && text && IsDay(*text)) {
      exemption.until = *text;
    } else if (entry.key == "until") {
      exemption.wrong = "`until` takes a day, like `2027-03-01`";
    } else if (entry.key == "reason") {
      exemption.wrong = "`reason` takes text";
    } else {
      constexpr std::string_view kKeys[] = {"ignore", "reason", "until"};
      exemption.wrong = NoSuch("key", entry.key, kKeys);
    }
  }
  if (exemption.rules.empty() && exemption.wrong.empty()) exemption.wrong = kShape;
  return exemption;
}

}  // namespace

void AddExemptions(SourceMap& sources, const std::string& path, FileId file) {
  const bool json = path.ends_with(".json");
  if (!json && !path.ends_with(".yaml") && !path.ends_with(".yml") &&
      !path.ends_with(".template")) {
    return;
  }
  const std::string_view text = sources.Text(file);
  if (!Holds(text, "execlint") || !Holds(text, "Metadata")) return;
  ValueStore store;
  const Parsed parsed = json || StartsLikeJson(text)
                            ? json::Parse(sources, file, store)
                            : yaml::Parse(sources, file, store, yaml::Dialect::kCloudFormation);
  const Traced resources = Child(parsed.root, "Resources");
  if (!resources || !resources->is_map()) return;
  std::vector<Exemption> found;
  for (const Entry& resource : resources->entries()) {
    const Traced metadata = Child(resource.value, "Metadata");
    const Entry* written = metadata && metadata->is_map() ? Find(*metadata, "execlint") : nullptr;
    if (written == nullptr) continue;
    const Span block{file, resource.key_span.begin, resource.value->span.end};
    found.push_back(Read(*written, block));
  }
  sources.SetExemptions(file, std::move(found));
}

}  // namespace execlint::cloudformation
