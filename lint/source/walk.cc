#include "lint/source/walk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>

#include "lint/source/disk_file_reader.h"
#include "lint/source/file_reader.h"
#include "lint/source/ignore.h"

namespace execlint {
namespace {

constexpr std::size_t kMaxDepth = 256;

// The ignore files of one folder, and those of the folders above it.
struct Rules {
  std::shared_ptr<const Rules> above = {};
  std::size_t base = 0;     // length of the folder's path, the '/' behind it included
  bool repository = false;  // holds a .git
  // In order of precedence.
  IgnoreRules rgignore = {}, ignore = {}, gitignore = {}, exclude = {};
};

// Folders whose contents nobody wrote for this project.
bool IsForeign(std::string_view name) {
  return name == "node_modules" || name == ".git" || name == ".terraform" || name == ".venv";
}

// What the ignore files say about a path, or kNone.
IgnoreRules::Match Test(const Rules* innermost, std::string_view path, bool is_directory) {
  using Match = IgnoreRules::Match;
  std::array<Match, 4> of_kind{Match::kNone, Match::kNone, Match::kNone, Match::kNone};
  bool in_repository = false;
  for (const Rules* rules = innermost; rules != nullptr; rules = rules->above.get()) {
    in_repository |= rules->repository;
  }
  bool left_repository = false;
  for (const Rules* rules = innermost; rules != nullptr; rules = rules->above.get()) {
    const std::string_view below = path.substr(rules->base);
    const auto ask = [&](std::size_t kind, const IgnoreRules& file) {
      if (of_kind[kind] == Match::kNone && !file.empty()) {
        of_kind[kind] = file.Test(below, is_directory);
      }
    };
    ask(0, rules->rgignore);
    ask(1, rules->ignore);
    // A repository inside another one is not the outer one's business.
    if (in_repository && !left_repository) {
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
  std::size_t depth = 0;
};

// What one thread found.
struct Found {
  std::vector<std::string> files, links;
  std::vector<Problem> unread;
};

class Walker {
 public:
  explicit Walker(const DiskFileReader& reader) : reader_(reader) {
    root_ = open(reader.root().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  }
  ~Walker() { close(root_); }
  Walker(const Walker&) = delete;
  Walker& operator=(const Walker&) = delete;

  void Push(Folder folder) {
    {
      const std::lock_guard lock(mutex_);
      folders_.push_back(std::move(folder));
      ++open_;
    }
    wake_.notify_one();
  }

  // Lists folders until none is left; several threads may do so at once.
  void Work(Found& found) {
    while (true) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return !folders_.empty() || open_ == 0; });
      if (folders_.empty()) return;
      const Folder folder = std::move(folders_.back());
      folders_.pop_back();
      lock.unlock();
      ListFolder(folder, found);
      lock.lock();
      if (--open_ == 0) wake_.notify_all();
    }
  }

  // The rules of a folder itself, for starting below it.
  std::shared_ptr<const Rules> RulesOf(const std::string& folder,
                                       const std::shared_ptr<const Rules>& above) const {
    bool any = false;
    Rules rules{.above = above, .base = folder.empty() ? 0 : folder.size() + 1};
    const std::string prefix = folder.empty() ? "" : folder + "/";
    const auto load = [&](const char* name, IgnoreRules& into) {
      const auto text = reader_.Read(prefix + name);
      if (!text) return;
      into = IgnoreRules::Parse(*text);
      any |= !into.empty();
    };
    load(".rgignore", rules.rgignore);
    load(".ignore", rules.ignore);
    load(".gitignore", rules.gitignore);
    if (faccessat(root_, (prefix + ".git").c_str(), F_OK, 0) == 0) {
      any = rules.repository = true;
      load(".git/info/exclude", rules.exclude);
    }
    return any ? std::make_shared<const Rules>(std::move(rules)) : above;
  }

 private:
  struct Name {
    std::string name;
    bool folder = false;
    bool link = false;
  };

  void ListFolder(const Folder& folder, Found& found) {
    std::vector<Name> names;
    bool has_rules = false;
    if (!ReadNames(folder, names, has_rules, found)) return;
    const auto rules = has_rules ? RulesOf(folder.path, folder.rules) : folder.rules;
    const std::string prefix = folder.path.empty() ? "" : folder.path + "/";
    for (Name& one : names) {
      if (one.folder && (!folder.recursive || IsForeign(one.name))) continue;
      if (!one.folder && !IsCandidate(one.name)) continue;
      std::string path = prefix + one.name;
      const IgnoreRules::Match match = Test(rules.get(), path, one.folder);
      if (match == IgnoreRules::Match::kIgnore) continue;
      if (match == IgnoreRules::Match::kNone && one.name.starts_with('.')) continue;
      if (!one.folder) {
        (one.link ? found.links : found.files).push_back(std::move(path));
      } else if (folder.depth == kMaxDepth) {
        found.unread.push_back(Problem::Unread(
            std::move(path), "more than " + std::to_string(kMaxDepth) + " folders deep"));
      } else {
        Push({.path = std::move(path), .rules = rules, .depth = folder.depth + 1});
      }
    }
  }

  bool ReadNames(const Folder& folder, std::vector<Name>& names, bool& has_rules, Found& found) {
    const char* path = folder.path.empty() ? "." : folder.path.c_str();
    const int opened = openat(root_, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR* listing = opened < 0 ? nullptr : fdopendir(opened);
    if (listing == nullptr) {
      found.unread.push_back(Problem::Unread(
          folder.path, errno == EACCES ? "permission denied" : std::strerror(errno)));
      if (opened >= 0) close(opened);
      return false;
    }
    while (const dirent* entry = readdir(listing)) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      has_rules |=
          name == ".gitignore" || name == ".ignore" || name == ".rgignore" || name == ".git";
      unsigned char type = entry->d_type;
      if (type == DT_UNKNOWN) {
        struct stat status = {};
        if (fstatat(opened, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
        type = S_ISDIR(status.st_mode)   ? DT_DIR
               : S_ISREG(status.st_mode) ? DT_REG
               : S_ISLNK(status.st_mode) ? DT_LNK
                                         : DT_UNKNOWN;
      }
      if (type != DT_DIR && type != DT_REG && type != DT_LNK) continue;
      names.push_back({std::string(name), type == DT_DIR, type == DT_LNK});
    }
    closedir(listing);
    return true;
  }

  const DiskFileReader& reader_;
  int root_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Folder> folders_;
  std::size_t open_ = 0;  // folders that are waiting or being listed
};

// The rules that hold for what stands in `folder`, those of the folder itself excluded.
std::shared_ptr<const Rules> RulesAbove(const Walker& walker, const std::string& folder) {
  std::shared_ptr<const Rules> rules;
  if (folder.empty()) return rules;
  rules = walker.RulesOf("", rules);
  for (std::size_t slash = folder.find('/'); slash != std::string::npos;
       slash = folder.find('/', slash + 1)) {
    rules = walker.RulesOf(folder.substr(0, slash), rules);
  }
  return rules;
}

}  // namespace

bool IsCandidate(std::string_view name) {
  constexpr std::string_view kEndings[] = {".tf", ".json", ".yaml", ".yml", ".tfvars", ".template"};
  return std::any_of(std::begin(kEndings), std::end(kEndings), [name](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
}

Walked Walk(const std::string& root, const std::vector<WalkStart>& starts,
            const WalkOptions& options) {
  Walked walked;
  const auto reader = DiskFileReader::Open(root);
  if (!reader) {
    walked.unread.push_back(Problem::Unread(root, reader.error().message));
    return walked;
  }
  Walker walker(**reader);
  for (const WalkStart& start : starts) {
    struct stat status = {};
    const std::string full = (*reader)->root() + "/" + start.path;
    if (stat(full.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) {
      walker.Push({.path = start.path,
                   .rules = RulesAbove(walker, start.path),
                   .recursive = start.recursive});
    } else {
      walked.files.push_back(start.path);
    }
  }
  std::vector<Found> found(std::max(options.jobs, 1u));
  {
    std::vector<std::jthread> helpers;
    for (std::size_t t = 1; t < found.size(); ++t) {
      helpers.emplace_back([&walker, &found, t] { walker.Work(found[t]); });
    }
    walker.Work(found[0]);
  }
  for (Found& one : found) {
    std::move(one.files.begin(), one.files.end(), std::back_inserter(walked.files));
    std::move(one.links.begin(), one.links.end(), std::back_inserter(walked.links));
    std::move(one.unread.begin(), one.unread.end(), std::back_inserter(walked.unread));
  }
  for (auto* list : {&walked.files, &walked.links}) {
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
