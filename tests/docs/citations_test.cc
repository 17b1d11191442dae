// Facts are cited by number, `[A3.1]` or `[A6.17, A6.18]` or `[A5.2-A5.5]`, in the code and in
// docs/rule_catalogue.md. Every number leads to a fact of docs/facts.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace execlint {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFacts = "docs/facts.md";
constexpr const char* kCatalogue = "docs/rule_catalogue.md";

std::vector<std::string> Lines(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::smatch> Matches(const std::string& text, const std::regex& pattern) {
  return {std::sregex_iterator(text.begin(), text.end(), pattern), std::sregex_iterator()};
}

// The number of each fact and section, and its position on the page.
std::map<std::string, int> Facts() {
  static const std::regex anchor(R"re(<a id="([^"]+)"></a>)re");
  std::map<std::string, int> facts;
  for (const std::string& line : Lines(kFacts)) {
    for (const std::smatch& match : Matches(line, anchor)) {
      const auto position = static_cast<int>(facts.size());
      EXPECT_TRUE(facts.emplace(match.str(1), position).second)
          << kFacts << ": two facts are called " << match.str(1);
    }
  }
  return facts;
}

// One pair of brackets.
struct Citation {
  std::string text;                                         // `A5.2-A5.5, F6`
  std::vector<std::pair<std::string, std::string>> ranges;  // a single fact is first and last
};

std::vector<Citation> CitationsIn(const std::string& line) {
  static const std::string number = R"([A-H][0-9]+(?:\.[0-9]+)?[a-z]?)";
  static const std::string range = "(" + number + ")(?:-(" + number + "))?";
  static const std::regex one(range);
  static const std::regex all(R"(\[()" + range + "(?:, " + range + R"()*)\])");
  std::vector<Citation> citations;
  for (const std::smatch& match : Matches(line, all)) {
    Citation citation{match.str(1), {}};
    for (const std::smatch& part : Matches(citation.text, one)) {
      citation.ranges.emplace_back(part.str(1), part[2].matched ? part.str(2) : part.str(1));
    }
    citations.push_back(std::move(citation));
  }
  return citations;
}

// What is wrong with a citation; empty when nothing is.
std::string Complaint(const Citation& citation, const std::map<std::string, int>& facts) {
  for (const auto& [first, last] : citation.ranges) {
    for (const std::string& number : {first, last}) {
      if (!facts.contains(number)) return "there is no fact " + number;
    }
    if (facts.at(first) > facts.at(last)) return first + " stands behind " + last;
  }
  return "";
}

std::vector<fs::path> Citing() {
  std::vector<fs::path> files = {kCatalogue};
  for (const char* root : {"lint", "parsers", "rules"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".cc" || extension == ".h" || extension == ".c") {
        files.push_back(entry.path());
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST(Citations, AreReadInAllTheirForms) {
  const std::vector<Citation> citations = CitationsIn("// [A3.1] a[i] [B9a, F1-F3] [N] [rules]");
  ASSERT_EQ(citations.size(), 2u);
  EXPECT_EQ(citations[0].text, "A3.1");
  ASSERT_EQ(citations[1].ranges.size(), 2u);
  EXPECT_EQ(citations[1].ranges[0], std::pair(std::string("B9a"), std::string("B9a")));
  EXPECT_EQ(citations[1].ranges[1], std::pair(std::string("F1"), std::string("F3")));

  const std::map<std::string, int> facts = {{"A3.1", 0}, {"B9a", 1}, {"F1", 2}, {"F3", 3}};
  EXPECT_EQ(Complaint(citations[1], facts), "");
  EXPECT_NE(Complaint(CitationsIn("[A3.2]").at(0), facts), "");
  EXPECT_NE(Complaint(CitationsIn("[A3.1-B9]").at(0), facts), "");
  EXPECT_NE(Complaint(CitationsIn("[F3-F1]").at(0), facts), "");
}

TEST(Citations, LeadToFacts) {
  const std::map<std::string, int> facts = Facts();
  EXPECT_GT(facts.size(), 200u);
  int in_code = 0;
  int in_catalogue = 0;
  for (const fs::path& file : Citing()) {
    int number = 0;
    for (const std::string& line : Lines(file)) {
      ++number;
      for (const Citation& citation : CitationsIn(line)) {
        EXPECT_EQ(Complaint(citation, facts), "")
            << file.string() << ":" << number << ": [" << citation.text << "]";
        ++(file == kCatalogue ? in_catalogue : in_code);
      }
    }
  }
  EXPECT_GT(in_code, 20);
  EXPECT_GT(in_catalogue, 50);
}

// On the page a citation is a link, which Markdown wants defined: `[A3.1]: facts.md#A3.1`.
TEST(Citations, OfTheCatalogueAreLinks) {
  static const std::regex definition(R"(^\[([^\]]+)\]: facts\.md#(\S+)$)");
  std::set<std::string> defined;
  std::set<std::string> cited;
  for (const std::string& line : Lines(kCatalogue)) {
    std::smatch match;
    if (std::regex_match(line, match, definition)) {
      defined.insert(match.str(1));
      EXPECT_EQ(match.str(2), match.str(1).substr(0, match.str(2).size())) << line;
      continue;
    }
    for (const Citation& citation : CitationsIn(line)) cited.insert(citation.text);
  }
  EXPECT_EQ(defined, cited);
}

// A rule is marked as built if its file is there, and only then.
TEST(Citations, TheCatalogueKnowsWhichRulesAreBuilt) {
  static const std::regex row(R"(^\| \[?`([a-z0-9-]+)`(?:\]\((\S+)\))? \| (built|planned) \|.*)");
  std::set<std::string> built;
  for (const std::string& line : Lines(kCatalogue)) {
    std::smatch match;
    if (!std::regex_match(line, match, row)) {
      EXPECT_FALSE(line.starts_with("| `") || line.starts_with("| [`")) << line;
      continue;
    }
    if (match.str(3) == "planned") continue;
    built.insert(match.str(1));
    EXPECT_EQ(match.str(2), "rules/" + match.str(1) + ".md") << line;
  }
  std::set<std::string> rules;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".cc") continue;
    std::string name = entry.path().stem().string();
    std::replace(name.begin(), name.end(), '_', '-');
    rules.insert(name);
  }
  EXPECT_EQ(built, rules);
}

}  // namespace
}  // namespace execlint
