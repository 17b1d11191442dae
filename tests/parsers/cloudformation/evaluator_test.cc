#include "parsers/cloudformation/evaluator.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "parsers/json/json.h"
#include "tests/support/data.h"

namespace execlint::cloudformation {
namespace {

// One template, whose property `X` of the resource `R` is asked for.
class Case {
 public:
  Case(const std::string& expression, const std::string& sections, Inputs inputs = {})
      : inputs_(std::move(inputs)) {
    const std::string text = R"({"Resources": {"R": {"Type": "T", "Properties": {"X": )" +
                             expression + "}}" + resources_ + "}" +
                             (sections.empty() ? "" : ", " + sections) + "}";
    file_ = sources_.AddFile("t.json", text);
    const Parsed parsed = json::Parse(sources_, file_, store_);
    EXPECT_TRUE(parsed.problems.empty()) << text << testing::Problems(sources_, parsed)[0];
    template_ = std::make_unique<Template>(parsed.root, store_);
    parameters_ = std::make_unique<Parameters>(*template_, inputs_, store_);
    evaluator_ = std::make_unique<Evaluator>(*template_, *parameters_, store_);
  }

  Traced Get(const Scenario& scenario, Reads& reads, std::string_view path = "X") const {
    return evaluator_->At(template_->resource("R")->properties, path, scenario, reads);
  }
  Traced Base(std::string_view path = "X") const {
    Reads reads;
    return Get(Scenario{}, reads, path);
  }
  // `A=x: value; A=y: value`, one part per case.
  std::string AllCases() const {
    const auto& selectors = parameters_->selectors();
    const auto explored = Explore(
        selectors, kMaxCases, [&](const Scenario& s, Reads& reads) { return Show(Get(s, reads)); });
    std::string shown;
    for (const auto& one : explored.cases) {
      if (!shown.empty()) shown += "; ";
      for (const Choice& choice : one.when) {
        shown += selectors[choice.selector].name + "=" +
                 selectors[choice.selector].candidates[choice.candidate] + " ";
      }
      shown += one.value;
    }
    return shown;
  }
  static std::string Show(Traced value) { return value ? testing::Print(value) : "nothing"; }

  SourceMap& sources() { return sources_; }
  const Evaluator& evaluator() const { return *evaluator_; }

 private:
  static constexpr const char* resources_ = R"(,
    "Role": {"Type": "AWS::IAM::Role"},
    "Cluster": {"Type": "AWS::ECS::Cluster", "Properties": {"ClusterName": "main"}},
    "Stack": {"Type": "AWS::CloudFormation::Stack"})";

  Inputs inputs_;
  SourceMap sources_;
  ValueStore store_;
  FileId file_{};
  std::unique_ptr<Template> template_;
  std::unique_ptr<Parameters> parameters_;
  std::unique_ptr<Evaluator> evaluator_;
};

struct Row {
  const char* expression;
  const char* sections;
  const char* expected;  // leaves
};

class Evaluates : public ::testing::TestWithParam<Row> {};

TEST_P(Evaluates, To) {
  const Row& row = GetParam();
  EXPECT_EQ(Case(row.expression, row.sections).AllCases(), row.expected) << row.expression;
}

INSTANTIATE_TEST_SUITE_P(
    References, Evaluates,
    ::testing::Values(
        Row{R"({"Ref": "P"})", R"("Parameters": {"P": {"Type": "String", "Default": "d"}})",
            R"("d")"},
        Row{R"({"Ref": "P"})", R"("Parameters": {"P": {"Type": "String"}})", "<P>"},
        Row{R"({"Ref": "P"})",
            R"("Parameters": {"P": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/a"}})",
            "<P>"},
        Row{R"({"Ref": "P"})",
            R"("Parameters": {"P": {"Type": "CommaDelimitedList", "Default": "a, b"}})",
            R"(["a", "b"])"},
        Row{R"({"Ref": "P"})",
            R"("Parameters": {"P": {"Type": "String", "AllowedValues": ["a", "b"], "Default": "b"}})",
            R"(P=b "b"; P=a "a")"},
        Row{R"({"Ref": "Role"})", "", "<Ref Role>"}, Row{R"({"Ref": "Cluster"})", "", R"("main")"},
        Row{R"({"Fn::GetAtt": ["Role", "Arn"]})", "", "<Role.Arn>"},
        Row{R"({"Fn::GetAtt": "Role.Arn"})", "", "<Role.Arn>"},
        Row{R"({"!GetAtt": "Stack.Outputs.RoleArn"})", "", "<Stack.Outputs.RoleArn>"},
        Row{R"({"Ref": "AWS::AccountId"})", "", "<AWS::AccountId>"},
        Row{R"({"Ref": "AWS::NoValue"})", "", "nothing"},
        Row{R"({"a": {"Ref": "AWS::NoValue"}, "b": 1})", "", R"({"b": 1})"},
        Row{R"([{"Ref": "AWS::NoValue"}, 1])", "", "[1]"},
        Row{R"({"Fn::ImportValue": "shared-role"})", "", "<shared-role>"},
        Row{R"({"Fn::ImportValue": {"Fn::Sub": "${AWS::StackName}-x"}})", "",
            "<${AWS::StackName}-x>"},
        Row{R"({"Ref": "Missing"})", "", "<Missing, which the template does not define>"},
        Row{R"({"Fn::FindInMap": ["M", "a", "b"]})", R"("Mappings": {"M": {"a": {"b": "v"}}})",
            R"("v")"},
        Row{R"({"Fn::FindInMap": ["M", "x", "b"]})", R"("Mappings": {"M": {"a": {"b": "v"}}})",
            "<Fn::FindInMap [M, x, b]>"},
        Row{R"({"Fn::FindInMap": ["M", "x", "b", {"DefaultValue": "d"}]})",
            R"("Mappings": {"M": {"a": {"b": "v"}}})", R"("d")"},
        Row{R"({"Fn::FindInMap": ["M", {"Ref": "Env"}, "b"]})",
            R"("Parameters": {"Env": {"Type": "String"}},
               "Mappings": {"M": {"p": {"b": "1"}, "q": {"b": "2"}}})",
            R"(Env=p "1"; Env=q "2"; Env=other <Fn::FindInMap [M, Ref Env, b]>)"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, Evaluates,
    ::testing::Values(
        Row{R"({"Fn::Sub": "a-${P}-${!P}-z"})",
            R"("Parameters": {"P": {"Type": "String", "Default": "d"}})", R"("a-d-${P}-z")"},
        Row{R"({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/${Role}"})", "",
            R"("arn:aws:iam::${AWS::AccountId}:role/${Ref Role}")"},
        Row{R"({"Fn::Sub": ["${A}${B.C}", {"A": "x", "B.C": {"Ref": "Role"}}]})", "",
            R"("x${Ref Role}")"},
        Row{R"({"Fn::Sub": "${Role.Arn}"})", "", R"("${Role.Arn}")"},
        Row{R"({"Fn::Sub": "a\n${Cluster}\tb"})", "", R"("a\nmain\x09b")"},
        Row{R"({"Fn::Join": ["-", ["a", {"Ref": "Cluster"}, {"Ref": "AWS::Region"}]]})", "",
            R"("a-main-${AWS::Region}")"},
        Row{R"({"Fn::Join": [",", {"Ref": "L"}]})",
            R"("Parameters": {"L": {"Type": "List<String>"}})", R"(<Fn::Join [",", Ref L]>)"},
        Row{R"({"Fn::Split": ["/", "a/b/"]})", "", R"(["a", "b", ""])"},
        Row{R"({"Fn::Select": [1, {"Fn::Split": [",", "a,b"]}]})", "", R"("b")"},
        Row{R"({"Fn::Select": ["0", {"Fn::GetAZs": ""}]})", "",
            R"(<Fn::Select [0, Fn::GetAZs ""]>)"},
        Row{R"({"Fn::Select": [2, ["a", "b"]]})", "", "<Fn::Select [2, [a, b]]>"},
        Row{R"({"Fn::Length": ["a", "b"]})", "", "2"},
        Row{R"({"Fn::Base64": "x"})", "", R"("eA==")"},
        Row{R"({"Fn::Base64": {"Ref": "Role"}})", "", "<Fn::Base64 Ref Role>"},
        Row{R"({"Fn::Base64": {"Fn::Sub": "a ${Role}"}})", "",
            R"("${Fn::Base64 Fn::Sub ***${Role}}")"},
        Row{R"({"Fn::Transform": {"Name": "AWS::Include"}})", "", "<Fn::Transform AWS::Include>"},
        Row{R"("{{resolve:ssm:/role:1}}")", "", R"("${{{resolve:ssm:/role:1}}}")"}));

INSTANTIATE_TEST_SUITE_P(
    Conditions, Evaluates,
    ::testing::Values(
        Row{R"({"Fn::If": ["C", "yes", "no"]})",
            R"("Parameters": {"E": {"Type": "String", "Default": "dev"}},
               "Conditions": {"C": {"Fn::Equals": [{"Ref": "E"}, "prod"]}})",
            R"(E=dev "no"; E=prod "yes"; E=other "no")"},
        Row{R"({"Fn::If": ["C", "yes", {"Ref": "AWS::NoValue"}]})",
            R"("Parameters": {"E": {"Type": "String"}},
               "Conditions": {"C": {"Fn::Not": [{"Fn::Equals": ["", {"Ref": "E"}]}]}})",
            R"(E= nothing; E=other "yes")"},
        Row{R"({"Fn::If": ["D", "yes", "no"]})",
            R"("Parameters": {"E": {"Type": "String", "AllowedValues": ["a", "b", "c"]}},
               "Conditions": {"A": {"Fn::Equals": [{"Ref": "E"}, "a"]},
                              "B": {"Fn::Equals": [{"Ref": "E"}, "b"]},
                              "D": {"Fn::Or": [{"Condition": "A"}, {"Condition": "B"}]}})",
            R"(E=a "yes"; E=b "yes"; E=c "no")"},
        Row{R"({"Fn::If": ["C", "yes", "no"]})",
            R"("Conditions": {"C": {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}})",
            R"(AWS::Region=us-east-1 "yes"; AWS::Region=other "no")"},
        Row{R"({"Fn::If": ["C", "yes", "no"]})",
            R"("Conditions": {"C": {"Fn::Equals": [{"Fn::ImportValue": "x"}, "1"]}})",
            "<Fn::If [C, yes, no]>"},
        Row{R"({"Fn::If": ["C", "same", "same"]})",
            R"("Conditions": {"C": {"Fn::Equals": [{"Fn::ImportValue": "x"}, "1"]}})", R"("same")"},
        Row{R"({"Fn::If": ["C", 1, 2]})", R"("Conditions": {"C": {"Condition": "C"}})",
            "<Fn::If [C, 1, 2]>"},
        Row{R"(["a", {"Fn::If": ["C", "b", {"Ref": "AWS::NoValue"}]}])",
            R"("Conditions": {"C": {"Fn::Equals": [{"Fn::ImportValue": "x"}, "1"]}})",
            R"(["a", ...open(Fn::If [C, b, Ref AWS::NoValue])])"},
        Row{R"({"Fn::If": ["C", 1, 2]})",
            R"("Parameters": {"A": {"Type": "String"}, "B": {"Type": "String"}},
               "Conditions": {"C": {"Fn::And": [{"Fn::Equals": [{"Ref": "A"}, "x"]},
                                                {"Fn::Equals": [{"Ref": "B"}, "x"]}]}})",
            "A=x B=x 1; A=x B=other 2; A=other 2"}));

std::string Steps(const RouteStep* route) {
  std::string steps;
  for (; route != nullptr; route = route->before) {
    constexpr const char* kNames[] = {"reference",   "input",    "output",  "file",    "command",
                                      "default",     "left out", "encoded", "element", "decision",
                                      "handed over", "by name",  "secret"};
    steps += std::string(steps.empty() ? "" : " ") + kNames[static_cast<int>(route->how)];
  }
  return steps;
}

TEST(Routes, TellOfTheDefaultAndTheReference) {
  Case c(R"({"Ref": "P"})", R"("Parameters": {"P": {"Type": "String", "Default": "true"}})");
  const Traced value = c.Base();
  EXPECT_EQ(Steps(value.route), "reference default");
  EXPECT_EQ(c.sources().Text(value.route->at), R"({"Ref": "P"})");
  EXPECT_EQ(c.sources().Text(value->span), R"("true")");
}

TEST(Routes, AnInputFromOutsideIsNoDefault) {
  Case c(R"({"Fn::Sub": "${P}!"})", R"("Parameters": {"P": {"Type": "String", "Default": "a"}})",
         {.parameters = {{"P", "given"}}});
  EXPECT_EQ(Case::Show(c.Base()), R"("given!")");
  EXPECT_EQ(Steps(c.Base()->parts()[0].route), "reference command secret");
}

TEST(Routes, AnAttributeThatIsSetComesByReference) {
  Case c(R"({"Ref": "Cluster"})", "");
  const ResourceAttribute found = ReferencedResource(c.Base());
  EXPECT_EQ(found.resource, c.evaluator().tmpl().resource("Cluster")->id);
  EXPECT_EQ(found.attribute, "");
}

TEST(Routes, AConditionThatRestsOnADefaultIsDefaulted) {
  // The operand is no plain reference, so the parameter is no selector.
  const char* sections = R"("Parameters": {"P": {"Type": "String", "Default": "x"}},
      "Conditions": {"C": {"Fn::Equals": [{"Fn::Join": ["", [{"Ref": "P"}, "y"]]}, "xy"]}})";
  Case chosen(R"({"Fn::If": ["C", true, false]})", sections);
  EXPECT_EQ(Case::Show(chosen.Base()), "true");
  EXPECT_TRUE(PassesDefault(chosen.Base().route));
  Case removed(R"({"Fn::If": ["C", {"Ref": "AWS::NoValue"}, true]})", sections);
  EXPECT_EQ(Case::Show(removed.Base()), "null");
  EXPECT_TRUE(PassesDefault(removed.Base().route));
}

TEST(Routes, PartsOfASubStandWhereTheyAreWritten) {
  Case c(R"({"Fn::Sub": "arn:${Role}/${P}:\u0041end"})",
         R"("Parameters": {"P": {"Type": "String", "Default": "mid"}})");
  std::string texts;
  for (const Part& part : c.Base()->parts()) {
    texts += std::string(c.sources().Text(part.from)) + "|";
  }
  EXPECT_EQ(texts, R"(arn:|${Role}|/|mid|:|\u0041|end|)");
}

TEST(Paths, ReadOnlyWhatDecidesThem) {
  Case c(R"({"a": {"Fn::If": ["C", 1, 2]}, "b": {"c": "plain"}})",
         R"("Parameters": {"E": {"Type": "String"}},
            "Conditions": {"C": {"Fn::Equals": [{"Ref": "E"}, "x"]}})");
  Reads reads;
  EXPECT_EQ(Case::Show(c.Get(Scenario{}, reads, "X.b.c")), R"("plain")");
  EXPECT_TRUE(reads.order().empty());
  EXPECT_EQ(Case::Show(c.Get(Scenario{}, reads, "X.b.d")), "nothing");
  EXPECT_EQ(Case::Show(c.Get(Scenario{}, reads, "X.a")), "1");
  EXPECT_EQ(reads.order().size(), 1u);
}

TEST(Paths, BehindAMacroNothingIsAbsent) {
  Case c(R"({"b": 1, "Fn::Transform": {"Name": "M"}})", "");
  EXPECT_EQ(Case::Show(c.Base("X.b")), "1");
  EXPECT_EQ(Case::Show(c.Base("X.c")), "<Fn::Transform>");
  EXPECT_EQ(Case::Show(c.Base("X")), R"({"b": 1, ...open(Fn::Transform)})");
}

// The same words for the same reason only.
TEST(Unknowns, OfAFunctionNameTheirCause) {
  Case split(R"({"Fn::Split": [",", {"Fn::If": ["C", {"Ref": "A"}, {"Ref": "B"}]}]})",
             R"("Parameters": {"A": {"Type": "String"}, "B": {"Type": "String"},
                               "E": {"Type": "String", "AllowedValues": ["a", "b"]}},
                "Conditions": {"C": {"Fn::Equals": [{"Ref": "E"}, "a"]}})");
  const Value& base = *split.Base();
  ASSERT_NE(base.symbol().because_of, nullptr);
  EXPECT_EQ(base.symbol().because_of->name, "A");
  EXPECT_EQ(base.symbol().name, R"(Fn::Split [",", Fn::If [C, Ref A, Ref B]])");
}

TEST(Bounds, DeepAndWideExpressionsEnd) {
  std::string deep = "1";
  for (int i = 0; i < 150; ++i) deep = R"({"Fn::If": ["C", )" + deep + ", 2]}";
  Case nested(deep, R"("Conditions": {"C": {"Fn::Equals": ["a", "a"]}})");
  EXPECT_EQ(Case::Show(nested.Base()), "1");
  for (int i = 0; i < 80; ++i) deep = R"({"Fn::If": ["C", )" + deep + ", 2]}";
  Case too_deep("[" + deep + "]", R"("Conditions": {"C": {"Fn::Equals": ["a", "a"]}})");
  EXPECT_TRUE(FirstUnknown(*too_deep.Base()) == nullptr ||
              FirstUnknown(*too_deep.Base())->why == Why::kLimit);

  // Each condition uses the one before it twice: 2^60 steps if every use were followed.
  std::string conditions = R"("C0": {"Fn::Equals": [{"Ref": "AWS::StackId"}, "a"]})";
  for (int i = 1; i < 60; ++i) {
    const std::string before = R"({"Condition": "C)" + std::to_string(i - 1) + R"("})";
    conditions +=
        R"(, "C)" + std::to_string(i) + R"(": {"Fn::And": [)" + before + ", " + before + "]}";
  }
  Case wide(R"({"Fn::If": ["C59", 1, 2]})", R"("Conditions": {)" + conditions + "}");
  EXPECT_EQ(Case::Show(wide.Base()), "<Fn::If [C59, 1, 2]>");
}

TEST(Bounds, NamesThatDoubleEnd) {
  // Each name holds the next one twice: 2^40 characters if they were put together.
  std::string resources;
  for (int i = 0; i < 40; ++i) {
    const std::string next = "C" + std::to_string(i + 1);
    resources +=
        R"(, "C)" + std::to_string(i) +
        R"(": {"Type": "AWS::ECS::Cluster", "Properties": {"ClusterName": {"Fn::Sub": "${)" + next +
        "}${" + next + R"(}"}}})";
  }
  SourceMap sources;
  ValueStore store;
  const FileId file = sources.AddFile(
      "t.json",
      R"({"Resources": {"C40": {"Type": "AWS::ECS::Cluster", "Properties": {"ClusterName": "x"}})" +
          resources + "}}");
  const Template tmpl(json::Parse(sources, file, store).root, store);
  const Parameters parameters(tmpl, {}, store);
  const Evaluator evaluator(tmpl, parameters, store);
  Reads reads;
  const Traced name = evaluator.At(tmpl.resource("C0")->properties, "ClusterName", {}, reads);
  ASSERT_NE(FirstUnknown(*name), nullptr);
  EXPECT_EQ(FirstUnknown(*name)->why, Why::kLimit);
  for (int i = 0; i < 100; ++i)
    evaluator.At(tmpl.resource("C0")->properties, "ClusterName", {}, reads);
  EXPECT_TRUE(evaluator.exhausted());
}

}  // namespace
}  // namespace execlint::cloudformation
