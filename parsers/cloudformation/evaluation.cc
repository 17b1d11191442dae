#include "parsers/cloudformation/evaluation.h"

#include <algorithm>
#include <functional>

#include "lint/model/common_word.h"
#include "lint/value/no_name.h"

namespace execlint::cloudformation {
namespace {

constexpr std::size_t kMaxShown = 120;

// In quotes where it would not be seen in a list, or break it.
std::string InList(const std::string& text) {
  return text.find_first_not_of(' ') == text.npos || text.find_first_of(",[]{}\"") != text.npos
             ? "\"" + text + "\""
             : text;
}

// Is what the function is given no value, but the name of one?
bool TakesNames(Function function) {
  switch (function) {
    case Function::kRef:
    case Function::kGetAtt:
    case Function::kImportValue:
    case Function::kFindInMap:
    case Function::kGetAZs:
    case Function::kCondition:
      return true;
    default:
      return false;
  }
}

}  // namespace

Traced Evaluation::Head(Traced raw) {
  if (!raw) return {};
  Nested nested(*this);
  if (!nested.within_bounds()) return Limit(raw->span);
  if (raw->is_string()) return DynamicReferences(raw);
  const Intrinsic intrinsic = AsIntrinsic(*raw);
  if (intrinsic.function == Function::kNone) return raw;
  Traced result = Call(intrinsic, *raw);
  if (result && raw.route != nullptr) result.route = store_.Chain(result.route, raw.route);
  return result;
}

Traced Evaluation::Deep(Traced raw) {
  Nested nested(*this);
  const Traced head = Head(raw);
  if (!head) return {};
  if (!nested.within_bounds()) return Limit(head->span);
  if (head->is_list()) return DeepList(head);
  if (head->is_map()) return DeepMap(head);
  return head;
}

Traced Evaluation::DeepList(Traced list) {
  return Elements(list, [this](Traced raw) { return Deep(raw); });
}

Traced Evaluation::Elements(Traced list, const Each& each) {
  std::vector<Traced> items;
  bool changed = false;
  const Symbol* open_because = list->open_because;
  const RouteStep* by_default = list->complete_by_default;
  for (const Traced& raw : list->items()) {
    const Intrinsic intrinsic = AsIntrinsic(*raw);
    const Traced item = each(raw);
    changed |= item.value != raw.value || item.route != raw.route;
    if (!item) continue;
    if (item->is_null() && intrinsic.function == Function::kIf) {  // absent, but only by a default
      if (by_default == nullptr) by_default = DefaultOn(item.route);
      continue;
    }
    if (item->is_unknown() && MayVanish(intrinsic)) {
      // An element that is there or not: the rest is still certain.
      if (open_because == nullptr) open_because = &item->symbol();
      changed = true;
      continue;
    }
    items.push_back(item);
  }
  if (!changed) return list;
  return store_.CompleteByDefault({store_.List(items, list->span, open_because), list.route},
                                  by_default);
}

bool Evaluation::MayVanish(const Intrinsic& intrinsic) {
  if (intrinsic.function != Function::kIf || !intrinsic.argument->is_list() ||
      intrinsic.argument->count != 3) {
    return false;
  }
  const auto arguments = intrinsic.argument->items();
  return !Head(arguments[1]) || !Head(arguments[2]);
}

Traced Evaluation::DeepMap(Traced map) {
  std::vector<Entry> entries;
  bool changed = false;
  const Symbol* open_because = map->open_because;
  for (const Entry& entry : map->entries()) {
    if (IsMacroKey(entry.key)) {
      changed = true;
      if (open_because == nullptr) {
        open_because = store_.Intern(
            {.why = Why::kUnsupported, .name = std::string(entry.key), .at = entry.key_span});
      }
      continue;
    }
    const Traced value = Under(entry);
    changed |= value.value != entry.value.value || value.route != entry.value.route;
    if (value) entries.push_back({entry.key, entry.key_span, value});
  }
  if (!changed) return map;
  return {store_.Map(entries, map->span, open_because), map.route};
}

Traced Evaluation::Under(const Entry& entry) {
  const auto among = [&entry](std::span<const std::string_view> keys) {
    return std::find(keys.begin(), keys.end(), entry.key) != keys.end();
  };
  if (among(leave_raw_.keys)) return entry.value;
  return among(leave_raw_.but_names) ? Names(entry.value) : Deep(entry.value);
}

Traced Evaluation::At(Traced raw, std::string_view path) {
  Traced at = Head(raw);
  while (true) {
    if (!at || at->is_null() || at->is_unknown()) return at;
    if (!at->is_map()) return Unknown(Why::kBroken, "a value where a map is expected", at->span);
    const std::size_t dot = path.find('.');
    const std::string_view key = path.substr(0, dot);
    const Entry* entry = Find(*at, key);
    if (entry == nullptr) {
      if (at->open()) return {store_.Unknown(at->open_because, at->span), at.route};
      for (const Entry& other : at->entries()) {
        if (IsMacroKey(other.key)) {
          return Unknown(Why::kUnsupported, std::string(other.key), other.key_span);
        }
      }
      return {};
    }
    const bool last = dot == std::string_view::npos;
    const Traced value = last ? Deep(entry->value) : Head(entry->value);
    if (!value) return {};
    at = store_.Inside(at, value);
    if (last) return at;
    path.remove_prefix(dot + 1);
  }
}

Traced Evaluation::Call(const Intrinsic& intrinsic, const Value& raw) {
  switch (intrinsic.function) {
    case Function::kRef:
      return Ref(intrinsic, raw);
    case Function::kGetAtt:
      return GetAtt(intrinsic, raw);
    case Function::kSub:
      return Sub(intrinsic, raw);
    case Function::kJoin:
      return Join(intrinsic, raw);
    case Function::kSelect:
      return Select(intrinsic, raw);
    case Function::kSplit:
      return Split(intrinsic, raw);
    case Function::kIf:
      return If(intrinsic, raw);
    case Function::kFindInMap:
      return FindInMap(intrinsic, raw);
    case Function::kImportValue:
      return ImportValue(intrinsic, raw);
    case Function::kLength:
      return Length(intrinsic, raw);
    case Function::kToJsonString:
      return ToJsonString(intrinsic);
    case Function::kGetAZs:
      return Unknown(Why::kDataSource, Shown(intrinsic), raw.span);
    case Function::kEquals:
    case Function::kAnd:
    case Function::kOr:
    case Function::kNot:
    case Function::kCondition: {
      const Answer holds = Holds({&raw});
      if (holds.maybe()) return UnknownResult(intrinsic, *holds.why.symbol, raw);
      return {store_.Bool(holds.yes(), raw.span)};
    }
    case Function::kBase64:
      return Base64(intrinsic, raw);
    case Function::kCidr:
    case Function::kTransform:
    case Function::kOther:
    case Function::kNone:
      break;
  }
  return Unknown(Why::kUnsupported, Shown(intrinsic), raw.span);
}

Traced Evaluation::Unknown(Why why, std::string name, Span at, const Symbol* because_of) {
  // The same words in two stacks of a unit may mean two things.
  if (!evaluator_.prefix_.empty()) {
    name += " in " + evaluator_.prefix_.substr(0, evaluator_.prefix_.size() - 1);
  }
  using Naming = Symbol::Naming;
  const bool words = why == Why::kBroken || why == Why::kLimit;
  return {store_.Unknown(store_.Intern({.why = why,
                                        .name = std::move(name),
                                        .naming = words ? Naming::kWords : Naming::kCode,
                                        .at = at,
                                        .because_of = because_of}),
                         at)};
}

Traced Evaluation::UnknownResult(const Intrinsic& intrinsic, const Symbol& cause,
                                 const Value& raw) {
  if (cause.why == Why::kHandOver) return {store_.Unknown(&cause, raw.span)};  // says it all
  return Unknown(cause.why, Shown(intrinsic), raw.span, &cause);
}

Traced Evaluation::WithoutText(const Intrinsic& intrinsic, const Value& given, const Value& raw) {
  const Symbol* unknown = FirstUnknown(given);
  return unknown == nullptr ? Broken(intrinsic, raw) : UnknownResult(intrinsic, *unknown, raw);
}

Traced Evaluation::Broken(const Intrinsic& intrinsic, const Value& raw) {
  return Unknown(Why::kBroken, Shown(intrinsic), raw.span);
}

Traced Evaluation::Limit(Span at) {
  used_ = allowance_;  // nothing more in this one
  return Unknown(Why::kLimit, "an expression that is nested too deep or too large", at);
}

std::string Evaluation::Shown(const Intrinsic& intrinsic) {
  const Entry* macro =
      intrinsic.function == Function::kTransform ? Find(*intrinsic.argument, "Name") : nullptr;
  std::string shown(intrinsic.key);
  shown += " ";
  const Traced argument = macro != nullptr ? macro->value : intrinsic.argument;
  const bool names = macro != nullptr || TakesNames(intrinsic.function);
  const Texts texts = names                                  ? Texts::kNames
                      : intrinsic.function == Function::kIf  ? Texts::kNameAndValues
                      : intrinsic.function == Function::kSub ? Texts::kValuesWithNames
                                                             : Texts::kValues;
  shown += KnownText(*argument) == "" ? InList("") : ShownValue(argument, texts);
  std::replace_if(shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  if (shown.size() <= kMaxShown) return shown;
  // Two that differ further on are still two symbols: the place tells them apart.
  const Span at = intrinsic.argument->span;
  return shown.substr(0, kMaxShown) + "... at byte " + std::to_string(at.begin);
}

std::string Evaluation::ShownName(std::string_view name) {
  const bool several_words = name.find_first_of(" \t\r\n") != name.npos;
  return several_words || !InsteadOfText(name).empty() ? NumberedMask(store_.NumberOf(name))
                                                       : std::string(name);
}

std::string Evaluation::ShownText(Traced value, Texts texts) {
  std::string shown;
  const auto add_run = [&](std::string_view text, bool secret) {
    if (texts == Texts::kNames && !secret) {
      shown += ShownName(text);
    } else {
      const bool hidden = secret || !IsCommonWord(text);
      // Two secrets are two names.
      shown += hidden ? NumberedMask(store_.NumberOf(text)) : text;
    }
  };
  const auto add = [&](const std::string& text, bool secret) {
    if (texts != Texts::kValuesWithNames || secret) return add_run(text, secret);
    for (const SubRun& run : SplitSub(text)) {
      const std::string inside = text.substr(run.begin, run.end - run.begin);
      if (run.hole) {
        shown += "${" + inside + "}";
      } else {
        add_run(inside, false);
      }
    }
  };
  if (!value->is_string()) {
    add(KnownText(*value).value_or(""), value.secret());
    return shown;
  }
  for (const Part& part : value->parts()) {
    if (part.hole != nullptr) {
      shown += "${" + part.hole->name + "}";
    } else {
      add(std::string(part.text), value.secret() || part.secret());
    }
  }
  return shown;
}

std::string Evaluation::ShownValue(Traced value, Texts texts) {
  Nested nested(*this);
  if (!nested.within_bounds()) return "...";
  const Intrinsic intrinsic = AsIntrinsic(*value);
  switch (value->kind) {
    case Kind::kNull:
      return "null";
    case Kind::kBool:
      return *KnownText(*value);
    case Kind::kNumber:
    case Kind::kString:
      return ShownText(value, texts);
    case Kind::kUnknown:
      return value->symbol().name;
    case Kind::kList: {
      std::string shown = "[";
      for (const Traced& item : value->items()) {
        if (shown.size() > 1) shown += ", ";
        const bool named = texts == Texts::kNameAndValues && shown == "[";
        const Texts of_item = named ? Texts::kNames : texts;
        shown += KnownText(*item) ? InList(ShownText(item, of_item)) : ShownValue(item, of_item);
        if (shown.size() > 4 * kMaxShown) break;
      }
      return shown + "]";
    }
    case Kind::kMap:
      if (intrinsic.function != Function::kNone) return Shown(intrinsic);
      // Not what is in it: that may be a container with its environment.
      return "{... at byte " + std::to_string(value->span.begin) + "}";
  }
  return "";
}

Traced Evaluator::Evaluate(Traced raw, const Scenario& scenario, Reads& reads,
                           const LeaveRaw& leave_raw) const {
  return Evaluation(*this, scenario, reads, leave_raw).Deep(raw);
}

Traced Evaluator::At(Traced raw, std::string_view path, const Scenario& scenario, Reads& reads,
                     const LeaveRaw& leave_raw) const {
  return Evaluation(*this, scenario, reads, leave_raw).At(raw, path);
}

Traced Evaluator::Output(std::string_view name, const Scenario& scenario, Reads& reads) const {
  const Traced outputs = template_.section("Outputs");
  const Entry* output = outputs ? Find(*outputs, name) : nullptr;
  const Entry* value = output != nullptr ? Find(*output->value, "Value") : nullptr;
  return value != nullptr ? Evaluate(value->value, scenario, reads) : Traced{};
}

Answer Evaluator::Condition(std::string_view name, const Scenario& scenario, Reads& reads) const {
  return Evaluation(*this, scenario, reads, {}).Condition(name);
}

}  // namespace execlint::cloudformation
