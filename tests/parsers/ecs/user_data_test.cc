#include "parsers/ecs/user_data.h"

#include <gtest/gtest.h>

#include <string>

#include "lint/source/base64.h"

namespace execlint::ecs {
namespace {

struct Row {
  const char* script;
  const char* joins;  // `-`: no cluster is named; `?`: unknown
};

class UserData : public ::testing::TestWithParam<Row> {
 protected:
  std::string Joined(Traced user_data) {
    const Fact<Ref> cluster = ClusterInUserData(user_data, {}, store_);
    if (cluster.absent()) return "-";
    return cluster.known() ? cluster->text.Shown() : "?";
  }

  ValueStore store_;
};

TEST_P(UserData, NamesTheCluster) {
  const std::string script = GetParam().script;
  EXPECT_EQ(Joined({store_.Literal(script, {}, {})}), GetParam().joins) << script;
  EXPECT_EQ(Joined({store_.Literal(EncodeBase64(script), {}, {})}), GetParam().joins) << script;
}

INSTANTIATE_TEST_SUITE_P(
    Shell, UserData,
    ::testing::Values(
        Row{"#!/bin/bash\necho ECS_CLUSTER=web >> /etc/ecs/ecs.config", "web"},
        Row{"echo \"ECS_CLUSTER=web\" >> /etc/ecs/ecs.config\n", "web"},
        Row{"echo -e 'ECS_CLUSTER=web\\nECS_LOGLEVEL=debug' > /etc/ecs/ecs.config", "web"},
        Row{"echo ECS_CLUSTER=\"web\" >> /etc/ecs/ecs.config", "web"},
        Row{"echo \"ECS_CLUSTER=\\\"web\\\"\" >> /etc/ecs/ecs.config", "web"},
        Row{"cat <<'EOF' >> /etc/ecs/ecs.config\nECS_CLUSTER=web\nECS_LOGLEVEL=debug\nEOF\n",
            "web"},
        Row{"export ECS_CLUSTER=web;start ecs", "web"},
        Row{"name=web\necho ECS_CLUSTER=$name >> /etc/ecs/ecs.config", "web"},
        Row{"name='web'\nx=$name\necho ECS_CLUSTER=${x} >> /etc/ecs/ecs.config", "web"},
        Row{"ECS_CLUSTER=web\necho \"ECS_CLUSTER=${ECS_CLUSTER}\" >> /etc/ecs/ecs.config", "web"},
        Row{"name=$(curl http://x)\necho ECS_CLUSTER=$name >> /etc/ecs/ecs.config", "?"},
        Row{"echo ECS_CLUSTER=web-$STAGE >> /etc/ecs/ecs.config", "?"},
        Row{"echo ECS_CLUSTER=$name >> /etc/ecs/ecs.config", "?"},
        Row{"echo ECS_CLUSTER=`name` >> /etc/ecs/ecs.config", "?"},
        Row{"a=$b\nb=$a\necho ECS_CLUSTER=$a", "?"},
        Row{"echo ECS_CLUSTER=a\necho ECS_CLUSTER=b", "?"},
        Row{"echo ECS_CLUSTER=a\necho ECS_CLUSTER=a", "a"},
        Row{"# ECS_CLUSTER=other\necho ECS_CLUSTER=web", "web"},
        Row{"export MY_ECS_CLUSTER=web ECS_CLUSTER_NAME=web", "-"}, Row{"yum update -y", "-"},
        Row{"", "-"}, Row{"aws s3 cp s3://bucket/ecs.config /etc/ecs/ecs.config", "?"}));

INSTANTIATE_TEST_SUITE_P(
    Others, UserData,
    ::testing::Values(
        Row{"<powershell>\nInitialize-ECSAgent -Cluster web -EnableTaskIAMRole\n</powershell>",
            "web"},
        Row{"Initialize-ECSAgent -Cluster 'web' -EnableTaskIAMRole", "web"},
        Row{"Initialize-ECSAgent -EnableTaskIAMRole `\n  -Cluster web\n", "web"},
        Row{"$ecsCluster = \"web\"\nInitialize-ECSAgent -Cluster $ecsCluster", "web"},
        Row{"Initialize-ECSAgent -EnableTaskIAMRole\nOther -Cluster web\n", "-"},
        Row{"[Environment]::SetEnvironmentVariable(\"ECS_CLUSTER\", \"web\", \"Machine\")", "web"},
        Row{"[settings.ecs]\ncluster = \"web\"\n", "web"},
        Row{"[settings.host]\ncluster = \"no\"\n[settings.ecs]\nloglevel = "
            "\"debug\"\ncluster=\"web\"",
            "web"},
        Row{"[settings.ecs]\nloglevel = \"debug\"\n[settings.host]\ncluster = \"no\"\n", "-"},
        Row{"settings.ecs.cluster = \"web\"", "web"},
        Row{"#cloud-config\nbootcmd:\n  - echo ECS_CLUSTER=web >> /etc/ecs/ecs.config\n", "web"},
        Row{"write_files:\n  - {path: /etc/ecs/ecs.config, content: \"ECS_CLUSTER=web\"}\n",
            "web"}));

TEST_F(UserData, MayBePartlyKnown) {
  const Symbol* name = store_.Intern({.why = Why::kInputWithoutDefault, .name = "var.name"});
  EXPECT_EQ(
      Joined({store_.String({{.text = "ECS_CLUSTER="}, {.hole = name}, {.text = "-a\n"}}, {})}),
      "${var.name}-a");
  EXPECT_EQ(Joined({store_.String({{.text = "ECS_CLUSTER=a\n"}, {.hole = name}}, {})}), "a");
  EXPECT_EQ(Joined({store_.String({{.text = "yum update\n"}, {.hole = name}}, {})}), "?");
  EXPECT_EQ(Joined({store_.Unknown(name, {})}), "?");
  EXPECT_EQ(Joined({}), "-");
}

TEST_F(UserData, KeepsThePlaceOfTheName) {
  const Span text{FileId{1}, 10, 30};
  const Traced script{store_.Literal("echo ECS_CLUSTER=web", text, text)};
  const Fact<Ref> cluster = ClusterInUserData(script, {}, store_);
  EXPECT_EQ(cluster.place().span.begin, 27U);
  EXPECT_EQ(cluster.place().span.end, 30U);
}

}  // namespace
}  // namespace execlint::ecs
