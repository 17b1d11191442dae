#include "lint/render/markdown.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "lint/render/markdown_text.h"
#include "tests/lint/render/hostile.h"
#include "tests/lint/render/sample.h"
#include "tests/support/scratch.h"
#include "tests/support/shell.h"

namespace execlint {
namespace {

using testing::kHostileNames;
using testing::Sample;
using testing::Scratch;
using testing::Shell;

// As GitHub renders it: cmark-gfm is its own parser.
std::string Html(const std::string& markdown) {
  const Scratch scratch;
  scratch.Write("page.md", markdown);
  const auto result = Shell("cmark-gfm --unsafe -e table -e autolink -e strikethrough '" +
                            scratch.path("page.md") + "'");
  EXPECT_EQ(result.status, 0) << result.out;
  return result.out;
}

// What a forge looks for mentions, references and links in: no tags, no code.
std::string TextOutsideCode(const std::string& html) {
  static const std::regex code("<code>[^<]*</code>");
  static const std::regex tag("<[^>]*>");
  return std::regex_replace(std::regex_replace(html, code, ""), tag, "");
}

std::string Without(std::string text, const std::string& part) {
  for (std::size_t at; (at = text.find(part)) != std::string::npos;) text.erase(at, part.size());
  return text;
}

WorkloadReport Workload(std::string address, Verdict::State container) {
  WorkloadReport workload;
  workload.address = std::move(address);
  workload.unit = "envs/prod";
  const auto hop = [&](Hop hop, Verdict::State state) {
    HopReport::State one;
    one.state = state;
    one.confidence = Confidence::kHigh;
    one.summary = "the root filesystem is read-only";
    if (hop == Hop::kLogging) one.recorded = "yes";
    workload.hops.push_back({.hop = hop, .states = {one}});
  };
  using enum Verdict::State;
  hop(Hop::kLaunch, kOpen);
  hop(Hop::kPlatform, kOpen);
  hop(Hop::kContainer, container);
  hop(Hop::kTaskRole, kOpen);
  hop(Hop::kNetwork, kOpen);
  hop(Hop::kLogging, kOpen);
  return workload;
}

RunResult WithWorkloads(Sample& sample) {
  RunResult result = sample.Get();
  result.selected.workload_shown.assign(sample.analysis.workloads.size(), true);
  return result;
}

TEST(Markdown, SaysWhichWorkloadsReachAPlace) {
  Sample sample;
  sample.Add(0, sample.At(sample.main, "true"), "`x` is off");
  Finding& finding = sample.analysis.findings.back();
  for (const char* unit : {"dev", "prod", "stage", "test"}) {
    finding.workloads.push_back({.workload = "web", .unit = "envs/" + std::string(unit)});
  }
  const std::string page = RenderMarkdown(WithWorkloads(sample), {});
  EXPECT_NE(page.find("  Affects: `web` in envs/dev, `web` in envs/prod, `web` in envs/stage and 1 "
                      "more  \n  Fix: mend the thing"),
            page.npos)
      << page;
}

TEST(Markdown, WorkloadsFirstThenFoldedFindings) {
  Sample sample;
  sample.analysis.workloads = {Workload("web", Verdict::State::kOpen),
                               Workload("api", Verdict::State::kBlocked)};
  sample.Add(1, sample.At(sample.main, "web"), "it is odd");
  sample.Add(0, sample.At(sample.main, "true"), "`x` is off");
  EXPECT_EQ("\n" + RenderMarkdown(WithWorkloads(sample), {}), R"(
<!-- execlint -->
### execlint: 1 error and 1 warning

| workload | exec | platform | container | task role | network | logging | recorded | details |
|---|---|:-:|:-:|:-:|:-:|:-:|---|---|
| `api` in `envs/prod` | on | ✅ | ❌ | ✅ | ✅ | ✅ | yes | container: the root filesystem is read-only |
| `web` in `envs/prod` | on | ✅ | ✅ | ✅ | ✅ | ✅ | yes |  |

✅ works, ❌ blocked, ❔ unknown, 🔀 depends on an input

<details open><summary>1 error</summary>

- `main.tf:3` **broken-thing**: `x` is off  
  Fix: mend the thing

</details>

<details><summary>1 warning</summary>

- `main.tf:1` **odd-thing**: it is odd  
  Fix: make it even

</details>

<sub>execlint 1.2.3, 2 files</sub>
)");
  const std::string html = Html(RenderMarkdown(WithWorkloads(sample), {}));
  EXPECT_NE(html.find("<td><code>api</code> in <code>envs/prod</code></td>"), html.npos) << html;
  EXPECT_NE(html.find("<strong>broken-thing</strong>: <code>x</code> is off<br />"), html.npos)
      << html;
}

TEST(Markdown, TheOptionsForPeopleCount) {
  Sample sample;
  sample.analysis.workloads = {Workload("web", Verdict::State::kBlocked)};
  sample.Add(0, sample.At(sample.main, "true"), "off");
  UnknownEntry entry;
  entry.workload = "web";
  entry.what = "whether it works";
  entry.reason = "`var.x` has no value here";
  sample.analysis.unknowns = {entry};
  const RunResult result = WithWorkloads(sample);
  const auto has = [&](const TextOptions& options, std::string_view part) {
    return RenderMarkdown(result, options).find(part) != std::string::npos;
  };
  using Summary = TextOptions::Summary;
  EXPECT_TRUE(has({}, "| `web` in") && has({}, "broken-thing"));
  EXPECT_TRUE(
      has({}, "\n1 thing could not be determined; `execlint --show-unknown` lists them.\n"));
  EXPECT_FALSE(has({.summary = Summary::kNone}, "| `web` in"));
  EXPECT_FALSE(has({.summary = Summary::kOnly}, "broken-thing"));
  EXPECT_TRUE(
      has({.show_unknown = true}, "- `web`, launch: whether it works: `var.x` has no value"));
  EXPECT_NE(RenderMarkdown(Sample().Get(), {}).find("\nNothing here uses ECS Exec.\n"),
            std::string::npos);
}

TEST(Markdown, WhatIsLostIsSaid) {
  Sample sample;
  RunResult result = sample.Get();
  for (int i = 0; i < 12; ++i) {
    result.unread.push_back(Problem::Unread("a b.json", "permission denied"));
  }
  const std::string page = RenderMarkdown(result, {});
  EXPECT_NE(page.find("\n`a b.json` was not read: permission denied.\n"), page.npos) << page;
  EXPECT_NE(page.find("\n2 more files were not read.\n"), page.npos) << page;
}

// A comment on GitHub has room for 65,536 characters.
TEST(Markdown, APageFitsACommentAndSaysWhatIsLeftOut) {
  Sample sample;
  for (int i = 0; i < 500; ++i) {
    sample.analysis.workloads.push_back(
        Workload("web-" + std::string(3000, 'x'), Verdict::State::kBlocked));
    sample.Add(1, sample.At(sample.main, "web"), std::string(5000, 'y'));
    sample.Add(0, sample.At(sample.main, "web"), "the error");
  }
  RunResult result = WithWorkloads(sample);
  for (int i = 0; i < 12; ++i) {
    result.unread.push_back(Problem::Unread(std::string(5000, 'z'), std::string(5000, 'z')));
  }
  const std::string page = RenderMarkdown(result, {});
  EXPECT_LE(page.size(), kCommentLimit);
  EXPECT_GT(page.size(), kCommentLimit / 2);
  EXPECT_NE(page.find("the error"), page.npos) << "errors come first";
  EXPECT_TRUE(std::regex_search(
      page, std::regex("\n[0-9]+ entries are left out, since a comment has room for 65536 "
                       "characters\\.\n")))
      << page.substr(page.size() - 3000);
  EXPECT_NE(page.find("450 workloads are not in the table."), page.npos);
}

TEST(Markdown, NoNameIsMarkup) {
  for (const char* name : kHostileNames) {
    Sample sample;
    sample.analysis.workloads = {Workload(name, Verdict::State::kBlocked)};
    sample.analysis.workloads[0].unit = name;
    sample.analysis.workloads[0].hops[2].states[0].summary = name;
    const FileId file = sample.sources.AddFile(name, "x");
    sample.Add(0, {file, 0, 1}, std::string("the name ") + name + " and `" + name + "`");
    RunResult result = WithWorkloads(sample);
    result.unread = {Problem::Unread(name, name)};
    const std::string html = Html(RenderMarkdown(result, {}));
    static const std::regex markup("<(script|a |img|em|del|h1|h2|blockquote|hr)");
    EXPECT_FALSE(std::regex_search(html, markup)) << html;
    const std::string text = TextOutsideCode(html);
    static const std::regex refers("[@#!~][A-Za-z0-9]|://|www\\.");
    EXPECT_FALSE(std::regex_search(text, refers)) << text;
    // The page has its shape: one table of one row, one list of one item.
    const auto count = [&html](const char* what) {
      const std::regex regex(what);
      return std::distance(std::sregex_iterator(html.begin(), html.end(), regex), {});
    };
    EXPECT_EQ(count("<tr>"), 2) << html;
    EXPECT_EQ(count("<td"), 9) << html;
    EXPECT_EQ(count("<li>"), 1) << html;
    EXPECT_EQ(count("<details"), 1) << html;
    EXPECT_EQ(count("<!-- execlint -->"), 1) << html;
  }
}

TEST(Markdown, TextIsReadAsItIsWritten) {
  const auto read = [](const std::string& text) {
    std::string html = Html(MarkdownText(text));
    for (const auto& [entity, character] :
         {std::pair("&lt;", "<"), {"&gt;", ">"}, {"&quot;", "\""}, {"&amp;", "&"}}) {
      for (std::size_t at; (at = html.find(entity)) != std::string::npos;) {
        html.replace(at, std::string_view(entity).size(), character);
      }
    }
    return Without(html, "\u2060");
  };
  EXPECT_EQ(read("a * b_c <d> [e](f) | $g$ ~~h~~"), "<p>a * b_c <d> [e](f) | $g$ ~~h~~</p>\n");
  EXPECT_EQ(read("say `a_b*c*` and `<d>`"),
            "<p>say <code>a_b*c*</code> and <code><d></code></p>\n");
  EXPECT_EQ(read("an odd ` one"), "<p>an odd ` one</p>\n");
  EXPECT_EQ(read("ping @me at https://a.b"), "<p>ping @me at https://a.b</p>\n");
  EXPECT_EQ(Html(MarkdownCode("a`b``c")), "<p><code>a`b``c</code></p>\n");
}

}  // namespace
}  // namespace execlint
