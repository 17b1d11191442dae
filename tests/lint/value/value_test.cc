#include "lint/value/value.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lint/value/predeclared.h"
#include "lint/value/value_store.h"

namespace execlint {
namespace {

using How = RouteStep::How;

class ValueTest : public ::testing::Test {
 protected:
  // "a|b" is two literal parts, "<x>" a hole.
  Traced String(std::string_view text) {
    std::vector<Part> parts;
    while (!text.empty()) {
      if (text[0] == '<') {
        const std::size_t end = text.find('>');
        parts.push_back({.hole = Hole(text.substr(1, end - 1))});
        text.remove_prefix(end + 1);
      } else {
        const std::size_t end = std::min(text.find_first_of("<|"), text.size());
        parts.push_back({.text = store_.Keep(text.substr(0, end))});
        text.remove_prefix(end + (end < text.size() && text[end] == '|' ? 1 : 0));
      }
    }
    return {store_.String(parts, {})};
  }
  const Symbol* Hole(std::string_view name) {
    return store_.Intern({.why = Why::kInputWithoutDefault, .name = std::string(name)});
  }
  Traced Unknown(std::string_view name) { return {store_.Unknown(Hole(name), {})}; }
  bool Same(Traced a, Traced b) {
    EXPECT_EQ(SameText(*a, *b), SameText(*b, *a));
    return SameText(*a, *b);
  }
  Span At(std::uint32_t offset) const { return {static_cast<FileId>(1), offset, offset + 1}; }
  // The places of a route's steps, newest first.
  static std::vector<std::uint32_t> Places(const RouteStep* route) {
    std::vector<std::uint32_t> places;
    for (; route != nullptr; route = route->before) places.push_back(route->at.begin);
    return places;
  }

  ValueStore store_;
};

TEST_F(ValueTest, SameTextHoweverItIsCut) {
  EXPECT_TRUE(Same(String("abc"), String("a|bc")));
  EXPECT_TRUE(Same(String("a|b<x>c|d"), String("ab<x>cd")));
  EXPECT_TRUE(Same(String(""), String("")));
  EXPECT_FALSE(Same(String("abc"), String("abd")));
  EXPECT_FALSE(Same(String("abc"), String("ab")));
  EXPECT_FALSE(Same(String("abc"), String("ab|cd")));
}

TEST_F(ValueTest, EqualHolesAreEqualTextAndOthersAreNot) {
  EXPECT_TRUE(Same(String("<x>"), Unknown("x")));
  EXPECT_TRUE(Same(Unknown("x"), Unknown("x")));
  EXPECT_FALSE(Same(Unknown("x"), Unknown("y")));
  EXPECT_FALSE(Same(String("a<x>"), String("a<y>")));
  EXPECT_FALSE(Same(String("a<x>"), String("<x>a")));
  EXPECT_FALSE(Same(String("<x>"), String("x")));
  EXPECT_FALSE(Same(String("a<x>b"), String("a<x>")));
  EXPECT_FALSE(Same(String("<x>a"), String("a")));
  EXPECT_FALSE(Same(String("ab<x>"), String("a<x>b")));
  EXPECT_FALSE(Same(Unknown("x"), String("")));
}

TEST_F(ValueTest, NumbersAndBoolsAreTheirText) {
  EXPECT_TRUE(Same({store_.Number(80, {})}, String("80")));
  EXPECT_TRUE(Same({store_.Bool(true, {})}, String("true")));
  EXPECT_FALSE(Same({store_.Number(80, {})}, String("80.0")));
  EXPECT_FALSE(Same({store_.Null({})}, String("")));
  EXPECT_FALSE(Same({store_.List({}, {})}, {store_.List({}, {})}));
}

TEST_F(ValueTest, KnownText) {
  EXPECT_EQ(KnownText(*String("a|b")), "ab");
  EXPECT_EQ(KnownText(*String("")), "");
  EXPECT_EQ(KnownText(*String("a<x>")), std::nullopt);
  EXPECT_EQ(KnownText(*store_.Null({})), std::nullopt);
  EXPECT_EQ(KnownText(*store_.Bool(false, {})), "false");
  EXPECT_EQ(KnownText(*Unknown("x")), std::nullopt);
}

TEST_F(ValueTest, NumbersPrintWithoutNeedlessDigits) {
  EXPECT_EQ(NumberText(80), "80");
  EXPECT_EQ(NumberText(-0.5), "-0.5");
  EXPECT_EQ(NumberText(0.1), "0.1");
  EXPECT_EQ(NumberText(123456789012), "123456789012");
  EXPECT_EQ(NumberText(1e20), "100000000000000000000");
  EXPECT_EQ(NumberText(-0.0), "0");
  EXPECT_EQ(NumberText(1e308).size(), 309u);
}

TEST_F(ValueTest, FindTakesTheLastOfAName) {
  const std::vector<Entry> entries = {
      {"a", {}, String("1")}, {"b", {}, String("2")}, {"a", {}, String("3")}};
  const Value* map = store_.Map(entries, {});
  EXPECT_EQ(KnownText(*Find(*map, "a")->value), "3");
  EXPECT_EQ(Find(*map, "c"), nullptr);
  EXPECT_EQ(Find(*String("a"), "a"), nullptr);
}

TEST_F(ValueTest, FirstUnknownLooksInside) {
  const Traced items[] = {String("a"), String("b<x>"), Unknown("y")};
  EXPECT_EQ(FirstUnknown(*store_.List(items, {})), Hole("x"));
  const Entry entries[] = {{"k", {}, String("a")}};
  EXPECT_EQ(FirstUnknown(*store_.Map(entries, {})), nullptr);
  EXPECT_EQ(FirstUnknown(*store_.Map(entries, {}, Hole("z"))), Hole("z"));
}

TEST_F(ValueTest, SymbolsAreInterned) {
  EXPECT_EQ(Hole("x"), Hole("x"));
  EXPECT_NE(Hole("x"), Hole("y"));
  EXPECT_NE(store_.Intern({.why = Why::kImport, .name = "x"}), Hole("x"));
  const auto role = static_cast<ResourceId>(3);
  const Symbol* arn = store_.Intern(
      {.why = Why::kComputedByAws, .name = "r", .resource = role, .attribute = "arn"});
  EXPECT_NE(arn,
            store_.Intern(
                {.why = Why::kComputedByAws, .name = "r", .resource = role, .attribute = "id"}));
}

TEST_F(ValueTest, StringsDropEmptyPartsAndKeepText) {
  std::string text = "gone";
  const Value* literal = store_.Literal(text, At(0), At(0));
  text = "xxxx";
  EXPECT_EQ(KnownText(*literal), "gone");
  const Value* mixed = store_.String({{.text = ""}, {.text = "a"}, {.hole = Hole("x")}}, {});
  EXPECT_EQ(mixed->count, 2u);
}

TEST_F(ValueTest, ViaPutsTheNewestStepFirst) {
  const Traced far =
      store_.Via(store_.Via(String("a"), How::kDefault, At(1)), How::kReference, At(2));
  EXPECT_EQ(Places(far.route), (std::vector<std::uint32_t>{2, 1}));
  EXPECT_TRUE(PassesDefault(far.route));
  EXPECT_FALSE(PassesDefault(store_.Via(String("a"), How::kReference, At(1)).route));
  EXPECT_FALSE(PassesDefault(nullptr));
}

TEST_F(ValueTest, ChainRunsNearerThenFurther) {
  const Traced near = store_.Via(store_.Via({}, How::kReference, At(1)), How::kReference, At(2));
  const Traced far = store_.Via(store_.Via({}, How::kReference, At(3)), How::kReference, At(4));
  EXPECT_EQ(Places(store_.Chain(near.route, far.route)), (std::vector<std::uint32_t>{4, 3, 2, 1}));
  EXPECT_EQ(store_.Chain(near.route, nullptr), near.route);
  EXPECT_EQ(store_.Chain(nullptr, far.route), far.route);
}

TEST_F(ValueTest, OnlyListsAndMapsAreReshaped) {
  const Traced text = String("a");
  EXPECT_EQ(store_.Reshaped(text, Shape::kSet).value, text.value);
  const Traced list{store_.List({}, {})};
  EXPECT_EQ(store_.Reshaped(list, list->shape).value, list.value);
  EXPECT_EQ(store_.Reshaped(list, Shape::kSet)->shape, Shape::kSet);
  const Traced map{store_.Map({}, {})};
  EXPECT_EQ(store_.Reshaped(map, Shape::kObject)->shape, Shape::kObject);
}

TEST_F(ValueTest, TheFirstDefaultThatCompletesIsKept) {
  const Traced list{store_.List({}, {})};
  const RouteStep* one = store_.Via({}, How::kDefault, At(1)).route;
  const RouteStep* two = store_.Via({}, How::kDefault, At(2)).route;
  EXPECT_EQ(store_.CompleteByDefault(list, nullptr).value, list.value);
  const Traced once = store_.CompleteByDefault(list, one);
  EXPECT_EQ(once->complete_by_default, one);
  EXPECT_EQ(store_.CompleteByDefault(once, two)->complete_by_default, one);
}

TEST_F(ValueTest, WhatTheAccountSaysIsADataSource) {
  const Symbol* account = PredeclaredSymbol(store_, *PredeclaredByName("AWS::AccountId"));
  EXPECT_EQ(account->why, Why::kDataSource);
  EXPECT_EQ(account->name, "AWS::AccountId");
  EXPECT_EQ(PredeclaredByName("AWS::StackName"), std::nullopt);
}

TEST_F(ValueTest, NothingRestsOnNoDefault) { EXPECT_EQ(DefaultBehind({}), nullptr); }

TEST_F(ValueTest, InsideAddsTheContainersRouteToTheElements) {
  const Traced element = store_.Via(String("e"), How::kReference, At(1));
  const Value* list = store_.List(std::span(&element, 1), At(5));
  EXPECT_EQ(store_.Inside({list}, element).route, element.route);
  const Traced container = store_.Via({list}, How::kDefault, At(9));
  const Traced inside = store_.Inside(container, container->items()[0]);
  EXPECT_EQ(Places(inside.route), (std::vector<std::uint32_t>{9, 5, 1}));
  EXPECT_EQ(inside.route->before->how, How::kElement);
  EXPECT_TRUE(PassesDefault(inside.route));
}

class ReferenceTest : public ValueTest {
 protected:
  static constexpr auto kRole = static_cast<ResourceId>(3);
  Traced Name() { return store_.ViaReference(String("task"), At(1), kRole, "name"); }
};

TEST_F(ReferenceTest, AValueThatCameFromAnAttributeNamesItsResource) {
  EXPECT_EQ(ReferencedResource(Name()).resource, kRole);
  EXPECT_EQ(ReferencedResource(Name()).attribute, "name");
  EXPECT_EQ(ReferencedResource(store_.Via(Name(), How::kModuleInput, At(2))).resource, kRole);
  EXPECT_EQ(ReferencedResource(String("task")).resource, ResourceId::kNone);
  EXPECT_EQ(ReferencedResource({}).resource, ResourceId::kNone);
}

TEST_F(ReferenceTest, ASymbolOfAResourceNamesIt) {
  const Symbol* arn = store_.Intern(
      {.why = Why::kComputedByAws, .name = "r.arn", .resource = kRole, .attribute = "arn"});
  EXPECT_EQ(ReferencedResource({store_.Unknown(arn, {})}).resource, kRole);
  EXPECT_EQ(ReferencedResource({store_.String({{.hole = arn}}, {})}).attribute, "arn");
  EXPECT_EQ(ReferencedResource({store_.String({{.text = "a"}, {.hole = arn}}, {})}).resource,
            ResourceId::kNone);
}

TEST_F(ReferenceTest, AStringThatIsNothingButTheReferenceNamesIt) {
  const Traced name = Name();
  EXPECT_EQ(
      ReferencedResource({store_.String({{.text = "task", .route = name.route}}, {})}).resource,
      kRole);
}

TEST_F(ReferenceTest, AnElementOfAResourcesAttributeIsNotTheResource) {
  const Traced element = String("subnet-1");
  const Value* list = store_.List(std::span(&element, 1), At(5));
  const Traced whole = store_.ViaReference({list}, At(1), kRole, "subnet_ids");
  EXPECT_EQ(ReferencedResource(whole).resource, kRole);
  EXPECT_EQ(ReferencedResource(store_.Inside(whole, list->items()[0])).resource, ResourceId::kNone);
  // But an element that is itself a reference still names what it refers to.
  const Traced name = Name();
  const Value* names = store_.List(std::span(&name, 1), At(6));
  const Traced through = store_.Via({names}, How::kReference, At(2));
  EXPECT_EQ(ReferencedResource(store_.Inside(through, names->items()[0])).resource, kRole);
}

TEST_F(ValueTest, EncodedStringsRememberWhatIsInside) {
  const Traced inside = String("x");
  const Value* encoded = store_.Encoded(std::vector<Part>{{.text = "\"x\""}}, {}, inside);
  EXPECT_EQ(KnownText(*encoded), "\"x\"");
  ASSERT_NE(encoded->encodes, nullptr);
  EXPECT_EQ(encoded->encodes->value, inside.value);
}

// ---- values as trees

class TreeTest : public ValueTest {
 protected:
  const Value* Pair(Traced of) {
    const Traced twice[] = {of, of};
    return store_.List(twice, {});
  }
};

TEST_F(TreeTest, KnowsHowMuchItHolds) {
  const Traced x = String("x");
  EXPECT_EQ(x->size, 1u);
  EXPECT_EQ(x->depth, 1u);
  const Traced pair{Pair(x)};
  EXPECT_EQ(pair->size, 3u);
  EXPECT_EQ(pair->depth, 2u);
  const Entry entries[] = {{"a", {}, pair}, {"b", {}, x}};
  const Value* map = store_.Map(entries, {});
  EXPECT_EQ(map->size, 5u);
  EXPECT_EQ(map->depth, 3u);
  EXPECT_EQ(store_.Reshaped({map}, Shape::kMap)->size, 5u);
}

TEST_F(TreeTest, WhatIsSharedCountsAsOftenAsItIsMet) {
  Traced doubled = String("x");
  int times = 0;
  for (; times < 100 && !(doubled->is_list() && doubled->open()); ++times) {
    doubled = {Pair(doubled)};
  }
  EXPECT_EQ(times, 19);  // 2^20 - 1 would be more than a million
  EXPECT_EQ(doubled->count, 0u);
  EXPECT_EQ(doubled->open_because->why, Why::kLimit);
  EXPECT_EQ(FirstUnknown(*doubled), doubled->open_because);
  EXPECT_EQ(doubled->size, 1u);
}

TEST_F(TreeTest, DeepOnesEndInALimit) {
  Traced deep = String("x");
  for (int i = 1; i < 1000; ++i) {
    deep = {store_.List(std::span(&deep, 1), {})};
    ASSERT_FALSE(deep->open()) << i;
  }
  EXPECT_EQ(deep->depth, 1000u);
  const Entry entry{"a", {}, deep};
  EXPECT_EQ(store_.Map(std::span(&entry, 1), {})->open_because->why, Why::kLimit);
  EXPECT_TRUE(store_.Map(std::span(&entry, 1), {})->is_map());
}

TEST_F(TreeTest, KnowsTheFirstUnknown) {
  const Symbol* a = store_.Intern({.name = "a"});
  const Symbol* b = store_.Intern({.name = "b"});
  const Traced x = String("x"), unknown{store_.Unknown(a, {})};
  EXPECT_EQ(FirstUnknown(*x), nullptr);
  EXPECT_EQ(FirstUnknown(*store_.String({{.text = "x"}, {.hole = b}, {.hole = a}}, {})), b);
  const Traced items[] = {x, unknown};
  EXPECT_EQ(FirstUnknown(*store_.List(items, {}, b)), a);
  EXPECT_EQ(FirstUnknown(*store_.List(std::span(items, 1), {}, b)), b);
  const Entry entry{"k", {}, {store_.List(items, {})}};
  EXPECT_EQ(FirstUnknown(*store_.Map(std::span(&entry, 1), {})), a);
}

TEST_F(TreeTest, KnowsWhetherSomethingInItFails) {
  const Symbol* failure = store_.Intern({.why = Why::kBroken, .name = "a", .fails = true});
  const Symbol* other = store_.Intern({.why = Why::kBroken, .name = "a"});
  EXPECT_NE(failure, other);
  const Traced failed{store_.Unknown(failure, {})}, unknown{store_.Unknown(other, {})};
  EXPECT_TRUE(failed->fails);
  EXPECT_FALSE(unknown->fails);
  EXPECT_TRUE(Pair({Pair(failed)})->fails);
  EXPECT_FALSE(Pair(unknown)->fails);
}

TEST_F(TreeTest, LongRoutesKeepWhatMatters) {
  Traced value = String("x");
  value = store_.Via(value, How::kDefault, At(1), "in");
  for (int i = 0; i < 10'000; ++i) value = store_.Via(value, How::kReference, At(2));
  EXPECT_EQ(value.route->length, kMaxRoute);
  EXPECT_TRUE(PassesDefault(value.route));
  const Traced handed = store_.Via(value, How::kByName, At(3));
  EXPECT_EQ(handed.route->how, How::kByName);
  EXPECT_EQ(store_.Via(handed, How::kByName, At(4)).route, handed.route);
  // A long route behind another one.
  const RouteStep* chained = store_.Chain(value.route, handed.route);
  EXPECT_EQ(FindStep(chained, How::kByName)->at.begin, At(3).begin);
  EXPECT_LT(chained->length, kMaxRoute + 10);
}

TEST_F(TreeTest, TheStoreCountsWhatItMakes) {
  const std::size_t before = store_.budget().bytes();
  store_.Keep(std::string(1000, 'x'));
  EXPECT_GE(store_.budget().bytes(), before + 1000);
  const std::size_t then = store_.budget().bytes();
  store_.List(std::vector<Traced>(1000, String("x")), {});
  EXPECT_GE(store_.budget().bytes(), then + 1000 * sizeof(Traced));
}

TEST(ValueStore, GoesOnBehindItsBase) {
  const auto base = std::make_shared<ValueStore>(Budget::Limits{.steps = 1000});
  const Symbol* account = PredeclaredSymbol(*base, Predeclared::kAccountId);
  const Symbol input{.why = Why::kInputWithoutDefault, .name = "var.a"};
  const Symbol* of_base = base->Intern(input);
  base->budget().Spend(100);
  EXPECT_EQ(base->NewResources(3), static_cast<ResourceId>(1));
  EXPECT_EQ(base->NumberOf("secret"), 1U);
  const std::size_t bytes = base->bytes();
  {
    ValueStore store(base);
    EXPECT_EQ(PredeclaredSymbol(store, Predeclared::kAccountId), account);
    // Of a region that only the reader names, there is one symbol too.
    EXPECT_EQ(PredeclaredSymbol(store, Predeclared::kRegion),
              PredeclaredSymbol(*base, Predeclared::kRegion));
    EXPECT_NE(store.Intern(input), of_base);
    EXPECT_EQ(store.NewResources(1), static_cast<ResourceId>(4));
    EXPECT_EQ(store.NumberOf("secret"), 1U);
    EXPECT_EQ(store.NumberOf("another"), 2U);
    EXPECT_EQ(base->NumberOf("another"), 2U);
    const std::size_t before = base->bytes();
    store.Keep("a text");
    EXPECT_EQ(store.bytes(), store.Intern(input)->name.size() + sizeof(Symbol) + 6);
    EXPECT_EQ(base->bytes(), before);
    EXPECT_FALSE(store.budget().Spend(2000));
    EXPECT_TRUE(base->budget().exhausted());
  }
  EXPECT_GT(base->bytes(), bytes);
  EXPECT_FALSE(base->budget().exhausted());
  EXPECT_EQ(base->budget().steps(), 100U);
  EXPECT_EQ(base->NewResources(1), static_cast<ResourceId>(5));
}

}  // namespace
}  // namespace execlint
