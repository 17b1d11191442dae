// Every rule has fail, pass and unknown cases in Terraform, CloudFormation and the JSON of the
// APIs. What cannot be written in one of them stands in the list below, with the reason; an entry
// that a fixture has made untrue fails too.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "gtest/gtest.h"
#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKinds[] = {"fail", "pass", "unknown"};
constexpr std::string_view kFormats[] = {"terraform", "cloudformation", "json"};

struct Exception {
  std::string_view rule;
  std::string_view cases;  // `json`: all kinds; `unknown json`; `unknown`: all formats
  std::string_view reason;
};

constexpr std::string_view kNoRole = "no API JSON that is read holds a role";
constexpr std::string_view kNoCluster = "no API JSON that is read holds a cluster";
constexpr std::string_view kNoVpc = "no API JSON that is read holds a VPC";
constexpr std::string_view kAllKnown = "every value in API JSON is known";
constexpr std::string_view kInput = "what cannot be parsed or goes too far is no hop of a workload";

constexpr Exception kExceptions[] = {
    {"analysis-limit", "unknown", kInput},
    {"analysis-limit", "pass terraform", "its bounds are tested on generated input, in unit tests"},
    {"analysis-limit", "pass json", "any JSON case that passes shows it"},
    {"exec-flag-misplaced", "unknown json", kAllKnown},
    {"exec-prepared-but-off", "json", kNoRole},
    {"fargate-platform-too-old", "unknown json", kAllKnown},
    {"no-route-to-session-manager", "fail json", kNoVpc},
    {"no-route-to-session-manager", "pass json", kNoVpc},
    {"production-exec-enabled", "unknown json", kAllKnown},
    {"session-logging-disabled", "unknown json", kAllKnown},
    {"session-logging-implicit", "json", kNoCluster},
    {"session-not-logged", "json", kNoCluster},
    {"ssmmessages-endpoint-missing", "json", kNoVpc},
    {"ssmmessages-in-trust-policy", "json", kNoRole},
    {"ssmmessages-on-execution-role", "json", kNoRole},
    {"ssmmessages-scoped-to-resource", "json", kNoRole},
    {"syntax-error", "unknown", kInput},
    {"task-role-lacks-ssmmessages", "json", kNoRole},
    {"task-role-missing", "pass json", kNoRole},
    {"task-role-untrusted", "json", kNoRole},
};

bool IsExcepted(std::string_view rule, std::string_view kind, std::string_view format) {
  const std::string both = std::string(kind) + " " + std::string(format);
  return std::any_of(std::begin(kExceptions), std::end(kExceptions), [&](const Exception& one) {
    return one.rule == rule && (one.cases == kind || one.cases == format || one.cases == both);
  });
}

std::string_view FormatOf(const std::string& path, const std::string& text) {
  if (path.ends_with(".tf") || path.ends_with(".tf.json")) return "terraform";
  if (path.ends_with(".yaml")) return "cloudformation";
  return text.find("\"Resources\"") != std::string::npos ? "cloudformation" : "json";
}

using Cases = std::set<std::pair<std::string_view, std::string_view>>;  // kind, format

Cases CasesOf(const Rule& rule) {
  std::string folder(rule.name);
  std::replace(folder.begin(), folder.end(), '-', '_');
  Cases cases;
  for (const auto& entry : fs::directory_iterator("fixtures/" + folder)) {
    const std::string name = entry.path().filename().string();
    for (const std::string_view kind : kKinds) {
      if (!name.starts_with(kind) && !name.starts_with("example_" + std::string(kind))) continue;
      for (const auto& [path, text] : ReadTree(entry.path().string())) {
        const bool read_by_others =
            path.ends_with(".expect") || path.ends_with(".tftpl") || path.ends_with(".tfvars");
        if (!read_by_others) cases.emplace(kind, FormatOf(path, text));
      }
    }
  }
  return cases;
}

TEST(FixtureFormats, EveryRuleIsShownInEveryFormatThatCanCarryIt) {
  for (const RuleEntry& entry : AllRules()) {
    const std::string_view rule = entry.rule->name;
    const Cases cases = CasesOf(*entry.rule);
    for (const std::string_view kind : kKinds) {
      for (const std::string_view format : kFormats) {
        const bool there = cases.contains({kind, format});
        EXPECT_NE(there, IsExcepted(rule, kind, format))
            << rule << ": " << kind << " in " << format
            << (there ? " is there, and yet in the list of exceptions" : " is missing");
      }
    }
  }
}

}  // namespace
}  // namespace execlint::testing_support
