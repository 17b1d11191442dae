#include "lint/model/hand_over.h"

#include <algorithm>
#include <cctype>

#include "lint/model/environment.h"
#include "lint/value/no_name.h"

namespace execlint {
namespace {

constexpr std::string_view kJoints = "-_.";

Glyphs FromName(std::string_view name) {
  Glyphs glyphs;
  glyphs.reserve(name.size());
  for (const char c : name) {
    if (c == HandOver::kUnknownPart) {
      glyphs.push_back({.kind = Glyph::Kind::kHole});
    } else {
      glyphs.push_back({.byte = c});
    }
  }
  return glyphs;
}

bool SaysSomething(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
}

std::vector<std::string_view> LinesOf(std::string_view name) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = name.find('\n');
    lines.push_back(name.substr(0, end));
    if (end == name.npos) return lines;
    name.remove_prefix(end + 1);
  }
}

}  // namespace

HandOver NewHandOver(HandOver::By by, std::span<const Glyph> name, std::string_view kind) {
  HandOver made{.by = by, .kind = std::string(kind)};
  made.name.reserve(name.size());
  made.shown.reserve(name.size());
  std::string known;
  bool hidden = false;  // the glyph before is a secret too: one mask stands for both
  for (const Glyph& glyph : name) {
    const bool byte = glyph.kind == Glyph::Kind::kByte;
    const bool environment = by == HandOver::By::kName && glyph.hole() && glyph.symbol != nullptr &&
                             IsEnvironment(*glyph.symbol);
    const char c = environment ? HandOver::kEnvironmentPart
                   : byte      ? glyph.byte
                               : HandOver::kUnknownPart;
    if (byte && glyph.secret) {
      if (!hidden) made.shown += kMasked;
      made.secret = true;
    } else if (byte) {
      made.shown += c;
    } else {
      made.shown += glyph.symbol == nullptr ? "${...}" : "${" + glyph.symbol->name + "}";
    }
    if (byte) known += c;
    hidden = byte && glyph.secret;
    if (c != HandOver::kUnknownPart || !made.name.ends_with(c)) made.name += c;
  }
  if (by == HandOver::By::kExport && known.find(' ') != known.npos) {
    made.shown = kMasked;
    made.secret = true;
  }
  // That of a state takes several lines.
  const auto lines =
      by == HandOver::By::kState ? LinesOf(known) : std::vector{std::string_view(known)};
  for (const std::string_view line : lines) {
    const std::string_view instead = InsteadOfText(line);
    if (instead.empty()) continue;
    made.shown = instead;
    made.secret = true;
  }
  return made;
}

bool HasUnknownPart(const HandOver& name) {
  return name.name.find(HandOver::kUnknownPart) != std::string::npos;
}

bool IsTold(const HandOver& name) { return !HasUnknownPart(name) && SaysSomething(name.name); }

namespace {

// Do the known ends or beginnings of the two differ? Those of most names that are compared do.
bool EndsDiffer(std::string_view a, std::string_view b) {
  const auto differ = [](auto of_a, const auto& end_of_a, auto of_b, const auto& end_of_b) {
    for (; of_a != end_of_a && of_b != end_of_b; ++of_a, ++of_b) {
      if (*of_a == HandOver::kUnknownPart || *of_b == HandOver::kUnknownPart) return false;
      if (*of_a != *of_b) return true;
    }
    return false;
  };
  return differ(a.rbegin(), a.rend(), b.rbegin(), b.rend()) ||
         differ(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

Tri Same(const HandOver& a, const HandOver& b) {
  if (a.by != b.by || a.kind != b.kind || EndsDiffer(a.name, b.name)) return Tri::kNo;
  // Two texts that are each known in part may be the same; they are taken for it where what is
  // known is the same.
  if (a.by == HandOver::By::kExport && HasUnknownPart(a) && HasUnknownPart(b)) {
    return a.name == b.name && SaysSomething(a.name) ? Tri::kMaybe : Tri::kNo;
  }
  const auto of_a = LinesOf(a.name), of_b = LinesOf(b.name);
  if (of_a.size() != of_b.size()) return Tri::kNo;
  Tri same = Tri::kYes;
  bool told = false;  // what stands behind the name of a backend
  for (std::size_t i = 0; i < of_a.size(); ++i) {
    same = And(same, Match(FromName(of_a[i]), FromName(of_b[i])));
    if (same == Tri::kNo) return same;
    const bool is_type = a.by == HandOver::By::kState && i == 0;
    told |= !is_type && SaysSomething(of_a[i]) && SaysSomething(of_b[i]);
  }
  return told ? same : Tri::kNo;
}

bool LeftOpen(const HandOver& state, const HandOver& wanted) {
  if (state.by != HandOver::By::kState || wanted.by != HandOver::By::kState) return false;
  const auto lines = LinesOf(state.name);
  return lines.size() > 1 && lines.front() == LinesOf(wanted.name).front() &&
         std::none_of(lines.begin() + 1, lines.end(), SaysSomething);
}

std::string_view FolderInKey(const HandOver& state) {
  constexpr std::string_view kFile = "/terraform.tfstate", kEnding = ".tfstate";
  std::string_view key = LinesOf(state.name).back();
  if (key.ends_with(kFile)) key.remove_suffix(kFile.size());
  if (key.ends_with(kEnding)) key.remove_suffix(kEnding.size());
  constexpr char kBreaks[] = {'/', HandOver::kUnknownPart, '\0'};
  key.remove_prefix(key.find_last_of(kBreaks) + 1);
  return key.substr(std::min(key.find_first_not_of(kJoints), key.size()));
}

bool IsOfFolder(const HandOver& state, std::string_view path) {
  if (state.by != HandOver::By::kState) return false;
  const std::string_view own = path.substr(path.rfind('/') + 1);
  std::string_view key = FolderInKey(state);
  if (own.empty() || !key.ends_with(own)) return false;
  key.remove_suffix(own.size());
  return key.empty() || kJoints.find(key.back()) != kJoints.npos;
}

}  // namespace execlint
