// Any bytes as a configuration: what is wrong has a place, and what is right can be asked for.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/parsed_check.h"
#include "lint/engine/config.h"
#include "lint/engine/registry.h"
#include "parsers/config/config_file.h"

using namespace execlint;

namespace {

class Check {
 public:
  Check(const SourceMap& sources, FileId file) : sources_(sources), file_(file) {}

  void Of(const ReadConfig& read) const {
    for (const Problem& problem : read.problems) {
      fuzz::CheckSpan(sources_, file_, problem.span);
      fuzz::Require(!problem.message.empty());
    }
    const Config& config = read.config;
    Words(config.exclude);
    Rules(config.rules);
    for (const Override& one : config.overrides) {
      fuzz::CheckSpan(sources_, file_, one.at);
      Words(one.paths);
      Rules(one.rules);
    }
    Words(config.environments.production.names);
    Words(config.environments.production.paths);
    for (const Config::Variable& one : config.variables) {
      OfWord(one.name);
      OfWord(one.value);
    }
    for (const Config::VarFile& one : config.var_files) OfWord(one.path);
    for (const SuppressionEntry& one : config.suppress) {
      fuzz::CheckSpan(sources_, file_, one.at);
      // Each says what it is for, and why.
      fuzz::Require(!read.problems.empty() || (!one.rule.text.empty() && !one.reason.empty()));
    }
  }

 private:
  void OfWord(const Word& word) const { fuzz::CheckSpan(sources_, file_, word.at); }
  void Words(const std::vector<Word>& words) const {
    for (const Word& word : words) OfWord(word);
  }
  void Rules(const RuleSettings& rules) const {
    Words(rules.select);
    Words(rules.extend_select);
    Words(rules.ignore);
    for (const RuleSettings::Grade& one : rules.severity) OfWord(one.name);
  }

  const SourceMap& sources_;
  FileId file_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  SourceMap sources;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const FileId file = sources.AddFile(".execlint.yaml", text);
  const ReadConfig read = config::ReadConfigFile(sources, file, AllRules());
  Check(sources, file).Of(read);
  if (!read.problems.empty()) return 0;
  for (const char* path : {"main.tf", "envs/prod/main.tf", "a b/\xC3\xA4.json", ""}) {
    read.config.Excludes(path);
    for (const Override& one : read.config.overrides) IsForPath(one, path);
    for (const SuppressionEntry& one : read.config.suppress) {
      IsForPath(one, path);
    }
  }
  return 0;
}
