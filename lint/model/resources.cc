#include "lint/model/resources.h"

#include <algorithm>
#include <array>
#include <bit>

#include "lint/model/resolve.h"

namespace execlint {
namespace {

constexpr std::size_t kMostOfAnEnd = 64;  // bytes; what stands before them is not looked at

const WordEnd kUnknownEnd = {};

void Append(const std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

template <class Map, class Key>
void AppendOf(const Map& map, const Key& key, std::vector<std::uint32_t>& to) {
  if (const auto found = map.find(key); found != map.end()) Append(found->second, to);
}

// The text with its unknown parts by their identity.
std::string SpellingOf(const Text& text) {
  using Address = std::array<char, sizeof(const Symbol*)>;
  std::string spelling;
  const auto add = [&](const Symbol* hole) {
    ((spelling += '\0') += '\0').append(std::bit_cast<Address>(hole).data(), sizeof(Address));
  };
  if (text.value->is_unknown()) add(&text.value->symbol());
  if (!text.value->is_string()) return spelling + KnownText(*text.value).value_or("");
  for (const Part& part : text.value->parts()) {
    if (part.hole != nullptr) {
      add(part.hole);
    } else {
      spelling += part.text;
    }
  }
  return spelling;
}

}  // namespace

WordEnd WordEndOf(const Glyphs& text) {
  WordEnd end;
  for (auto glyph = text.rbegin(); glyph != text.rend(); ++glyph) {
    if (glyph->kind != Glyph::Kind::kByte || end.reversed.size() == kMostOfAnEnd) return end;
    if (glyph->byte == '/') break;
    end.reversed += glyph->byte;
  }
  end.whole = true;
  return end;
}

void WordIndex::Add(std::uint32_t position, const WordEnd& end) {
  (end.whole ? whole_ : partly_known_)[end.reversed].push_back(position);
}

void WordIndex::Collect(const WordEnd& end, std::vector<std::uint32_t>& into) const {
  const std::string_view known = end.reversed;
  for (std::size_t length = 0; length <= known.size(); ++length) {
    AppendOf(partly_known_, known.substr(0, length), into);
  }
  AppendOf(whole_, known, into);
  if (end.whole) return;
  CollectLonger(whole_, end.reversed, into);
  CollectLonger(partly_known_, end.reversed, into);
}

void WordIndex::CollectLonger(const ByEnd& all, const std::string& end,
                              std::vector<std::uint32_t>& into) {
  for (auto one = all.upper_bound(end); one != all.end() && one->first.starts_with(end); ++one) {
    Append(one->second, into);
  }
}

void WordIndex::CollectPartlyKnown(std::vector<std::uint32_t>& into) const {
  for (const auto& [end, positions] : partly_known_) Append(positions, into);
}

void SortOnce(std::vector<std::uint32_t>& positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
}

void NameIndex::Add(std::uint32_t position, const Attr<Text>& name) {
  const Fact<Text>& fact = name.in.all().front().value;
  const bool fixed = name.in.all().size() == 1 && name.in.left_out() == nullptr;
  if (!fixed || fact.unknown() != nullptr) {
    words_.Add(position, kUnknownEnd);
  } else if (fact.known()) {
    words_.Add(position, WordEndOf(GlyphsOf(*fact->value)));
  }
}

void SpellingIndex::Add(std::uint32_t position, const Attr<Text>& name) {
  const Fact<Text>& fact = name.in.all().front().value;
  const bool fixed = name.in.all().size() == 1 && name.in.left_out() == nullptr;
  if (!fixed) {
    others_.push_back(position);
  } else if (fact.known()) {
    fixed_[SpellingOf(*fact)].push_back(position);
  }
}

void SpellingIndex::Collect(const Text& text, std::vector<std::uint32_t>& into) const {
  AppendOf(fixed_, SpellingOf(text), into);
  Append(others_, into);
}

void ReferenceIndex::Add(std::uint32_t position, const Attr<Ref>& reference) {
  bool open = false;
  reference.in.ForEachValue([&](const Fact<Ref>& one) {
    const bool by_id = one.known() && one->target != ResourceId::kNone;
    if (by_id) by_id_[static_cast<std::uint32_t>(one->target)].push_back(position);
    open = open || one.unknown() != nullptr || one.certainty() != Certainty::kCertain ||
           (one.known() && !by_id && FirstUnknown(*one->text.value) != nullptr);
  });
  if (open) others_.push_back(position);
}

bool ReferenceIndex::IsFixed(const Fact<List<Ref>>& list) {
  if (list.unknown() != nullptr || list.certainty() != Certainty::kCertain) return false;
  return !list.known() || (!list->open() && std::ranges::all_of(list->items, [](const auto& one) {
    return IsFixed(one);
  }));
}

std::optional<WordEnd> ReferenceIndex::WordOf(const Ref& reference) {
  const Glyphs text = GlyphsOf(*reference.text.value);
  return IsOneHole(text) ? std::nullopt : std::optional(WordEndOf(text));
}

std::vector<ResourceId> ReferenceIndex::TargetsIn(const Fact<Ref>& reference) {
  return reference.known() ? TargetsOf(*reference) : std::vector<ResourceId>();
}

void ReferenceIndex::AddWritten(std::uint32_t position, const Attr<Ref>& reference) {
  reference.in.ForEachValue([&](const Fact<Ref>& one) {
    if (!one.known()) return;
    if (one->target != ResourceId::kNone) {
      by_id_[static_cast<std::uint32_t>(one->target)].push_back(position);
    } else {
      words_.Add(position, WordEndOf(GlyphsOf(*one->text.value)));
    }
  });
}

void ReferenceIndex::CollectWritten(const Ref& reference, std::vector<std::uint32_t>& into) const {
  if (reference.target != ResourceId::kNone) {
    AppendOf(by_id_, static_cast<std::uint32_t>(reference.target), into);
  } else {
    words_.Collect(WordEndOf(GlyphsOf(*reference.text.value)), into);
  }
}

void ReferenceIndex::Collect(ResourceId id, std::vector<std::uint32_t>& into) const {
  AppendOf(by_id_, static_cast<std::uint32_t>(id), into);
  Append(others_, into);
}

void ReferenceIndex::CollectNamed(const Attr<Text>& name, std::vector<std::uint32_t>& into) const {
  const Fact<Text>& fact = name.in.all().front().value;
  const bool fixed = name.in.all().size() == 1 && name.in.left_out() == nullptr &&
                     fact.certainty() == Certainty::kCertain;
  if (fixed && !fact.present()) {  // the name that AWS makes may be any
    words_.CollectPartlyKnown(into);
  } else {
    words_.Collect(fixed && fact.known() ? WordEndOf(GlyphsOf(*fact->value)) : kUnknownEnd, into);
  }
}

}  // namespace execlint
