// YAML as values with exact spans (see lint/value/parsed.h for their shape). JSON has the same
// shape, so code that reads values need not know which of the two was written.
//
//   Parsed parsed = yaml::Parse(sources, file, store, yaml::Dialect::kCloudFormation);
//
//   Role: !GetAtt [Task, Arn]     ->  {"Role": {"!GetAtt": ["Task", "Arn"]}}
//   Base: &base {Cpu: 256}        ->  "Base": {"Cpu": 256}
//   Web: {<<: *base, Name: web}   ->  "Web": {"Cpu": 256, "Name": "web"}
//
// - A node with a tag of its own (not a core tag such as `!!str`, which sets the type) is a map of
//   one entry, whose key is the tag as written, at the tag's span.
// - An alias is the very node of its anchor, by a kReference route whose place is the alias. What
//   aliases expand to is bounded. Merge keys are replaced by the entries they bring; the map's own
//   entries win.
// - Plain text is null, a bool or a number as in YAML 1.2, except a number that would lose how it
//   is written (`012345678901`, `1.10`, `0x1F`): that stays a string.
// - Only the first document is read.
#ifndef EXECLINT_PARSERS_YAML_YAML_H_
#define EXECLINT_PARSERS_YAML_YAML_H_

#include <cstddef>
#include <cstdint>

#include "lint/source/source_map.h"
#include "lint/value/buffer.h"
#include "lint/value/parsed.h"
#include "lint/value/value_store.h"

namespace execlint::yaml {

enum class Dialect : std::uint8_t {
  kCore,            // YAML 1.2: `yes` is a string
  kCloudFormation,  // as AWS reads templates, by YAML 1.1: plain `yes no on off` are bools
  kTerraform,       // as yamldecode() reads it: parsers/yaml/terraform.h; a merge key counts where
                    // it stands, keys are made strings, and tags of one's own are refused
};

inline constexpr int kMaxDepth = 500;
inline constexpr std::size_t kMaxAliasedNodes = 1'000'000;  // brought in by aliases and merge keys

// Also hands the comments of the file to the SourceMap.
Parsed Parse(SourceMap& sources, FileId file, ValueStore& store, Dialect dialect = Dialect::kCore);
// The text of a string value, with its holes.
Parsed Parse(SourceMap& sources, const Buffer& buffer, ValueStore& store,
             Dialect dialect = Dialect::kCore);

// The same, of any text by the library alone: what parsers/yaml/direct.h must agree with. Only for
// tests.
Parsed ParseWithLibrary(SourceMap& sources, const Buffer& buffer, ValueStore& store,
                        Dialect dialect = Dialect::kCore);

}  // namespace execlint::yaml

#endif  // EXECLINT_PARSERS_YAML_YAML_H_
