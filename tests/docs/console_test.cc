// Every command in a ```console block of README.md and docs/ is run, in the root of the repository.
// A command begins with `$ `; it must end with 0, or with 1 where it found something.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "lint/cli/command_line.h"
#include "lint/render/renderer.h"
#include "tests/support/program.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

struct Command {
  fs::path page;
  std::string text;
};

void Collect(const fs::path& page, std::vector<Command>& commands) {
  std::ifstream in(page);
  bool inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("```")) inside = line == "```console";
    if (inside && line.starts_with("$ ")) commands.push_back({page, line.substr(2)});
  }
}

std::vector<Command> DocumentedCommands() {
  std::vector<Command> commands;
  Collect("README.md", commands);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator("docs")) {
    if (entry.path().extension() == ".md") Collect(entry.path(), commands);
  }
  return commands;
}

TEST(Console, EveryCommandOfTheDocsRuns) {
  const std::vector<Command> commands = DocumentedCommands();
  EXPECT_GT(commands.size(), 10u);
  const std::string path = fs::path(ExeclintProgram()).parent_path().string();
  for (const Command& command : commands) {
    const std::string line = "PATH='" + path + "':\"$PATH\"; " + command.text + " 2>&1";
    std::FILE* pipe = popen(line.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string out;
    std::array<char, 4096> block{};
    for (std::size_t n; (n = std::fread(block.data(), 1, block.size(), pipe)) > 0;) {
      out.append(block.data(), n);
    }
    const int status = pclose(pipe);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) <= 1)
        << command.page << ": " << command.text << "\n"
        << out;
  }
}

// Whether the page has a heading that GitHub gives this anchor.
bool HasHeading(const fs::path& page, const std::string& anchor) {
  std::ifstream in(page);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("#")) continue;
    std::string slug;
    for (const char c : line.substr(std::min(line.find(' '), line.size() - 1) + 1)) {
      if (c == ' ') slug += '-';
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_') {
        slug += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
    }
    if (slug == anchor) return true;
  }
  return false;
}

// Links of the pages to files of the repository.
TEST(Console, EveryLinkLeadsSomewhere) {
  int links = 0;
  for (const fs::path page :
       {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/philosophy.md",
        "docs/adding_a_rule.md", "docs/architecture.md", "docs/baseline.md",
        "docs/configuration.md", "docs/facts.md", "docs/fingerprints.md", "docs/json-output.md",
        "docs/oracles.md", "docs/packaging.md", "docs/README.md", "docs/rule_catalogue.md"}) {
    std::ifstream in(page);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t at = 0; (at = text.find("](", at)) != std::string::npos;) {
      at += 2;
      const std::string target = text.substr(at, text.find(')', at) - at);
      if (target.starts_with("http")) continue;
      const std::size_t anchor = std::min(target.find('#'), target.size());
      const fs::path file = anchor == 0 ? page : page.parent_path() / target.substr(0, anchor);
      EXPECT_TRUE(fs::exists(file)) << page << ": " << target;
      if (anchor < target.size()) {
        EXPECT_TRUE(HasHeading(file, target.substr(anchor + 1))) << page << ": " << target;
      }
      ++links;
    }
  }
  EXPECT_GT(links, 5);
}

// The index of docs/ leads to every page in it.
TEST(Console, TheIndexHasEveryPage) {
  std::ifstream in("docs/README.md");
  const std::string index{std::istreambuf_iterator<char>(in), {}};
  for (const fs::directory_entry& entry : fs::directory_iterator("docs")) {
    const std::string name = entry.path().filename();
    if (!name.ends_with(".md") || name == "README.md") continue;
    EXPECT_NE(index.find("](" + name + ")"), std::string::npos) << name;
  }
}

// README.md says of every option what it does, and of every format what it is for.
TEST(Console, TheReadmeKnowsEveryOption) {
  std::ifstream in("README.md");
  const std::string readme{std::istreambuf_iterator<char>(in), {}};
  for (const CommandUsage& command : Commands()) {
    for (const OptionUsage& option : command.options) {
      if (option.long_name() == "--help" || option.long_name() == "--version") continue;
      const std::string name(option.short_name().empty() ? option.long_name()
                                                         : option.short_name());
      EXPECT_NE(readme.find("`" + name), std::string::npos) << name;
    }
  }
  for (const std::string_view format : RendererNames()) {
    EXPECT_NE(readme.find("| `" + std::string(format) + "` |"), std::string::npos) << format;
  }
}

}  // namespace
}  // namespace execlint
