#include "lint/engine/unknown_entries.h"

#include <gtest/gtest.h>

#include "lint/model/model.h"
#include "lint/source/source_map.h"

namespace execlint {
namespace {

TEST(UnknownEntries, TheSameThingIsToldOnce) {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", "service value again");
  const Span service{file, 0, 7}, value{file, 8, 13}, again{file, 14, 19};
  Service one;
  one.head.address = "web";
  one.head.span = service;
  const Launch launch{.service = &one};
  const std::vector<Selector> selectors = {{.what = Selector::What::kInput,
                                            .name = "var.env",
                                            .candidates = {"dev", "prod", "test"},
                                            .at = {}}};
  const Symbol symbol{.why = Why::kInputWithoutDefault, .name = "var.x"};
  const Symbol other{.why = Why::kInputWithoutDefault, .name = "var.y"};

  UnknownEntries entries(".", sources);
  entries.Add(launch, Hop::kTaskRole, {&symbol, {.span = value}}, "this",
              When({{{0, 0}}}, selectors));
  entries.Add(launch, Hop::kTaskRole, {&symbol, {.span = again}}, "this",
              When({{{0, 1}}}, selectors));
  entries.Add(launch, Hop::kTaskRole, {&other, {}}, "this", When({{{0, 1}}}, selectors));
  const std::vector<UnknownEntry> taken = entries.Take();
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].at, value) << "where it was met first";
  EXPECT_EQ(taken[0].when, (std::vector<std::string>{"`var.env` is not `test`"}));
  EXPECT_EQ(taken[1].at, service) << "what has no place stands at the workload";
  EXPECT_EQ(taken[1].unit, ".");
}

}  // namespace
}  // namespace execlint
