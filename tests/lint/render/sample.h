// A small result made by hand, for the tests of renderers.
#ifndef EXECLINT_TESTS_LINT_RENDER_SAMPLE_H_
#define EXECLINT_TESTS_LINT_RENDER_SAMPLE_H_

#include <string>
#include <string_view>

#include "lint/render/run_result.h"

namespace execlint::testing {

// Two files, three rules, no finding. Tests add to `analysis` and call Get().
class Sample {
 public:
  Sample();

  // The place of `text` in a file, from its n-th occurrence (n >= 1).
  Span At(FileId file, std::string_view text, int n = 1) const;
  // A finding of `rule` (0: an error, 1: a warning, 2: a note with a security severity).
  Finding& Add(std::size_t rule, Span primary, std::string message);

  // Everything is shown.
  RunResult Get() const;

  SourceMap sources;
  FileId main;       // main.tf
  FileId template_;  // "odd name/\u00e4 1.yaml"
  Analysis analysis;
};

}  // namespace execlint::testing

#endif  // EXECLINT_TESTS_LINT_RENDER_SAMPLE_H_
