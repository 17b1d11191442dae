// Any bytes as a YAML file, and as the text of a string with holes.
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/parsed_check.h"
#include "lint/value/buffer.h"
#include "parsers/yaml/yaml.h"
#include "tests/support/same_parsed.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace execlint;
  SourceMap sources;
  ValueStore store;
  const FileId file =
      sources.AddFile("a.yaml", std::string(reinterpret_cast<const char*>(data), size));
  const Parsed parsed = yaml::Parse(sources, file, store, yaml::Dialect::kCloudFormation);
  fuzz::CheckParsed(sources, file, parsed);
  // The direct reader and the library say the same.
  const std::string all = testing::TextOf(parsed, sources.comments(file));
  ValueStore other;
  const Parsed by_library =
      yaml::ParseWithLibrary(sources, Buffer::Whole(file), other, yaml::Dialect::kCloudFormation);
  fuzz::Require(all == testing::TextOf(by_library, sources.comments(file)));

  std::uint32_t at = 0;
  for (const Span& comment : sources.comments(file)) {
    fuzz::CheckSpan(sources, file, comment);
    fuzz::Require(at <= comment.begin && sources.Text(comment).starts_with('#'));
    at = comment.end;
  }

  const Buffer buffer = Register(sources, fuzz::WithHoles(sources, file, store), Syntax::kYaml);
  fuzz::CheckParsed(sources, buffer.file, yaml::Parse(sources, buffer, store));
  return 0;
}
