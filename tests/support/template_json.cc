#include "tests/support/template_json.h"

#include <cmath>
#include <string_view>

#include "lint/source/source_map.h"
#include "lint/value/value_store.h"
#include "parsers/yaml/yaml.h"

namespace execlint::testing_support {
namespace {

using Json = nlohmann::ordered_json;

std::string LongName(std::string_view key) {
  if (!key.starts_with('!')) return std::string(key);
  key.remove_prefix(1);
  return key == "Ref" || key == "Condition" ? std::string(key) : "Fn::" + std::string(key);
}

Json ToJson(const Value& value) {
  switch (value.kind) {
    case Kind::kBool:
      return value.boolean();
    case Kind::kNumber: {
      const double number = value.number();
      if (std::trunc(number) == number) return static_cast<long long>(number);
      return number;
    }
    case Kind::kString:
      return KnownText(value).value_or("");
    case Kind::kList: {
      Json list = Json::array();
      for (const Traced& item : value.items()) list.push_back(ToJson(*item));
      return list;
    }
    case Kind::kMap: {
      Json map = Json::object();
      for (const Entry& entry : value.entries()) map[LongName(entry.key)] = ToJson(*entry.value);
      return map;
    }
    case Kind::kNull:
    case Kind::kUnknown:
      break;
  }
  return nullptr;
}

}  // namespace

std::optional<nlohmann::ordered_json> TemplateAsJson(const std::string& yaml) {
  SourceMap sources;
  ValueStore values;
  const Parsed parsed =
      yaml::Parse(sources, sources.AddFile("t.yaml", yaml), values, yaml::Dialect::kCloudFormation);
  if (!parsed.problems.empty() || !parsed.root || parsed.root->unknown != nullptr)
    return std::nullopt;
  return ToJson(*parsed.root);
}

// All that is found, without places.

}  // namespace execlint::testing_support
