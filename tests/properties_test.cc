// What holds of every project under fixtures/, whatever it is about.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "lint/engine/registry.h"
#include "lint/engine/rule.h"
#include "lint/source/format.h"
#include "tests/fixture.h"

namespace execlint::testing_support {
namespace {

namespace fs = std::filesystem;
using Files = std::map<std::string, std::string>;

std::vector<const Rule*> TheRules() {
  std::vector<const Rule*> rules;
  for (const RuleEntry& entry : AllRules()) rules.push_back(entry.rule);
  return rules;
}

// The projects: each case of a rule or cause, and each stack.
std::vector<std::string> Projects() {
  std::set<std::string> found;
  for (const auto& folder : fs::directory_iterator("fixtures")) {
    if (!folder.is_directory() || folder.path().filename() == "syntax") continue;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
      const bool hop = folder.path().filename() == "causes" && entry.is_directory();
      if (!hop) {
        found.insert(entry.path().generic_string());
        continue;
      }
      for (const auto& one : fs::directory_iterator(entry.path())) {
        found.insert(one.path().generic_string());
      }
    }
  }
  return {found.begin(), found.end()};
}

Files FilesOf(const std::string& project) {
  Files files = ReadTree(project);
  std::erase_if(files, [](const auto& file) {
    return file.first.ends_with(".expect") || file.first.starts_with("expected.") ||
           file.first == "path.expect";
  });
  return files;
}

std::string Where(const Analyzed& run, Span span) {
  return run.path(span) + ":" + std::to_string(run.line(span));
}

// Everything but its related places.
std::string InWords(const Analyzed& run, const Finding& finding) {
  std::string words =
      Format("{} {} {} {}: {}", Where(run, finding.primary), finding.rule->name,
             SeverityName(finding.severity), ConfidenceName(finding.confidence), finding.message);
  for (const std::string& when : finding.when) words += ", " + when;
  return words;
}

void Put(const Files& files, const std::string& folder, Files& into) {
  for (const auto& [path, text] : files) into[folder + "/" + path] = text;
}

std::multiset<std::string> FindingsBelow(const std::string& folder, const Analyzed& run) {
  std::multiset<std::string> found;
  for (const Finding& finding : run.analysis.findings) {
    if (run.path(finding.primary).starts_with(folder + "/")) found.insert(InWords(run, finding));
  }
  return found;
}

// A second environment has the same names, and roles, networks and clusters of its own.
TEST(Properties, ASecondEnvironmentChangesNothingInTheFirst) {
  const auto rules = TheRules();
  for (const std::string& project : Projects()) {
    Files one, two;
    Put(FilesOf(project), "first", one);
    two = one;
    Put(FilesOf(project), "second", two);
    EXPECT_EQ(FindingsBelow("first", Analyze(one, rules)),
              FindingsBelow("first", Analyze(two, rules)))
        << project;
  }
}

// The name, if all of it is known.
std::string NameMissingOn(const Finding& finding) {
  std::string name;
  if (finding.missing.empty() || finding.missing.front().what != Missing::What::kPolicy) return "";
  for (const Glyph& glyph : finding.missing.front().name) {
    if (glyph.kind != Glyph::Kind::kByte) return "";
    name += glyph.byte;
  }
  return name;
}

TEST(Properties, WhatIsAttachedByNameElsewhereTakesTheCertaintyFromAnAbsence) {
  const auto rules = TheRules();
  int checked = 0;
  for (const std::string& project : Projects()) {
    Files files;
    Put(FilesOf(project), "own", files);
    std::set<std::string> names;
    for (const Finding& finding : Analyze(files, rules).analysis.findings) {
      const std::string name = NameMissingOn(finding);
      if (finding.confidence == Confidence::kHigh && !name.empty()) names.insert(name);
    }
    for (const std::string& name : names) {
      ++checked;
      files["elsewhere/policy.yaml"] =
          "Resources:\n  Policy:\n    Type: AWS::IAM::Policy\n    Properties:\n"
          "      PolicyName: any\n      Roles: ['" +
          name +
          "']\n      PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}\n";
      const Analyzed run = Analyze(files, rules);
      for (const Finding& finding : run.analysis.findings) {
        if (NameMissingOn(finding) != name) continue;
        EXPECT_LT(finding.confidence, Confidence::kHigh)
            << project << ": " << InWords(run, finding);
        EXPECT_TRUE(std::any_of(finding.related.begin(), finding.related.end(),
                                [&](const Related& related) {
                                  return run.path(related.span) == "elsewhere/policy.yaml";
                                }))
            << project << ": " << InWords(run, finding);
      }
    }
  }
  EXPECT_GE(checked, 20);
}

// The same of the network: whoever deploys the other template may give it this VPC.
TEST(Properties, AnEndpointOfAnotherUnitTakesTheCertaintyFromItsAbsence) {
  const auto rules = TheRules();
  int checked = 0;
  for (const std::string& project : Projects()) {
    Files files;
    Put(FilesOf(project), "own", files);
    files["elsewhere/endpoint.yaml"] =
        "Parameters:\n  Vpc: {Type: 'AWS::EC2::VPC::Id'}\nResources:\n  Endpoint:\n"
        "    Type: AWS::EC2::VPCEndpoint\n    Properties:\n      VpcEndpointType: Interface\n"
        "      ServiceName: com.amazonaws.eu-west-1.ssmmessages\n      VpcId: !Ref Vpc\n";
    const Analyzed run = Analyze(files, rules);
    for (const Finding& finding : run.analysis.findings) {
      if (!std::ranges::any_of(finding.missing, [](const Lack& lack) {
            return lack.what == Missing::What::kEndpoint;
          })) {
        EXPECT_FALSE(finding.rule->name == "no-route-to-session-manager" ||
                     finding.rule->name == "ssmmessages-endpoint-missing")
            << project << ": " << InWords(run, finding);
        continue;
      }
      ++checked;
      EXPECT_LT(finding.confidence, Confidence::kHigh) << project << ": " << InWords(run, finding);
    }
  }
  EXPECT_GE(checked, 40);
}

using HopOf = std::pair<std::string, Hop>;

// The hops, by workload, that are blocked in some scenario.
std::set<HopOf> BlockedHops(const Analyzed& run) {
  std::set<HopOf> blocked;
  for (const WorkloadReport& workload : run.analysis.workloads) {
    for (const HopReport& hop : workload.hops) {
      if (std::ranges::any_of(hop.states, [](const HopReport::State& one) {
            return one.state == Verdict::State::kBlocked;
          })) {
        blocked.emplace(workload.address, hop.hop);
      }
    }
  }
  return blocked;
}

// Place and rule of what is certain.
std::set<std::string> Certain(const Analyzed& run, const std::set<HopOf>& but_for) {
  std::set<std::string> found;
  for (const Finding& finding : run.analysis.findings) {
    if (finding.confidence != Confidence::kHigh || finding.severity == Severity::kNote) continue;
    const bool blocked = !finding.workloads.empty() &&
                         std::ranges::all_of(finding.workloads, [&](const Reached& reached) {
                           return but_for.contains({reached.workload, finding.rule->hop});
                         });
    if (!blocked) found.insert(Where(run, finding.primary) + " " + std::string(finding.rule->name));
  }
  return found;
}

// A value that nobody can know takes certainty away, and never adds any. Of a hop that is blocked
// anyway another cause may speak: beside an endpoint of an unknown service, which refuses the
// tasks' traffic whatever it is, the missing route does.
TEST(Properties, AnUnknownValueAddsNoCertainFinding) {
  const auto rules = TheRules();
  const std::regex literal(R"((= )(true|false|"[^"$\n]*"|\d+)(?=[ ,}\])]*(\n|#)))");
  int checked = 0;
  for (const std::string& project : Projects()) {
    if (!project.ends_with(".tf")) continue;
    Files files = FilesOf(project);
    const std::string text = files.begin()->second;
    const Analyzed known = Analyze(files, rules);
    const std::set<HopOf> blocked = BlockedHops(known);
    const std::set<std::string> before = Certain(known, {});
    for (std::sregex_iterator at(text.begin(), text.end(), literal), end; at != end; ++at) {
      const auto from = static_cast<std::size_t>(at->position(2));
      std::string changed = text;
      changed.replace(from, static_cast<std::size_t>(at->length(2)),
                      "data.aws_instance.nobody.tags");
      files.begin()->second = changed;
      ++checked;
      for (const std::string& one : Certain(Analyze(files, rules), blocked)) {
        const std::size_t line = text.rfind('\n', from) + 1;
        EXPECT_TRUE(before.contains(one))
            << project << ": " << one << ", with "
            << text.substr(line, text.find('\n', from) - line) << " unknown";
      }
    }
  }
  EXPECT_GE(checked, 500);
}

}  // namespace
}  // namespace execlint::testing_support
