#include "lint/project/walk.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

#include "lint/project/ignore.h"
#include "lint/source/file_reader.h"
#include "lint/source/format.h"
#include "lint/source/parallel.h"

namespace execlint {
namespace {

constexpr std::size_t kMaxDepth = 256;
// Of the ignore files of a folder and of those above it, together: each is compared with each path.
constexpr std::size_t kMostPatterns = 1'000;

// The ignore files of one folder, and those of the folders above it.
struct Rules {
  std::shared_ptr<const Rules> above = {};
  std::size_t base = 0;      // length of the folder's path, the '/' behind it included
  bool repository = false;   // holds a .git
  std::size_t compared = 0;  // IgnoreRules::compared() of all, those above included
  // In order of precedence.
  IgnoreRules rgignore = {}, ignore = {}, gitignore = {}, exclude = {};
};

// Folders that are not part of the project's own code.
constexpr std::array<std::string_view, 4> kForeign = {"node_modules", ".git", ".terraform",
                                                      ".venv"};
bool IsForeign(std::string_view name) {
  return std::find(kForeign.begin(), kForeign.end(), name) != kForeign.end();
}

// Nobody deploys from there.
bool IsGenerated(std::string_view name) { return name == ".git" || name == ".terraform"; }

// Hidden, but people keep task definitions and what deploys them there.
bool IsReadThoughHidden(const FolderEntry& entry) {
  return entry.kind == FolderEntry::kFolder && (entry.name == ".aws" || entry.name == ".github");
}

// The innermost repository that a folder is in.
const Rules* RepositoryOf(const Rules* rules) {
  while (rules != nullptr && !rules->repository) rules = rules->above.get();
  return rules;
}

// What the ignore files of the repositories say about a path, or kNone.
IgnoreRules::Match Test(const Rules* innermost, std::string_view path, bool is_directory) {
  using Match = IgnoreRules::Match;
  std::array<Match, 4> of_kind{Match::kNone, Match::kNone, Match::kNone, Match::kNone};
  bool left_repository = false;
  for (const Rules* rules = innermost; RepositoryOf(rules) != nullptr; rules = rules->above.get()) {
    const std::string_view below = path.substr(rules->base);
    const auto ask = [&](std::size_t kind, const IgnoreRules& file) {
      if (of_kind[kind] == Match::kNone && !file.empty()) {
        of_kind[kind] = file.Test(below, is_directory);
      }
    };
    ask(0, rules->rgignore);
    ask(1, rules->ignore);
    // A repository inside another one is not the outer one's business.
    if (!left_repository) {
      ask(2, rules->gitignore);
      ask(3, rules->exclude);
    }
    left_repository |= rules->repository;
  }
  const auto* said = std::find_if(of_kind.begin(), of_kind.end(),
                                  [](Match match) { return match != Match::kNone; });
  return said == of_kind.end() ? Match::kNone : *said;
}

struct Folder {
  std::string path;
  std::shared_ptr<const Rules> rules;  // of the folders above
  bool recursive = true;
  bool ignored = false;       // only what git tracks in it counts
  bool only_tracked = false;  // the same, also where nobody can tell what it tracks
  bool only_code = false;     // only what Terraform reads
  std::size_t depth = 0;
};

// What one thread found.
struct Found {
  std::vector<std::string> files, links, configs, misnamed_configs;
  std::vector<Problem> unread;
  std::vector<Walked::Refused> refused;
};

// Is the entry of a folder a configuration file, or named as one might be?
void NoteConfig(const std::string& prefix, const FolderEntry& entry,
                std::vector<std::string>& configs, std::vector<std::string>& misnamed) {
  constexpr std::array<std::string_view, 5> kMisnamed = {
      ".execlint.yml", "execlint.yaml", "execlint.yml", ".execlint.json", ".execlint.toml"};
  if (entry.name.size() > 14) return;
  // Whatever it is: one that cannot be read must not be taken for none.
  if (entry.name == kConfigName) configs.push_back(prefix + entry.name);
  if (entry.kind == FolderEntry::kFolder || entry.kind == FolderEntry::kOther) return;
  if (std::find(kMisnamed.begin(), kMisnamed.end(), entry.name) != kMisnamed.end()) {
    misnamed.push_back(prefix + entry.name);
  }
}

class Walker {
 public:
  Walker(const FileReader& reader, const WalkOptions& options)
      : reader_(reader), options_(options) {}

  // A folder is listed once, however many starts lead to it.
  void Push(Folder folder) {
    {
      const std::lock_guard lock(mutex_);
      if (!pushed_.emplace(folder.path, folder.recursive).second) return;
      folders_.push_back(std::move(folder));
      ++open_;
    }
    wake_.notify_one();
  }

  // Lists folders until none is left; several threads may do so at once.
  void Work(Found& found) {
    while (true) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return !folders_.empty() || open_ == 0 || failed_; });
      if (folders_.empty() || failed_) return;
      const Folder folder = std::move(folders_.back());
      folders_.pop_back();
      lock.unlock();
      try {
        ListFolder(folder, found);
      } catch (...) {
        lock.lock();
        failed_ = true;
        wake_.notify_all();
        throw;
      }
      lock.lock();
      if (--open_ == 0) wake_.notify_all();
    }
  }

  // The rules that hold in a folder, given those of the folders above it. A folder above the starts
  // may hold files that may not be trusted.
  std::shared_ptr<const Rules> RulesOf(const std::string& folder,
                                       const std::vector<FolderEntry>& entries,
                                       const std::shared_ptr<const Rules>& above, bool above_starts,
                                       std::vector<Walked::Refused>& refused) const {
    bool any = false;
    Rules rules{.above = above, .base = folder.empty() ? 0 : folder.size() + 1};
    if (above != nullptr) rules.compared = above->compared;
    const std::string prefix = folder.empty() ? "" : folder + "/";
    const auto load = [&](const char* name, IgnoreRules& into) {
      const auto text = reader_.Read(prefix + name);
      if (!text) return;
      if (above_starts && options_.trusts && !options_.trusts(prefix + name)) {
        refused.push_back({prefix + name, "this file belongs to another user"});
        return;
      }
      IgnoreRules read = IgnoreRules::Parse(*text);
      if (rules.compared + read.compared() > kMostPatterns) {
        refused.push_back(
            {prefix + name, Format("with this file more than {} patterns would have to be compared "
                                   "with each path",
                                   kMostPatterns)});
        return;
      }
      rules.compared += read.compared();
      any |= !read.empty();
      into = std::move(read);
    };
    load(".rgignore", rules.rgignore);
    load(".ignore", rules.ignore);
    load(".gitignore", rules.gitignore);
    if (std::any_of(entries.begin(), entries.end(),
                    [](const FolderEntry& entry) { return entry.name == ".git"; })) {
      any = rules.repository = true;
      load(".git/info/exclude", rules.exclude);
    }
    return any ? std::make_shared<const Rules>(std::move(rules)) : above;
  }

 private:
  void ListFolder(const Folder& folder, Found& found) {
    const auto entries = reader_.ListAsIs(folder.path);
    if (!entries) {
      found.unread.push_back(Problem::Unread(folder.path, entries.error().message));
      return;
    }
    const bool has_rules =
        std::any_of(entries->begin(), entries->end(), [](const FolderEntry& entry) {
          return entry.name == ".gitignore" || entry.name == ".ignore" ||
                 entry.name == ".rgignore" || entry.name == ".git";
        });
    const auto rules = has_rules
                           ? RulesOf(folder.path, *entries, folder.rules, false, found.refused)
                           : folder.rules;
    const std::string prefix = folder.path.empty() ? "" : folder.path + "/";
    for (const FolderEntry& one : *entries) {
      if (options_.deadline != nullptr) options_.deadline->Check();
      NoteConfig(prefix, one, found.configs, found.misnamed_configs);
      const bool is_folder = one.kind == FolderEntry::kFolder;
      if (is_folder && (!folder.recursive || IsGenerated(one.name))) continue;
      if (!is_folder && (!IsCandidate(one.name) || one.name == kConfigName)) continue;
      std::string path = prefix + one.name;
      if (one.kind == FolderEntry::kOther) {
        if (IsTerraform(one.name) && !one.name.starts_with('.')) {
          found.unread.push_back(Problem::Unread(std::move(path), "not an ordinary file"));
        }
        continue;
      }
      const IgnoreRules::Match match = Test(rules.get(), path, is_folder);
      const bool ignored = folder.ignored || match == IgnoreRules::Match::kIgnore;
      const bool hidden = one.name.starts_with('.') && !IsReadThoughHidden(one);
      const bool foreign = is_folder && IsForeign(one.name);
      const bool left_out = foreign || (hidden && (ignored || match == IgnoreRules::Match::kNone));
      const bool only_tracked = folder.only_tracked || left_out;
      const bool only_code = folder.only_code || foreign;
      // Terraform itself reads no hidden files, but for var files.
      if (!is_folder && IsTerraform(one.name)) {
        if (left_out && !IsVarFile(one.name)) continue;
      } else if (!is_folder && only_code) {
        continue;
      }
      if ((ignored || only_tracked) && !IsTracked(rules.get(), path, is_folder, !only_tracked)) {
        continue;
      }
      if (!is_folder) {
        (one.kind == FolderEntry::kLink ? found.links : found.files).push_back(std::move(path));
      } else if (folder.depth == kMaxDepth) {
        found.unread.push_back(Problem::Unread(
            std::move(path), "more than " + std::to_string(kMaxDepth) + " folders deep"));
      } else {
        Push({.path = std::move(path),
              .rules = rules,
              .ignored = ignored,
              .only_tracked = only_tracked,
              .only_code = only_code,
              .depth = folder.depth + 1});
      }
    }
  }

  bool IsTracked(const Rules* rules, std::string_view path, bool is_folder, bool otherwise) const {
    const Rules* repository = RepositoryOf(rules);
    if (!options_.tracks || repository == nullptr) return false;
    return options_.tracks(path.substr(0, repository->base == 0 ? 0 : repository->base - 1), path,
                           is_folder, otherwise);
  }

  const FileReader& reader_;
  const WalkOptions& options_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Folder> folders_;
  std::set<std::pair<std::string, bool>> pushed_;  // path, and whether with the folders in it
  std::size_t open_ = 0;                           // folders that are waiting or being listed
  bool failed_ = false;                            // no memory, for example: all threads end
};

// The folders above the starts, those of named files among them: whatever the ignore files say.
std::set<std::string> FoldersAbove(const std::vector<WalkStart>& starts) {
  std::set<std::string> folders;
  for (const WalkStart& start : starts) {
    std::string_view path = start.path;
    while (!path.empty()) {
      path = path.substr(0, path.find('/') == path.npos ? 0 : path.rfind('/'));
      if (!folders.emplace(path).second) break;
    }
  }
  return folders;
}

// The rules of all folders above a folder. Each folder is listed once, however many are below it.
class RulesAbove {
 public:
  RulesAbove(const Walker& walker, const FileReader& reader) : walker_(walker), reader_(reader) {}

  std::shared_ptr<const Rules> operator()(const std::string& folder) {
    return folder.empty() ? nullptr : In(folder.substr(0, SlashIn(folder)));
  }

  std::vector<Walked::Refused> TakeRefused() { return std::move(refused_); }

 private:
  static std::size_t SlashIn(const std::string& folder) {
    const std::size_t slash = folder.rfind('/');
    return slash == std::string::npos ? 0 : slash;
  }

  std::shared_ptr<const Rules> In(const std::string& folder) {
    if (const auto found = known_.find(folder); found != known_.end()) return found->second;
    std::shared_ptr<const Rules> rules = (*this)(folder);
    if (const auto entries = reader_.ListAsIs(folder)) {
      rules = walker_.RulesOf(folder, *entries, rules, true, refused_);
    }
    known_.emplace(folder, rules);
    return rules;
  }

  const Walker& walker_;
  const FileReader& reader_;
  std::map<std::string, std::shared_ptr<const Rules>> known_;
  std::vector<Walked::Refused> refused_;
};

}  // namespace

bool IsCandidate(std::string_view name) {
  constexpr std::string_view kEndings[] = {".json", ".yaml", ".yml", ".template", ".cfn"};
  const auto ends = [name](std::string_view ending) {
    if (name.size() <= ending.size()) return false;
    const std::string_view end = name.substr(name.size() - ending.size());
    return std::ranges::equal(end, ending, [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
  };
  return name == "terragrunt.hcl" || IsTerraform(name) || std::ranges::any_of(kEndings, ends);
}

bool IsVarFile(std::string_view name) {
  return name.ends_with(".tfvars") || name.ends_with(".tfvars.json");
}

bool IsTerraform(std::string_view name) {
  constexpr std::string_view kEndings[] = {".tf",        ".tofu",   ".tf.json",
                                           ".tofu.json", ".tfvars", ".tfvars.json"};
  return std::any_of(std::begin(kEndings), std::end(kEndings), [name](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
}

bool IsDownloaded(std::string_view path) {
  for (std::size_t slash = path.find('/'); slash != path.npos; slash = path.find('/')) {
    if (IsForeign(path.substr(0, slash))) return true;
    path.remove_prefix(slash + 1);
  }
  return false;
}

Walked Walk(const FileReader& reader, const std::vector<WalkStart>& starts,
            const WalkOptions& options) {
  Walked walked;
  Walker walker(reader, options);
  RulesAbove rules_above(walker, reader);
  for (const WalkStart& start : starts) {
    if (start.what == WalkStart::kFile) {
      walked.files.push_back(start.path);
    } else {
      walker.Push({.path = start.path,
                   .rules = rules_above(start.path),
                   .recursive = start.what == WalkStart::kTree});
    }
  }
  std::vector<Found> found(std::max(options.jobs, 1u));
  ParallelFor(found.size(), options.jobs, [&](std::size_t i) { walker.Work(found[i]); });
  walked.refused = rules_above.TakeRefused();
  for (const std::string& folder : FoldersAbove(starts)) {
    const auto entries = reader.ListAsIs(folder);
    if (!entries) continue;
    const std::string prefix = folder.empty() ? "" : folder + "/";
    for (const FolderEntry& entry : *entries) {
      NoteConfig(prefix, entry, walked.configs, walked.misnamed_configs);
    }
  }
  for (Found& one : found) {
    std::move(one.configs.begin(), one.configs.end(), std::back_inserter(walked.configs));
    std::move(one.misnamed_configs.begin(), one.misnamed_configs.end(),
              std::back_inserter(walked.misnamed_configs));
    std::move(one.files.begin(), one.files.end(), std::back_inserter(walked.files));
    std::move(one.links.begin(), one.links.end(), std::back_inserter(walked.links));
    std::move(one.unread.begin(), one.unread.end(), std::back_inserter(walked.unread));
    std::move(one.refused.begin(), one.refused.end(), std::back_inserter(walked.refused));
  }
  std::ranges::sort(walked.refused);
  const auto same = std::ranges::unique(walked.refused);
  walked.refused.erase(same.begin(), same.end());
  for (auto* list : {&walked.files, &walked.links, &walked.configs, &walked.misnamed_configs}) {
    std::sort(list->begin(), list->end());
    list->erase(std::unique(list->begin(), list->end()), list->end());
  }
  const auto text = [](const Problem& one) { return std::tie(one.path, one.message); };
  std::ranges::sort(walked.unread, {}, text);
  const auto repeated = std::ranges::unique(walked.unread, {}, text);
  walked.unread.erase(repeated.begin(), repeated.end());
  return walked;
}

}  // namespace execlint
