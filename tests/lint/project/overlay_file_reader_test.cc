#include "lint/project/overlay_file_reader.h"

#include "gtest/gtest.h"

namespace execlint {
namespace {

OverlayFileReader Over(std::string path) {
  return {std::make_unique<MemoryFileReader>(
              std::map<std::string, std::string>{{"a/main.tf", "old"}, {"a/z.tf", "z"}}),
          std::move(path), "new"};
}

TEST(OverlayFileReader, ReplacesAFile) {
  const OverlayFileReader reader = Over("a/main.tf");
  EXPECT_EQ(*reader.Read("a/./main.tf"), "new");
  EXPECT_EQ(*reader.Read("a/z.tf"), "z");
  EXPECT_EQ(reader.List("a").size(), 2u);
  EXPECT_EQ(reader.ListAsIs("a")->size(), 2u);
}

TEST(OverlayFileReader, AddsAFile) {
  const OverlayFileReader reader = Over("a/new.tf");
  EXPECT_EQ(*reader.Read("a/new.tf"), "new");
  ASSERT_EQ(reader.List("a").size(), 3u);
  EXPECT_EQ(reader.List("a")[1].name, "new.tf") << "sorted";
  EXPECT_FALSE(reader.List("a")[1].is_directory);
  EXPECT_EQ(reader.ListAsIs("a")->size(), 3u);
  EXPECT_EQ(reader.List("").size(), 1u);
  EXPECT_EQ(reader.ListAsIs("")->size(), 1u);
  EXPECT_FALSE(reader.ListAsIs("b"));
}

TEST(OverlayFileReader, ResolvesTheFileThatItAdds) {
  const OverlayFileReader reader = Over("a/new.tf");
  EXPECT_EQ(reader.Resolve("a/./new.tf").value(), "a/new.tf");
  EXPECT_EQ(reader.Resolve("a/z.tf").value(), "a/z.tf");
  EXPECT_EQ(reader.Resolve("a/none.tf").error().message, "no such file");
}

}  // namespace
}  // namespace execlint
