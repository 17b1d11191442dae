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
  entries.Add(launch.head(), Hop::kTaskRole, {&symbol, {.span = value}}, "this",
              When({{{0, 0}}}, selectors));
  entries.Add(launch.head(), Hop::kTaskRole, {&symbol, {.span = again}}, "this",
              When({{{0, 1}}}, selectors));
  entries.Add(launch.head(), Hop::kTaskRole, {&other, {}}, "this", When({{{0, 1}}}, selectors));
  const std::vector<UnknownEntry> taken = entries.Take();
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].at, value) << "where it was met first";
  EXPECT_EQ(taken[0].when, (std::vector<std::string>{"`var.env` is not `test`"}));
  EXPECT_EQ(taken[1].at, service) << "what has no place stands at the workload";
  EXPECT_EQ(taken[1].unit, ".");
}

TEST(UnknownEntries, WhatWasNotExploredNamesTheInputsAndTheOption) {
  SourceMap sources;
  const FileId file = sources.AddFile("main.tf", "service");
  Service service;
  service.head.address = "web";
  service.head.span = {file, 0, 7};
  std::vector<Selector> selectors = {{.name = "module.x.var.a"}, {.name = "var.settings.b"}};
  for (const char* name : {"var.c", "var.d", "var.e", "var.f"}) {
    selectors.push_back({.name = name});
  }
  const std::vector<Guard> guards = {{{0, 0}, {1, 0}, {2, 0}, {3, 0}}, {{0, 0}, {4, 0}, {5, 1}}};
  const Launch launch{.service = &service};

  UnknownEntries entries(".", sources);
  for (int twice = 0; twice < 2; ++twice) {
    entries.Add(TooManyCombinations(service.head, Hop::kContainer, guards, selectors));
  }
  entries.Add(launch.head(), Hop::kContainer, {&kOpenChoice, {}}, "which containers run",
              When::Always());
  const std::vector<UnknownEntry> taken = entries.Take();
  ASSERT_EQ(taken.size(), 1u) << "what is open because of it is not told again";
  EXPECT_EQ(taken[0].what, "what holds in the other combinations of inputs");
  EXPECT_EQ(taken[0].reason,
            "there are more than 2 combinations of `module.x.var.a`, `var.settings.b`, `var.c`, "
            "`var.d`, `var.e` and 1 more; `--var c=VALUE` leaves fewer");
  EXPECT_TRUE(taken[0].unexplored);
  EXPECT_EQ(taken[0].at, service.head.span);
}

}  // namespace
}  // namespace execlint
