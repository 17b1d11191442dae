#include "lint/model/resources.h"

#include <algorithm>

#include "lint/model/resolve.h"

namespace execlint {
namespace {

// What the names in references by text end in: a name, or an ARN or path that ends in one.
std::string_view WordAtEnd(std::string_view text) {
  return text.substr(text.rfind('/') + 1);  // npos + 1 is 0
}

void Append(const std::vector<std::uint32_t>& from, std::vector<std::uint32_t>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

template <class Map, class Key>
void AppendOf(const Map& map, const Key& key, std::vector<std::uint32_t>& to) {
  if (const auto found = map.find(key); found != map.end()) Append(found->second, to);
}

}  // namespace

std::optional<std::string> PlainText(const Glyphs& text) {
  std::string plain;
  plain.reserve(text.size());
  for (const Glyph& glyph : text) {
    if (glyph.kind != Glyph::Kind::kByte) return std::nullopt;
    plain += glyph.byte;
  }
  return plain;
}

void SortOnce(std::vector<std::uint32_t>& positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
}

void NameIndex::Add(std::uint32_t position, const Attr<Text>& name) {
  const Fact<Text>& fact = name.in.all().front().value;
  const bool fixed = name.in.all().size() == 1 && name.in.left_out() == nullptr;
  const auto text = fact.known() ? fact->known() : std::nullopt;
  if (!fixed || fact.unknown() != nullptr || (fact.known() && !text)) {
    others_.push_back(position);
  } else if (text) {
    by_word_[std::string(WordAtEnd(*text))].push_back(position);
  }
}

void NameIndex::Collect(std::string_view text, std::vector<std::uint32_t>& into) const {
  AppendOf(by_word_, std::string(WordAtEnd(text)), into);
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

std::optional<std::string> ReferenceIndex::WordOf(const Ref& reference) {
  const auto text = reference.text.known();
  return text ? std::optional(std::string(WordAtEnd(*text))) : std::nullopt;
}

std::vector<ResourceId> ReferenceIndex::TargetsIn(const Fact<Ref>& reference) {
  return reference.known() ? TargetsOf(*reference) : std::vector<ResourceId>();
}

void ReferenceIndex::AddWritten(std::uint32_t position, const Attr<Ref>& reference) {
  reference.in.ForEachValue([&](const Fact<Ref>& one) {
    if (!one.known()) return;
    if (one->target != ResourceId::kNone) {
      by_id_[static_cast<std::uint32_t>(one->target)].push_back(position);
    } else if (auto word = WordOf(*one)) {
      AddWord(position, *std::move(word));
    } else {
      others_.push_back(position);
    }
  });
}

void ReferenceIndex::CollectWritten(const Ref& reference, std::vector<std::uint32_t>& into) const {
  if (reference.target != ResourceId::kNone) {
    AppendOf(by_id_, static_cast<std::uint32_t>(reference.target), into);
  } else if (const auto word = WordOf(reference)) {
    AppendOf(by_word_, *word, into);
  } else {
    Append(others_, into);
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
  const auto text = fact.known() ? fact->known() : std::nullopt;
  if (fixed && text) {
    AppendOf(by_word_, std::string(WordAtEnd(*text)), into);
  } else if (!fixed || fact.present()) {
    Append(named_, into);
  }
}

}  // namespace execlint
