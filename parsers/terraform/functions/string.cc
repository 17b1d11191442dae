#include <algorithm>

#include "lint/source/find.h"
#include "lint/value/characters.h"
#include "lint/value/split_ids.h"
#include "parsers/terraform/functions/function.h"

namespace execlint::terraform {
namespace {

// Changes the letters of a string that may have unknown parts; a hole becomes the call on it alone.
Traced ChangeLetters(Call& call, std::string (*change)(std::string_view)) {
  if (call[0].is_unknown()) return call.Unknown();
  std::vector<Part> parts(call[0].parts().begin(), call[0].parts().end());
  for (Part& part : parts) {
    if (part.hole != nullptr) {
      const Traced hole{call.store().Unknown(part.hole, part.from)};
      const std::string name = std::string(call.name) + "(" + part.hole->name + ")";
      part.hole = &call.unknowns.Derived(name, std::span(&hole, 1), part.from)->symbol();
      continue;
    }
    const std::string changed = change(part.text);
    if (changed == part.text) continue;
    part.text = call.store().Keep(changed);
    part.verbatim = false;
  }
  return call.String(parts);
}

Traced Lower(Call& call) { return ChangeLetters(call, Lowered); }
Traced Upper(Call& call) { return ChangeLetters(call, Uppered); }

Traced Title(Call& call) { return call.String(Titled(call.TextAt(0))); }

// Cuts characters of a set off both ends.
Traced Trim(Call& call) {
  const std::string text = call.TextAt(0), cut = call.TextAt(1);
  const auto characters = CodePoints(text);
  const auto set = CodePoints(cut);
  if (!call.host.Spend(characters.size() * set.size() / 16)) return call.Limit();
  const auto stays = [&set](std::string_view one) {
    return std::ranges::find(set, one) == set.end();
  };
  const auto first = std::find_if(characters.begin(), characters.end(), stays);
  const auto last = std::find_if(characters.rbegin(), characters.rend(), stays);
  if (first == characters.end()) return call.String("");
  const auto begin = static_cast<std::size_t>(first->data() - text.data());
  const auto end = static_cast<std::size_t>(last->data() - text.data()) + last->size();
  return call.String(std::string_view(text).substr(begin, end - begin));
}

Traced TrimSpace(Call& call) {
  const std::string text = call.TextAt(0);
  return call.String(WithoutSpaceAround(text));
}

Traced Chomp(Call& call) {
  const std::string text = call.TextAt(0);
  const std::size_t last = text.find_last_not_of("\r\n");
  return call.String(std::string_view(text).substr(0, last + 1));
}

Traced TrimPrefix(Call& call) {
  const std::string text = call.TextAt(0), prefix = call.TextAt(1);
  return call.String(text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}

Traced TrimSuffix(Call& call) {
  const std::string text = call.TextAt(0), suffix = call.TextAt(1);
  return call.String(text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text);
}

// The argument as a whole number; 0 and a failure where it is none.
std::int64_t IntegerAt(Call& call, std::size_t i, std::optional<Traced>& failed) {
  const auto number = ToInteger(call.ExactAt(i));
  if (!number && !failed) {
    failed = IsWhole(call.ExactAt(i)) ? call.Unknown() : call.Fail("a number is not whole");
  }
  return number.value_or(0);
}

Traced Substr(Call& call) {
  std::optional<Traced> failed;
  std::int64_t offset = IntegerAt(call, 1, failed);
  const std::int64_t length = IntegerAt(call, 2, failed);
  if (failed) return *failed;
  const std::string text = call.TextAt(0);
  const auto characters = Characters(text);
  const auto size = static_cast<std::int64_t>(characters.size());
  const bool from_end = offset < 0;
  if (from_end) offset = std::max<std::int64_t>(offset + size, 0);
  if (offset >= size || (length == 0 && !from_end)) return call.String("");
  const std::int64_t rest = size - offset;
  // From the end, Terraform takes no length for all that is left, as it does a negative one.
  const std::int64_t count = length <= 0 || length > rest ? rest : length;
  std::size_t bytes = 0;
  const std::string_view first = characters[static_cast<std::size_t>(offset)];
  for (std::int64_t i = offset; i < offset + count; ++i) {
    bytes += characters[static_cast<std::size_t>(i)].size();
  }
  const auto begin = static_cast<std::size_t>(first.data() - text.data());
  return call.String(std::string_view(text).substr(begin, bytes));
}

Traced StrRev(Call& call) {
  const std::string text = call.TextAt(0);
  const auto characters = Characters(text);
  std::string reversed;
  reversed.reserve(text.size());
  for (auto one = characters.rbegin(); one != characters.rend(); ++one) reversed += *one;
  return call.String(reversed);
}

Traced Indent(Call& call) {
  std::optional<Traced> failed;
  const std::int64_t spaces = IntegerAt(call, 0, failed);
  if (failed) return *failed;
  if (spaces < 0) return call.Fail("the number of spaces is negative");
  if (spaces > 1024) return call.Limit();
  const std::string pad(static_cast<std::size_t>(spaces), ' ');
  std::string out;
  for (const char c : call.TextAt(1)) {
    out += c;
    if (c == '\n') out += pad;
    if (c == '\n' && (!call.host.Spend(1 + pad.size() / 4) || out.size() > kMaxText)) {
      return call.Limit();
    }
  }
  return call.String(out);
}

// ---- joining and splitting

Traced Join(Call& call) {
  std::vector<Part> parts;
  const Traced separator = call.args[0];
  bool first = true;
  for (std::size_t i = 1; i < call.size(); ++i) {
    if (call[i].open()) return call.size() == 2 ? OneOrNothing(call, call.args[i]) : call.Unknown();
    for (const Traced& item : Elements(call.store(), call.args[i])) {
      if (!first) AppendText(call.store(), separator, parts);
      first = false;
      if (!AppendText(call.store(), item, parts)) return call.Fail("an element is not a string");
      if (!call.host.Spend(1) || parts.size() > kMaxParts) return call.Limit();
    }
  }
  if (!FitsString(parts)) return call.Limit();
  return call.String(parts);
}

Traced Split(Call& call) {
  const std::string separator = call.TextAt(0);
  if (!KnownText(call[1])) {
    const Traced ids =
        separator.empty() ? Traced() : SplitIds(call.args[1], separator, call.store());
    return ids ? ids : call.Unknown();
  }
  const std::string text = call.TextAt(1);
  std::vector<Traced> pieces;
  if (text.empty()) {
    pieces.push_back(call.String(""));
    return call.List(pieces, nullptr, Shape::kList);
  }
  if (separator.empty()) {
    for (const std::string_view one : CodePoints(text)) {
      if (!call.host.Spend(1)) return call.Limit();
      pieces.push_back(call.String(one));
    }
    return call.List(pieces, nullptr, Shape::kList);
  }
  for (std::size_t at = 0;;) {
    if (!call.host.Spend(1)) return call.Limit();
    const std::size_t next = Find(text, separator, at);
    pieces.push_back(call.String(std::string_view(text).substr(at, next - at)));
    if (next == std::string::npos) break;
    at = next + separator.size();
  }
  return call.List(pieces, nullptr, Shape::kList);
}

// ---- tests; a partly known string often suffices

Traced TestEdge(Call& call, bool front) {
  if (call[0].is_unknown()) return call.Unknown();
  const std::string want = call.TextAt(1), edge = KnownEdge(call[0].parts(), front);
  const auto text = KnownText(call[0]);
  const auto holds = [&](std::string_view whole) {
    return front ? whole.starts_with(want) : whole.ends_with(want);
  };
  if (text) return call.Bool(holds(*text));
  if (edge.size() >= want.size()) return call.Bool(holds(edge));
  const bool may = front ? want.starts_with(edge) : want.ends_with(edge);
  return may ? call.Unknown() : call.Bool(false);
}

Traced StartsWith(Call& call) { return TestEdge(call, true); }
Traced EndsWith(Call& call) { return TestEdge(call, false); }

Traced StrContains(Call& call) {
  if (call[0].is_unknown()) return call.Unknown();
  const std::string want = call.TextAt(1);
  if (const auto text = KnownText(call[0])) return call.Bool(Holds(*text, want));
  for (const Part& part : call[0].parts()) {
    if (Holds(part.text, want)) return call.Bool(true);
  }
  return call.Unknown();
}

// ---- paths

Traced BaseName(Call& call) {
  std::string text = call.TextAt(0);
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  if (text.empty()) return call.String(".");
  if (text == "/") return call.String("/");
  return call.String(std::string_view(text).substr(text.rfind('/') + 1));
}

Traced DirName(Call& call) {
  std::string text = call.TextAt(0);
  const std::size_t slash = text.rfind('/');
  if (slash == std::string::npos) return call.String(".");
  text.resize(std::max<std::size_t>(slash, 1));
  while (text.size() > 1 && text.back() == '/') text.pop_back();
  return call.String(text.starts_with("./") ? text.substr(2) : text);
}

constexpr Function kStringFunctions[] = {
    {"lower", "S", Lower},
    {"upper", "S", Upper},
    {"title", "s", Title},
    {"trim", "ss", Trim},
    {"trimspace", "s", TrimSpace},
    {"trimprefix", "ss", TrimPrefix},
    {"trimsuffix", "ss", TrimSuffix},
    {"chomp", "s", Chomp},
    {"substr", "snn", Substr},
    {"strrev", "s", StrRev},
    {"indent", "ns", Indent},
    {"join", "SL*", Join},
    {"split", "sS", Split},
    {"startswith", "Ss", StartsWith},
    {"endswith", "Ss", EndsWith},
    {"strcontains", "Ss", StrContains},
    {"basename", "s", BaseName},
    {"dirname", "s", DirName},
};

}  // namespace

std::size_t StepsOfText(std::span<const Part> parts) {
  std::size_t steps = parts.size() / 8;
  for (const Part& part : parts) steps += StepsOfText(part.text);
  return steps;
}

std::string KnownEdge(std::span<const Part> parts, bool front) {
  const auto is_hole = [](const Part& part) { return part.hole != nullptr; };
  auto begin = parts.begin(), end = parts.end();
  if (front) {
    end = std::find_if(begin, end, is_hole);
  } else {
    begin = std::find_if(parts.rbegin(), parts.rend(), is_hole).base();
  }
  std::string text;
  for (; begin != end; ++begin) text += begin->text;
  return text;
}

std::span<const Function> StringFunctions() { return kStringFunctions; }

}  // namespace execlint::terraform
