#include "lint/value/buffer.h"

#include <algorithm>
#include <utility>

#include "lint/value/buffer_writer.h"

namespace execlint {
namespace {

// Plane 15, private use: printable for YAML, and in no text that people write. A text that holds
// such characters all the same loses nothing, since holes are known by their place.
std::string HoleCharacter(std::size_t index) {
  const auto code = static_cast<std::uint32_t>(0xF0000 + std::min<std::size_t>(index, 0xFFFD));
  return {static_cast<char>(0xF0 | code >> 18), static_cast<char>(0x80 | (code >> 12 & 0x3F)),
          static_cast<char>(0x80 | (code >> 6 & 0x3F)), static_cast<char>(0x80 | (code & 0x3F))};
}

}  // namespace

Fragment Fragment::Cut(std::size_t begin, std::size_t size) const {
  Fragment cut = *this;
  cut.text = text.substr(begin, size);
  if (verbatim) {
    cut.from.begin = from.begin + static_cast<std::uint32_t>(begin);
    cut.from.end = cut.from.begin + static_cast<std::uint32_t>(cut.text.size());
  }
  return cut;
}

std::vector<Fragment> FragmentsOf(const Value& string) {
  std::vector<Fragment> fragments;
  for (const Part& part : string.parts()) {
    const Span from = part.from.valid() ? part.from : string.span;
    const bool verbatim = part.verbatim && part.hole == nullptr && from.size() == part.text.size();
    fragments.push_back({part.text, from, verbatim, part.hole, part.route});
  }
  if (fragments.empty()) fragments.push_back({.from = string.span});
  return fragments;
}

void BufferWriter::StartPiece(Span from, bool verbatim, const RouteStep* route) {
  // Neighbours stay one piece where the source goes on as well.
  const bool joins = !pieces_.empty() && pieces_.back().verbatim && verbatim &&
                     pieces_.back().from.file == from.file && pieces_.back().from.end == from.begin;
  if (joins) {
    pieces_.back().from.end = from.end;
  } else {
    pieces_.push_back({.at = size(), .from = from, .verbatim = verbatim});
  }
  const RouteStep* before = buffer_.runs.empty() ? nullptr : buffer_.runs.back().route;
  if (route != before) buffer_.runs.push_back({size(), route});
}

void BufferWriter::Put(const Fragment& fragment) {
  if (fragment.hole != nullptr) {
    const std::uint32_t begin = size();
    PutMade(HoleCharacter(buffer_.holes.size()), fragment);
    buffer_.holes.push_back({begin, size(), fragment.hole});
  } else if (!fragment.text.empty()) {
    StartPiece(fragment.from, fragment.verbatim, fragment.route);
    text_ += fragment.text;
  }
}

void BufferWriter::PutMade(std::string_view text, const Fragment& place) {
  StartPiece(place.from, false, place.route);
  text_ += text;
}

Buffer BufferWriter::Finish(SourceMap& sources, const RouteStep* route) && {
  buffer_.file = sources.AddBuffer(std::move(text_), std::move(pieces_));
  buffer_.route = route;
  return std::move(buffer_);
}

Buffer Register(SourceMap& sources, Traced string, Syntax syntax) {
  const std::vector<Fragment> fragments = FragmentsOf(*string);
  BufferWriter out;
  switch (syntax) {
    case Syntax::kJson:
      WriteJson(fragments, out);
      break;
    case Syntax::kYaml:
      WriteYaml(fragments, out);
      break;
    case Syntax::kPlain:
      for (const Fragment& fragment : fragments) out.Put(fragment);
      break;
  }
  // A buffer has a piece even where all of the text was left out.
  if (out.size() == 0) out.PutMade(" ", fragments.front());
  return std::move(out).Finish(sources, string.route);
}

bool Buffer::IsBare(std::uint32_t begin) const {
  return std::binary_search(bare.begin(), bare.end(), begin);
}

const RouteStep* Buffer::RouteAt(std::uint32_t offset) const {
  const auto after = std::upper_bound(runs.begin(), runs.end(), offset,
                                      [](std::uint32_t at, const Run& run) { return at < run.at; });
  return after == runs.begin() ? nullptr : std::prev(after)->route;
}

const RouteStep* Buffer::RouteOver(std::uint32_t begin, std::uint32_t end) const {
  const RouteStep* first = RouteAt(begin);
  if (PassesDefault(first)) return first;
  auto run = std::upper_bound(runs.begin(), runs.end(), begin,
                              [](std::uint32_t at, const Run& one) { return at < one.at; });
  for (; run != runs.end() && run->at < end; ++run) {
    if (PassesDefault(run->route)) return run->route;
    if (first == nullptr) first = run->route;
  }
  return first;
}

bool Buffer::HoldsSecret() const {
  const auto secret = [](const RouteStep* way) { return way != nullptr && way->secret; };
  return secret(route) ||
         std::any_of(runs.begin(), runs.end(), [&](const Run& run) { return secret(run.route); });
}

const Symbol* Buffer::Uncertain() const {
  if (around != nullptr) return around;
  if (!splices.empty()) return splices.front().symbol;
  if (bare.empty() || bare_are_values) return nullptr;
  return std::lower_bound(holes.begin(), holes.end(), bare.front(),
                          [](const Hole& hole, std::uint32_t at) { return hole.begin < at; })
      ->symbol;
}

const RouteStep* PartCollector::OwnRoute(std::uint32_t offset) const {
  const RouteStep* route = buffer_.RouteAt(offset);
  return route == inherited_ ? nullptr : route;
}

void PartCollector::Verbatim(std::uint32_t begin, std::uint32_t end) {
  const auto add = [this](std::uint32_t from, std::uint32_t to) {
    auto run = std::upper_bound(buffer_.runs.begin(), buffer_.runs.end(), from,
                                [](std::uint32_t at, const Buffer::Run& r) { return at < r.at; });
    while (from < to && !IsFull()) {
      std::uint32_t cut = to;
      if (run != buffer_.runs.end()) cut = std::min(cut, (run++)->at);
      const Span span{buffer_.file, from, cut};
      parts_.push_back({.text = sources_.Text(span), .from = span, .route = OwnRoute(from)});
      from = cut;
    }
  };
  auto hole =
      std::lower_bound(buffer_.holes.begin(), buffer_.holes.end(), begin,
                       [](const Buffer::Hole& h, std::uint32_t at) { return h.begin < at; });
  for (; hole != buffer_.holes.end() && hole->begin < end && !IsFull(); ++hole) {
    add(begin, hole->begin);
    parts_.push_back({.from = {buffer_.file, hole->begin, hole->end},
                      .verbatim = false,
                      .hole = hole->symbol,
                      .route = OwnRoute(hole->begin)});
    if (hole_ == nullptr) hole_ = hole->symbol;
    begin = hole->end;
  }
  add(begin, end);
}

void PartCollector::Decoded(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  if (text.empty() || IsFull()) return;
  parts_.push_back({.text = store_.Keep(text),
                    .from = {buffer_.file, begin, end},
                    .verbatim = false,
                    .route = OwnRoute(begin)});
}

std::string_view PartCollector::Text() const {
  if (parts_.empty()) return {};
  if (parts_.size() == 1) return parts_[0].text;
  std::string text;
  for (const Part& part : parts_) text += part.text;
  return store_.Keep(text);
}

}  // namespace execlint
