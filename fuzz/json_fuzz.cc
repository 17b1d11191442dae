// Any bytes as a JSON file, and as the text of a string with holes.
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "fuzz/parsed_check.h"
#include "lint/value/buffer.h"
#include "parsers/json/json.h"
#include "tests/support/same_parsed.h"

namespace execlint {
namespace {

// The value as the library would have built it. Of a key that stands twice it keeps the last.
nlohmann::json Rebuild(const Value& value) {
  if (value.is_list()) {
    auto list = nlohmann::json::array();
    for (const Traced& item : value.items()) list.push_back(Rebuild(*item));
    return list;
  }
  if (value.is_map()) {
    auto map = nlohmann::json::object();
    for (const Entry& entry : value.entries()) map[std::string(entry.key)] = Rebuild(*entry.value);
    return map;
  }
  if (value.is_null()) return nullptr;
  if (value.kind == Kind::kBool) return value.boolean();
  if (value.kind == Kind::kNumber) return value.number();
  return *KnownText(value);
}

// Numbers as doubles, since that is all a Value holds.
nlohmann::json AsDoubles(nlohmann::json json) {
  if (json.is_number()) return json.get<double>();
  if (json.is_structured()) {
    for (auto& child : json) child = AsDoubles(child);
  }
  return json;
}

}  // namespace
}  // namespace execlint

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace execlint;
  const std::string text(reinterpret_cast<const char*>(data), size);
  SourceMap sources;
  ValueStore store;
  const FileId file = sources.AddFile("a.json", text);
  const Parsed parsed = json::Parse(sources, file, store);
  fuzz::CheckParsed(sources, file, parsed);
  // The direct reader and the library say the same.
  ValueStore other;
  fuzz::Require(testing::TextOf(parsed, {}) ==
                testing::TextOf(json::ParseWithLibrary(sources, Buffer::Whole(file), other), {}));
  const auto reference = nlohmann::json::parse(text, nullptr, false);
  fuzz::Require(!parsed.problems.empty() || !reference.is_discarded());
  if (parsed.problems.empty()) fuzz::Require(Rebuild(*parsed.root) == AsDoubles(reference));

  const Buffer buffer = Register(sources, fuzz::WithHoles(sources, file, store), Syntax::kJson);
  fuzz::CheckParsed(sources, buffer.file, json::Parse(sources, buffer, store));
  return 0;
}
