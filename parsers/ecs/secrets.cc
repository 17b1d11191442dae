#include "parsers/ecs/secrets.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>

#include "lint/model/common_word.h"
#include "lint/model/lowering.h"
#include "parsers/ecs/keys.h"

namespace execlint::ecs {
namespace {

constexpr int kMaxDepth = kMaxTreeDepth;  // what is deeper is masked

// Arguments that name a resource, which AWS shows to everybody in the account.
constexpr std::string_view kNaming[] = {"name", "family", "bucket"};

// Is what follows the value of such an argument of a resource of Terraform: a line of its own,
// `name = "${var.env}-app"`, below a line that begins with `resource`?
bool NamedBehind(std::string_view before) {
  const std::size_t begin = before.rfind('\n') + 1;
  std::string_view line = before.substr(begin);
  line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
  const std::size_t end = line.find_first_of(" \t=");
  if (end == line.npos || std::ranges::find(kNaming, line.substr(0, end)) == std::end(kNaming)) {
    return false;
  }
  if (line.find_first_not_of(" \t", line.find_first_not_of(" \t", end) + 1) != line.npos) {
    return false;  // more than `=` stands between
  }
  for (std::size_t at = begin; at > 1;) {
    at = before.rfind('\n', at - 2) + 1;  // the line above; 0: there is no other
    if (std::string_view(" \t\r\n})]#/").find(before[at]) != std::string_view::npos) continue;
    return before.substr(at).starts_with("resource ");
  }
  return false;
}

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 6> kContainers = {
    "containerdefinitions", "containeroverrides", "containers",
    "containerproperties",  "overrides",          "taskproperties"};
constexpr std::array<std::string_view, 4> kGroups = {"logconfiguration", "healthcheck",
                                                     "firelensconfiguration", "container"};
constexpr std::array<std::string_view, 5> kPairs = {"environment", "secrets", "secretoptions",
                                                    "secretoption", "environmentfiles"};

// The only key of a call of a template's function, without what marks it as one; else empty.
std::string_view Function(const Value& map) {
  if (!map.is_map() || map.count != 1) return {};
  std::string_view key = map.entries().front().key;
  if (key == "Ref" || key == "Condition") return key;
  for (const std::string_view prefix : {"Fn::", "!"}) {
    if (key.starts_with(prefix)) return key.substr(prefix.size());
  }
  return {};
}

// Is what stands in a call of that function the name of something?
bool TakesAName(std::string_view function) {
  return function == "Ref" || function == "GetAtt" || function == "ImportValue" ||
         function == "Condition";
}

// Marks what is written where nothing may be shown.
class Hiding {
 public:
  // `names`: what comes by a name is left alone, as it may be the name of the service, say.
  Hiding(Span around, bool names, SourceMap& sources, Referred* referred)
      : around_(around), names_(names), sources_(sources), referred_(referred) {}

  void Hide(Traced value, int depth) {
    if (depth > kMaxDepth) return sources_.MarkSecret(value->span);
    if (value->is_list()) {
      for (const Traced& item : value->items()) Hide(item, depth + 1);
    } else if (!value->is_map()) {
      Mark(value);
    } else if (referred_ == nullptr || !HideCall(value, depth)) {
      for (const Entry& entry : value->entries()) {
        if (depth > 0 && (referred_ == nullptr || Function(*value).empty())) {
          sources_.MarkSecret(entry.key_span);
        }
        Hide(entry.value, depth + 1);
      }
    }
  }

 private:
  // A call in a template: the names in it are no secrets, but what they stand for is. False: it is
  // none of these, or not as it should be, so that anything in it may be a value.
  bool HideCall(Traced call, int depth) {
    const std::string_view function = Function(*call);
    if (function.empty()) return false;
    const Traced argument = call->entries().front().value;
    const auto items = argument->is_list() ? argument->items() : std::span<const Traced>();
    const auto named = argument->is_string() ? std::span(&argument, 1) : items;
    const std::size_t names = static_cast<std::size_t>(
        std::ranges::find_if_not(named, [](const Traced& one) { return one->is_string(); }) -
        named.begin());
    const auto name = [&](std::size_t i) { return KnownText(*named[i]).value_or(""); };
    if (function == "Sub" && names > 0) {
      AddNames(name(0));
      return false;
    }
    if (function == "FindInMap" && named.size() >= 3 && names > 0) {
      // A key that is no text may be any.
      const auto key = [&](std::size_t i) { return named[i]->is_string() ? name(i) : ""; };
      referred_->mapped.insert({name(0), key(1), key(2)});
      for (const Traced& fallback : named.subspan(3)) Hide(fallback, depth + 1);
      return true;
    }
    if (function == "If" && items.size() > 1 && items[0]->is_string()) {
      for (const Traced& item : items.subspan(1)) Hide(item, depth + 1);
      return true;
    }
    if (function == "GetAtt" && names > 0 && names == named.size()) {
      AddName(names == 1 ? name(0) : name(0) + "." + name(1));
      return true;
    }
    if (!argument->is_string()) return function == "ImportValue" && Function(*argument) == "Sub";
    if (function == "Ref") AddName(name(0));
    return TakesAName(function);
  }

  // Of `${...}` in a text.
  void AddNames(const std::string& text) {
    for (std::size_t at = text.find("${"); at != text.npos; at = text.find("${", at)) {
      const std::size_t end = text.find('}', at);
      if (end == text.npos) return;
      AddName(text.substr(at + 2, end - at - 2));
      at = end;
    }
  }

  // Of a parameter, or `Stack.Outputs.Name`; others stand for nothing that is written.
  void AddName(const std::string& name) {
    const std::size_t dot = name.find('.');
    constexpr std::string_view kOutputs = ".Outputs.";
    if (dot == name.npos) {
      referred_->parameters.insert(name);
    } else if (name.compare(dot, kOutputs.size(), kOutputs) == 0) {
      referred_->outputs.insert({name.substr(0, dot), name.substr(dot + kOutputs.size())});
    }
  }

  void Mark(Traced value) {
    if (value->kind == Kind::kBool || value->is_null()) return;
    if (names_ && IsReferredTo(value->span, value.route)) return;
    if (StandsForAll(value->span)) {
      sources_.MarkSecret(around_);
    } else if (MayBeSecret(value)) {
      sources_.MarkSecret(value->span);
    }
    if (!value->is_string() || value->count < 2) return;
    // What is put together stands in several places: in the arguments of templatefile(), say.
    for (const Part& part : value->parts()) {
      if (part.hole == nullptr && !IsReferredTo(part.from, part.route) &&
          !IsReferredTo(part.from, value.route) && !IsCommonWord(part.text)) {
        sources_.MarkSecret(part.from);
      }
    }
  }

  // Does what is written at `from` come by a name, which other things may use too? What stands in
  // the very expression that the route passes, such as a call of templatefile(), does not.
  bool IsReferredTo(Span from, const RouteStep* route) const {
    using How = RouteStep::How;
    const Span written = sources_.Spell(from);
    bool named = false;
    for (; route != nullptr; route = route->before) {
      const Span at = sources_.Spell(route->at);
      if (at.file == written.file && at.begin <= written.begin && written.end <= at.end) {
        return false;
      }
      named |= route->how != How::kElement && route->how != How::kEncoded &&
               route->how != How::kDecision && route->how != How::kSecret;
    }
    return named;
  }

  // Is the place of the value known no better than that of all that is looked at? So it is where
  // the text that holds it is part of another, with an unknown part.
  bool StandsForAll(Span value) const {
    if (!around_.valid()) return false;
    const Span outer = sources_.Spell(value);
    const Span inner = sources_.Spell(around_);
    return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
  }

  // What a container only refers to is a secret where it holds a text of its own that does more
  // than name an environment: `lower(terraform.workspace)` and `"production"` are evidence for
  // other things, and nobody's password.
  bool MayBeSecret(Traced value) const {
    const Span span = value->span;
    const bool inside = around_.valid() && span.file == around_.file &&
                        span.begin >= around_.begin && span.end <= around_.end;
    if (inside && value.route == nullptr) return true;
    if (ecs::NamesAResource(sources_.Spell(span), sources_) || IsKey(sources_.Spell(span))) {
      return false;
    }
    const auto text = KnownText(*value);
    if (text && IsCommonWord(*text)) return false;
    if (!value->is_unknown()) return true;
    // An input without a value stands for its own declaration, which is no secret.
    const std::string_view written = sources_.Text(span);
    return !written.starts_with("variable ") && written.find('"') != std::string_view::npos;
  }

  // Is it written as the key of a map: that which `each.key` is?
  bool IsKey(Span written) const {
    const std::string_view behind = sources_.Text(written.file).substr(written.end);
    const std::size_t next = behind.find_first_not_of(" \t\"");
    return next != behind.npos && (behind[next] == ':' || behind[next] == '=');
  }

  const Span around_;
  const bool names_;
  SourceMap& sources_;
  Referred* const referred_;
};

class Marking {
 public:
  Marking(SourceMap& sources, Referred* referred) : sources_(sources), referred_(referred) {}

  void Containers(Traced value, int depth) {
    if (depth > kMaxDepth) return sources_.MarkSecret(value->span);
    if (Function(*value) == "If" && value->entries().front().value->is_list()) {
      const auto chosen = value->entries().front().value->items();
      Elements(chosen.subspan(std::min<std::size_t>(1, chosen.size())), value->span, depth);
    } else if (value->is_list()) {
      Elements(value->items(), value->span, depth);
    } else if (!value->is_map()) {
      return;
    } else if (!Function(*value).empty()) {
      const Traced argument = value->entries().front().value;
      if (argument->is_string() && !TakesAName(Function(*value))) Hide(argument, argument->span);
      Containers(argument, depth + 1);
    } else if (IsByName(*value)) {
      for (const Entry& entry : value->entries()) Containers(entry.value, depth + 1);
    } else {
      for (const Entry& entry : value->entries()) {
        const Below below = BelowKeyOfContainer(entry.key);
        BelowKey(below, entry.value, depth);
        // `{Command: , "a secret"}` has a key without a value.
        const bool alone = entry.value->is_null() && entry.value->span.empty();
        if (alone && below == Below::kNothing) sources_.MarkSecret(entry.key_span);
      }
      MarkLeftOut(*value);
    }
  }

  void Anything(Traced value, int depth) {
    if (depth > kMaxDepth) return sources_.MarkSecret(value->span);
    if (value->is_list()) {
      for (const Traced& item : value->items()) Anything(item, depth + 1);
    } else if (value->is_map()) {
      for (const Entry& entry : value->entries()) {
        if (NamesTags(entry.key)) continue;
        const Below below = BelowKeyOfAnything(entry.key);
        if (below == Below::kAll) {
          Anything(entry.value, depth + 1);
        } else {
          BelowKey(below, entry.value, depth);
        }
      }
    }
  }

 private:
  void Elements(std::span<const Traced> items, Span around, int depth) {
    for (const Traced& item : items) {
      if (!item->is_list() && !item->is_map() && !item->is_unknown()) Hide(item, around);
      Containers(item, depth + 1);
    }
  }

  // What stands in the map and is no entry, such as a list for a key in YAML.
  void MarkLeftOut(const Value& map) {
    if (map.open() && map.open_because->why == Why::kUnsupported &&
        map.open_because->naming == Symbol::Naming::kWords &&
        map.span.Contains(map.open_because->at)) {
      sources_.MarkSecret(map.open_because->at);
    }
  }

  // A map of containers by their names.
  static bool IsByName(const Value& map) {
    return map.count > 0 && std::ranges::all_of(map.entries(), [](const Entry& entry) {
             const Value& value = *entry.value;
             return value.is_map() && BelowKeyOfContainer(entry.key) == Below::kNothing;
           });
  }

  void BelowKey(Below below, Traced value, int depth) {
    // A text that comes by a name may stand for other things too.
    const bool named = value.route != nullptr && !value->is_list() && !value->is_map();
    const Span around = named ? Span() : value->span;
    switch (below) {
      case Below::kAll:
        return;
      case Below::kContainer:
        if (value->is_list() || value->is_map()) return Containers(value, depth + 1);
        break;
      case Below::kGroup:
        if (value->is_map()) return Containers(value, depth + 1);
        break;
      case Below::kNames:
        return Pairs(value, around, depth + 1);
      case Below::kNothing:
        break;
    }
    Hide(value, around, 0, true);
  }

  void Pairs(Traced value, Span around, int depth) {
    if (value->is_map() && Function(*value) == "If") {
      const Traced chosen = value->entries().front().value;
      if (!chosen->is_list()) return Hide(value, around);
      for (const Traced& item : chosen->items().subspan(std::min(1u, chosen->count))) {
        if (item->is_map()) {
          Pair(item, around);
        } else if (depth < kMaxDepth) {
          Pairs(item, around, depth + 1);
        } else {
          Hide(item, around);
        }
      }
    } else if (value->is_list()) {
      for (const Traced& item : value->items()) {
        const bool pair = item->is_map() && Function(*item).empty();
        if (pair) {
          Pair(item, around);
        } else if (item->is_map() && depth < kMaxDepth) {
          Pairs(item, around, depth + 1);
        } else {
          Hide(item, around);
        }
      }
    } else {
      Hide(value, around);
    }
  }

  void Pair(Traced pair, Span around) {
    if (!Function(*pair).empty()) return Hide(pair, around);
    for (const Entry& entry : pair->entries()) {
      if (NamesAPair(entry.key)) continue;
      Hide(entry.value, around, 1);
      if (!IsOfPair(entry.key)) sources_.MarkSecret(entry.key_span);
    }
  }

  // `depth` > 0: no map belongs there, so that its keys are values too.
  void Hide(Traced value, Span around, int depth = 0, bool names = false) {
    Hiding(around, names, sources_, referred_).Hide(value, depth);
  }

  SourceMap& sources_;
  Referred* const referred_;
};

}  // namespace

Below BelowKeyOfContainer(std::string_view key) {
  const std::string folded = FoldedKey(key);
  if (IsHarmlessKey(folded) || LooksLikeExecFlag(key)) return Below::kAll;
  if (IsOneOf(folded, kContainers)) return Below::kContainer;
  if (IsOneOf(folded, kGroups)) return Below::kGroup;
  return IsOneOf(folded, kPairs) ? Below::kNames : Below::kNothing;
}

bool NamesAPair(std::string_view key) {
  const std::string folded = FoldedKey(key);
  return folded == "name" || folded == "type";
}

bool IsOfPair(std::string_view key) {
  const std::string folded = FoldedKey(key);
  return folded == "value" || folded == "valuefrom" || NamesAPair(key);
}

Below BelowKeyOfAnything(std::string_view key) {
  const std::string folded = FoldedKey(key);
  if (folded.starts_with("container") && IsOneOf(folded, kContainers)) return Below::kContainer;
  if (IsOneOf(folded, kPairs)) return Below::kNames;
  const bool hidden = folded == "command" || folded == "entrypoint" || folded == "options";
  return hidden ? Below::kNothing : Below::kAll;
}

bool NamesTags(std::string_view key) {
  const std::string folded = FoldedKey(key);
  return folded == "tags" || folded == "tagsall";
}

bool IsNaming(std::string_view argument) {
  return std::ranges::find(kNaming, argument) != std::end(kNaming);
}

bool NamesAResource(Span at, const SourceMap& sources) {
  return NamedBehind(sources.Text(at.file).substr(0, at.begin));
}

void MarkContainers(Traced containers, SourceMap& sources, bool calls) {
  Referred referred;
  Marking(sources, calls ? &referred : nullptr).Containers(containers, 0);
}

void MarkContainersIn(Traced anything, SourceMap& sources, Referred* referred) {
  Marking(sources, referred).Anything(anything, 0);
}

void MarkValue(Traced value, SourceMap& sources, Referred& referred) {
  Hiding(Span(), false, sources, &referred).Hide(value, 0);
}

}  // namespace execlint::ecs
