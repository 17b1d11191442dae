#include "parsers/iam/policy_document.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "lint/model/lowering.h"
#include "parsers/iam/document_text.h"

namespace execlint {
namespace {

constexpr std::array<std::string_view, 9> kElements = {"Sid",       "Effect",       "Action",
                                                       "NotAction", "Resource",     "NotResource",
                                                       "Principal", "NotPrincipal", "Condition"};

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

// The key of `map` that is an element's name but for its case; null if there is none.
const Entry* MiscasedElement(const Value& map, std::span<const std::string_view> names) {
  for (const Entry& entry : map.entries()) {
    for (const std::string_view name : names) {
      if (entry.key != name && EqualIgnoringCase(entry.key, name)) return &entry;
    }
  }
  return nullptr;
}

// Makes the pieces of one document; holds what every step needs.
class PolicyLowering {
 public:
  explicit PolicyLowering(ValueStore& values) : values_(values) {}

  PolicyDocument Document(Traced map) const {
    PolicyDocument document{.place = PlaceOf(map)};
    document.version = TextOf(Property(map, "Version", values_), PlaceOf(map));
    const Traced statements = Property(map, "Statement", values_);
    document.statements.place = statements ? PlaceOf(statements) : PlaceOf(map);
    constexpr std::array<std::string_view, 1> kName = {"Statement"};
    if (const Entry* wrong = MiscasedElement(*map, kName)) {
      document.statements.open_because = Miscased(*wrong);
    }
    Each(statements, document.statements, [&](Traced one) { return StatementOf(one); });
    if (document.statements.items.size() > kMostStatements) {
      document.statements.items.resize(kMostStatements);
      document.statements.open_because =
          values_.Limit("a policy of so many statements", document.statements.place.span);
    }
    return document;
  }

 private:
  // The largest policy that AWS takes, that of a bucket, has 20,480 characters: fewer statements.
  static constexpr std::size_t kMostStatements = 512;

  const Symbol* Broken(std::string name, Span at) const {
    return values_.Intern(
        {.why = Why::kBroken, .name = std::move(name), .naming = Symbol::Naming::kWords, .at = at});
  }
  // IAM's element names have one spelling; another one is no element.
  const Symbol* Miscased(const Entry& entry) const {
    return values_.Intern(
        {.why = Why::kBroken, .name = std::string(entry.key), .at = entry.key_span});
  }

  Fact<Text> TextOf(Traced value, Place owner) const { return ToText(value, owner, values_); }

  // `one_of` per item of a list, or once for what is no list. Unknown leaves `to` open; a null item
  // is no item.
  template <class T, class F>
  void Each(Traced value, List<T>& to, F&& one_of) const {
    if (!value) return;
    to.completeness = std::max(to.completeness, CertaintyOf(value));
    if (value->is_null()) return;
    if (value->is_unknown()) {
      to.open_because = &value->symbol();
    } else if (value->is_list()) {
      if (value->open()) to.open_because = value->open_because;
      for (const Traced& item : value->items()) {
        if (!item->is_null()) to.items.push_back(one_of(values_.Inside(value, item)));
      }
    } else {
      to.items.push_back(one_of(value));
    }
  }

  Fact<Statement> StatementOf(Traced map) const {
    if (map->is_unknown()) return Fact<Statement>::Unknowable(&map->symbol(), PlaceOf(map));
    if (!map->is_map()) {
      return Fact<Statement>::Unknowable(Broken("a statement that is not an object", map->span),
                                         PlaceOf(map));
    }
    const Place place = PlaceOf(map);
    Statement statement{.place = place};
    statement.open_because = map->open_because;
    if (const Entry* wrong = MiscasedElement(*map, kElements)) {
      statement.open_because = Miscased(*wrong);
    }
    statement.sid = TextOf(Property(map, "Sid", values_), place);
    statement.effect = TextOf(Property(map, "Effect", values_), place);
    statement.action = Texts(map, "Action");
    statement.not_action = Texts(map, "NotAction");
    statement.resource = Texts(map, "Resource");
    statement.not_resource = Texts(map, "NotResource");
    statement.principal = Principals(map, "Principal");
    statement.not_principal = Principals(map, "NotPrincipal");
    statement.condition = Conditions(map);
    return Fact<Statement>::Known(std::move(statement), place, CertaintyOf(map));
  }

  // The entry itself: what an open map may hold unseen is the statement's `open_because`.
  Traced Written(Traced map, std::string_view key) const {
    const Entry* entry = Find(*map, key);
    if (entry == nullptr || entry->value->is_null()) return {};
    return values_.Inside(map, entry->value);
  }

  Element<Text> Texts(Traced map, std::string_view key) const {
    Element<Text> element;
    const Traced value = Written(map, key);
    if (!value) return element;
    element.written = true;
    element.list.place = PlaceOf(value);
    Each(value, element.list, [&](Traced one) { return TextOf(one, PlaceOf(value)); });
    return element;
  }

  static Principal::Type TypeOf(std::string_view key) {
    if (key == "AWS") return Principal::Type::kAws;
    if (key == "Service") return Principal::Type::kService;
    if (key == "Federated") return Principal::Type::kFederated;
    if (key == "CanonicalUser") return Principal::Type::kCanonicalUser;
    return Principal::Type::kUnknown;
  }

  Fact<Principal> PrincipalOf(Principal::Type type, Traced id) const {
    Fact<Text> text = TextOf(id, PlaceOf(id));
    const Place place = text.place();
    const Certainty certainty = text.certainty();
    return Fact<Principal>::Known({.type = type, .id = text}, place, certainty);
  }

  Element<Principal> Principals(Traced map, std::string_view key) const {
    Element<Principal> element;
    const Traced value = Written(map, key);
    if (!value) return element;
    element.written = true;
    element.list.place = PlaceOf(value);
    if (value->is_unknown()) {
      element.list.open_because = &value->symbol();
    } else if (value->is_map()) {
      element.list.open_because = value->open_because;
      element.list.completeness = CertaintyOf(value);
      for (const Entry& entry : value->entries()) {
        const Principal::Type type = TypeOf(entry.key);
        List<Principal> some;
        Each(values_.Inside(value, entry.value), some,
             [&](Traced id) { return PrincipalOf(type, id); });
        if (some.open()) element.list.open_because = some.open_because;
        element.list.completeness = std::max(element.list.completeness, some.completeness);
        std::move(some.items.begin(), some.items.end(), std::back_inserter(element.list.items));
      }
    } else if (KnownText(*value) == "*") {
      element.list.items.push_back(PrincipalOf(Principal::Type::kAny, value));
    } else {
      const Symbol* hole = FirstUnknown(*value);
      element.list.open_because =
          hole != nullptr ? hole : Broken("a principal without a type", value->span);
    }
    return element;
  }

  Element<Condition> Conditions(Traced map) const {
    Element<Condition> element;
    if (const Entry* entry = Find(*map, "Condition")) {
      element.list.completeness = CertaintyOf(values_.Inside(map, entry->value));
    }
    const Traced block = Written(map, "Condition");
    if (!block) return element;
    element.written = true;
    element.list.place = PlaceOf(block);
    if (!block->is_map()) {
      element.list.open_because = block->is_unknown()
                                      ? &block->symbol()
                                      : Broken("a condition that is not an object", block->span);
      return element;
    }
    element.list.open_because = block->open_because;
    for (const Entry& test : block->entries()) {
      const Traced keys = values_.Inside(block, test.value);
      if (keys->is_map()) {
        if (keys->open()) element.list.open_because = keys->open_because;
        for (const Entry& key : keys->entries()) {
          element.list.items.push_back(ConditionOf(test, key, values_.Inside(keys, key.value)));
        }
      } else if (!keys->is_null()) {
        element.list.open_because = keys->is_unknown()
                                        ? &keys->symbol()
                                        : Broken("a condition that is not an object", keys->span);
      }
    }
    return element;
  }

  Fact<Condition> ConditionOf(const Entry& test, const Entry& key, Traced value) const {
    const Place place{key.key_span, value.route};
    Condition condition{.place = place};
    condition.test = KeyText(test, place);
    condition.key = KeyText(key, place);
    condition.values.place = PlaceOf(value);
    Each(value, condition.values, [&](Traced one) { return TextOf(one, PlaceOf(value)); });
    return Fact<Condition>::Known(std::move(condition), place, CertaintyOf(value));
  }

  Fact<Text> KeyText(const Entry& entry, const Place& place) const {
    return Fact<Text>::Known(Text{values_.KeyOf({}, entry)}, {entry.key_span, place.route});
  }

  ValueStore& values_;
};

}  // namespace

Fact<PolicyDocument> LowerPolicyDocument(Traced value, Place owner, ValueStore& values,
                                         SourceMap& sources, std::vector<Problem>* problems) {
  if (!value) return Fact<PolicyDocument>::Absent(owner);
  const Place place = PlaceOf(value);
  Certainty certainty = CertaintyOf(value);
  if (value->is_null()) return Fact<PolicyDocument>::Absent(place, certainty);
  if (value->is_unknown()) return Fact<PolicyDocument>::Unknowable(&value->symbol(), place);
  if (value->is_string()) {
    if (value->count == 0) return Fact<PolicyDocument>::Absent(place, certainty);
    if (value->count == 1 && value->parts()[0].hole != nullptr) {
      return Fact<PolicyDocument>::Unknowable(value->parts()[0].hole, place);
    }
    const Symbol* hole = FirstUnknown(*value);
    const Traced decoded = DecodeDocument(value, values, sources, problems);
    if (!decoded && hole != nullptr) return Fact<PolicyDocument>::Unknowable(hole, place);
    value = decoded;
    // What a default put into the text is told of where it stands.
    certainty = PassesDefault(place.route) ? Certainty::kDefaulted : Certainty::kCertain;
  }
  if (value && value->is_unknown()) {
    return Fact<PolicyDocument>::Unknowable(&value->symbol(), place);
  }
  if (!value || !value->is_map()) {
    const Symbol* symbol = values.Intern({.why = Why::kBroken,
                                          .name = "the policy document",
                                          .naming = Symbol::Naming::kWords,
                                          .at = place.span});
    return Fact<PolicyDocument>::Unknowable(symbol, place);
  }
  return Fact<PolicyDocument>::Known(PolicyLowering(values).Document(value), PlaceOf(value),
                                     certainty);
}

Traced PolicyDocumentIn(Traced root, ValueStore& values) {
  if (!root || !root->is_map()) return {};
  const Entry* statement = Find(*root, "Statement");
  if (statement != nullptr) {
    const bool list = statement->value->is_list() && statement->value->count > 0;
    const Value& first = list ? *statement->value->items()[0] : *statement->value;
    return first.is_map() && Find(first, "Effect") != nullptr ? root : Traced{};
  }
  if (const Entry* version = Find(*root, "PolicyVersion")) {
    if (!version->value->is_map()) return {};
    const Traced inside = values.Inside(root, version->value);
    const Entry* document = Find(*inside, "Document");
    return document != nullptr ? values.Inside(inside, document->value) : Traced{};
  }
  for (const std::string_view key : {"PolicyDocument", "Policy"}) {
    const Entry* document = Find(*root, key);
    if (document == nullptr) continue;
    if (document->value->is_map() && Find(*document->value, "Statement") == nullptr) continue;
    if (document->value->is_map() || document->value->is_string()) {
      return values.Inside(root, document->value);
    }
  }
  return {};
}

}  // namespace execlint
