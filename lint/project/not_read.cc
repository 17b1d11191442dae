#include "lint/project/not_read.h"

#include <algorithm>
#include <iterator>

#include "lint/project/walk.h"
#include "lint/source/find.h"
#include "lint/source/path.h"
#include "lint/source/utf8.h"

namespace execlint {
namespace {

constexpr std::size_t kBinaryBytes = 8192;  // as many as git looks at for a NUL

bool IsYaml(std::string_view name) { return name.ends_with(".yml") || name.ends_with(".yaml"); }

bool IsCopilotManifest(std::string_view path) {
  const std::string_view name = NameOf(path);
  return IsYaml(name) && name.starts_with("manifest.") &&
         (path.starts_with("copilot/") || Holds(path, "/copilot/"));
}

// What stands behind `key:` on a line of its own, in YAML or JSON, and the text behind that.
struct Written {
  std::string_view value = {};  // empty if there is none
  std::string_view rest = {};   // empty if the key is not there
};
Written Behind(std::string_view bytes, std::string_view key) {
  constexpr std::string_view kAround = " \t\r\",";
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    std::string_view line = bytes.substr(begin, end - begin);
    begin = end + 1;
    line.remove_prefix(std::min(line.find_first_not_of(kAround), line.size()));
    if (!line.starts_with(key)) continue;
    line.remove_prefix(key.size());
    line.remove_prefix(std::min(line.find_first_not_of(kAround), line.size()));
    if (!line.starts_with(':')) continue;
    line.remove_prefix(std::min(line.find_first_not_of(kAround, 1), line.size()));
    const std::string_view value = line.substr(0, line.find_first_of(kAround));
    return {value, bytes.substr(static_cast<std::size_t>(value.data() - bytes.data()))};
  }
  return {};
}

std::string_view ValueOf(std::string_view bytes, std::string_view key) {
  return Behind(bytes, key).value;
}

// What Copilot's reader takes for true, where it expects a boolean.
bool IsTrue(std::string_view value) {
  value = value.substr(0, value.find('}'));
  constexpr std::string_view kTrue[] = {"true", "True", "TRUE", "y",  "Y", "yes",
                                        "Yes",  "YES",  "on",   "On", "ON"};
  return std::ranges::find(kTrue, value) != std::end(kTrue);
}

// `exec: true`, or `exec: {enable: true}` in one line or two; of the manifest or an environment.
bool CopilotTurnsExecOn(std::string_view bytes) {
  for (Written exec = Behind(bytes, "exec"); !exec.rest.empty(); exec = Behind(exec.rest, "exec")) {
    if (IsTrue(exec.value)) return true;
    if (!exec.value.empty() && !exec.value.starts_with('{')) continue;
    const std::string_view inside = exec.rest.substr(exec.value.starts_with('{') ? 1 : 0);
    if (IsTrue(ValueOf(inside, "enable"))) return true;
  }
  return false;
}

}  // namespace

std::optional<NotRead> FindNotRead(std::string_view path, std::string_view bytes) {
  const std::string_view name = NameOf(path);
  if (name.starts_with(".execlint.") && name != kConfigName) {
    return NotRead{"is no configuration, which has the name `.execlint.yaml`", "rename it"};
  }
  if (name == "terragrunt.hcl" || name == "terragrunt.hcl.json") {
    return NotRead{"is a configuration of Terragrunt, which execlint does not read",
                   "name the folder of the module that it deploys", Holds(bytes, "execute_command"),
                   true};
  }
  if (IsCopilotManifest(path)) {
    return NotRead{"is a manifest of AWS Copilot, which execlint does not read",
                   "name the template that `copilot svc package` writes", CopilotTurnsExecOn(bytes),
                   true};
  }
  if (name.starts_with("ecspresso.") &&
      ValueOf(bytes, "service_definition").ends_with(".jsonnet")) {
    return NotRead{"takes its service from Jsonnet, which execlint does not read",
                   "name the JSON that `ecspresso render servicedef` writes", true, true};
  }
  if (name.ends_with(".json") && Holds(bytes, "\"planned_values\"") &&
      Holds(bytes, "\"format_version\"")) {
    return NotRead{"is a Terraform plan, which execlint does not read",
                   "name the folder with the .tf files that it was made of", false};
  }
  const bool state = name.ends_with(".json") && Holds(bytes, "\"terraform_version\"") &&
                     Holds(bytes, "\"lineage\"");
  if (state || name.ends_with(".tfstate") || name.ends_with(".tfstate.backup")) {
    return NotRead{"is a Terraform state, which execlint does not read",
                   "name the folder with the .tf files that it belongs to", false};
  }
  const bool binary = bytes.substr(0, kBinaryBytes).find('\0') != std::string_view::npos;
  // Of what a parser reads, its syntax error says so.
  if (binary && (!IsCandidate(name) || name.ends_with(".template"))) {
    const bool plan = bytes.starts_with("PK") && Holds(bytes, "tfplan");
    if (plan || name.ends_with(".tfplan")) {
      return NotRead{"is a saved Terraform plan, which execlint does not read",
                     "name the folder with the .tf files that it was made of", false};
    }
    return NotRead{"holds binary data", "name the text that it was made of", false};
  }
  if (!IsCandidate(name)) {
    return NotRead{"is not of a kind that execlint reads",
                   "it reads .tf, .tofu, .tfvars, .json, .yaml, .yml and .template files", false};
  }
  return std::nullopt;
}

}  // namespace execlint
