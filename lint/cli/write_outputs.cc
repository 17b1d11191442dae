#include "lint/cli/write_outputs.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "lint/cli/say.h"
#include "lint/engine/spell_paths.h"
#include "lint/project/project_root.h"
#include "lint/render/renderer.h"
#include "lint/render/terminal.h"
#include "lint/render/text.h"
#include "lint/source/format.h"
#include "lint/source/path_in_words.h"
#include "lint/source/write_file.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

// A result whose texts spell their paths in one way.
struct Spelled {
  Spelled(const RunResult& marked, const PathSpelling& spelling)
      : analysis(marked.analysis),
        result{.sources = marked.sources,
               .rules = marked.rules,
               .ran = marked.ran,
               .analysis = analysis,
               .suppressed = marked.suppressed,
               .selected = marked.selected,
               .baseline = marked.baseline,
               .base = marked.base,
               .unread = marked.unread,
               .files = marked.files,
               .version = marked.version,
               .policy_data_date = marked.policy_data_date} {
    SpellPaths(analysis, spelling);
    for (Suppressed& one : result.suppressed) SpellPaths(one.finding, spelling);
    if (result.base) {
      for (auto* known : {&result.base->fixed, &result.base->undecided}) {
        for (KnownFinding& one : *known) SpellPaths(one.message, spelling);
      }
    }
  }

  Analysis analysis;
  RunResult result;
};

// No format of an output has these ends of a name. JSON is the one that both have.
bool IsOnlyRead(std::string_view path) {
  constexpr std::string_view kEnds[] = {".tf",     ".tf.json",    ".tofu", ".tofu.json",
                                        ".tfvars", ".hcl",        ".yaml", ".template",
                                        ".yml",    ".tfvars.json"};
  return std::any_of(std::begin(kEnds), std::end(kEnds),
                     [path](std::string_view end) { return path.ends_with(end); });
}

// Is the text what an earlier run wrote? Each JSON of this program begins in its own way.
bool IsReport(std::string_view text) {
  std::string begin;  // without white space
  for (const char c : text.substr(0, 512)) {
    if (c != ' ' && c != '\n' && c != '\r' && c != '\t') begin += c;
  }
  constexpr std::string_view kSarif =
      R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"execlint")";
  return begin == "[]" || begin.starts_with(R"([{"type":"issue","engine_name":"execlint")") ||
         begin.starts_with(R"({"version":1,"tool":{"name":"execlint")") ||
         begin.starts_with(kSarif);
}

// Whether the file at `path` was given or is read as a part of the project: a result in its place
// would destroy it.
bool IsInput(const std::string& path, const LoadedProject& project, const Options& options) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return false;
  if (IsOnlyRead(path)) return true;
  const auto same = [&](const std::string& other) {
    return fs::equivalent(path, other, error) && !error;
  };
  if (std::any_of(options.paths.begin(), options.paths.end(), same)) return true;
  for (const auto& [file, after] : options.var_files) {
    if (same(file)) return true;
  }
  constexpr std::string_view kReadByName[] = {".execlint.yaml", ".gitignore", ".ignore",
                                              ".rgignore"};
  const std::string name = fs::path(path).filename().string();
  if (std::find(std::begin(kReadByName), std::end(kReadByName), name) != std::end(kReadByName)) {
    return true;
  }
  for (const std::string* file :
       {&options.config_file, &options.baseline, &options.write_baseline}) {
    if (!file->empty() && same(*file)) return true;
  }
  const fs::path real = fs::weakly_canonical(path, error);
  if (std::find(real.begin(), real.end(), ".git") != real.end()) return true;
  // What was listed, and what an expression reads (`file("role.tpl")`).
  for (const FileId file : project.sources->DiskFiles()) {
    const fs::path read(project.sources->path(file));
    const bool may_be = read.filename() == name || read.filename() == real.filename();
    if (!may_be || !same(project.root + "/" + read.string())) continue;
    return !IsReport(project.sources->Text(file));
  }
  return false;
}

}  // namespace

tl::expected<void, Error> WriteOutputs(const RunResult& result, const LoadedProject& project,
                                       const Options& options) {
  for (const Output& output : options.outputs) {
    if (output.path != "-" && IsInput(output.path, project, options)) {
      return tl::make_unexpected(
          Error{Format("{}: refusing to overwrite an input file; write the result to another one",
                       output.path)});
    }
  }
  for (const Output& output : options.outputs) {
    if (output.path != "-" && IsWrittenOutside(output.path)) {
      return tl::make_unexpected(Error{Format("{}: {}", output.path, kFolderLeadsOut)});
    }
  }
  const PathSpelling shown = ShownPaths(project.root);
  std::unique_ptr<Spelled> from_here, from_root;
  for (const Output& output : options.outputs) {
    const Renderer& renderer = *FindRenderer(output.format);
    std::unique_ptr<Spelled>& spelled = renderer.from_here ? from_here : from_root;
    if (!spelled) {
      spelled = std::make_unique<Spelled>(result, renderer.from_here ? shown : PathSpelling());
    }
    const bool printed = output.path == "-";
    TextOptions text = options.text;
    text.screen = ScreenOf(options.color, printed ? STDOUT_FILENO : -1);
    text.shown_path = shown;
    const std::string bytes = renderer.render(spelled->result, text);
    const auto written = printed ? PrintOut(bytes) : WriteFile(output.path, bytes);
    if (!written) return written;
  }
  return {};
}

}  // namespace execlint
