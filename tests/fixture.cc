#include "tests/fixture.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "lint/engine/config.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/project/walk.h"
#include "lint/source/file_reader.h"
#include "parsers/config/config_file.h"
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

Analyzed Analyze(const std::map<std::string, std::string>& files,
                 const std::vector<const Rule*>& rules) {
  Analyzed run{.sources = std::make_unique<SourceMap>(), .analysis = {}};
  const MemoryFileReader reader(files);
  Project project{.sources = *run.sources, .reader = reader};
  for (const auto& [path, text] : files) {
    // Not walked, but may be opened.
    if (IsDownloaded(path) || path == kConfigName) continue;
    project.files.push_back({path, run.sources->AddFile(path, text)});
  }
  Configs configs;
  if (files.contains(std::string(kConfigName))) {
    const FileId file =
        run.sources->AddFile(std::string(kConfigName), files.at(std::string(kConfigName)));
    ReadConfig read = config::ReadConfigFile(*run.sources, file, AllRules());
    if (!read.problems.empty()) throw std::runtime_error(read.problems.front().message);
    configs.Add(std::move(read.config));
  }
  project.configs = &configs;
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
