#include "parsers/ecs/user_data.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/model/lowering.h"
#include "lint/source/base64.h"

namespace execlint::ecs {
namespace {

constexpr char kHole = '\x01';
constexpr auto kNone = std::string_view::npos;

bool IsNamePart(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool IsBlank(char c) { return c == ' ' || c == '\t'; }

// A script, with the way back from its bytes to the parts they came from. A hole is one byte.
class Script {
 public:
  explicit Script(const Value& string) : parts_(string.parts()) {
    for (const Part& part : parts_) {
      if (part.hole != nullptr) {
        text_ += kHole;
      } else {
        text_ += part.text;
      }
    }
  }

  std::string_view text() const { return text_; }

  // The first unknown part; null if all is known.
  const Symbol* hole() const {
    const auto found =
        std::ranges::find_if(parts_, [](const Part& part) { return part.hole != nullptr; });
    return found == parts_.end() ? nullptr : found->hole;
  }

  // The bytes [begin, end) as a value of their own.
  Traced Slice(std::size_t begin, std::size_t end, ValueStore& values) const {
    std::vector<Part> slice;
    std::size_t at = 0;
    for (const Part& part : parts_) {
      const std::size_t length = part.hole != nullptr ? 1 : part.text.size();
      const std::size_t first = std::max(begin, at), last = std::min(end, at + length);
      if (first < last) {
        slice.push_back(part);
        if (part.hole == nullptr) {
          slice.back().text = part.text.substr(first - at, last - first);
          if (part.verbatim) {
            slice.back().from.begin += static_cast<std::uint32_t>(first - at);
            slice.back().from.end =
                slice.back().from.begin + static_cast<std::uint32_t>(last - first);
          }
        }
      }
      at += length;
    }
    if (slice.empty()) return {values.Literal("", {}, {})};
    const RouteStep* const route = slice.front().route;
    const Span span = slice.front().from;
    if (slice.size() == 1 && slice.front().hole != nullptr) {
      return {values.Unknown(slice.front().hole, span), route};
    }
    const bool one_way =
        std::ranges::all_of(slice, [&](const Part& part) { return part.route == route; });
    return {values.String(slice, span), one_way ? route : nullptr};
  }

  // Does the line of the byte begin with `#`?
  bool InComment(std::size_t at) const {
    std::size_t begin = text_.rfind('\n', at);
    begin = begin == kNone ? 0 : begin + 1;
    const std::size_t first = text_.find_first_not_of(" \t", begin);
    return first != kNone && text_[first] == '#';
  }

  // Where `word` stands as a word of its own, from `from` on.
  std::size_t FindWord(std::string_view word, std::size_t from) const {
    for (std::size_t at = text_.find(word, from); at != kNone; at = text_.find(word, at + 1)) {
      const char before = at == 0 ? '\n' : text_[at - 1];
      const std::size_t end = at + word.size();
      const bool ends = end == text_.size() || !IsNamePart(text_[end]);
      if (ends && !IsNamePart(before) && before != '$' && before != '{') return at;
    }
    return kNone;
  }

 private:
  std::span<const Part> parts_;
  std::string text_;
};

class ClusterReader {
 public:
  ClusterReader(const Script& script, ValueStore& values) : script_(script), values_(values) {}

  // The names of clusters that the script gives, each a text that may be unknown.
  std::vector<Traced> Names() {
    AddSettings();
    AddCommands();
    AddSections();
    return std::move(names_);
  }

 private:
  std::string_view text() const { return script_.text(); }
  char At(std::size_t at) const { return at < text().size() ? text()[at] : '\n'; }

  // `ECS_CLUSTER=web`, `"ECS_CLUSTER": "web"`, `("ECS_CLUSTER", "web", ...)`.
  void AddSettings() {
    constexpr std::string_view kName = "ECS_CLUSTER";
    for (std::size_t at = script_.FindWord(kName, 0); at != kNone;
         at = script_.FindWord(kName, at + 1)) {
      if (script_.InComment(at)) continue;
      std::size_t end = at + kName.size();
      if (At(end) == '"' || At(end) == '\'') ++end;
      while (IsBlank(At(end))) ++end;
      if (At(end) != '=' && At(end) != ':' && At(end) != ',') continue;
      const bool shell = At(end) == '=';
      ++end;
      while (!shell && IsBlank(At(end))) ++end;
      Add(end);
    }
  }

  // `Initialize-ECSAgent -Cluster web`. The line goes on after a backtick.
  void AddCommands() {
    constexpr std::string_view kCommand = "Initialize-ECSAgent", kOption = "-Cluster";
    for (std::size_t at = text().find(kCommand); at != kNone; at = text().find(kCommand, at + 1)) {
      if (script_.InComment(at)) continue;
      std::size_t end = text().find('\n', at);
      while (end != kNone && text().find_last_not_of(" \t\r", end - 1) != kNone &&
             text()[text().find_last_not_of(" \t\r", end - 1)] == '`') {
        end = text().find('\n', end + 1);
      }
      std::size_t option = text().find(kOption, at);
      if (option == kNone || option > end) continue;
      option += kOption.size();
      while (IsBlank(At(option)) || At(option) == ':') ++option;
      Add(option);
    }
  }

  // `[settings.ecs]` and in it `cluster = "web"`; or the whole path at once.
  void AddSections() {
    constexpr std::string_view kSection = "[settings.ecs]", kKey = "cluster";
    const auto add = [&](std::size_t at) {
      std::size_t end = at + kKey.size();
      while (IsBlank(At(end))) ++end;
      if (At(end) != '=' || script_.InComment(at)) return;
      ++end;
      while (IsBlank(At(end))) ++end;
      Add(end);
    };
    for (std::size_t at = text().find(kSection); at != kNone; at = text().find(kSection, at + 1)) {
      const std::size_t next = text().find("\n[", at);
      const std::size_t key = script_.FindWord(kKey, at);
      if (key < next) add(key);
    }
    constexpr std::string_view kPath = "settings.ecs.cluster";
    if (const std::size_t at = text().find(kPath); at != kNone) {
      add(at + kPath.size() - kKey.size());
    }
  }

  void Add(std::size_t begin) { names_.push_back(ValueAt(begin, 0)); }

  // The word that begins there, without quotes around it. A variable of the script stands for what
  // it is set to.
  Traced ValueAt(std::size_t begin, int depth) {
    if (At(begin) == '\\') ++begin;
    if (At(begin) == '"' || At(begin) == '\'') ++begin;
    if (At(begin) == '$' || At(begin) == '`') return VariableAt(begin, depth);
    std::size_t end = begin;
    while (end < text().size() &&
           std::string_view(" \t\r\n\"'`;,>|&()\\$").find(text()[end]) == kNone) {
      ++end;
    }
    // `web-$STAGE`, or nothing: the script puts the name together.
    if (end == begin || At(end) == '$' || At(end) == '`') return Computed(begin);
    return script_.Slice(begin, end, values_);
  }

  // `$NAME`, `${NAME}`.
  Traced VariableAt(std::size_t begin, int depth) {
    constexpr int kMaxDepth = 4;
    std::size_t at = begin + 1;
    const bool braces = At(at) == '{';
    if (braces) ++at;
    std::size_t end = at;
    while (end < text().size() && IsNamePart(text()[end])) ++end;
    const bool whole = braces ? At(end) == '}' : true;
    const char after = At(end + (braces ? 1 : 0));
    const bool alone = std::string_view(" \t\r\n\"';,>|&)\\").find(after) != kNone;
    if (end == at || !whole || !alone || depth == kMaxDepth) return Computed(begin);
    const std::string name(text().substr(at, end - at));
    for (std::size_t set = text().find(name); set != kNone; set = text().find(name, set + 1)) {
      if (set > 0 && (IsNamePart(text()[set - 1]) || text()[set - 1] == '{')) continue;
      std::size_t value = set + name.size();
      const bool power_shell = set > 0 && text()[set - 1] == '$';
      while (power_shell && IsBlank(At(value))) ++value;
      if (At(value) != '=' || script_.InComment(set)) continue;
      ++value;
      while (power_shell && IsBlank(At(value))) ++value;
      return ValueAt(value, depth + 1);
    }
    return Computed(begin);
  }

  Traced Computed(std::size_t at) {
    const Traced place = script_.Slice(at, std::min(at + 1, text().size()), values_);
    const Symbol* symbol = values_.Intern({.why = Why::kNotKnown,
                                           .name = "the cluster that the user data names: a script "
                                                   "computes it",
                                           .naming = Symbol::Naming::kWords,
                                           .at = place->span});
    return {values_.Unknown(symbol, place->span), place.route};
  }

  const Script& script_;
  ValueStore& values_;
  std::vector<Traced> names_;
};

// The text that is meant: user data may be given in base64.
Traced PlainText(Traced user_data, ValueStore& values) {
  if (const Traced* inside = user_data->Encoded(Encoding::kBase64)) {
    return {inside->value, values.Chain(inside->route, user_data.route)};
  }
  const auto text = KnownText(*user_data);
  // No script is made of letters of base64 alone.
  const auto decoded = text && text->size() > 8 ? DecodeBase64(*text) : std::nullopt;
  if (!decoded) return user_data;
  return {values.Literal(*decoded, user_data->span, user_data->span, false), user_data.route};
}

Fact<Ref> Unclear(std::string words, Traced at, ValueStore& values) {
  const Symbol* symbol = values.Intern({.why = Why::kNotKnown,
                                        .name = std::move(words),
                                        .naming = Symbol::Naming::kWords,
                                        .at = at->span});
  return Fact<Ref>::Unknowable(symbol, PlaceOf(at));
}

}  // namespace

Fact<Ref> ClusterInUserData(Traced user_data, Place owner, ValueStore& values) {
  if (!user_data) return Fact<Ref>::Absent(owner);
  if (user_data->is_string()) user_data = PlainText(user_data, values);
  if (!user_data->is_string()) return ToRef(user_data, owner, values);
  const Script script(*user_data);
  std::vector<Traced> names = ClusterReader(script, values).Names();
  for (Traced& name : names) name.route = values.Chain(name.route, user_data.route);
  if (names.empty()) {
    if (const Symbol* hole = script.hole()) {
      return Fact<Ref>::Unknowable(hole, PlaceOf(user_data));
    }
    // The file may be fetched from somewhere, or written by another name.
    if (script.text().find("ecs.config") != kNone) {
      return Unclear("the cluster that the user data names", user_data, values);
    }
    return Fact<Ref>::Absent(PlaceOf(user_data), CertaintyOf(user_data));
  }
  const bool same = std::ranges::all_of(
      names, [&](const Traced& name) { return SameText(*name, *names.front()); });
  if (!same)
    return Unclear("the cluster that the user data names: there are several", names.front(),
                   values);
  return ToRef(names.front(), owner, values);
}

Fact<Ref> ClusterInAll(Traced list, std::string_view key, Place owner, ValueStore& values) {
  if (!list || !list->is_list()) return ToRef(list, owner, values);
  Fact<Ref> found = Fact<Ref>::Absent(owner);
  for (const Traced& item : list->items()) {
    const Fact<Ref> one =
        ClusterInUserData(Property(values.Inside(list, item), key, values), owner, values);
    if (!one.present()) continue;
    const bool same = found.known() && one.known() && found->text == one->text;
    if (found.present() && !same) {
      return Unclear("the cluster that the user data name: they differ", list, values);
    }
    found = one;
  }
  const bool more = !found.present() && list->open();
  return more ? Fact<Ref>::Unknowable(list->open_because, PlaceOf(list)) : found;
}

}  // namespace execlint::ecs
