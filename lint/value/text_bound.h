// How much a parser of data may make of one text. What holds more is not read at all: a value that
// large cannot be one (kMaxTreeSize), and half a template or policy says nothing for certain.
//
//   TextBound bound;
//   bound.AddValue();                         // in a list or map, or behind a tag
//   bound.AddText(collector.parts().size());  // of a string or key
//   if (bound.met()) return TextBound::NotRead(file);
#ifndef EXECLINT_LINT_VALUE_TEXT_BOUND_H_
#define EXECLINT_LINT_VALUE_TEXT_BOUND_H_

#include <cstddef>

#include "lint/source/problem.h"
#include "lint/value/parsed.h"
#include "lint/value/value.h"

namespace execlint {

class TextBound {
 public:
  static constexpr std::size_t kMost = kMaxTreeSize;

  void AddValue() { ++pieces_; }
  void AddText(std::size_t parts) { pieces_ += parts < 2 ? 0 : parts - 1; }
  bool met() const { return pieces_ >= kMost; }

  static Parsed NotRead(FileId file) {
    return {{},
            {{Problem::kLimit,
              {file, 0, 0},
              "this holds more than 1,000,000 values, which is more than execlint reads: nothing "
              "of it is read"}}};
  }

 private:
  std::size_t pieces_ = 0;
};

}  // namespace execlint

#endif  // EXECLINT_LINT_VALUE_TEXT_BOUND_H_
