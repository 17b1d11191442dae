#include "parsers/terraform/project/discover.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "lint/engine/examples.h"
#include "lint/engine/rings.h"
#include "lint/project/project_root.h"
#include "lint/project/submodules.h"
#include "lint/project/walk.h"
#include "lint/source/file_reader.h"
#include "lint/source/find.h"
#include "lint/source/format.h"
#include "lint/source/hidden_words.h"
#include "lint/source/parallel.h"
#include "lint/source/path.h"
#include "lint/source/utf8.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/iam/policy_names.h"
#include "parsers/terraform/project/configuration.h"
#include "parsers/terraform/project/module_calls.h"

namespace execlint::terraform {
namespace {

// Texts that show how much of a folder is worth reading. All contain kInAllNeedles.
struct Needle {
  std::string_view text;
  Interest interest;
};
constexpr std::string_view kInAllNeedles = "ecs";
constexpr std::array<Needle, 9> kNeedles = {{
    {"aws_ecs_service", Interest::kServices},
    {"/ecs/aws", Interest::kServices},
    {"aws_ecs_task_set", Interest::kServices},
    {"aws_ecs_task_execution", Interest::kServices},
    {"ecs_target", Interest::kServices},
    {"ecs_parameters", Interest::kServices},
    {"ecs_task_parameters", Interest::kServices},
    {"aws_ecs_", Interest::kPolicies},
    {"awscc_ecs_", Interest::kPolicies},
}};
// Types of resources that matter without a word of ECS beside them: what a policy allows, a state
// machine runs, a schedule calls or a job turns on may be put together by functions, or stand in
// another file.
constexpr std::array<std::string_view, 4> kOfPolicies = {"aws_iam_", "aws_ssoadmin_", "awscc_iam_",
                                                         "awscc_sso_"};
constexpr std::string_view kInAllPolicies = "polic", kInTypesOfPolicies = "_polic";
constexpr std::string_view kStateMachine = "_sfn_state_machine";
constexpr std::string_view kSchedule = "aws_scheduler_schedule";
constexpr std::string_view kJob = "aws_batch_job_definition";
constexpr std::string_view kStack = "aws_cloudformation_stack", kInStack = "n_stack";
// Of what modules are given that run something with ECS; their names may say nothing of it.
// Of two kinds, each with a text that is in all of them.
constexpr std::array<std::string_view, 4> kFlags = {"execute_command", "exec_enabled",
                                                    "enable_exec", "ecs_exec"};
constexpr std::string_view kInAllFlags = "exec";
constexpr std::array<std::string_view, 2> kDefinitions = {"container_def", "task_definition"};
constexpr std::string_view kInAllDefinitions = "_def";  // and in kJob
constexpr std::size_t kMaxFoldersOutside = 1000;
constexpr std::size_t kVarFileDepth = 3;  // folders below a root in which its var files may lie

// What one file says.
struct FileFacts {
  Interest interest = Interest::kNone;
  ModuleCalls calls;
};

bool StartsALine(std::string_view text, std::string_view words) {
  for (std::size_t at = Find(text, words); at != text.npos; at = Find(text, words, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return true;
  }
  return false;
}

// Is a module given a policy? Asked of a text that holds kInAllPolicies.
bool GivesPolicy(const Configuration& configuration, FileId file, bool json) {
  const SourceMap& sources = configuration.sources();
  if (!Holds(sources.Text(file), "module")) return false;
  if (json) return true;
  return std::ranges::any_of(configuration.TopLevel(file).items, [&](const hcl::Item& item) {
    if (item.kind != hcl::Item::kBlock || item.type.text != "module") return false;
    if (!Holds(sources.Text(item.body), kInAllPolicies)) return false;
    const auto arguments = hcl::Scan(sources, item.body);
    return std::ranges::any_of(arguments.items, [](const hcl::Item& argument) {
      return argument.kind == hcl::Item::kAttribute && MayGivePolicies(argument.type.text);
    });
  });
}

// `overridden`: an override file of the folder may change what this one says.
FileFacts LookAt(const Configuration& configuration, FileId file, bool json, bool overridden) {
  FileFacts facts;
  const SourceMap& sources = configuration.sources();
  const std::string_view text = sources.Text(file);
  const auto holds = [&](std::string_view words) { return Holds(text, words); };
  if (holds(kInAllNeedles)) {
    const auto first = std::ranges::find_if(kNeedles, holds, &Needle::text);
    if (first != kNeedles.end()) facts.interest = first->interest;
  }
  const bool defines = holds(kInAllDefinitions);
  const auto gives_service_inputs = [&] {
    return (defines && std::ranges::any_of(kDefinitions, holds)) ||
           (holds(kInAllFlags) && std::ranges::any_of(kFlags, holds));
  };
  if ((facts.interest == Interest::kNone && gives_service_inputs()) ||
      (facts.interest < Interest::kServices && (holds(kStateMachine) || holds(kSchedule)))) {
    facts.interest = Interest::kServices;
  }
  const auto says_policies = [&] {
    return holds(kInAllPolicies) &&
           ((holds(kInTypesOfPolicies) && std::ranges::any_of(kOfPolicies, holds)) ||
            GivesPolicy(configuration, file, json));
  };
  if (facts.interest < Interest::kPolicies &&
      (says_policies() || (defines && holds(kJob)) || (holds(kInStack) && holds(kStack)))) {
    facts.interest = Interest::kPolicies;
  }
  // Text of UTF-16, which Terraform does not read either, holds no word as these are spelled.
  const bool hides = HidesWords(text, json ? Escapes::kJson : Escapes::kHcl);
  if (IsWide(text) || hides) facts.interest = Interest::kServices;
  facts.calls.Add(configuration, file, hides || overridden);
  return facts;
}

struct FolderFacts {
  std::vector<FileId> files;
  std::size_t bytes = 0;
  Interest interest = Interest::kNone;
  bool walked = false;  // what is called from outside of the walk is not
  bool called = false;
  unsigned round = 0;  // of what is called: not 0 where each call may make nothing
  ModuleCalls modules;
  // The folders that it calls: false where each call has a `count` or `for_each`.
  std::map<std::string, bool> calls;
  std::vector<ProjectFile> automatic, named;
  std::optional<bool> declares_variables = {};  // once somebody asked
};

// Has a backend, which Terraform heeds only in a folder that is applied by itself.
bool HasBackend(std::string_view text, bool json) {
  if (!Holds(text, "terraform")) return false;
  if (json) return Holds(text, "\"backend\"") || Holds(text, "\"cloud\"");
  constexpr std::string_view kBlanks = " \t\r";
  for (const auto& [word, next] : {std::pair("backend", '"'), std::pair("cloud", '{')}) {
    const std::string_view type = word;
    for (std::size_t at = Find(text, type); at != text.npos; at = Find(text, type, at + 1)) {
      const std::size_t before = at == 0 ? text.npos : text.find_last_not_of(kBlanks, at - 1);
      const bool starts = before == text.npos || text[before] == '\n' || text[before] == '{';
      const std::size_t after = text.find_first_not_of(kBlanks, at + type.size());
      if (starts && after != text.npos && text[after] == next) return true;
    }
  }
  return false;
}

bool HasBackend(const SourceMap& sources, const FolderFacts& folder) {
  return std::any_of(folder.files.begin(), folder.files.end(), [&](FileId file) {
    return HasBackend(sources.Text(file), sources.path(file).ends_with(".json"));
  });
}

bool IsApplied(const SourceMap& sources, const FolderFacts& folder) {
  const auto has_provider = [&](FileId file) {
    const std::string_view text = sources.Text(file);
    return sources.path(file).ends_with(".json") ? Holds(text, "\"provider\"")
                                                 : StartsALine(text, "provider \"");
  };
  return HasBackend(sources, folder) || std::ranges::any_of(folder.files, has_provider);
}

using Folders = std::map<std::string, FolderFacts>;

bool IsAutomatic(std::string_view name) {
  return name == "terraform.tfvars" || name == "terraform.tfvars.json" ||
         name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json");
}

bool DeclaresVariables(const Configuration& configuration, FolderFacts& folder) {
  if (folder.declares_variables) return *folder.declares_variables;
  const SourceMap& sources = configuration.sources();
  folder.declares_variables = std::ranges::any_of(folder.files, [&](FileId file) {
    if (!Holds(sources.Text(file), "variable")) return false;
    if (sources.path(file).ends_with(".json")) return true;
    return std::ranges::any_of(configuration.TopLevel(file).items, [](const hcl::Item& item) {
      return item.kind == hcl::Item::kBlock && item.type.text == "variable";
    });
  });
  return *folder.declares_variables;
}

// A var file belongs to the nearest folder with variables, its own or one above it; to the nearest
// one with configuration, where none has variables.
void AddVarFile(const Configuration& configuration, Folders& folders, const ProjectFile& file) {
  const std::string own(FolderOf(file.path));
  FolderFacts* nearest = nullptr;
  bool is_own = false;
  std::string folder = own;
  for (std::size_t up = 0; up <= kVarFileDepth; ++up) {
    const auto found = folders.find(folder);
    const bool declares = found != folders.end() && DeclaresVariables(configuration, found->second);
    if (declares || (found != folders.end() && nearest == nullptr)) {
      nearest = &found->second;
      is_own = up == 0;
    }
    if (declares || folder.empty()) break;
    folder.resize(FolderOf(folder).size());
  }
  if (nearest == nullptr) return;
  const bool automatic = is_own && IsAutomatic(NameOf(file.path));
  (automatic ? nearest->automatic : nearest->named).push_back(file);
}

// The folder, and what it calls as deep as modules are looked at.
std::set<std::string> ReachedFrom(const Folders& folders, const std::string& path) {
  std::set<std::string> reached = {path};
  std::vector<std::string> level = {path};
  for (int depth = 0; depth <= kMaxModuleDepth && !level.empty(); ++depth) {
    std::vector<std::string> next;
    for (const std::string& one : level) {
      const auto found = folders.find(one);
      if (found == folders.end()) continue;
      for (const auto& [call, surely] : found->second.calls) {
        if (reached.insert(call).second) next.push_back(call);
      }
    }
    level = std::move(next);
  }
  return reached;
}

// A folder with all that it calls.
FoundUnit UnitAt(const Folders& folders, const std::string& path) {
  FoundUnit unit;
  unit.folder = path;
  for (const std::string& part : ReachedFrom(folders, path)) {
    const auto found = folders.find(part);
    if (found == folders.end()) continue;
    unit.interest = std::max(unit.interest, found->second.interest);
    unit.bytes += found->second.bytes;
    unit.files.insert(unit.files.end(), found->second.files.begin(), found->second.files.end());
  }
  return unit;
}

// terraform.tfvars first, then the .auto.tfvars files by name: later ones win.
void Order(std::vector<ProjectFile>& automatic) {
  std::stable_sort(automatic.begin(), automatic.end(),
                   [](const ProjectFile& a, const ProjectFile& b) {
                     const auto key = [](const ProjectFile& file) {
                       const std::string name(NameOf(file.path));
                       return std::pair(!name.starts_with("terraform.tfvars"), name);
                     };
                     return key(a) < key(b);
                   });
}

void Add(const SourceMap& sources, Folders& folders, const std::string& path, FileId file,
         FileFacts&& facts) {
  FolderFacts& folder = folders[path];
  folder.bytes += sources.Text(file).size();
  folder.interest = std::max(folder.interest, facts.interest);
  folder.files.push_back(file);
  folder.modules.Add(std::move(facts.calls));
}

// Finds out which folders it calls, once all of its files were added.
void FindCalls(const std::string& path, FolderFacts& folder, std::vector<Problem>& unread) {
  for (const ModuleCall& call : folder.modules.Merged()) {
    if (call.makes == ModuleCall::Makes::kNothing) continue;
    const std::string written = path.empty() ? call.source : path + "/" + call.source;
    if (const auto target = NormalPath(written)) {
      folder.calls[*target] |= !call.makes;
    } else {
      unread.push_back(Problem::Unread(written, "not read: this module is outside of the project"));
    }
  }
}

// Says why a file or folder cannot be read; nothing where it can, or where there is none.
void TellUnread(const FileReader& reader, const std::string& path, std::vector<Problem>& unread) {
  const auto bytes = reader.Read(path);
  if (bytes || bytes.error().message == kNoSuchFile || bytes.error().message == kIsAFolder) return;
  const bool out = bytes.error().message == kLeadsOutOfProject;
  unread.push_back(Problem::Unread(path, out ? kLeadsOut : bytes.error().message));
}

// The same of a folder, and of the links to configuration in it.
void TellLinks(const FileReader& reader, const std::string& folder, std::vector<Problem>& unread) {
  TellUnread(reader, folder, unread);
  const auto target = reader.Resolve(folder);
  const auto entries = target ? reader.ListAsIs(*target) : tl::make_unexpected(target.error());
  if (!entries) return;
  for (const FolderEntry& entry : *entries) {
    if (entry.kind != FolderEntry::kLink || !IsConfiguration(entry.name)) continue;
    const std::string path = folder.empty() ? entry.name : folder + "/" + entry.name;
    if (!reader.Resolve(path)) TellUnread(reader, path, unread);
  }
}

// Modules that were not walked, such as `../modules/web` of a root that was named alone, or what
// `terraform init` fetched: what they hold is a part of the root.
void AddCalledFromOutside(const Configuration& configuration, Folders& folders,
                          std::vector<Problem>& unread) {
  std::set<std::string> seen;
  std::vector<std::string> waiting;
  const auto add_calls = [&](const FolderFacts& folder) {
    for (const auto& [call, surely] : folder.calls) {
      if (!folders.contains(call) && seen.insert(call).second) waiting.push_back(call);
    }
  };
  for (const auto& [path, folder] : folders) add_calls(folder);
  std::size_t visited = 0;
  while (!waiting.empty()) {
    if (++visited > kMaxFoldersOutside) {
      unread.push_back(Problem::Unread(waiting.back(), "not read: modules call more than " +
                                                           std::to_string(kMaxFoldersOutside) +
                                                           " folders that were not asked for"));
      return;
    }
    const std::string path = std::move(waiting.back());
    waiting.pop_back();
    TellLinks(configuration.reader(), path, unread);
    const std::vector<std::string> names = configuration.LoadedIn(path);
    const bool overridden = std::ranges::any_of(names, IsOverride);
    for (const std::string& name : names) {
      const auto file = configuration.Open(path.empty() ? name : path + "/" + name);
      if (!file) {
        TellUnread(configuration.reader(), path.empty() ? name : path + "/" + name, unread);
        continue;
      }
      Add(configuration.sources(), folders, path, *file,
          LookAt(configuration, *file, name.ends_with(".json"), overridden));
    }
    const auto found = folders.find(path);
    if (found == folders.end()) continue;
    FindCalls(path, found->second, unread);
    add_calls(found->second);
  }
}

// Tells of the modules that code of the project calls by a path and that are not there: of those in
// a submodule that is not checked out, all at once. What cannot be read is told where it is looked
// at.
void TellMissing(const Configuration& configuration, const Folders& folders,
                 std::vector<Problem>& unread) {
  const SourceMap& sources = configuration.sources();
  const MissingSubmodules submodules(configuration.reader());
  std::map<std::string, std::size_t> calls_into;  // a submodule
  for (const auto& [path, folder] : folders) {
    if (!folder.walked) continue;
    for (const ModuleCall& call : folder.modules.Merged()) {
      if (call.makes == ModuleCall::Makes::kNothing) continue;
      const auto target = NormalPath(path.empty() ? call.source : path + "/" + call.source);
      if (!target || folders.contains(*target)) continue;
      const auto there = configuration.reader().Resolve(*target);
      if (!there && there.error().message != kNoSuchFile) continue;
      if (!configuration.LoadedIn(*target).empty()) continue;
      if (auto submodule = submodules.Around(*target)) {
        ++calls_into[std::move(*submodule)];
        continue;
      }
      unread.push_back(Problem::Unread(
          std::string(sources.path(call.at.file)),
          Format(
              "the source `{}` of `module.{}` in line {} {}, so what the module makes is not seen",
              call.source, call.name, sources.Locate(call.at.file, call.at.begin).line,
              there ? "holds no configuration" : "does not exist")));
    }
  }
  for (const auto& [submodule, calls] : calls_into) {
    unread.push_back(Problem::Unread(
        submodule, Format("the submodule is not checked out: the modules of {} call{} in it are "
                          "not read",
                          calls, calls == 1 ? "" : "s")));
  }
}

bool HasLockFile(const FileReader& reader, const std::string& folder) {
  const auto entries = reader.List(folder);
  return std::any_of(entries.begin(), entries.end(), [](const DirectoryEntry& entry) {
    return entry.name == ".terraform.lock.hcl";
  });
}

// Marks what is a part of whoever calls it. A folder that shows that it is applied stays one by
// itself, where the call would lose that (a backend, values in a var file) or may make nothing.
// Another one is one by itself if in the end no call makes anything (FolderFacts::round).
// `in_rings` gets the folders that call each other in a ring.
void MarkCalled(const SourceMap& sources, const FileReader& reader, Folders& folders,
                std::set<std::string>& in_rings) {
  Calls<std::string> calls;
  for (const auto& [path, folder] : folders) {
    for (const auto& [call, surely] : folder.calls) calls[path].push_back(call);
  }
  in_rings = InRings(calls);
  std::map<std::string, bool> called;  // whether any call surely makes something
  calls.clear();
  for (const auto& [path, folder] : folders) {
    for (const auto& [call, surely] : folder.calls) {
      const bool in_ring = in_rings.contains(path) && in_rings.contains(call);
      if (call == path || in_ring || IsExampleOf(path, call)) continue;
      called[call] |= surely;
      calls[path].push_back(call);
    }
  }
  std::set<std::string> perhaps;
  for (const auto& [path, surely] : called) {
    const auto target = folders.find(path);
    if (target == folders.end()) continue;
    FolderFacts& folder = target->second;
    folder.called = folder.automatic.empty() && folder.named.empty() &&
                    !HasBackend(sources, folder) &&
                    (surely || (!IsApplied(sources, folder) && !HasLockFile(reader, path)));
    if (folder.called && !surely && folder.walked) perhaps.insert(path);
  }
  const std::map<std::string, unsigned> rounds = RoundsOf(calls, perhaps);
  for (const std::string& path : perhaps) folders[path].round = rounds.at(path);
}

// Adds what was fetched for each folder that may be a root to what it calls. False: there is
// nothing.
bool AddFetched(const Configuration& configuration, Folders& folders,
                std::vector<Problem>& unread) {
  bool any = false;
  for (auto& [path, folder] : folders) {
    if (folder.called) continue;
    const std::size_t before = folder.calls.size();
    for (std::string& module : configuration.InstalledIn(path).Folders()) {
      any = true;
      folder.calls[std::move(module)] = true;
    }
    if (folder.calls.size() == before) {
      const std::string prefix = path.empty() ? "" : path + "/";
      TellUnread(configuration.reader(), prefix + std::string(kInstalledModulesFile), unread);
    }
  }
  return any;
}

}  // namespace

std::vector<FoundUnit> FindUnits(const Project& project, const Configuration& configuration,
                                 std::vector<Problem>& unread) {
  std::vector<ProjectFile> files = project.files;
  files.insert(files.end(), project.links.begin(), project.links.end());
  std::set<std::string> overridden;  // folders with an override file
  for (const ProjectFile& file : files) {
    const bool named_so = Holds(file.path, "override") && IsOverride(NameOf(file.path));
    if (named_so && configuration.Loads(file.path)) overridden.emplace(FolderOf(file.path));
  }
  std::vector<FileFacts> facts(files.size());
  ParallelFor(files.size(), project.jobs, [&](std::size_t i) {
    project.CheckTime();
    const ProjectFile& file = files[i];
    if (configuration.Loads(file.path)) {
      facts[i] =
          LookAt(configuration, file.id, file.path.ends_with(".json"),
                 !overridden.empty() && overridden.contains(std::string(FolderOf(file.path))));
    }
  });
  Folders folders;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const ProjectFile& file = files[i];
    if (!configuration.Loads(file.path)) continue;
    Add(project.sources, folders, std::string(FolderOf(file.path)), file.id, std::move(facts[i]));
    folders[std::string(FolderOf(file.path))].walked = true;
  }
  for (auto& [path, folder] : folders) FindCalls(path, folder, unread);
  AddCalledFromOutside(configuration, folders, unread);
  for (const ProjectFile& file : files) {
    if (IsVarFile(file.path)) AddVarFile(configuration, folders, file);
  }
  std::set<std::string> in_rings;
  MarkCalled(project.sources, project.reader, folders, in_rings);
  if (AddFetched(configuration, folders, unread)) {
    AddCalledFromOutside(configuration, folders, unread);
    MarkCalled(project.sources, project.reader, folders, in_rings);
  }
  for (const std::string& path : in_rings) {
    const auto found = folders.find(path);
    if (found == folders.end()) continue;
    std::erase_if(found->second.calls,
                  [&](const auto& call) { return in_rings.contains(call.first); });
    unread.push_back(Problem::Unread(path,
                                     "module calls lead round in a ring here, which Terraform "
                                     "refuses: each folder is judged by itself"));
  }
  TellMissing(configuration, folders, unread);
  std::set<FileId> all;
  for (const auto& [path, folder] : folders) all.insert(folder.files.begin(), folder.files.end());
  const auto made = std::make_shared<const MadeTypes>(project.sources, all);
  std::vector<FoundUnit> units;
  for (auto& [path, folder] : folders) {
    if (folder.called && folder.round == 0) continue;
    FoundUnit unit = UnitAt(folders, path);
    unit.round = folder.round;
    unit.made = made;
    unit.automatic = std::move(folder.automatic);
    unit.named = std::move(folder.named);
    Order(unit.automatic);
    unit.root = IsApplied(project.sources, folder) || !unit.automatic.empty() ||
                !unit.named.empty() || HasLockFile(project.reader, path);
    units.push_back(std::move(unit));
  }
  return units;
}

}  // namespace execlint::terraform
