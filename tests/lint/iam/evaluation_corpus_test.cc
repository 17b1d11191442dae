// Replays what another implementation of IAM's evaluation answered (oracle/iam/make_corpus.mjs).
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <list>
#include <map>
#include <string>

#include "lint/iam/evaluate.h"
#include "lint/model/lowering.h"
#include "parsers/iam/policy_document.h"
#include "parsers/json/json.h"

namespace execlint {
namespace {

// Another file for once: EXECLINT_IAM_CORPUS=/tmp/large.jsonl.
std::string CorpusPath() {
  const char* path = std::getenv("EXECLINT_IAM_CORPUS");
  return path != nullptr ? path : "tests/lint/iam/evaluation_corpus.jsonl";
}

std::string NameOf(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllow:
      return "Allowed";
    case Outcome::kExplicitDeny:
      return "ExplicitlyDenied";
    case Outcome::kImplicitDeny:
      return "ImplicitlyDenied";
    case Outcome::kUnknown:
      return "unknown";
  }
  return "";
}

class Case {
 public:
  explicit Case(const std::string& line) {
    const FileId file = sources_.AddFile("case.json", line);
    root_ = json::Parse(sources_, file, values_).root;
  }

  std::string Text(std::string_view key) { return *KnownText(*Property(root_, key, values_)); }

  std::string Evaluate() {
    for (const Traced& policy : Property(root_, "policies", values_)->items()) Add(policy, given_);
    const std::string action = Text("action");
    Request request{.action = action, .resource = GlyphsOf(Text("resource"))};
    for (const std::string_view key :
         {"aws:PrincipalTag/team", "aws:RequestedRegion", "aws:MultiFactorAuthPresent",
          "aws:PrincipalArn", "aws:MultiFactorAuthAge", "aws:TagKeys"}) {
      request.context.Absent(key);
    }
    for (const Entry& entry : Property(root_, "context", values_)->entries()) {
      RequestContext::Values values;
      if (entry.value->is_list()) {
        for (const Traced& one : entry.value->items()) values.push_back(GlyphsOf(*one));
      } else {
        values.push_back(GlyphsOf(*entry.value));
      }
      request.context.Set(entry.key, std::move(values));
    }
    Outcome outcome = execlint::Evaluate(given_, request, values_).outcome;
    const Traced boundary = Property(root_, "boundary", values_);
    if (boundary && !boundary->is_null()) {
      Add(boundary, boundary_);
      const Outcome within = execlint::Evaluate(boundary_, request, values_).outcome;
      if (outcome == Outcome::kAllow || within == Outcome::kExplicitDeny) outcome = within;
    }
    return NameOf(outcome);
  }

 private:
  void Add(Traced policy, PolicySet& to) {
    documents_.push_back(LowerPolicyDocument(policy, {}, values_, sources_));
    ASSERT_TRUE(documents_.back().known());
    to.policies.push_back({.document = &*documents_.back()});
  }

  SourceMap sources_;
  ValueStore values_;
  Traced root_;
  std::list<Fact<PolicyDocument>> documents_;
  PolicySet given_, boundary_;
};

TEST(EvaluationCorpus, AgreesWithAnotherImplementation) {
  std::ifstream corpus(CorpusPath());
  ASSERT_TRUE(corpus.good());
  std::map<std::string, int> answers;
  std::string line;
  for (int number = 1; std::getline(corpus, line); ++number) {
    Case one(line);
    const std::string expected = one.Text("answer");
    ++answers[expected];
    EXPECT_EQ(one.Evaluate(), expected) << "line " << number << ": " << line;
  }
  EXPECT_EQ(answers.size(), 3u);
  for (const auto& [answer, count] : answers) EXPECT_GE(count, 50) << answer;
}

}  // namespace
}  // namespace execlint
