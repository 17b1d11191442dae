#include "parsers/terraform/project/discover.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "lint/engine/examples.h"
#include "lint/project/project_root.h"
#include "lint/source/file_reader.h"
#include "lint/source/find.h"
#include "lint/source/hidden_words.h"
#include "lint/source/parallel.h"
#include "lint/source/utf8.h"
#include "lint/value/value_store.h"
#include "parsers/hcl/block_scanner.h"
#include "parsers/hcl/parser.h"
#include "parsers/json/json.h"
#include "parsers/terraform/project/configuration.h"

namespace execlint::terraform {
namespace {

// Texts that show how much of a folder is worth reading. All contain kInAllNeedles.
struct Needle {
  std::string_view text;
  Interest interest;
};
constexpr std::string_view kInAllNeedles = "ecs";
constexpr std::array<Needle, 8> kNeedles = {{
    {"aws_ecs_service", Interest::kServices},
    {"/ecs/aws", Interest::kServices},
    {"aws_ecs_task_set", Interest::kServices},
    {"aws_ecs_task_execution", Interest::kServices},
    {"ecs_target", Interest::kServices},
    {"ecs_parameters", Interest::kServices},
    {"ecs_task_parameters", Interest::kServices},
    {"aws_ecs_", Interest::kPolicies},
}};
// Types of resources that matter without a word of ECS beside them: what a policy allows, a state
// machine runs or a job turns on may be put together by functions, or stand in another file.
constexpr std::array<std::string_view, 2> kOfPolicies = {"aws_iam_", "aws_ssoadmin_"};
constexpr std::string_view kInAllPolicies = "_polic";
constexpr std::string_view kStateMachine = "_sfn_state_machine";
constexpr std::string_view kJob = "aws_batch_job_definition";
// Of what modules are given that run something with ECS; their names may say nothing of it.
// Of two kinds, each with a text that is in all of them.
constexpr std::array<std::string_view, 4> kFlags = {"execute_command", "exec_enabled",
                                                    "enable_exec", "ecs_exec"};
constexpr std::string_view kInAllFlags = "exec";
constexpr std::array<std::string_view, 2> kDefinitions = {"container_def", "task_definition"};
constexpr std::string_view kInAllDefinitions = "_def";  // and in kJob
// What a question may be about.
enum Topic : unsigned {
  kPolicies = 1,
  kWays = 2,
  kFilters = 4,
  kRules = 8,
  kBoundaries = 16,
};
// Types that answer a question. Those that add something show that a unit is worth reading; the
// others are read with them.
struct Answering {
  std::string_view type;
  unsigned adds, with;  // topics
};
constexpr std::array<Answering, 36> kAnswering = {{
    {"aws_iam_role", 0, kPolicies | kBoundaries},
    {"aws_iam_user", 0, kBoundaries},
    {"aws_iam_policy", 0, kPolicies | kBoundaries},
    {"aws_iam_role_policy", kPolicies, kBoundaries},
    {"aws_iam_role_policy_attachment", kPolicies, kBoundaries},
    {"aws_iam_user_policy_attachment", 0, kBoundaries},
    {"aws_iam_policy_attachment", kPolicies, kBoundaries},
    {"aws_iam_role_policies_exclusive", kPolicies, 0},
    {"aws_iam_role_policy_attachments_exclusive", kPolicies, 0},
    {"aws_vpc", 0, kWays | kFilters | kRules},
    {"aws_subnet", 0, kWays | kFilters},
    {"aws_route_table", 0, kWays},
    {"aws_default_route_table", kWays, 0},
    {"aws_route", kWays, 0},
    {"aws_route_table_association", kWays, 0},
    {"aws_main_route_table_association", kWays, 0},
    {"aws_vpc_endpoint", kWays, kFilters},
    {"aws_vpc_endpoint_policy", kFilters, 0},
    {"aws_network_acl", kFilters, 0},
    {"aws_default_network_acl", kFilters, 0},
    {"aws_network_acl_rule", 0, kFilters},
    {"aws_network_acl_association", kFilters, 0},
    {"aws_route53_zone", kFilters, 0},
    {"aws_route53_zone_association", kFilters, 0},
    {"aws_route53_resolver_rule", 0, kFilters},
    {"aws_route53_resolver_rule_association", kFilters, 0},
    {"aws_route53profiles_association", kFilters, 0},
    {"aws_route53_resolver_firewall_rule_group_association", kFilters, 0},
    {"aws_vpc_dhcp_options", 0, kFilters},
    {"aws_vpc_dhcp_options_association", kFilters, 0},
    {"aws_vpc_security_group_rules_exclusive", kFilters, 0},
    {"aws_security_group", 0, kRules},
    {"aws_default_security_group", 0, kRules},
    {"aws_security_group_rule", kRules, 0},
    {"aws_vpc_security_group_egress_rule", kRules, 0},
    {"aws_vpc_security_group_ingress_rule", kRules, 0},
}};
constexpr std::size_t kMaxFoldersOutside = 1000;
constexpr std::size_t kVarFileDepth = 3;  // folders below a root in which its var files may lie

std::string FolderOf(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string NameOf(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The `source` of a module block, if it is constant.
std::string SourceIn(const Configuration& configuration, FileId file, const hcl::Item& module) {
  const SourceMap& sources = configuration.sources();
  for (const hcl::Item& item : hcl::Scan(sources, module.body).items) {
    if (item.kind != hcl::Item::kAttribute || item.type.text != "source") continue;
    std::string_view value = sources.Text(item.span);
    value.remove_prefix(value.find('=') + 1);
    value.remove_prefix(std::min(value.size(), value.find_first_not_of(" \t")));
    const bool plain = value.size() >= 2 && value.front() == '"' &&
                       value.find_first_of("\"\\$%", 1) == value.size() - 1;
    if (plain) return std::string(value.substr(1, value.size() - 2));
    const hcl::ParsedBody parsed = configuration.parser().Parse(sources, file, item);
    const hcl::Attribute* source = parsed.ast.Find(parsed.body, "source");
    return source == nullptr ? "" : parsed.ast.ConstantString(source->value).value_or("");
  }
  return "";
}

// A string that starts with `./` or `../`.
bool HasLocalPath(std::string_view text) {
  for (std::size_t at = Find(text, "./"); at != text.npos; at = Find(text, "./", at + 1)) {
    const std::string_view before = text.substr(0, at);
    if (before.ends_with('"') || before.ends_with("\".")) return true;
  }
  return false;
}

// What one file says.
struct FileFacts {
  Interest interest = Interest::kNone;
  std::vector<std::string> calls;  // sources of local modules
};

bool StartsALine(std::string_view text, std::string_view words) {
  for (std::size_t at = Find(text, words); at != text.npos; at = Find(text, words, at + 1)) {
    if (at == 0 || text[at - 1] == '\n') return true;
  }
  return false;
}

// The sources of all modules in a file of JSON.
std::vector<std::string> SourcesInJson(const SourceMap& sources, FileId file) {
  std::vector<std::string> found;
  ValueStore values;
  // What may stand once or in a list.
  const auto each = [](const Value& value, const auto& use) {
    if (value.is_map()) use(value);
    if (!value.is_list()) return;
    for (const Traced& item : value.items()) {
      if (item->is_map()) use(*item);
    }
  };
  const auto add = [&](const Value& call) {
    const Entry* source = execlint::Find(call, "source");
    if (source != nullptr) found.push_back(KnownText(*source->value).value_or(""));
  };
  const Parsed parsed = json::Parse(sources, file, values);
  if (!parsed.root || !parsed.root->is_map()) return found;
  for (const Entry& entry : parsed.root->entries()) {
    if (entry.key != "module") continue;
    each(*entry.value, [&](const Value& calls) {
      for (const Entry& call : calls.entries()) each(*call.value, add);
    });
  }
  return found;
}

FileFacts LookAt(const Configuration& configuration, FileId file, bool json) {
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
      (facts.interest < Interest::kServices && holds(kStateMachine))) {
    facts.interest = Interest::kServices;
  }
  if (facts.interest < Interest::kPolicies &&
      ((holds(kInAllPolicies) && std::ranges::any_of(kOfPolicies, holds)) ||
       (defines && holds(kJob)))) {
    facts.interest = Interest::kPolicies;
  }
  // Text of UTF-16, which Terraform does not read either, holds no word as these are spelled.
  const bool hides = HidesWords(text, json ? Escapes::kJson : Escapes::kHcl);
  if (IsWide(text) || hides) facts.interest = Interest::kServices;
  if (!hides && !HasLocalPath(text)) return facts;
  const auto add = [&](std::string source) {
    if (source.starts_with("./") || source.starts_with("../")) {
      facts.calls.push_back(std::move(source));
    }
  };
  if (json) {
    for (std::string& source : SourcesInJson(sources, file)) add(std::move(source));
    return facts;
  }
  for (const hcl::Item& item : configuration.TopLevel(file).items) {
    if (item.kind != hcl::Item::kBlock || item.type.text != "module") continue;
    if (hides || HasLocalPath(sources.Text(item.body))) add(SourceIn(configuration, file, item));
  }
  return facts;
}

struct FolderFacts {
  std::vector<FileId> files;
  std::size_t bytes = 0;
  Interest interest = Interest::kNone;
  bool called = false;
  std::set<std::string> calls;  // folders
  std::vector<ProjectFile> automatic, named;
};

// Has a provider or a backend.
bool IsApplied(const SourceMap& sources, const FolderFacts& folder) {
  return std::any_of(folder.files.begin(), folder.files.end(), [&](FileId file) {
    const std::string_view text = sources.Text(file);
    if (sources.path(file).ends_with(".json")) {
      return Holds(text, "\"provider\"") || Holds(text, "\"backend\"") || Holds(text, "\"cloud\"");
    }
    return StartsALine(text, "provider \"") || Holds(text, "backend \"") || Holds(text, "cloud {");
  });
}

using Folders = std::map<std::string, FolderFacts>;

bool IsVarFile(const std::string& path) {
  return path.ends_with(".tfvars") || path.ends_with(".tfvars.json");
}

bool IsAutomatic(const std::string& name) {
  return name == "terraform.tfvars" || name == "terraform.tfvars.json" ||
         name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json");
}

// A var file belongs to the nearest folder with configuration, its own or one above it.
void AddVarFile(Folders& folders, const ProjectFile& file) {
  std::string folder = FolderOf(file.path);
  for (std::size_t up = 0; up <= kVarFileDepth; ++up) {
    if (const auto found = folders.find(folder); found != folders.end()) {
      const bool automatic = up == 0 && IsAutomatic(NameOf(file.path));
      (automatic ? found->second.automatic : found->second.named).push_back(file);
      return;
    }
    if (folder.empty()) return;
    folder = FolderOf(folder);
  }
}

void AddReached(const Folders& folders, const std::string& from, std::set<std::string>& reached) {
  std::vector<std::string> waiting = {from};
  reached.insert(from);
  while (!waiting.empty()) {
    const auto found = folders.find(waiting.back());
    waiting.pop_back();
    if (found == folders.end()) continue;
    for (const std::string& call : found->second.calls) {
      if (reached.insert(call).second) waiting.push_back(call);
    }
  }
}

// A folder with all that it calls.
FoundUnit UnitAt(const Folders& folders, const std::string& path) {
  FoundUnit unit;
  unit.folder = path;
  std::set<std::string> reached;
  AddReached(folders, path, reached);
  for (const std::string& part : reached) {
    const auto found = folders.find(part);
    if (found == folders.end()) continue;
    unit.interest = std::max(unit.interest, found->second.interest);
    unit.bytes += found->second.bytes;
    unit.files.insert(unit.files.end(), found->second.files.begin(), found->second.files.end());
  }
  return unit;
}

// Folders that call each other in a ring, and that no other folder calls, would be in no unit. The
// first of them (one that is applied, if there is any) counts as not called.
void TakeOneOfEachRing(const SourceMap& sources, Folders& folders) {
  std::set<std::string> reached;
  for (const auto& [path, folder] : folders) {
    if (!folder.called) AddReached(folders, path, reached);
  }
  for (const bool applied : {true, false}) {
    for (auto& [path, folder] : folders) {
      if (reached.contains(path) || (applied && !IsApplied(sources, folder))) continue;
      folder.called = false;
      AddReached(folders, path, reached);
    }
  }
}

bool HasLockFile(const FileReader& reader, const std::string& folder) {
  const auto entries = reader.List(folder);
  return std::any_of(entries.begin(), entries.end(), [](const DirectoryEntry& entry) {
    return entry.name == ".terraform.lock.hcl";
  });
}

// terraform.tfvars first, then the .auto.tfvars files by name: later ones win.
void Order(std::vector<ProjectFile>& automatic) {
  std::stable_sort(automatic.begin(), automatic.end(),
                   [](const ProjectFile& a, const ProjectFile& b) {
                     const auto key = [](const ProjectFile& file) {
                       const std::string name = NameOf(file.path);
                       return std::pair(!name.starts_with("terraform.tfvars"), name);
                     };
                     return key(a) < key(b);
                   });
}

void Add(const SourceMap& sources, Folders& folders, const std::string& path, FileId file,
         const FileFacts& facts) {
  FolderFacts& folder = folders[path];
  folder.bytes += sources.Text(file).size();
  folder.interest = std::max(folder.interest, facts.interest);
  folder.files.push_back(file);
  for (const std::string& call : facts.calls) {
    if (const auto target = NormalPath(path + "/" + call)) folder.calls.insert(*target);
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
    for (const std::string& call : folder.calls) {
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
    for (const std::string& name : configuration.LoadedIn(path)) {
      const auto file = configuration.Open(path.empty() ? name : path + "/" + name);
      if (!file) {
        TellUnread(configuration.reader(), path.empty() ? name : path + "/" + name, unread);
        continue;
      }
      Add(configuration.sources(), folders, path, *file,
          LookAt(configuration, *file, name.ends_with(".json")));
    }
    if (const auto found = folders.find(path); found != folders.end()) add_calls(found->second);
  }
}

void MarkCalled(Folders& folders) {
  for (auto& [path, folder] : folders) {
    for (const std::string& call : folder.calls) {
      const auto target = folders.find(call);
      if (target != folders.end() && call != path && !IsExampleOf(path, call)) {
        target->second.called = true;
      }
    }
  }
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
      folder.calls.insert(std::move(module));
    }
    if (folder.calls.size() == before) {
      const std::string prefix = path.empty() ? "" : path + "/";
      TellUnread(configuration.reader(), prefix + std::string(kInstalledModulesFile), unread);
    }
  }
  return any;
}

// Does an attachment name its role other than by a reference to a resource or module of this code?
bool NamesAnotherRole(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r[", kHead = "resource \"aws_iam_";
  // JSON has no blocks to tell: any attachment there may.
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_json = first != text.npos && text[first] == '{';
  for (const std::string_view type : {"\"aws_iam_role_polic", "\"aws_iam_policy_attachment"}) {
    if (!is_json) break;
    for (std::size_t at = Find(text, type); at != text.npos; at = Find(text, type, at + 1)) {
      const std::size_t end = text.find('"', at + 1);
      const std::size_t next = text.find_first_not_of(" \t\r\n", end == text.npos ? end : end + 1);
      if (next != text.npos && text[next] == ':') return true;
    }
  }
  for (std::size_t at = Find(text, kHead), next = 0; at != text.npos; at = next) {
    at += kHead.size();
    next = Find(text, kHead, at);
    const std::string_view rest = text.substr(at, next - at);  // up to the next one
    if (!rest.starts_with("role_polic") && !rest.starts_with("policy_attachment\"")) continue;
    const std::string_view block = rest.substr(0, rest.find("\n}"));
    for (std::size_t role = 0; (role = block.find("role", role + 1)) != block.npos;) {
      if (block[role - 1] != ' ' && block[role - 1] != '\t') continue;
      const std::size_t name = block.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", role);
      std::size_t value = block.find_first_not_of(kBlanks, name);
      if (value == block.npos || block[value] != '=') continue;
      value = block.find_first_not_of(kBlanks, value + 1);
      const std::string_view written = value == block.npos ? "" : block.substr(value);
      if (!written.starts_with("aws_iam_role.") && !written.starts_with("module.")) return true;
    }
  }
  return false;
}

// But for what is asked of single roles and documents.
unsigned TopicsOf(const Question& question) {
  return (question.policies ? kPolicies : 0U) | (question.ways ? kWays : 0U) |
         (question.filters ? kFilters : 0U) | (question.rules ? kRules : 0U);
}

}  // namespace

bool Answers(std::string_view type, const Question& question) {
  const unsigned topics = TopicsOf(question) | (question.roles.empty() ? 0U : kPolicies) |
                          (question.documents.empty() ? 0U : kBoundaries);
  return std::ranges::any_of(kAnswering, [&](const Answering& one) {
    return one.type == type && ((one.adds | one.with) & topics) != 0;
  });
}

bool MayAnswer(const FoundUnit& unit, const Question& question, const SourceMap& sources) {
  const auto any_holds = [&](std::string_view needle) {
    return std::any_of(unit.files.begin(), unit.files.end(),
                       [&](FileId file) { return Holds(sources.Text(file), needle); });
  };
  const auto names_document = [&] {
    return std::any_of(question.documents.begin(), question.documents.end(), any_holds);
  };
  if (!question.documents.empty() && any_holds("permissions_boundary") && names_document()) {
    return true;
  }
  if (!question.roles.empty() &&
      std::any_of(unit.files.begin(), unit.files.end(),
                  [&](FileId file) { return NamesAnotherRole(sources.Text(file)); })) {
    const bool speaks_of_sessions =
        any_holds("ssmmessages") || any_holds("AmazonSSM") || any_holds("_exclusive\"") ||
        any_holds("AWSDenyAll") ||
        (any_holds("Deny") && (any_holds("NotAction") || any_holds("not_actions")));
    // The name may stand in a var file.
    const auto any_holds_too = [&](std::string_view name) {
      const auto holds = [&](const ProjectFile& file) {
        return Holds(sources.Text(file.id), name);
      };
      return any_holds(name) || std::ranges::any_of(unit.automatic, holds) ||
             std::ranges::any_of(unit.named, holds);
    };
    const auto& roles = question.roles;
    if (speaks_of_sessions && std::any_of(roles.begin(), roles.end(), any_holds_too)) return true;
  }
  const unsigned topics = TopicsOf(question);
  return std::ranges::any_of(kAnswering, [&](const Answering& one) {
    return (one.adds & topics) != 0 && unit.Makes(one.type);
  });
}

std::vector<FoundUnit> FindUnits(const Project& project, const Configuration& configuration,
                                 std::vector<Problem>& unread) {
  std::vector<ProjectFile> files = project.files;
  files.insert(files.end(), project.links.begin(), project.links.end());
  std::vector<FileFacts> facts(files.size());
  ParallelFor(files.size(), project.jobs, [&](std::size_t i) {
    project.CheckTime();
    const ProjectFile& file = files[i];
    if (configuration.Loads(file.path)) {
      facts[i] = LookAt(configuration, file.id, file.path.ends_with(".json"));
    }
  });
  Folders folders;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const ProjectFile& file = files[i];
    if (!configuration.Loads(file.path)) continue;
    Add(project.sources, folders, FolderOf(file.path), file.id, facts[i]);
  }
  AddCalledFromOutside(configuration, folders, unread);
  MarkCalled(folders);
  if (AddFetched(configuration, folders, unread)) {
    AddCalledFromOutside(configuration, folders, unread);
    MarkCalled(folders);
  }
  for (const ProjectFile& file : files) {
    if (IsVarFile(file.path)) AddVarFile(folders, file);
  }
  TakeOneOfEachRing(project.sources, folders);
  std::set<FileId> all;
  for (const auto& [path, folder] : folders) all.insert(folder.files.begin(), folder.files.end());
  const auto made = std::make_shared<const MadeTypes>(project.sources, all);
  std::vector<FoundUnit> units;
  for (auto& [path, folder] : folders) {
    if (folder.called) continue;
    FoundUnit unit = UnitAt(folders, path);
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
