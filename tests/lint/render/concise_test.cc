#include "lint/render/concise.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/lint/render/hostile.h"
#include "tests/lint/render/sample.h"

namespace execlint {
namespace {

using testing::kHostileNames;
using testing::Sample;

TEST(Concise, OneLineForEachFinding) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "the thing is off").when = {"`Env` is `prod`"};
  sample.Add(2, Span(), "open to all");
  EXPECT_EQ(RenderConcise(sample.Get(), {}),
            "main.tf:3:28: error broken-thing: the thing is off, when `Env` is `prod`\n"
            "note open-thing: open to all\n");
  EXPECT_EQ(
      RenderConcise(sample.Get(),
                    {.shown_path = [](std::string_view path) { return "../" + std::string(path); }})
          .substr(0, 11),
      "../main.tf:");
  EXPECT_EQ(RenderConcise(Sample().Get(), {}), "");
}

TEST(Concise, ColumnsAreCharacters) {
  Sample sample;
  sample.Add(0, sample.At(sample.template_, "x:"), "m");
  EXPECT_EQ(RenderConcise(sample.Get(), {}), "odd name/\u00e4 1.yaml:1:9: error broken-thing: m\n");
}

TEST(Concise, WhatCouldNotBeDeterminedWhereItIsAskedForOrCounts) {
  Sample sample;
  UnknownEntry entry;
  entry.workload = "web";
  entry.hop = Hop::kTaskRole;
  entry.what = "whether it works";
  entry.reason = "`var.x` has no value here";
  entry.at = sample.At(sample.main, "web");
  sample.analysis.unknowns = {entry};
  EXPECT_EQ(RenderConcise(sample.Get(), {}), "");
  const std::string line =
      "main.tf:1:29: unknown task-role: `web`: whether it works: `var.x` has no value here\n";
  EXPECT_EQ(RenderConcise(sample.Get(), {.show_unknown = true}), line);
  sample.analysis.unknowns[0].unexplored = true;
  EXPECT_EQ(RenderConcise(sample.Get(), {}), line);
}

TEST(Concise, NoNameMakesAnotherLine) {
  for (const char* name : kHostileNames) {
    Sample sample;
    const FileId file = sample.sources.AddFile(name, "x");
    sample.Add(0, {file, 0, 1}, name);
    const std::string out = RenderConcise(sample.Get(), {});
    EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1) << out;
    EXPECT_EQ(out.find_first_of("\x1b\x07\r"), std::string::npos) << out;
  }
}

}  // namespace
}  // namespace execlint
