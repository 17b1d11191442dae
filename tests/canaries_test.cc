// What the code calls a secret comes out nowhere: every text of every fixture is made one in turn,
// with a word in it that nothing else says, and no output may have the word.
#include <gtest/gtest.h>

#include <algorithm>
#include <compare>
#include <filesystem>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/render/renderer.h"
#include "lint/render/run_result.h"
#include "lint/source/format.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

constexpr std::string_view kCanary = "Canary7";

// A place in a file where a text stands, and what makes a secret of it.
struct Text {
  std::string file;
  std::size_t begin = 0, end = 0;  // with its quotes
  std::string inside = {};         // without them
  std::size_t variable = 0;        // of a default, which cannot be a call: where to say `sensitive`
};

// The strings of a Terraform file that are expressions of their own: no labels, no keys, nothing
// that has to be a literal, nothing with a template in it.
class TerraformTexts {
 public:
  TerraformTexts(std::string file, const std::string& text) : file_(std::move(file)), text_(text) {}

  std::vector<Text> Find() {
    for (std::size_t line = 0; line < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', line), text_.size());
      ReadLine(line, end);
      line = end + 1;
    }
    return std::move(found_);
  }

 private:
  void ReadLine(std::size_t begin, std::size_t end) {
    const std::string line = text_.substr(begin, end - begin);
    if (!heredoc_.empty()) {
      if (std::regex_match(line, std::regex("\\s*" + heredoc_ + "\\s*"))) heredoc_.clear();
      return;
    }
    std::smatch match;
    if (std::regex_search(line, match, std::regex("<<-?([A-Z]+)\\s*$"))) heredoc_ = match[1];
    // The label of a block whose head is broken.
    if (line.find("\xC2\xA0") != line.npos) return;
    static const std::regex kBlock(R"(^\s*(\w+)(\s+"[^"]*")*\s*\{.*)");
    if (std::regex_match(line, match, kBlock) && line.find('=') > line.find('{')) {
      if (line[0] != ' ') {
        block_ = match[1];
        declared_ = begin + line.find('{') + 1;
      }
      if (line.find('}') == std::string::npos) return;
      begin += line.find('{');
    }
    static const std::regex kLiteral(
        R"(^\s*(source|version|type|provider|providers|depends_on|ignore_changes|for_each|count|)"
        R"(required_version|engine)\s*=.*)");
    if (std::regex_match(line, kLiteral)) return;
    if (block_ == "terraform" || block_ == "provider" || block_ == "moved") return;
    const bool input = block_ == "variable";
    if (input && (line.find("default") == line.npos || line.find('}') != line.npos)) return;
    if (line.find("${") != line.npos) return;  // strings in strings
    for (std::size_t at = begin; at < end; ++at) {
      if (text_[at] == '#' || text_.substr(at, 2) == "//") return;
      if (text_[at] != '"') continue;
      const std::size_t close = Close(at, end);
      if (close == std::string::npos) return;
      const std::string inside = text_.substr(at + 1, close - at - 1);
      const std::size_t next = std::min(text_.find_first_not_of(' ', close + 1), text_.size() - 1);
      const bool key = (text_[next] == '=' && text_[next + 1] != '=') || text_[next] == ':';
      if (!key && inside.find("${") == std::string::npos && inside.find('\\') == inside.npos) {
        found_.push_back({file_, at, close + 1, inside, input ? declared_ : 0});
      }
      at = close;
    }
  }

  std::size_t Close(std::size_t open, std::size_t end) const {
    for (std::size_t at = open + 1; at < end; ++at) {
      if (text_[at] == '\\') ++at;
      if (text_[at] == '"') return at;
    }
    return std::string::npos;
  }

  std::string file_;
  const std::string& text_;
  std::string heredoc_, block_;
  std::size_t declared_ = 0;  // behind the bracket of the block
  std::vector<Text> found_;
};

// The plain scalars of a template's resources, each in a line of its own.
std::vector<Text> TemplateTexts(const std::string& file, const std::string& text) {
  static const std::regex kScalar(R"(^(\s+(?:- )*[A-Za-z]+: |\s+- )([A-Za-z0-9/.-]+)\s*(?:#.*)?$)");
  std::vector<Text> found;
  bool resources = false;
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    const std::string whole = text.substr(line, end - line);
    if (!whole.empty() && whole[0] != ' ' && whole[0] != '#') resources = whole == "Resources:";
    std::smatch match;
    if (resources && std::regex_match(whole, match, kScalar) &&
        match[1].str().find("Type:") == std::string::npos &&
        match[1].str().find("DependsOn:") == std::string::npos &&
        match[1].str().find("Condition:") == std::string::npos) {
      const std::size_t begin = line + static_cast<std::size_t>(match.position(2));
      found.push_back({file, begin, begin + match[2].str().size(), match[2]});
    }
    line = end + 1;
  }
  return found;
}

// What stands for the text: the word alone, or behind what was written.
std::string Word(const Text& text, bool whole, std::size_t number) {
  return (whole ? "" : text.inside) + std::string(kCanary) + std::to_string(number);
}

// The files with these texts as secrets.
Files WithSecrets(Files files, const std::vector<Text>& texts, bool whole) {
  // What is written at a place instead of what is there; from the end of a file.
  struct Edit {
    std::string file;
    std::size_t begin = 0, end = 0;
    std::string text;
    auto operator<=>(const Edit&) const = default;
  };
  std::set<Edit, std::greater<>> edits;
  std::map<std::string, std::string> parameters;
  std::size_t number = 0;
  for (const Text& text : texts) {
    const std::string word = Word(text, whole, ++number);
    Edit edit{text.file, text.begin, text.end, "sensitive(\"" + word + "\")"};
    if (!text.file.ends_with(".tf")) {
      edit.text = Format("!Ref Secret{}", number);
      parameters[text.file] +=
          Format("  Secret{0}: {{Type: String, NoEcho: true, Default: {1}}}\n", number, word);
    } else if (text.variable > 0) {
      edit.text = "\"" + word + "\"";
      edits.insert({text.file, text.variable, text.variable, "\n  sensitive = true"});
    }
    edits.insert(edit);
  }
  for (const Edit& edit : edits) {
    files[edit.file].replace(edit.begin, edit.end - edit.begin, edit.text);
  }
  for (const auto& [name, all] : parameters) {
    const std::size_t there = files[name].find("Parameters:\n");
    if (there == std::string::npos) {
      files[name] += "\nParameters:\n" + all;
    } else {
      files[name].insert(there + std::string_view("Parameters:\n").size(), all);
    }
  }
  return files;
}

std::vector<Text> TextsOf(const Files& files) {
  std::vector<Text> texts;
  for (const auto& [name, text] : files) {
    std::vector<Text> more;
    if (name.ends_with(".tf")) more = TerraformTexts(name, text).Find();
    if (name.ends_with(".yaml")) more = TemplateTexts(name, text);
    texts.insert(texts.end(), more.begin(), more.end());
  }
  return texts;
}

// What a run over the files gives in these formats, one after the other.
std::string Outputs(const Files& files, const std::vector<std::string_view>& formats) {
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  const Analyzed run = Analyze(files, rules);
  RunResult result{.sources = *run.sources,
                   .rules = AllRules(),
                   .analysis = run.analysis,
                   .suppressed = {},
                   .selected = {},
                   .unread = {},
                   .version = "",
                   .policy_data_date = ""};
  result.ran = rules;
  result.selected = Select(run.analysis, *run.sources, {});
  TextOptions options;
  options.show_unknown = true;
  std::string all;
  for (const Renderer& renderer : Renderers()) {
    if (std::ranges::find(formats, renderer.name) == formats.end()) continue;
    all += "== " + std::string(renderer.name) + "\n" + renderer.render(result, options);
  }
  for (const Problem& problem : run.analysis.given_up) all += problem.message;
  return all;
}

void ExpectNoCanary(const std::string& fixture, const Files& files,
                    const std::vector<std::string_view>& formats) {
  const std::string all = Outputs(files, formats);
  const std::size_t at = all.find(kCanary);
  if (at == std::string::npos) return;
  std::string shown;
  for (const auto& [name, text] : files) {
    if (text.find(kCanary) != text.npos) shown += "--- " + name + "\n" + text;
  }
  const std::size_t format = all.rfind("== ", at);
  ADD_FAILURE() << fixture << ": " << all.substr(format, all.find('\n', format) - format) << ": "
                << all.substr(at < 300 ? 0 : at - 300, 600) << "\n"
                << shown;
}

bool IsRead(const fs::path& path) {
  return path.extension() == ".tf" || path.extension() == ".yaml";
}

// The cases of each rule, and of causes by hop: a file or a folder each.
std::vector<std::string> Fixtures() {
  std::vector<std::string> all;
  for (const auto& rule : fs::directory_iterator("fixtures")) {
    if (!rule.is_directory()) continue;
    const bool causes = rule.path().filename() == "causes";
    for (const auto& one : fs::directory_iterator(rule.path())) {
      if (causes && one.is_directory()) {
        for (const auto& file : fs::directory_iterator(one.path())) {
          if (IsRead(file.path())) all.push_back(file.path().generic_string());
        }
      } else if (one.is_directory() || IsRead(one.path())) {
        all.push_back(one.path().generic_string());
      }
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(Canaries, AllTextsAtOnce) {
  for (const std::string& fixture : Fixtures()) {
    const Files files = ReadTree(fixture);
    const std::vector<Text> texts = TextsOf(files);
    if (texts.empty()) continue;
    for (const bool whole : {true, false}) {
      ExpectNoCanary(fixture, WithSecrets(files, texts, whole), RendererNames());
    }
  }
}

// The rest of the code still means what it meant. Every fourth text, and the formats that say what
// the others say: that is fast enough for sanitizers.
TEST(Canaries, EachTextAlone) {
  std::size_t number = 0, runs = 0;
  for (const std::string& fixture : Fixtures()) {
    const Files files = ReadTree(fixture);
    for (const Text& text : TextsOf(files)) {
      if (number++ % 4 != 0) continue;
      ExpectNoCanary(fixture, WithSecrets(files, {text}, runs++ % 2 == 0), {"json", "text"});
    }
  }
  EXPECT_GT(runs, 500);
}

}  // namespace
}  // namespace execlint::testing_support
