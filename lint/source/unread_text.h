// What may be shown of a text that could not be read, where nobody knows which part is a secret.
//
//   {"name": "web", "value" "hunter2"}   ->   {"name": "***", "value" "***"}
//
// Shown are well-known keys, punctuation, the heads of blocks, `true`, `false` and `null`,
// references
// (`var.name`) and the words of CloudFormation (`!Ref`, `AWS::ECS::Service`). All other words are
// masked, whatever quotes they stand in: in a broken text a quote may be missing, and a key may be
// a part of a secret.
#ifndef EXECLINT_LINT_SOURCE_UNREAD_TEXT_H_
#define EXECLINT_LINT_SOURCE_UNREAD_TEXT_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/source/source_map.h"

namespace execlint {

struct MaskedPart {
  std::size_t begin = 0;
  std::size_t end = 0;
};
// What is masked of one line of JSON, YAML or HCL, in its order.
std::vector<MaskedPart> MaskedOfUnread(std::string_view line);

// Of a line of a text that could be read: keys, names of calls and comments are shown too, and of
// the values what is `plain`: a text or a word, with the key that it follows in this line (else
// empty). Texts are given as they are written, without their quotes.
using IsPlain = std::function<bool(std::string_view key, std::string_view text)>;
std::vector<MaskedPart> MaskedBut(std::string_view line, const IsPlain& plain);

// A part of a text for a message, up to the end of its first line, with `***` for what is masked.
std::string ShownOfUnread(std::string_view text, std::size_t begin, std::size_t end);

// Masks the lines that a place of a file touches.
void MarkUnread(Span place, SourceMap& sources);

}  // namespace execlint

#endif  // EXECLINT_LINT_SOURCE_UNREAD_TEXT_H_
