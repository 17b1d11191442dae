#include "parsers/terraform/evaluate/policy_document.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/model/lowering.h"

namespace execlint::terraform {
namespace {

using How = RouteStep::How;

// `&{aws:username}` is how the data source writes IAM's own `${aws:username}`.
Traced WithIamVariables(ValueStore& store, Traced value) {
  if (!value->is_string()) return value;
  const auto has = [](const Part& part) { return part.text.find("&{") != part.text.npos; };
  const auto given = value->parts();
  if (std::none_of(given.begin(), given.end(), has)) return value;
  std::vector<Part> parts;
  for (const Part& part : given) {
    const auto piece = [&](std::size_t begin, std::size_t end) {
      Part cut = part;
      cut.text = part.text.substr(begin, end - begin);
      if (part.verbatim) {
        cut.from.begin = part.from.begin + static_cast<std::uint32_t>(begin);
        cut.from.end = part.from.begin + static_cast<std::uint32_t>(end);
      }
      return cut;
    };
    std::size_t plain = 0;
    for (std::size_t at = part.text.find("&{"); at != part.text.npos;
         at = part.text.find("&{", at + 2)) {
      parts.push_back(piece(plain, at));
      parts.push_back(piece(at, at + 2));
      parts.back().text = "${";
      parts.back().verbatim = false;
      plain = at + 2;
    }
    parts.push_back(piece(plain, part.text.size()));
  }
  return {store.String(parts, value->span), value.route};
}

bool IsNothing(Traced value) {
  if (!value || value->is_null()) return true;
  if (value->is_list()) return value->count == 0 && !value->open();
  return value->is_string() && value->count == 0;
}

class PolicyReader {
 public:
  PolicyReader(const Context& context, BlockValues& blocks, const Instance& document)
      : c_(context), blocks_(blocks), store_(context.store), document_(document) {}

  Traced Read() {
    const Span head = document_.declared->head();
    AddDocuments("source_json");
    AddDocuments("source_policy_documents");
    AddOwn();
    AddDocuments("override_json");
    AddDocuments("override_policy_documents");
    const Traced version = blocks_.Written(document_, "version");
    const Entry entries[] = {
        {"Version", version ? version->span : head,
         !IsNothing(version) ? version : Traced{store_.Literal("2012-10-17", head, head, false)}},
        {"Statement", head,
         store_.CompleteByDefault({store_.List(statements_, head, open_)}, by_default_)}};
    const Traced policy{store_.Map(entries, head)};
    return {store_.Encoded(JsonParts(c_.unknowns, policy, head), head, policy)};
  }

 private:
  void Open(const Symbol* symbol) { open_ = open_ != nullptr ? open_ : symbol; }
  void NoteDefault(const RouteStep* step) {
    by_default_ = by_default_ != nullptr ? by_default_ : step;
  }

  // A statement with the Sid of an earlier one replaces it.
  void Add(Traced statement) {
    if (statement->is_map()) {
      if (const Entry* sid = Find(*statement, "Sid")) {
        const auto name = KnownText(*sid->value);
        if (name && !name->empty()) {
          const auto [place, fresh] = by_sid_.try_emplace(std::string(*name), statements_.size());
          if (!fresh) {
            statements_[place->second] = statement;
            return;
          }
        }
      }
    }
    statements_.push_back(statement);
  }

  void AddOwn() {
    const Traced list = blocks_.Blocks(
        {"statement", document_.declared->body().Blocks("statement")}, ScopeOf(document_),
        [&](const BlockRef& block, const Scope& scope) { return Statement(block, scope); });
    if (list->open()) Open(list->open_because);
    NoteDefault(list->complete_by_default);
    for (const Traced& statement : list->items()) Add(statement);
  }

  void AddDocuments(std::string_view attribute) {
    const Traced given = blocks_.Written(document_, attribute);
    if (given) NoteDefault(given->is_list() ? DefaultBehind(given) : DefaultOn(given.route));
    if (IsNothing(given)) return;
    if (given->is_list()) {
      if (given->open()) Open(given->open_because);
      for (const Traced& one : Elements(store_, given)) AddDocument(one);
    } else {
      AddDocument(given);
    }
  }

  void AddDocument(Traced text) {
    if (IsNothing(text)) return NoteDefault(DefaultOn(text.route));
    Traced policy;
    if (text->is_string()) {
      const Traced* inside = text->Encoded(Encoding::kJson);
      policy = inside != nullptr ? Traced{inside->value, store_.Chain(inside->route, text.route)}
                                 : c_.host.DecodeJson(text, text->span);
    }
    if (!policy || !policy->is_map()) {
      const Symbol* symbol = FirstUnknown(policy ? *policy : *text);
      return Open(
          symbol != nullptr
              ? symbol
              : &c_.unknowns.Fail("a policy document cannot be read", text->span)->symbol());
    }
    const Traced statements = Property(policy, "Statement", store_);
    if (!statements) return;
    NoteDefault(DefaultBehind(statements));
    if (statements->is_null()) return;
    if (statements->is_unknown()) return Open(&statements->symbol());
    if (!statements->is_list()) return Add(statements);
    if (statements->open()) Open(statements->open_because);
    for (const Traced& statement : Elements(store_, statements)) Add(statement);
  }

  // ---- one statement

  Traced Value(const BodyRef& body, std::string_view name, const Scope& scope) {
    const auto attribute = body.Find(name);
    return attribute ? c_.Evaluate(attribute->value, scope) : Traced{};
  }

  Traced WithVariables(Traced value) {
    if (!value || !value->is_list()) return value ? WithIamVariables(store_, value) : value;
    std::vector<Traced> items;
    for (const Traced& item : Elements(store_, value)) {
      items.push_back(WithIamVariables(store_, item));
    }
    return store_.CompleteByDefault(
        {store_.List(items, value->span, value->open_because), value.route},
        value->complete_by_default);
  }

  Traced AsText(Traced value) {
    if (value->kind != Kind::kBool && value->kind != Kind::kNumber) return value;
    return ToStringValue(c_.MakeCall("", value->span, {}), value).value_or(value);
  }

  // One value is written as it is; several as a list, backwards where they are a set.
  Traced OneOrMany(Traced value, bool set) {
    if (!value->is_list() || value->open()) return AsText(value);
    if (value->count == 1) return AsText(Elements(store_, value).front());
    std::vector<Traced> items;
    for (const Traced& item : value->items()) items.push_back(AsText(item));
    const auto known = [](const Traced& item) { return KnownText(*item).has_value(); };
    if (set && std::all_of(items.begin(), items.end(), known)) {
      const auto text = [](const Traced& item) { return *KnownText(*item); };
      std::sort(items.begin(), items.end(), [&](const Traced& a, const Traced& b) {
        return std::pair(text(b), a->span.begin) < std::pair(text(a), b->span.begin);
      });
      items.erase(std::unique(items.begin(), items.end(),
                              [&](const Traced& a, const Traced& b) { return text(a) == text(b); }),
                  items.end());
      if (items.size() == 1) return store_.Inside(value, items.front());
    }
    return {store_.List(items, value->span), value.route};
  }

  Traced Statement(const BlockRef& block, const Scope& scope) {
    const BodyRef body = block.body();
    std::vector<Entry> entries;
    const auto add = [&](std::string_view key, std::string_view attribute, bool variables) {
      Traced value = Value(body, attribute, scope);
      if (IsNothing(value)) return;
      if (variables) value = WithVariables(value);
      value = OneOrMany(value, true);
      entries.push_back({key, body.Find(attribute)->name.span, value});
    };
    add("Sid", "sid", false);
    add("Effect", "effect", false);
    if (Find(*store_.Map(entries, {}), "Effect") == nullptr) {
      entries.push_back({"Effect",
                         block.block->head,
                         {store_.Literal("Allow", block.block->head, block.block->head, false)}});
    }
    add("Action", "actions", false);
    add("NotAction", "not_actions", false);
    add("Resource", "resources", true);
    add("NotResource", "not_resources", true);
    AddPrincipals(body, scope, "Principal", "principals", entries);
    AddPrincipals(body, scope, "NotPrincipal", "not_principals", entries);
    AddConditions(body, scope, entries);
    const Symbol* open = body.broken() ? &c_.unknowns.Broken(block.block->span)->symbol() : nullptr;
    return {store_.Map(entries, block.block->span, open)};
  }

  void AddPrincipals(const BodyRef& body, const Scope& scope, std::string_view key,
                     std::string_view type, std::vector<Entry>& entries) {
    const BlocksOfType written{type, body.Blocks(type)};
    if (written.blocks.empty()) return;
    const Span head = written.blocks.front().block->head;
    const Traced blocks = blocks_.Blocks(written, scope);
    if (blocks->count == 0 && !blocks->open()) return;
    std::vector<std::pair<Entry, std::vector<Traced>>> groups;
    std::unordered_map<std::string_view, std::size_t> places;  // in `groups`
    const Symbol* open = blocks->open_because;
    for (const Traced& block : blocks->items()) {
      const Traced kind = Property(block, "type", store_);
      Traced ids = WithVariables(Property(block, "identifiers", store_));
      const auto name = kind ? KnownText(*kind) : std::nullopt;
      if (!name || !ids || ids->is_null()) {
        open = open != nullptr ? open : FirstUnknown(*block);
        continue;
      }
      if (*name == "*" && blocks->count == 1) {
        entries.push_back({key, head, {store_.Literal("*", kind->span, kind->span, false)}});
        return;
      }
      const std::string_view key_of_group = store_.Keep(*name);
      const auto [place, fresh] = places.try_emplace(key_of_group, groups.size());
      if (fresh) groups.push_back({{key_of_group, kind->span, {}}, {}});
      groups[place->second].second.push_back(ids);
    }
    std::vector<Entry> made;
    for (auto& [entry, lists] : groups) {
      entry.value = OneOrMany(Joined(lists, head), lists.size() == 1);
      made.push_back(entry);
    }
    entries.push_back({key, head, {store_.Map(made, head, open)}});
  }

  // Several lists as one; a single one as it is.
  Traced Joined(const std::vector<Traced>& lists, Span at) {
    if (lists.size() == 1) return lists.front();
    return CallFunction(c_.MakeCall("concat", at, lists));
  }

  void AddConditions(const BodyRef& body, const Scope& scope, std::vector<Entry>& entries) {
    const BlocksOfType written{"condition", body.Blocks("condition")};
    if (written.blocks.empty()) return;
    const Span head = written.blocks.front().block->head;
    const Traced blocks = blocks_.Blocks(written, scope);
    if (blocks->count == 0 && !blocks->open()) return;
    struct Test {
      Entry entry;
      std::vector<std::pair<Entry, std::vector<Traced>>> keys;
      std::unordered_map<std::string_view, std::size_t> places = {};  // in `keys`
    };
    std::vector<Test> tests;
    std::unordered_map<std::string_view, std::size_t> places;  // in `tests`
    const Symbol* open = blocks->open_because;
    for (const Traced& block : blocks->items()) {
      const Traced test = Property(block, "test", store_);
      const Traced variable = Property(block, "variable", store_);
      const Traced values = WithVariables(Property(block, "values", store_));
      const auto test_name = test ? KnownText(*test) : std::nullopt;
      const auto key_name = variable ? KnownText(*variable) : std::nullopt;
      if (!test_name || !key_name || !values || values->is_null()) {
        open = open != nullptr ? open : FirstUnknown(*block);
        continue;
      }
      const std::string_view kept_test = store_.Keep(*test_name);
      const auto [at, fresh_test] = places.try_emplace(kept_test, tests.size());
      if (fresh_test) tests.push_back({{kept_test, test->span, {}, HasSecret(test)}, {}});
      Test& its = tests[at->second];
      const std::string_view kept_key = store_.Keep(*key_name);
      const auto [place, fresh_key] = its.places.try_emplace(kept_key, its.keys.size());
      if (fresh_key) its.keys.push_back({{kept_key, variable->span, {}, HasSecret(variable)}, {}});
      its.keys[place->second].second.push_back(values);
    }
    std::vector<Entry> made;
    for (Test& test : tests) {
      std::vector<Entry> keys;
      for (auto& [entry, lists] : test.keys) {
        entry.value = OneOrMany(Joined(lists, head), false);
        keys.push_back(entry);
      }
      test.entry.value = {store_.Map(keys, head)};
      made.push_back(test.entry);
    }
    entries.push_back({"Condition", head, {store_.Map(made, head, open)}});
  }

  const Context& c_;
  BlockValues& blocks_;
  ValueStore& store_;
  const Instance& document_;
  std::vector<Traced> statements_;
  std::unordered_map<std::string, std::size_t> by_sid_;  // in `statements_`
  const Symbol* open_ = nullptr;
  const RouteStep* by_default_ = nullptr;
};

}  // namespace

Traced ReadPolicyDocument(const Context& context, BlockValues& blocks, const Instance& document) {
  return PolicyReader(context, blocks, document).Read();
}

}  // namespace execlint::terraform
