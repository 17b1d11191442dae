// Every change that a finding states is made by a program that knows nothing but the change itself,
// and the finding is gone. Runs over the fail fixtures of every rule that states changes.
#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "tests/expectation.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;

std::string FolderOf(const Rule& rule) {
  std::string folder(rule.name);
  std::replace(folder.begin(), folder.end(), '-', '_');
  return "fixtures/" + folder;
}

bool IsFailCase(const fs::path& path) {
  const std::string name = path.filename().string();
  return path.extension() != ".expect" &&
         (name.starts_with("fail") || name.starts_with("example_fail"));
}

// The value in the syntax of the file; HCL, JSON and YAML agree on these.
std::string Spelled(const Change& change) {
  const bool bare = change.value == "true" || change.value == "false";
  return bare ? change.value : '"' + change.value + '"';
}

std::string LastOf(const std::string& path) { return path.substr(path.rfind('.') + 1); }

// The property that holds the one at the end of the path: `Properties` of `Properties.PidMode`.
std::string HolderOf(const std::string& path) {
  const std::size_t last = path.rfind('.');
  return last == std::string::npos ? "" : LastOf(path.substr(0, last));
}

// How far the properties of the mapping are indented that `at` is the end of.
std::string IndentAt(const std::string& text, std::size_t at, const std::string& holder) {
  const std::size_t key = text.rfind(holder + ":", at);
  const std::size_t next = text.find('\n', key) + 1;
  return text.substr(next, text.find_first_not_of(' ', next) - next);
}

std::string Property(const std::string& file, const std::string& text, const Change& change) {
  const std::string key = LastOf(change.path);
  const std::size_t at = change.at.begin;
  if (file.ends_with(".json")) return ", \"" + key + "\": " + Spelled(change);
  if (file.ends_with(".tf")) return "\n  " + key + " = " + Spelled(change) + "\n";
  const std::string line = IndentAt(text, at, HolderOf(change.path)) + key + ": " + Spelled(change);
  return at > 0 && text[at - 1] == '\n' ? line + "\n" : "\n" + line;
}

// The property goes with its line, and with the comma that stands behind it or in front.
void Remove(std::string& text, const Span& value) {
  const std::size_t begin = text.rfind('\n', value.begin) + 1;
  const std::size_t end = text.find('\n', value.end) + 1;
  const bool last = text.find_first_not_of(" \n", end) == text.find('}', end);
  text.erase(begin, end - begin);
  const std::size_t before = text.find_last_not_of(" \n", begin - 1);
  if (last && text[before] == ',') text.erase(before, 1);
}

void Make(const std::string& file, const Change& change, std::string& text) {
  if (change.op == Change::Op::kRemove) {
    Remove(text, change.at);
  } else if (change.at.empty()) {
    text.insert(change.at.begin, Property(file, text, change));
  } else {
    text.replace(change.at.begin, change.at.size(), Spelled(change));
  }
}

// All changes of all findings, the last place first, each once. False if some finding states none.
bool MakeAll(const Analyzed& run, std::map<std::string, std::string>& files) {
  std::vector<Change> changes;
  for (const Finding& finding : run.analysis.findings) {
    if (finding.changes.empty()) return false;
    for (const Change& change : finding.changes) {
      const bool twice = std::any_of(changes.begin(), changes.end(),
                                     [&](const Change& one) { return one.at == change.at; });
      if (!twice) changes.push_back(change);
    }
  }
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.at.begin > b.at.begin; });
  for (const Change& change : changes) {
    const std::string file = run.path(change.at);
    Make(file, change, files.at(file));
  }
  return true;
}

TEST(Changes, MendWhatTheyAreStatedFor) {
  std::map<std::string_view, std::set<std::string>> mended;  // by rule: endings of files
  for (const RuleEntry& entry : AllRules()) {
    for (const auto& one : fs::directory_iterator(FolderOf(*entry.rule))) {
      if (!IsFailCase(one.path())) continue;
      auto files = ReadTree(one.path().string());
      TakeExpectations(files);
      const Analyzed before = Analyze(files, {entry.rule});
      if (!MakeAll(before, files)) continue;
      const Analyzed after = Analyze(files, {entry.rule, FindRule("syntax-error")});
      EXPECT_EQ(after.analysis.workloads.size(), before.analysis.workloads.size()) << one.path();
      for (const Finding& finding : after.analysis.findings) {
        const std::string file = after.path(finding.primary);
        ADD_FAILURE() << one.path() << ": " << file << ":" << after.line(finding.primary) << ": "
                      << finding.message << "\n"
                      << files[file];
      }
      mended[entry.rule->name].insert(one.path().extension().string());
    }
  }
  for (const std::string_view rule :
       {"exec-disabled", "exec-prepared-but-off", "fargate-platform-too-old",
        "no-route-to-session-manager", "pid-namespace-shared", "read-only-root-filesystem",
        "session-logging-disabled"}) {
    EXPECT_TRUE(mended[rule].contains(".tf")) << rule;
    EXPECT_TRUE(mended[rule].contains(".yaml")) << rule;
  }
}

}  // namespace
}  // namespace execlint::testing_support
