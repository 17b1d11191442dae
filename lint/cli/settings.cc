#include "lint/cli/settings.h"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "lint/render/escape.h"
#include "lint/source/file_reader.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostProblems = 20;

// The lines of an error.
class ErrorLines {
 public:
  void Add(const std::string& line) {
    if (++count_ > kMostProblems) return;
    text_ += (text_.empty() ? "" : "\n") + line;
  }
  bool empty() const { return count_ == 0; }
  Error Take() {
    if (count_ > kMostProblems) {
      const std::size_t more = count_ - kMostProblems;
      text_ += Format("\nand {} more problem{}", more, more == 1 ? "" : "s");
    }
    return Error{std::move(text_)};
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

// Adds the configuration in `file`, which governs `folder`.
void AddConfig(const ProjectFile& file, std::string folder, const Parts& parts,
               LoadedProject& project, Configs& configs, ErrorLines& wrong) {
  ReadConfig read = parts.read_config(*project.sources, file.id, parts.rules);
  const ShownPaths shown(project.root);
  for (const Problem& problem : read.problems) {
    wrong.Add(Format("{}: {}", PlaceOf(problem.span, *project.sources, shown),
                     SafeText(problem.message)));
  }
  read.config.path = file.path;
  read.config.environments.folder = folder;
  read.config.folder = std::move(folder);
  configs.Add(std::move(read.config));
}

// The configuration was listed: where it leads to nothing, it is a symbolic link.
std::string WhyUnreadable(const std::string& path, const FileReader& reader, const Error& why) {
  return reader.Resolve(path) || why.message != "no such file"
             ? why.message
             : "it is a symbolic link to a file that does not exist";
}

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

// Paths of the project as they are spelled in the current folder; `../x` where they are not below
// it.
class FromHere {
 public:
  explicit FromHere(const std::string& root) {
    std::error_code error;
    const fs::path here = fs::canonical(fs::current_path(error), error);
    const std::string up = fs::path(root).lexically_relative(here).generic_string();
    if (up == ".") return;
    const std::string down = here.lexically_relative(root).generic_string();
    if (up.starts_with("..") && !down.starts_with("..")) {
      strip_ = down + "/";
    } else {
      add_ = up + "/";
    }
  }
  std::string operator()(std::string_view path) const {
    if (strip_.empty()) return add_ + std::string(path);
    if (path.starts_with(strip_)) return std::string(path.substr(strip_.size()));
    return fs::path(path).lexically_relative(strip_).generic_string();
  }

 private:
  // Of the current folder and the root: one is put before a path, or the other taken away.
  std::string add_, strip_;
};

void ExcludeAsGiven(const std::vector<std::string>& globs, const std::string& root,
                    Configs& configs) {
  if (globs.empty()) return;
  std::string lines;
  for (std::string_view glob : globs) {
    if (glob.starts_with("./")) glob.remove_prefix(2);
    lines += std::string(glob) + "\n";
  }
  const auto rules = std::make_shared<const IgnoreRules>(IgnoreRules::Parse(lines));
  configs.ExcludeToo([rules, from_here = FromHere(root)](std::string_view path) {
    return rules->TestWithParents(from_here(path), false) == IgnoreRules::Match::kIgnore;
  });
}

void LeaveOutExcluded(const Options& options, const LoadedProject& project, Settings& settings,
                      Walked& walked) {
  ExcludeAsGiven(options.exclude, project.root, settings.configs);
  const auto is_excluded = [&](const std::string& path) {
    const bool excluded = settings.configs.Excludes(path);
    if (excluded && project.named.contains(path)) settings.named_and_excluded.push_back(path);
    return excluded;
  };
  settings.excluded = std::erase_if(walked.files, is_excluded);
  std::erase_if(walked.links, is_excluded);
}

// `execlint.yml` may also be a workflow that runs execlint: it holds none of the keys.
bool MeantAsConfig(const std::string& path, const FileReader& reader) {
  if (path.substr(path.rfind('/') + 1).starts_with('.')) return true;
  const auto bytes = reader.Read(path);
  if (!bytes) return false;
  const std::string text = "\n" + *bytes;
  constexpr std::string_view kKeys[] = {
      "exclude:",      "select:",    "extend-select:", "ignore:",
      "environments:", "overrides:", "severity:",      "suppress:"};
  return std::any_of(std::begin(kKeys), std::end(kKeys), [&text](std::string_view key) {
    return text.find("\n" + std::string(key)) != text.npos;
  });
}

}  // namespace

std::string PlaceOf(Span at, const SourceMap& sources, const ShownPaths& shown) {
  const LineColumn place = sources.Locate(at.file, at.begin);
  return Format("{}:{}:{}", SafeText(shown(sources.path(at.file))), place.line, place.column);
}

AfterWalk ReadSettings(const Options& options, const Parts& parts, Settings& settings) {
  return [&](LoadedProject& project, Walked& walked) -> tl::expected<void, Error> {
    ErrorLines wrong;
    const ShownPaths shown(project.root);
    if (!options.config_file.empty()) {
      auto file = ReadGiven(project, options.config_file);
      if (!file) return tl::make_unexpected(Error{"--config " + SafeText(file.error().message)});
      AddConfig(*file, "", parts, project, settings.configs, wrong);
    } else if (!options.no_config) {
      settings.misnamed = std::move(walked.misnamed_configs);
      for (const std::string& path : walked.configs) {
        auto bytes = project.reader->Read(path);
        if (!bytes) {
          wrong.Add(Format("{}: this configuration cannot be read: {}", SafeText(shown(path)),
                           WhyUnreadable(path, *project.reader, bytes.error())));
          continue;
        }
        const FileId file = project.sources->AddFile(path, std::move(*bytes));
        AddConfig({path, file}, FolderOf(path), parts, project, settings.configs, wrong);
      }
    }
    if (!wrong.empty()) return tl::make_unexpected(wrong.Take());
    LeaveOutExcluded(options, project, settings, walked);
    return {};
  };
}

AfterWalk SameSettings(const Options& options, const Parts& parts, const LoadedProject& project,
                       const Settings& settings_of_project, Settings& settings) {
  return [&](LoadedProject& other, Walked& walked) -> tl::expected<void, Error> {
    ErrorLines wrong;
    settings.of_another_revision = true;
    for (const auto& config : settings_of_project.configs.all()) {
      if (config->file == FileId::kNone) continue;
      const std::string text(project.sources->Text(config->file));
      const FileId file = other.sources->AddFile(config->path, text);
      AddConfig({config->path, file}, config->folder, parts, other, settings.configs, wrong);
    }
    if (!wrong.empty()) return tl::make_unexpected(wrong.Take());
    LeaveOutExcluded(options, other, settings, walked);
    return {};
  };
}

tl::expected<void, Error> ReadVarFiles(Settings& settings, LoadedProject& project) {
  ErrorLines wrong;
  const ShownPaths shown(project.root);
  for (const auto& config : settings.configs.all()) {
    for (Config::VarFile& one : config->var_files) {
      const std::string path = NormalPath(config->folder + one.path.text).value_or("");
      const auto known = std::find_if(project.files.begin(), project.files.end(),
                                      [&](const ProjectFile& file) { return file.path == path; });
      if (known != project.files.end()) {
        one.file = *known;
        continue;
      }
      auto bytes = project.reader->Read(path);
      if (bytes) {
        one.file = {path, project.sources->AddFile(path, std::move(*bytes))};
      } else if (settings.of_another_revision) {
        one.file = {path, project.sources->AddFile(path, "")};
      } else {
        wrong.Add(Format("{}: `{}`: {}", PlaceOf(one.path.at, *project.sources, shown),
                         SafeText(one.path.text), bytes.error().message));
      }
    }
  }
  if (!wrong.empty()) return tl::make_unexpected(wrong.Take());
  return {};
}

std::vector<std::string> AboutSettings(const Settings& settings, const LoadedProject& project,
                                       const Analysis& analysis) {
  std::vector<std::string> lines;
  const ShownPaths shown(project.root);
  for (const std::string& path : settings.misnamed) {
    const bool told =
        path.substr(path.rfind('/') + 1).starts_with('.') && project.named.contains(path);
    if (told || !MeantAsConfig(path, *project.reader)) continue;
    lines.push_back(Format("{}: this file is not read: a configuration is called `{}`",
                           SafeText(shown(path)), kConfigName));
  }
  for (const Word& one : analysis.unused_settings) {
    // Where only a part of what it governs was looked at, it may well be for another part.
    if (!project.Reports(project.sources->path(one.at.file)) || project.files.empty()) continue;
    lines.push_back(Format("{}: no code about ECS here has a use for `{}`",
                           PlaceOf(one.at, *project.sources, shown), SafeText(one.text)));
  }
  const std::vector<std::string>& named = settings.named_and_excluded;
  if (named.size() == 1) {
    lines.push_back(SafeText(shown(named.front())) + ": excluded, although it was named");
  } else if (named.size() > 1) {
    lines.push_back(Format("{} files are excluded, although they were named, the first of them {}",
                           named.size(), SafeText(shown(named.front()))));
  } else if (project.files.empty() && settings.excluded > 0) {
    lines.push_back(
        Format("{} excluded", settings.excluded == 1
                                  ? std::string("the one file here is")
                                  : Format("all {} files here are", settings.excluded)));
  }
  return lines;
}

}  // namespace execlint
