#include "parsers/iam/policy_document.h"

#include <gtest/gtest.h>

#include "parsers/json/json.h"
#include "tests/support/policies.h"

namespace execlint {
namespace {

class PolicyDocumentTest : public ::testing::Test {
 protected:
  Statement Only(std::string_view json) {
    document_ = policies_.Document(json);
    EXPECT_TRUE(document_.known());
    EXPECT_EQ(document_->statements.items.size(), 1u);
    EXPECT_TRUE(document_->statements.items[0].known());
    return *document_->statements.items[0];
  }
  std::vector<std::string> Shown(const List<Text>& list) {
    std::vector<std::string> shown;
    for (const Fact<Text>& item : list.items) {
      shown.push_back(item.known() ? item->Shown() : "?" + item.unknown()->symbol->name);
    }
    return shown;
  }
  Traced Json(std::string_view text) {
    const FileId file = policies_.sources().AddFile("p.json", std::string(text));
    return json::Parse(policies_.sources(), file, store_).root;
  }
  Fact<PolicyDocument> Lower(Traced value) {
    return LowerPolicyDocument(value, {}, store_, policies_.sources());
  }

  ValueStore store_;
  testing::Policies policies_{store_};
  Fact<PolicyDocument> document_;
};

using Strings = std::vector<std::string>;

TEST_F(PolicyDocumentTest, OneStatementAndOneActionAreListsOfOne) {
  const Statement statement = Only(
      R"({"Version":"2012-10-17","Statement":{"Sid":"Exec","Effect":"Allow","Action":"ssmmessages:*","Resource":"*"}})");
  EXPECT_TRUE(document_->version->Is("2012-10-17"));
  EXPECT_TRUE(statement.sid->Is("Exec"));
  EXPECT_TRUE(statement.effect->Is("Allow"));
  EXPECT_EQ(Shown(statement.action.list), Strings{"ssmmessages:*"});
  EXPECT_EQ(policies_.At(statement.action.list.items[0].place()), "\"ssmmessages:*\"");
  EXPECT_FALSE(statement.not_action.written);
  EXPECT_FALSE(statement.condition.written);
  EXPECT_EQ(statement.open_because, nullptr);
  EXPECT_EQ(policies_.At(statement.place).front(), '{');
}

TEST_F(PolicyDocumentTest, ListsKeepEveryItemAndItsPlace) {
  document_ = policies_.Document(R"({"Statement":[
    {"Effect":"Allow","Action":["a:B","c:D"],"Resource":["x","y"]},
    {"Effect":"Deny","NotAction":"iam:*","NotResource":"z"}]})");
  ASSERT_TRUE(document_.known());
  ASSERT_EQ(document_->statements.items.size(), 2u);
  EXPECT_TRUE(document_->version.absent());
  const Statement& first = *document_->statements.items[0];
  EXPECT_EQ(Shown(first.action.list), (Strings{"a:B", "c:D"}));
  EXPECT_EQ(policies_.At(first.action.list.items[1].place()), "\"c:D\"");
  const Statement& second = *document_->statements.items[1];
  EXPECT_TRUE(second.not_action.written);
  EXPECT_TRUE(second.not_resource.written);
  EXPECT_FALSE(second.action.written);
}

TEST_F(PolicyDocumentTest, FormsOfPrincipal) {
  EXPECT_EQ(
      Only(R"({"Statement":{"Effect":"Allow","Principal":"*"}})").principal.list.items[0]->type,
      Principal::Type::kAny);
  const Statement both = Only(
      R"({"Statement":{"Effect":"Allow","Principal":{"Service":["a.amazonaws.com","b.amazonaws.com"],"AWS":"111122223333"}}})");
  ASSERT_EQ(both.principal.list.items.size(), 3u);
  EXPECT_EQ(both.principal.list.items[1]->type, Principal::Type::kService);
  EXPECT_TRUE(both.principal.list.items[1]->id->Is("b.amazonaws.com"));
  EXPECT_EQ(both.principal.list.items[2]->type, Principal::Type::kAws);
  const Statement unknown = Only(R"({"Statement":{"Effect":"Allow","Principal":$p}})");
  EXPECT_TRUE(unknown.principal.written);
  EXPECT_EQ(unknown.principal.list.open_because, policies_.Hole('p'));
  const Statement inside = Only(R"({"Statement":{"Effect":"Allow","Principal":{"Service":$s}}})");
  EXPECT_EQ(inside.principal.list.open_because, policies_.Hole('s'));
}

TEST_F(PolicyDocumentTest, ConditionsAreOneListOfTestKeyValues) {
  const Statement statement = Only(R"({"Statement":{"Effect":"Allow","Action":"*","Condition":{
      "StringEquals":{"aws:SourceAccount":"1","aws:x":["2","3"]},
      "Bool":{"aws:SecureTransport":true}}}})");
  ASSERT_EQ(statement.condition.list.items.size(), 3u);
  const Condition& second = *statement.condition.list.items[1];
  EXPECT_TRUE(second.test->Is("StringEquals"));
  EXPECT_TRUE(second.key->Is("aws:x"));
  EXPECT_EQ(Shown(second.values), (Strings{"2", "3"}));
  EXPECT_EQ(policies_.At(second.place), "\"aws:x\"");
  EXPECT_EQ(Shown(statement.condition.list.items[2]->values), Strings{"true"});
}

TEST_F(PolicyDocumentTest, HolesStayWhereTheyAre) {
  const Statement statement = Only(
      R"({"Statement":{"Effect":"Allow","Action":["ecs:$a","x:Y"],"Resource":$r,"Condition":{"StringEquals":$c}}})");
  EXPECT_EQ(Shown(statement.action.list), (Strings{"ecs:${var.a}", "x:Y"}));
  EXPECT_TRUE(statement.resource.written);
  EXPECT_EQ(statement.resource.list.open_because, policies_.Hole('r'));
  EXPECT_EQ(statement.condition.list.open_because, policies_.Hole('c'));
}

TEST_F(PolicyDocumentTest, SplicedStatementsLeaveTheListOpen) {
  document_ =
      policies_.Document(R"({"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}, $m]})");
  ASSERT_TRUE(document_.known());
  EXPECT_EQ(document_->statements.items.size(), 2u);
  EXPECT_EQ(document_->statements.items[1].unknown()->symbol, policies_.Hole('m'));
  document_ = policies_.Document(R"({"Statement":[{"Effect":"Allow"} $m]})");
  ASSERT_TRUE(document_.known());
  EXPECT_TRUE(document_->statements.open());
  document_ = policies_.Document(R"({"Statement":$m})");
  ASSERT_TRUE(document_.known());
  EXPECT_EQ(document_->statements.open_because, policies_.Hole('m'));
}

TEST_F(PolicyDocumentTest, AnElementInAnotherCaseIsNoGround) {
  const Statement statement =
      Only(R"({"Statement":{"effect":"Allow","Action":"*","Resource":"*","Comment":"x"}})");
  ASSERT_NE(statement.open_because, nullptr);
  EXPECT_EQ(statement.open_because->name, "effect");
  EXPECT_TRUE(statement.effect.absent());
  document_ = policies_.Document(R"({"statement":[]})");
  ASSERT_TRUE(document_.known());
  EXPECT_TRUE(document_->statements.open());
}

TEST_F(PolicyDocumentTest, WhatIsNoDocumentIsUnknownNotEmpty) {
  EXPECT_TRUE(policies_.Document("").absent());
  EXPECT_TRUE(Lower({}).absent());
  EXPECT_TRUE(Lower({store_.Null({})}).absent());
  ASSERT_NE(policies_.Document("$p").unknown(), nullptr);
  EXPECT_EQ(policies_.Document("$p").unknown()->symbol, policies_.Hole('p'));
  EXPECT_EQ(policies_.Document("[]").unknown()->symbol->why, Why::kBroken);
  EXPECT_EQ(policies_.Document("not json").unknown()->symbol->why, Why::kBroken);
  // Behind an error nothing is known to be absent.
  document_ =
      policies_.Document(R"({"Statement":[{"Effect":"Allow","Action":"*" "Resource":"*"}]})");
  ASSERT_TRUE(document_.known());
  EXPECT_TRUE(document_->statements.open() || document_->statements.items[0]->open_because);
}

TEST_F(PolicyDocumentTest, ProblemsOfTheJsonAreHandedOver) {
  std::vector<Problem> problems;
  const auto fact = LowerPolicyDocument(policies_.String("{\"Statement\": [,]}"), {}, store_,
                                        policies_.sources(), &problems);
  EXPECT_EQ(problems.size(), 1u);
}

TEST_F(PolicyDocumentTest, MapsAndEncodedStringsNeedNoText) {
  const Traced map = Json(R"({"Statement":[{"Effect":"Allow","Action":"x:Y","Resource":"*"}]})");
  EXPECT_EQ(Lower(map)->statements.items.size(), 1u);
  const Traced real{store_.Encoded(std::vector<Part>{{.text = "{...}"}}, {}, map)};
  EXPECT_EQ(Lower(real)->statements.items.size(), 1u);
  EXPECT_EQ(policies_.At(Lower(real)->statements.items[0]->action.list.items[0].place()),
            "\"x:Y\"");
}

TEST_F(PolicyDocumentTest, UrlEncodedTextOfTheIamApi) {
  const Statement statement = Only(
      "%7B%22Statement%22%3A%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22ecs%3AExecuteCommand"
      "%22%2C%22Resource%22%3A%22*%22%7D%7D");
  EXPECT_EQ(Shown(statement.action.list), Strings{"ecs:ExecuteCommand"});
  EXPECT_EQ(policies_.At(statement.action.list.items[0].place()), "%22ecs%3AExecuteCommand%22");
}

TEST_F(PolicyDocumentTest, FindsTheDocumentInWhatTheCliAnswers) {
  const auto holds = [&](std::string_view json) {
    const Traced found = PolicyDocumentIn(Json(json), store_);
    return found ? Lower(found).known() : false;
  };
  EXPECT_TRUE(holds(R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]})"));
  EXPECT_TRUE(holds(R"({"Statement":{"Effect":"Allow"}})"));
  EXPECT_TRUE(holds(R"({"PolicyVersion":{"Document":{"Statement":[]},"VersionId":"v1"}})"));
  EXPECT_TRUE(holds(R"({"RoleName":"r","PolicyDocument":{"Statement":[]}})"));
  EXPECT_TRUE(holds(R"({"Policy":"{\"Statement\":[]}"})"));
  EXPECT_FALSE(holds(R"({"Policy":{"Arn":"x"}})"));
  EXPECT_FALSE(holds(R"({"Statement":"SELECT 1"})"));
  EXPECT_FALSE(holds(R"({"family":"web"})"));
  EXPECT_FALSE(holds(R"([1])"));
}

}  // namespace
}  // namespace execlint
