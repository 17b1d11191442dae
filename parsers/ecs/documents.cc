#include "parsers/ecs/documents.h"

#include <algorithm>
#include <array>

#include "lint/source/find.h"
#include "lint/source/hidden_words.h"
#include "parsers/iam/policy_document.h"

namespace execlint::ecs {
namespace {

bool Has(const Value& map, std::string_view key) { return Find(map, key) != nullptr; }

bool HasAny(const Value& map, std::span<const std::string_view> keys) {
  return std::any_of(keys.begin(), keys.end(), [&](std::string_view key) { return Has(map, key); });
}

// Keys that a service has and a run-task has not.
constexpr std::array<std::string_view, 10> kServiceKeys = {
    "desiredCount",       "deploymentController",
    "serviceName",        "schedulingStrategy",
    "serviceArn",         "loadBalancers",
    "serviceRegistries",  "healthCheckGracePeriodSeconds",
    "forceNewDeployment", "serviceConnectConfiguration"};
// Keys that both have.
constexpr std::array<std::string_view, 8> kLaunchKeys = {
    "taskDefinition",       "launchType",
    "networkConfiguration", "platformVersion",
    "enableExecuteCommand", "deploymentConfiguration",
    "placementConstraints", "capacityProviderStrategy"};
constexpr std::array<std::string_view, 4> kRunTaskKeys = {"overrides", "count", "startedBy",
                                                          "containerInstances"};

bool IsContainer(const Value& value) {
  constexpr std::array<std::string_view, 7> kTypical = {
      "essential",   "memory",           "cpu", "portMappings", "logConfiguration",
      "environment", "memoryReservation"};
  return value.is_map() && Has(value, "image") && Has(value, "name") && HasAny(value, kTypical);
}

bool IsTaskDefinition(const Value& value) {
  // Elastic Beanstalk has files of much the same form, and makes the task definition itself.
  if (Has(value, "AWSEBDockerrunVersion")) return false;
  const Entry* containers = Find(value, "containerDefinitions");
  return containers != nullptr && !containers->value->is_map();
}

bool IsService(const Value& value) {
  if (!value.is_map() || HasAny(value, kRunTaskKeys)) return false;
  const auto count = [&](std::span<const std::string_view> keys) {
    return std::count_if(keys.begin(), keys.end(),
                         [&](std::string_view key) { return Has(value, key); });
  };
  const auto own = count(kServiceKeys), shared = count(kLaunchKeys);
  return (own >= 1 && shared >= 1) ||
         (Has(value, "service") && Has(value, "cluster") && shared >= 1);
}

bool IsRunTask(const Value& value) {
  return value.is_map() && Has(value, "taskDefinition") &&
         (HasAny(value, kRunTaskKeys) || Has(value, "enableExecuteCommand"));
}

bool IsCluster(const Value& value) {
  constexpr std::array<std::string_view, 5> kTypical = {"configuration", "capacityProviders",
                                                        "settings", "clusterArn",
                                                        "defaultCapacityProviderStrategy"};
  return value.is_map() && Has(value, "clusterName") && HasAny(value, kTypical);
}

class Finder {
 public:
  explicit Finder(ValueStore& store) : store_(store) {}

  std::vector<Document> Run(Traced root) {
    if (!root) return {};
    using Kind = Document::Kind;
    if (root->is_list()) {
      // Something unknown among containers may be one.
      const auto items = root->items();
      const auto is_container = [](const Traced& item) { return IsContainer(*item); };
      const auto may_be = [&](const Traced& item) {
        return item->is_unknown() || is_container(item);
      };
      if (std::any_of(items.begin(), items.end(), is_container) &&
          std::all_of(items.begin(), items.end(), may_be)) {
        found_.push_back({Kind::kContainers, root, ""});
      }
      return found_;
    }
    if (!root->is_map()) return {};
    if (const Traced policy = PolicyDocumentIn(root, store_)) {
      found_.push_back({Kind::kPolicy, policy, ""});
    } else if (IsTaskDefinition(*root)) {
      found_.push_back({Kind::kTaskDefinition, root, ""});
    } else if (const Entry* task = Find(*root, "taskDefinition");
               task != nullptr && IsTaskDefinition(*task->value)) {
      found_.push_back({Kind::kTaskDefinition, store_.Inside(root, task->value), "taskDefinition"});
    } else if (IsService(*root)) {
      found_.push_back({Kind::kService, root, ""});
    } else if (IsRunTask(*root)) {
      found_.push_back({Kind::kRunTask, root, ""});
    } else if (IsCluster(*root)) {
      found_.push_back({Kind::kCluster, root, ""});
    } else {
      One(root, "service", Kind::kService, IsService);
      One(root, "cluster", Kind::kCluster, IsCluster);
      Each(root, "services", Kind::kService, IsService);
      Each(root, "clusters", Kind::kCluster, IsCluster);
    }
    return found_;
  }

 private:
  void One(Traced root, std::string_view key, Document::Kind kind, bool (*is)(const Value&)) {
    const Entry* entry = Find(*root, key);
    if (entry == nullptr || !is(*entry->value)) return;
    found_.push_back({kind, store_.Inside(root, entry->value), std::string(key)});
  }

  void Each(Traced root, std::string_view key, Document::Kind kind, bool (*is)(const Value&)) {
    const Entry* entry = Find(*root, key);
    if (entry == nullptr || !entry->value->is_list()) return;
    const auto items = entry->value->items();
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!is(*items[i])) continue;
      found_.push_back(
          {kind, store_.Inside(root, items[i]), std::string(key) + "[" + std::to_string(i) + "]"});
    }
  }

  ValueStore& store_;
  std::vector<Document> found_;
};

}  // namespace

namespace {

// Is there a key `Resources` with an object, as templates have one and policies do not?
bool HasResources(std::string_view bytes) {
  constexpr std::string_view kKey = "\"Resources\"", kBlanks = " \t\r\n";
  for (std::size_t at = execlint::Find(bytes, kKey); at != bytes.npos;
       at = execlint::Find(bytes, kKey, at + 1)) {
    const std::size_t colon = bytes.find_first_not_of(kBlanks, at + kKey.size());
    if (colon == bytes.npos || bytes[colon] != ':') continue;
    const std::size_t value = bytes.find_first_not_of(kBlanks, colon + 1);
    if (value != bytes.npos && bytes[value] == '{') return true;
  }
  return false;
}

}  // namespace

bool LooksLikeApiJson(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  const std::size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return false;
  const auto has = [&](std::string_view text) { return Holds(bytes, text); };
  // A comment, or what another program takes out: no JSON, but perhaps meant as ours.
  if (bytes[first] != '{' && bytes[first] != '[') return has("\"containerDefinitions\"");
  if (HidesWords(bytes, Escapes::kJson)) return true;
  if (bytes[first] == '[') return has("\"image\"") && has("\"name\"");
  if (has("Statement") && !(has("\"AWS::") && HasResources(bytes))) {
    const bool inside_a_string = has("%22Statement%22") || has("\\\"Statement\\\"");
    if (inside_a_string || (has("\"Statement\"") && has("\"Effect\""))) return true;
  }
  if (has("\"clusterName\"")) return true;
  if (!has("Definition") && !has("Configuration") && !has("launchType") && !has("ExecuteCommand")) {
    return false;
  }
  if (has("\"containerDefinitions\"")) return true;
  const auto has_key = [&](std::string_view key) { return has('"' + std::string(key) + '"'); };
  const bool launch = std::any_of(kLaunchKeys.begin(), kLaunchKeys.end(), has_key);
  return launch && (std::any_of(kServiceKeys.begin(), kServiceKeys.end(), has_key) ||
                    std::any_of(kRunTaskKeys.begin(), kRunTaskKeys.end(), has_key) ||
                    (has_key("service") && has_key("cluster")) ||
                    (has_key("taskDefinition") && has_key("enableExecuteCommand")));
}

std::vector<Document> DocumentsIn(Traced root, ValueStore& store) {
  return Finder(store).Run(root);
}

}  // namespace execlint::ecs
