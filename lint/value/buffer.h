// Buffers: a string value as a text of its own, so that a parser can read what the string says.
//
//   container_definitions = <<EOT           Traced string: parts `[{"name": "`, hole var.name,
//   [{"name": "${var.name}"}, ${var.more}]                       `"}, `, hole var.more, `]`
//   EOT
//
//   Buffer buffer = Register(sources, string, Syntax::kJson);
//   Parsed parsed = json::Parse(sources, buffer, store);
//   // -> an open list of a map, whose `name` is a string of one hole, and an unknown
//
// Spans of what is parsed name the buffer's file; SourceMap::Spell maps them to the disk.
//
// A hole (a part whose text is unknown) is written as one private-use character. Where the syntax
// wants a value and not text inside quotes, it is written as a string that holds just that, which
// the parser turns into an unknown value. Where neither is possible, it is left out, and what it
// stood in is open. Parsers know holes by their place, never by the character.
#ifndef EXECLINT_LINT_VALUE_BUFFER_H_
#define EXECLINT_LINT_VALUE_BUFFER_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"
#include "lint/value/text_bound.h"
#include "lint/value/value.h"
#include "lint/value/value_store.h"

namespace execlint {

enum class Syntax : std::uint8_t {
  kJson,
  kYaml,
  kPlain,  // only text: every hole is written as its character
};

struct Buffer {
  // Bytes [begin, end) of the buffer stand for `symbol`.
  struct Hole {
    std::uint32_t begin = 0, end = 0;
    const Symbol* symbol = nullptr;
  };
  // Something unknown was left out at `at`.
  struct Splice {
    std::uint32_t at = 0;
    const Symbol* symbol = nullptr;
  };
  // From `at` on, text came by this route.
  struct Run {
    std::uint32_t at = 0;
    const RouteStep* route = nullptr;
  };

  FileId file = FileId::kNone;
  std::vector<Hole> holes = {};          // all lists in rising order
  std::vector<std::uint32_t> bare = {};  // where a string begins that stands for an unquoted hole
  bool bare_are_values = false;          // each of these is a value, which cannot fix the syntax
  std::vector<Splice> splices = {};      // inside a list or map
  std::vector<Run> runs = {};            // empty: no route at all
  const Symbol* around = nullptr;        // set if something unknown stood around the whole document
  const RouteStep* route = nullptr;      // of the string itself: the root's

  // A whole file as it is.
  static Buffer Whole(FileId file) { return {.file = file}; }

  // Is every byte known, and did it come by no route?
  bool IsPlain() const {
    return holes.empty() && splices.empty() && runs.empty() && around == nullptr &&
           route == nullptr;
  }
  bool IsBare(std::uint32_t begin) const;
  // The route by which the byte at `offset` came into the text, not counting `route`.
  const RouteStep* RouteAt(std::uint32_t offset) const;
  // The route of a scalar: of its first byte, or of one that passes an overridable default.
  const RouteStep* RouteOver(std::uint32_t begin, std::uint32_t end) const;
  // Is the text, or a part of it, a secret?
  bool HoldsSecret() const;
  // The first unknown part that is not inside quotes; null if there is none. Such a part may
  // complete the syntax, so a syntax error in the buffer need not be one in the deployed text.
  const Symbol* Uncertain() const;
};

// `string` must be a string value (the caller keeps the value's store alive as long as the buffer).
Buffer Register(SourceMap& sources, Traced string, Syntax syntax);

// Collects the Parts of one string or key while a parser decodes it.
class PartCollector {
 public:
  // `inherited`: the route that holds already for what the string stands in; parts that came by it
  // get none of their own.
  PartCollector(const SourceMap& sources, const Buffer& buffer, ValueStore& store,
                const RouteStep* inherited)
      : sources_(sources), buffer_(buffer), store_(store), inherited_(inherited) {}

  // Bytes of the buffer that stand for themselves; holes among them become parts with `hole`.
  void Verbatim(std::uint32_t begin, std::uint32_t end);
  // `text` is what the bytes [begin, end) mean.
  void Decoded(std::string_view text, std::uint32_t begin, std::uint32_t end);

  // No more than TextBound::kMost; what comes behind them is left out.
  const std::vector<Part>& parts() const { return parts_; }
  const Symbol* hole() const { return hole_; }  // the first one met
  bool secret() const { return std::ranges::any_of(parts_, &Part::secret); }
  // The whole text, if it has no hole. A view into the source when it is one run.
  std::string_view Text() const;

 private:
  const RouteStep* OwnRoute(std::uint32_t offset) const;
  bool IsFull() const { return parts_.size() >= TextBound::kMost; }

  const SourceMap& sources_;
  const Buffer& buffer_;
  ValueStore& store_;
  const RouteStep* inherited_;
  std::vector<Part> parts_;
  const Symbol* hole_ = nullptr;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_BUFFER_H_
