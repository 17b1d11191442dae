#include "lint/project/git.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "lint/project/git_repository.h"
#include "lint/source/disk_file_reader.h"
#include "lint/source/file_reader.h"
#include "lint/source/format.h"

namespace execlint {
namespace {

constexpr std::size_t kMostOutput = std::size_t{1} << 29;

tl::unexpected<Error> Failed(std::string_view what, std::string_view why) {
  return tl::make_unexpected(Error{Format("git could not {}: {}", what, why)});
}

std::string LastLine(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

bool IsObjectName(std::string_view text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == text.npos;
}

// ZeroEndedParts that end with a zero byte.
class ZeroEndedParts {
 public:
  explicit ZeroEndedParts(std::string_view text) : rest_(text) {}
  bool Next(std::string_view& part) {
    const std::size_t end = rest_.find('\0');
    if (end == rest_.npos) return false;
    part = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return true;
  }

 private:
  std::string_view rest_;
};

}  // namespace

tl::expected<Git, Error> Git::Open(const std::string& root, Deadline deadline) {
  auto dir = FindGitDir(root);
  if (!dir) return tl::make_unexpected(dir.error());
  auto git = FindGit(root);
  if (!git) return tl::make_unexpected(git.error());
  if (auto owned = CheckOwner(*git, root, *dir); !owned) {
    return tl::make_unexpected(owned.error());
  }
  return Git(std::move(git->program), std::move(git->path), std::move(*dir), deadline);
}

Program Git::Command(std::vector<std::string> arguments) const {
  std::vector<std::string> all = {"--no-pager"};
  // The commands that are run here do none of this; that is made sure of twice.
  for (const char* setting :
       {"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.pager=cat",
        "core.askPass=", "core.sshCommand=false", "core.gitProxy=false",
        "core.alternateRefsCommand=true", "credential.helper=", "protocol.allow=never",
        "diff.external=", "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false"}) {
    all.insert(all.end(), {"-c", setting});
  }
  std::move(arguments.begin(), arguments.end(), std::back_inserter(all));
  return {
      .path = program_,
      .arguments = std::move(all),
      .environment = {"PATH=" + path_, "LC_ALL=C", "GIT_DIR=" + git_dir_, "GIT_CONFIG_NOSYSTEM=1",
                      "GIT_CONFIG_SYSTEM=/dev/null", "GIT_CONFIG_GLOBAL=/dev/null",
                      "GIT_ATTR_NOSYSTEM=1", "GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1",
                      // No transport has this name, so none is allowed, whatever the
                      // repository's configuration says.
                      "GIT_ALLOW_PROTOCOL=none", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0",
                      "GIT_PAGER=cat", "GIT_ASKPASS=", "GIT_SSH_COMMAND=false", "GIT_FLUSH=1"},
      .deadline = deadline_};
}

tl::expected<Git::Output, Error> Git::Run(std::vector<std::string> arguments) const {
  const std::string command = arguments.front();
  auto child = ChildProcess::Start(Command(std::move(arguments)));
  if (!child) return Failed("be run", child.error().message);
  child->EndInput();
  auto out = child->ReadToEnd(kMostOutput);
  if (!out) return Failed("run `" + command + "`", out.error().message);
  const int status = child->Wait();
  return Output{status, std::move(*out), LastLine(child->complaints())};
}

bool Git::IsShallow() const {
  const auto run = Run({"rev-parse", "--is-shallow-repository"});
  return run && FirstLine(run->out) == "true";
}

bool Git::IsPartial() const {
  const auto run = Run({"config", "--local", "--get-regexp", R"(^remote\..*\.promisor$)"});
  return run && run->status == 0;
}

bool Git::HasOrigin() const {
  const auto run = Run({"config", "--local", "--get-regexp", R"(^remote\.origin\.url$)"});
  return run && run->status == 0;
}

std::string Git::HowToFetch(const std::string& revision) const {
  if (IsPartial()) {
    return "this clone is partial; `git fetch --refetch --no-filter origin` gets the rest";
  }
  const std::string origin = "origin/";
  const bool of_origin = revision.starts_with(origin);
  const std::string branch = of_origin ? revision.substr(origin.size()) : "";
  const std::string spec =
      of_origin ? Format(" {}:refs/remotes/origin/{}", branch, branch) : std::string();
  if (IsShallow()) {
    return Format(
        "this is a shallow clone; `git fetch --unshallow origin{}` gets the rest, in "
        "GitHub Actions `fetch-depth: 0` of actions/checkout, in GitLab CI `GIT_DEPTH: 0`",
        spec);
  }
  if (!of_origin) return "";
  return HasOrigin() ? Format("`git fetch origin{}` gets it", spec)
                     : "this repository has no remote `origin`";
}

tl::expected<std::string, Error> Git::Commit(const std::string& revision) const {
  const std::string known = Format("`{}`", revision);
  if (revision.empty() || revision.starts_with('-') || revision.find('\0') != std::string::npos) {
    return tl::make_unexpected(Error{known + " is no revision"});
  }
  const auto run =
      Run({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
  if (!run) return tl::make_unexpected(run.error());
  const std::string commit = FirstLine(run->out);
  if (run->status == 0 && IsObjectName(commit)) return commit;
  if (!run->complaint.empty()) return Failed("look up " + known, run->complaint);
  const std::string how = HowToFetch(revision);
  return tl::make_unexpected(
      Error{Format("there is no revision {} here{}{}", known, how.empty() ? "" : "; ", how)});
}

tl::expected<std::string, Error> Git::MergeBase(const std::string& commit, const std::string& other,
                                                const std::string& revision) const {
  const auto run = Run({"merge-base", commit, other});
  if (!run) return tl::make_unexpected(run.error());
  std::string base = FirstLine(run->out);
  if (run->status == 0 && IsObjectName(base)) return base;
  if (run->status == 1 && run->complaint.empty()) {
    const std::string how = IsShallow() ? HowToFetch("") : "";
    return tl::make_unexpected(
        Error{Format("the history here has no commit in which the change parts from `{}`{}{}",
                     revision, how.empty() ? "" : "; ", how)});
  }
  const std::string how = HowToFetch("");
  return Failed("find where the change begins", run->complaint + (how.empty() ? "" : "; ") + how);
}

tl::expected<std::vector<TreeEntry>, Error> Git::Tree(const std::string& commit) const {
  auto run = Run({"ls-tree", "-r", "-z", "--full-tree", commit});
  if (!run) return tl::make_unexpected(run.error());
  if (run->status != 0) {
    const std::string how = HowToFetch("");
    return Failed("list the files of " + commit.substr(0, 12),
                  run->complaint + (how.empty() ? "" : "; ") + how);
  }
  std::vector<TreeEntry> entries;
  ZeroEndedParts parts(run->out);
  // 100644 blob 257cc5642cb1a054f08cc83f2d943e56fd3ebe99<TAB>path
  for (std::string_view line; parts.Next(line);) {
    const std::size_t tab = line.find('\t');
    const std::size_t name = tab == line.npos ? line.npos : line.rfind(' ', tab);
    if (name == line.npos) return Failed("list the files", "its output is not understood");
    TreeEntry entry{.path = std::string(line.substr(tab + 1)),
                    .object = std::string(line.substr(name + 1, tab - name - 1))};
    const auto normal = NormalPath(entry.path);
    if (!IsObjectName(entry.object) || !normal || *normal != entry.path) continue;
    if (line.starts_with("160000 ")) entry.kind = TreeEntry::Kind::kSubmodule;
    if (line.starts_with("120000 ")) entry.kind = TreeEntry::Kind::kLink;
    entries.push_back(std::move(entry));
  }
  return entries;
}

tl::expected<std::map<std::string, std::string>, Error> Git::Renames(const std::string& from,
                                                                     const std::string& to) const {
  std::vector<std::string> arguments = {to.empty() ? "diff-index" : "diff-tree"};
  if (to.empty()) arguments.emplace_back("--cached");
  for (const char* option : {"-r", "-M", "-l2000", "--raw", "-z", "--no-ext-diff", "--no-textconv",
                             "--ignore-submodules=all", "--diff-filter=R"}) {
    arguments.emplace_back(option);
  }
  arguments.push_back(from);
  if (!to.empty()) arguments.push_back(to);
  const auto run = Run(std::move(arguments));
  if (!run) return tl::make_unexpected(run.error());
  std::map<std::string, std::string> renames;
  // A missing object is no reason to give up: renames only help to recognise findings.
  if (run->status != 0) return renames;
  ZeroEndedParts parts(run->out);
  std::string_view status, before, after;
  while (parts.Next(status) && parts.Next(before) && parts.Next(after)) {
    renames.emplace(before, after);
  }
  return renames;
}

tl::expected<std::set<std::string>, Error> Git::Skipped() const {
  const auto run = Run({"ls-files", "-t", "-z", "--full-name", "--", ":/"});
  if (!run) return tl::make_unexpected(run.error());
  if (run->status != 0) return Failed("list what is checked out", run->complaint);
  std::set<std::string> skipped;
  ZeroEndedParts parts(run->out);
  for (std::string_view line; parts.Next(line);) {
    if (line.starts_with("S ")) skipped.emplace(line.substr(2));
  }
  return skipped;
}

tl::expected<std::unique_ptr<GitObjects>, Error> Git::Objects() const {
  auto child = ChildProcess::Start(Command({"cat-file", "--batch"}));
  if (!child) return Failed("be run", child.error().message);
  return std::unique_ptr<GitObjects>(new GitObjects(std::move(*child)));
}

bool GitObjects::missing() const {
  const std::lock_guard lock(mutex_);
  return missing_;
}

tl::expected<std::string, Error> GitObjects::Read(const std::string& object) {
  const std::lock_guard lock(mutex_);
  const auto lost = [this](const std::string& why) {
    missing_ = ended_ = true;
    return Failed("read an object", why);
  };
  if (ended_) return lost("it ended");
  if (!IsObjectName(object)) return tl::make_unexpected(Error{"no such file"});
  if (!child_.Send(object + "\n")) return lost("it ended");
  const auto head = child_.ReadLine();
  if (!head) return lost(head.error().message);
  // <object> blob <size>, or <object> missing
  const std::string start = object + " blob ";
  std::size_t size = 0;
  if (!head->starts_with(start)) {
    missing_ = true;
    return Failed("read an object", "it is missing");
  }
  const char* end = head->data() + head->size();
  if (std::from_chars(head->data() + start.size(), end, size).ptr != end) {
    return lost("its answer is not understood");
  }
  if (size > kMaxFileSize) {
    if (auto skipped = child_.Skip(size + 1); !skipped) return lost(skipped.error().message);
    return tl::make_unexpected(FileTooLarge());
  }
  auto bytes = child_.Read(size + 1);
  if (!bytes) return lost(bytes.error().message);
  bytes->pop_back();
  return std::move(*bytes);
}

}  // namespace execlint
