#include "parsers/ecs/keys.h"

#include <gtest/gtest.h>

#include <string>

#include "lint/source/source_map.h"
#include "lint/value/value_store.h"

namespace execlint::ecs {
namespace {

TEST(ExecFlagSpelling, RecognisesWhatPeopleWrite) {
  for (const char* key :
       {"enableExecuteCommand", "EnableExecuteCommand", "enable_execute_command",
        "enable-execute-command", "enableExecCommand", "EnableExecuteCmd", "enableExecuteComand",
        "enabledExecuteCommand", "enable_exec", "enableECSExec", "ecs_exec", "executeCommand"}) {
    EXPECT_TRUE(LooksLikeExecFlag(key)) << key;
  }
  for (const char* key :
       {"executeCommandConfiguration", "execute_command_configuration", "command", "enabled",
        "enableECSManagedTags", "entryPoint", "executionRoleArn", "EnableServiceConnect", ""}) {
    EXPECT_FALSE(LooksLikeExecFlag(key)) << key;
  }
}

TEST(Keys, AreSpelledAsTheFormatHasThem) {
  EXPECT_EQ(Spelled("restartPolicy.enabled", KeyCase::kPascal), "RestartPolicy.Enabled");
  EXPECT_EQ(Spelled("restartPolicy.enabled", KeyCase::kCamel), "restartPolicy.enabled");

  ValueStore store;
  const Value* yes = store.Bool(true, {});
  const Entry entries[] = {{"READONLYrootFilesystem", {}, {yes}}};
  const Value* map = store.Map(entries, {});
  EXPECT_NE(FindKey(*map, "readonlyRootFilesystem", KeyCase::kAny), nullptr);
  EXPECT_EQ(FindKey(*map, "readonlyRootFilesystem", KeyCase::kCamel), nullptr);
  EXPECT_EQ(FindKey(*map, "readonlyRootFilesystem", KeyCase::kPascal), nullptr);
}

TEST(Keys, SlotsStandAtTheValueOrAfterTheLastEntry) {
  SourceMap sources;
  const FileId file = sources.AddFile("x", std::string(100, ' '));
  ValueStore store;
  const Value* inner = store.Map({}, {file, 10, 12});
  const Entry entries[] = {{"restartPolicy", {file, 1, 5}, {inner}}};
  const Traced map{store.Map(entries, {file, 0, 20})};
  const Slot empty = SlotIn({}, map, "restartPolicy.enabled", KeyCase::kCamel, "");
  EXPECT_EQ(empty.at, Span::At(file, 11));
  EXPECT_FALSE(empty.written);
  const Slot missing = SlotIn({}, map, "essential", KeyCase::kPascal, "C[0].");
  EXPECT_EQ(missing.at, Span::At(file, 12));
  EXPECT_EQ(missing.path, "C[0].Essential");
  const Slot written = SlotIn({}, map, "restartPolicy", KeyCase::kCamel, "");
  EXPECT_EQ(written.at, inner->span);
  EXPECT_TRUE(written.written);
}

}  // namespace
}  // namespace execlint::ecs
