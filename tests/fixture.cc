#include "tests/fixture.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/source/file_reader.h"
#include "parsers/frontends.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// `rule "part"` or `rule medium "part"` behind the marker.
void SplitSubject(std::string text, Expectation& into) {
  const std::size_t quote = text.find('"');
  if (quote != std::string::npos) {
    const std::size_t end = text.rfind('"');
    into.part = text.substr(quote + 1, end - quote - 1);
    text = text.substr(0, quote);
  }
  std::istringstream words(text);
  words >> into.what;
  if (std::string word; words >> word) into.confidence = word;
}

void FromComment(const std::string& file, const std::string& line, std::uint32_t number,
                 std::vector<Expectation>& into) {
  const auto marker = [&line](const std::string& name) {
    for (const char* opener : {"# ", "// "}) {
      const std::size_t at = line.find(opener + name);
      if (at != std::string::npos)
        return std::pair(at, at + std::string(opener).size() + name.size());
    }
    return std::pair(std::string::npos, std::string::npos);
  };
  if (const auto [at, end] = marker("expect-unknown:"); at != std::string::npos) {
    Expectation expected{.file = file, .unknown = true};
    SplitSubject(line.substr(end), expected);
    into.push_back(std::move(expected));
    return;
  }
  auto [at, end] = marker("expect");
  if (at == std::string::npos) return;
  int offset = 0;
  if (line[end] == '@') {
    std::size_t digits = 0;
    offset = std::stoi(line.substr(end + 1), &digits);
    end += 1 + digits;
  } else if (line.find_first_not_of(" \t") == at) {
    offset = 1;  // alone on its line: it speaks of the next
  }
  if (line[end] != ':') return;
  Expectation expected{.file = file,
                       .line = static_cast<std::uint32_t>(static_cast<int>(number) + offset)};
  SplitSubject(line.substr(end + 1), expected);
  into.push_back(std::move(expected));
}

// A line of an .expect file: `12: rule "part"` or `unknown: hop "part"`.
void FromExpectFile(const std::string& file, const std::string& line,
                    std::vector<Expectation>& into) {
  if (line.find_first_not_of(" \t\r") == std::string::npos || line.starts_with("#")) return;
  const std::size_t colon = line.find(':');
  Expectation expected{.file = file};
  if (line.starts_with("unknown:")) {
    expected.unknown = true;
  } else {
    expected.line = static_cast<std::uint32_t>(std::stoul(line.substr(0, colon)));
  }
  SplitSubject(line.substr(colon + 1), expected);
  into.push_back(std::move(expected));
}

}  // namespace

std::map<std::string, std::string> ReadTree(const std::string& path) {
  std::map<std::string, std::string> files;
  if (fs::is_regular_file(path)) {
    files[fs::path(path).filename().string()] = ReadFile(path);
    if (fs::exists(path + ".expect")) {
      files[fs::path(path).filename().string() + ".expect"] = ReadFile(path + ".expect");
    }
    return files;
  }
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (!entry.is_regular_file()) continue;
    files[fs::relative(entry.path(), path).generic_string()] = ReadFile(entry.path());
  }
  return files;
}

std::vector<Expectation> TakeExpectations(std::map<std::string, std::string>& files) {
  std::vector<Expectation> expectations;
  for (auto it = files.begin(); it != files.end();) {
    const std::vector<std::string> lines = Lines(it->second);
    if (it->first.ends_with(".expect")) {
      const std::string file = it->first.substr(0, it->first.size() - 7);
      for (const std::string& line : lines) FromExpectFile(file, line, expectations);
      it = files.erase(it);
      continue;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
      FromComment(it->first, lines[i], static_cast<std::uint32_t>(i + 1), expectations);
    }
    ++it;
  }
  return expectations;
}

Analyzed Analyze(const std::map<std::string, std::string>& files,
                 const std::vector<const Rule*>& rules) {
  Analyzed run{.sources = std::make_unique<SourceMap>(), .analysis = {}};
  const MemoryFileReader reader(files);
  Project project{.sources = *run.sources, .reader = reader};
  for (const auto& [path, text] : files) {
    project.files.push_back({path, run.sources->AddFile(path, text)});
  }
  run.analysis = AnalyzeProject(project, AllFrontends(), rules);
  return run;
}

const Rule* FindRule(std::string_view name) {
  for (const RuleEntry& entry : AllRules()) {
    if (entry.rule->name == name) return entry.rule;
  }
  return nullptr;
}

}  // namespace execlint::testing_support
