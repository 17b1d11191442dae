// A unit whose every hop is open and certain, with changes: what does one thing more or other do?
//
//   With({{"cidr_blocks = [\"0.0.0.0/0\"]", "cidr_blocks = var.cidrs"}}) + "variable ..."
#ifndef EXECLINT_TESTS_OPEN_UNIT_H_
#define EXECLINT_TESTS_OPEN_UNIT_H_

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/fixture.h"

namespace execlint::testing_support {

struct Edit {
  std::string from, to;  // the first place that has `from`
};

// The text of fixtures/causes/open.tf.
inline std::string With(const std::vector<Edit>& edits) {
  std::string text = ReadTree("fixtures/causes/open.tf").at("open.tf");
  for (const Edit& edit : edits) {
    const std::size_t at = text.find(edit.from);
    EXPECT_NE(at, text.npos) << edit.from;
    if (at != text.npos) text.replace(at, edit.from.size(), edit.to);
  }
  return text;
}

}  // namespace execlint::testing_support

#endif  // EXECLINT_TESTS_OPEN_UNIT_H_
