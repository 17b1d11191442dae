#include "lint/engine/examples.h"

#include <gtest/gtest.h>

namespace execlint {
namespace {

TEST(Examples, ShowTheModuleAroundThemAndThoseBesideThem) {
  EXPECT_TRUE(IsExampleOf("examples/simple", ""));
  EXPECT_TRUE(IsExampleOf("examples", ""));
  EXPECT_TRUE(IsExampleOf("test/fixtures/one", ""));
  EXPECT_TRUE(IsExampleOf("examples/simple", "modules/web"));
  EXPECT_TRUE(IsExampleOf("aws/web/example/simple", "aws/web"));
  EXPECT_TRUE(IsExampleOf("aws/tests/simple", "aws/modules/web"));
  EXPECT_TRUE(IsExampleOf("examples/simple", "web"));
  EXPECT_TRUE(IsExampleOf("aws/tests/simple", "aws/infra/web"));
}

TEST(Examples, ShowNothingElse) {
  EXPECT_FALSE(IsExampleOf("", ""));
  EXPECT_FALSE(IsExampleOf("envs/dev", "modules/web"));
  EXPECT_FALSE(IsExampleOf("envs/test", "modules/web"));
  EXPECT_FALSE(IsExampleOf("examples/simple", "examples/simple/modules/web"));
  EXPECT_FALSE(IsExampleOf("test/simple", "web"));
  EXPECT_FALSE(IsExampleOf("aws/web/examples/simple", "aws/web2"));
  EXPECT_FALSE(IsExampleOf("my-examples/simple", ""));
}

TEST(Examples, AreNotWhatOthersBuildOn) {
  EXPECT_TRUE(IsOnlyShown("docs/role.yaml", "app"));
  EXPECT_TRUE(IsOnlyShown("test/fixtures/one", ""));
  EXPECT_FALSE(IsOnlyShown("envs/iam", "envs/app"));
  // An environment, or examples that belong together.
  EXPECT_FALSE(IsOnlyShown("iam/test", "app/test"));
  EXPECT_FALSE(IsOnlyShown("examples/iam", "examples/app"));
}

}  // namespace
}  // namespace execlint
