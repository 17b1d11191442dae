// From the value of a property to a fact: what each type of property takes, and what is absent,
// unknown or of the wrong type.
#include "lint/model/lowering.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace execlint {
namespace {

constexpr FileId kFile{};
constexpr Span kAt{kFile, 10, 14};
constexpr Span kOwner{kFile, 0, 5};

class LoweringTest : public ::testing::Test {
 protected:
  static Traced Of(const Value* value) { return {value}; }
  Traced Literal(std::string_view text) { return {values_.Literal(text, kAt, kAt)}; }
  Traced Unknown(std::string name, Why why = Why::kInputWithoutDefault) {
    return {values_.Unknown(SymbolOf(std::move(name), why), kAt)};
  }
  const Symbol* SymbolOf(std::string name, Why why = Why::kInputWithoutDefault) {
    return values_.Intern({.why = why, .name = std::move(name)});
  }
  Traced PartlyKnown() {
    return {values_.String({{.text = "web-"}, {.hole = SymbolOf("var.x")}}, kAt)};
  }
  Traced ListOf(std::vector<Traced> items, const Symbol* open = nullptr) {
    return {values_.List(items, kAt, open)};
  }
  Traced MapOf(std::vector<Entry> entries, const Symbol* open = nullptr) {
    return {values_.Map(entries, kAt, open)};
  }
  Traced ByDefault(Traced value) { return values_.Via(value, RouteStep::How::kDefault, kAt); }
  // `aws_iam_role.web.arn`, which only AWS knows.
  Traced Reference(ResourceId id) {
    const Symbol* arn = values_.Intern(
        {.why = Why::kComputedByAws, .name = "aws_iam_role.web.arn", .resource = id});
    return values_.ViaReference({values_.Unknown(arn, kAt)}, kAt, id, "arn");
  }
  const Place owner_{.span = kOwner};
  ValueStore values_;
};

// `true`, `false`, `absent`, the name of what is unknown.
template <class T>
std::string StateOf(const Fact<T>& fact) {
  if (fact.absent()) return "absent";
  if (const execlint::Unknown* why = fact.unknown()) return why->symbol->name;
  return "known";
}
std::string StateOf(const Fact<bool>& fact) {
  return fact.known() ? *fact ? "true" : "false" : StateOf<bool>(fact);
}

constexpr const char* kWrongType = "the value has the wrong type for this property";

TEST_F(LoweringTest, WhatABoolMayBe) {
  const struct {
    const char* text;
    const char *none, *terraform, *cloudformation;
  } kWords[] = {
      {"true", kWrongType, "true", "true"},        {"false", kWrongType, "false", "false"},
      {"1", kWrongType, "true", kWrongType},       {"0", kWrongType, "false", kWrongType},
      {"True", kWrongType, kWrongType, "true"},    {"TRUE", kWrongType, kWrongType, "true"},
      {"False", kWrongType, kWrongType, "false"},  {"FALSE", kWrongType, kWrongType, "false"},
      {"yes", kWrongType, kWrongType, kWrongType}, {"", kWrongType, kWrongType, kWrongType},
  };
  const auto state = [&](Traced value, BoolWords words) {
    return StateOf(ToBool(value, owner_, values_, words));
  };
  for (const auto& word : kWords) {
    EXPECT_EQ(state(Literal(word.text), BoolWords::kNone), word.none) << word.text;
    EXPECT_EQ(state(Literal(word.text), BoolWords::kTerraform), word.terraform) << word.text;
    EXPECT_EQ(state(Literal(word.text), BoolWords::kCloudFormation), word.cloudformation)
        << word.text;
  }
  EXPECT_EQ(state(Of(values_.Bool(true, kAt)), BoolWords::kNone), "true");
  EXPECT_EQ(state(Of(values_.Number(1, kAt)), BoolWords::kTerraform), kWrongType);
  EXPECT_EQ(state(PartlyKnown(), BoolWords::kTerraform), "var.x");
  EXPECT_EQ(state(Unknown("var.exec"), BoolWords::kTerraform), "var.exec");
}

// Absent points at the owner, or at the `null` that was written; all else at the value.
TEST_F(LoweringTest, WhatIsAbsentAndWhere) {
  const Traced null = Of(values_.Null(kAt));
  EXPECT_EQ(ToText({}, owner_, values_).place().span, kOwner);
  EXPECT_EQ(ToText(null, owner_, values_).place().span, kAt);
  EXPECT_EQ(ToRef(null, owner_, values_).place().span, kAt);
  for (const Traced& value : {Traced{}, null}) {
    EXPECT_TRUE(ToBool(value, owner_, values_, BoolWords::kNone).absent());
    EXPECT_TRUE(ToText(value, owner_, values_).absent());
    EXPECT_TRUE(ToRef(value, owner_, values_).absent());
    EXPECT_TRUE(ToTexts(value, owner_, values_).absent());
    EXPECT_TRUE(ToRefs(value, owner_, values_).absent());
  }
  EXPECT_EQ(ToText(Literal("x"), owner_, values_).place().span, kAt);
  EXPECT_EQ(ToText(ListOf({}), owner_, values_).place().span, kAt);
}

TEST_F(LoweringTest, WhatPassesADefaultIsNoMoreCertain) {
  const auto worst = [](const auto& fact) { return fact.certainty(); };
  for (const bool by_default : {false, true}) {
    const auto given = [&](Traced value) { return by_default ? ByDefault(value) : value; };
    const Certainty expected = by_default ? Certainty::kDefaulted : Certainty::kCertain;
    EXPECT_EQ(worst(ToText(given(Literal("x")), owner_, values_)), expected);
    EXPECT_EQ(worst(ToText(given(Of(values_.Null(kAt))), owner_, values_)), expected);
    EXPECT_EQ(worst(ToRef(given(Literal("x")), owner_, values_)), expected);
    EXPECT_EQ(worst(ToRef(given(Literal("")), owner_, values_)), expected);
    EXPECT_EQ(worst(ToRef(given(Of(values_.Null(kAt))), owner_, values_)), expected);
    EXPECT_EQ(worst(ToBool(given(Literal("1")), owner_, values_, BoolWords::kTerraform)), expected);
    const Fact<List<Text>> texts = ToTexts(given(ListOf({Literal("x")})), owner_, values_);
    EXPECT_EQ(texts.certainty(), expected);
    EXPECT_EQ(texts->completeness, expected);
    EXPECT_EQ(texts->items[0].certainty(), expected);
  }
}

TEST_F(LoweringTest, ATextIsNoListAndNoMap) {
  EXPECT_TRUE(ToText(Literal("x"), owner_, values_)->Is("x"));
  EXPECT_TRUE(ToText(Of(values_.Number(8080, kAt)), owner_, values_)->Is("8080"));
  EXPECT_EQ(StateOf(ToText(PartlyKnown(), owner_, values_)), "known");
  EXPECT_EQ(StateOf(ToText(ListOf({}), owner_, values_)), kWrongType);
  EXPECT_EQ(StateOf(ToText(MapOf({}), owner_, values_)), kWrongType);
  EXPECT_EQ(ToText(MapOf({}), owner_, values_).unknown()->symbol->why, Why::kBroken);
}

TEST_F(LoweringTest, WhatAReferenceNames) {
  const auto id = static_cast<ResourceId>(7);
  const Fact<Ref> named = ToRef(Reference(id), owner_, values_);
  ASSERT_TRUE(named.known());
  EXPECT_EQ(named->target, id);
  EXPECT_EQ(named->attribute, "arn");

  const Fact<Ref> text = ToRef(Literal("web"), owner_, values_);
  ASSERT_TRUE(text.known());
  EXPECT_EQ(text->target, ResourceId::kNone);
  EXPECT_TRUE(text->text.Is("web"));
  EXPECT_EQ(StateOf(ToRef(PartlyKnown(), owner_, values_)), "known");

  // "none", as code spells it.
  EXPECT_EQ(StateOf(ToRef(Literal(""), owner_, values_)), "absent");
  EXPECT_EQ(StateOf(ToRef(ListOf({}), owner_, values_)), "absent");

  EXPECT_EQ(StateOf(ToRef(Unknown("var.role"), owner_, values_)), "var.role");
  EXPECT_EQ(StateOf(ToRef(ListOf({}, SymbolOf("var.more")), owner_, values_)), kWrongType);
  EXPECT_EQ(StateOf(ToRef(ListOf({Literal("web")}), owner_, values_)), kWrongType);
  EXPECT_EQ(StateOf(ToRef(MapOf({}), owner_, values_)), kWrongType);
  EXPECT_EQ(StateOf(ToRef(Of(values_.Bool(true, kAt)), owner_, values_)), kWrongType);
}

TEST_F(LoweringTest, OneValueIsAListOfOne) {
  const auto id = static_cast<ResourceId>(7);
  for (const Traced& value : {Literal("web"), ListOf({Literal("web")})}) {
    const Fact<List<Text>> texts = ToTexts(value, owner_, values_);
    ASSERT_EQ(texts->items.size(), 1u);
    EXPECT_TRUE(texts->items[0]->Is("web"));
    EXPECT_FALSE(texts->open());
    EXPECT_EQ(texts->place.span, kAt);
    EXPECT_EQ(ToRefs(value, owner_, values_)->items.size(), 1u);
  }
  // What a reference names is known, though its text is not.
  for (const Traced& value : {Reference(id), ListOf({Reference(id)})}) {
    const Fact<List<Ref>> refs = ToRefs(value, owner_, values_);
    ASSERT_TRUE(refs.known());
    ASSERT_EQ(refs->items.size(), 1u);
    EXPECT_EQ(refs->items[0]->target, id);
    EXPECT_EQ(refs->place.span, kAt);
  }
  EXPECT_EQ(StateOf(ToRefs(Unknown("var.roles"), owner_, values_)), "var.roles");
}

TEST_F(LoweringTest, AnOpenListMayHoldMore) {
  const Symbol* more = SymbolOf("var.more");
  const Fact<List<Text>> texts =
      ToTexts(ListOf({Literal("a"), Unknown("var.b")}, more), owner_, values_);
  ASSERT_TRUE(texts.known());
  EXPECT_EQ(texts->open_because, more);
  ASSERT_EQ(texts->items.size(), 2u);
  EXPECT_EQ(StateOf(texts->items[1]), "var.b");
}

// What Property and PropertyAt find, for people: a text, `unknown NAME`, `null`, `nothing`.
std::string Found(Traced value) {
  if (!value) return "nothing";
  if (value->is_unknown()) return "unknown " + value->symbol().name;
  if (value->is_null()) return "null";
  return KnownText(*value).value_or("?");
}

TEST_F(LoweringTest, PropertiesOfAMap) {
  const Symbol* more = SymbolOf("var.more");
  const Entry entry("a", {}, Literal("x"));
  const auto property = [&](Traced map, std::string_view key) {
    return Found(Property(map, key, values_));
  };
  EXPECT_EQ(property(MapOf({entry}), "a"), "x");
  EXPECT_EQ(property(MapOf({entry}), "b"), "nothing");
  EXPECT_EQ(property(MapOf({entry}, more), "a"), "x");
  EXPECT_EQ(property(MapOf({entry}, more), "b"), "unknown var.more");
  EXPECT_EQ(property(Unknown("var.map"), "a"), "unknown var.map");
  EXPECT_EQ(property(Literal("text"), "a"), "nothing");
  EXPECT_EQ(property(Of(values_.Null(kAt)), "a"), "nothing");
  EXPECT_EQ(property({}, "a"), "nothing");
}

// What a default leaves out is absent by default, and not for certain.
TEST_F(LoweringTest, PropertiesThatADefaultLeavesOut) {
  const Traced written = ByDefault(Literal("x"));
  const Traced map = values_.CompleteByDefault(MapOf({}), written.route);
  const Traced list = values_.CompleteByDefault(ListOf({}), written.route);
  for (const Traced& value : {map, list, ByDefault(Of(values_.Null(kAt)))}) {
    const Traced found = Property(value, "a", values_);
    EXPECT_EQ(Found(found), "null");
    EXPECT_EQ(ToText(found, owner_, values_).certainty(), Certainty::kDefaulted);
  }
}

TEST_F(LoweringTest, PropertiesBehindAPath) {
  const Symbol* more = SymbolOf("var.more");
  const Traced inner = MapOf({{"b", {}, Literal("x")}});
  const auto at = [&](Traced inside, std::string_view path) {
    return Found(PropertyAt(MapOf({{"a", {}, inside}}), path, values_));
  };
  EXPECT_EQ(at(inner, "a.b"), "x");
  EXPECT_EQ(at(inner, "a.c"), "nothing");
  EXPECT_EQ(at(inner, "c.b"), "nothing");
  EXPECT_EQ(at(Literal("text"), "a"), "text");
  // A block that is there once, never, twice, or nobody knows how often.
  EXPECT_EQ(at(ListOf({inner}), "a.b"), "x");
  EXPECT_EQ(at(ListOf({}), "a.b"), "nothing");
  EXPECT_EQ(at(ListOf({inner, inner}), "a.b"), "nothing");
  EXPECT_EQ(at(ListOf({inner}, more), "a.b"), "unknown var.more");
  EXPECT_EQ(at(ListOf({ListOf({}, more)}), "a.b"), "unknown var.more");
}

// A reader of one property.
class OneProperty : public ResourceReader {
 public:
  OneProperty(Traced value, ValueStore& values, Certainty best = Certainty::kCertain)
      : value_(value), values_(values), best_(best) {}
  Cases<Traced> Get(std::string_view path) const override {
    return Cases<Traced>(path == "there" ? value_ : Traced{});
  }
  Slot SlotOf(std::string_view path) const override { return {.path = std::string(path)}; }
  Place head() const override { return {.span = kOwner}; }
  BoolWords bool_words() const override { return BoolWords::kTerraform; }
  Certainty max_certainty(std::string_view) const override { return best_; }
  ValueStore& values() const override { return values_; }

 private:
  Traced value_;
  ValueStore& values_;
  Certainty best_;
};

struct Thing {
  Attr<bool> flag = {};
  Attr<Text> text = {};
  Attr<Ref> ref = {};
  Attr<List<Text>> texts = {};
  Attr<List<Ref>> refs = {};
  Attr<Text> missing = {};
};

TEST_F(LoweringTest, RowsFillAttributesOfEveryType) {
  constexpr Row<Thing> kRows[] = {
      {"there", &Thing::flag},  {"there", &Thing::text}, {"there", &Thing::ref},
      {"there", &Thing::texts}, {"there", &Thing::refs}, {"gone", &Thing::missing},
  };
  Thing thing;
  LowerRows<Thing>(OneProperty(Literal("1"), values_), kRows, thing);
  const Scenario scenario;
  Reads reads;
  EXPECT_TRUE(thing.flag.At(scenario, reads).Is(true));
  EXPECT_TRUE(thing.text.At(scenario, reads)->Is("1"));
  EXPECT_TRUE(thing.ref.At(scenario, reads)->text.Is("1"));
  EXPECT_EQ(thing.texts.At(scenario, reads)->items.size(), 1u);
  EXPECT_EQ(thing.refs.At(scenario, reads)->items.size(), 1u);
  EXPECT_TRUE(thing.missing.At(scenario, reads).absent());
  EXPECT_EQ(thing.missing.At(scenario, reads).place().span, kOwner);
  EXPECT_EQ(thing.missing.slot.path, "gone");

  LowerRows<Thing>(OneProperty(Literal("1"), values_, Certainty::kDefaulted), kRows, thing);
  EXPECT_EQ(thing.text.At(scenario, reads).certainty(), Certainty::kDefaulted);
  EXPECT_EQ(thing.missing.At(scenario, reads).certainty(), Certainty::kDefaulted);
}

TEST_F(LoweringTest, TextsForPeople) {
  EXPECT_EQ((Text{Literal("web")}.Shown()), "web");
  EXPECT_EQ((Text{PartlyKnown()}.Shown()), "web-${var.x}");
  EXPECT_EQ((Text{Unknown("var.name")}.Shown()), "${var.name}");
  EXPECT_EQ((Text{Of(values_.Number(8080, kAt))}.Shown()), "8080");
}

}  // namespace
}  // namespace execlint
