#include "lint/engine/spelling.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <tuple>
#include <utility>

namespace execlint {
namespace {

constexpr std::size_t kMaxRouteSteps = 8;

constexpr std::uint64_t kPrime = 0x100000001b3ull;

// FNV-1a, 64 bits: stable across platforms and versions, which std::hash is not.
class Hash {
 public:
  Hash& Add(std::string_view text) {
    for (const char c : text) Byte(static_cast<unsigned char>(c));
    Byte(0);  // so that ("ab", "c") and ("a", "bc") differ
    return *this;
  }
  Hash& Add(BlockTexts::Text& text) {
    // Of the state, a byte changes the lowest eight bits alone, by an amount that depends on these
    // and the byte, before all of it is multiplied. So the states behind a text are those before it
    // times a power of the prime, plus what depends on the text and on the lowest eight bits.
    const auto lowest = static_cast<std::uint8_t>(state_);
    const auto [added, is_new] = text.added.try_emplace(lowest);
    if (is_new) {
      Hash alone;
      alone.state_ = lowest;
      added->second = alone.Add(text.normalised).state_ - lowest * text.power;
    }
    state_ = state_ * text.power + added->second;
    return *this;
  }
  std::string Hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (int shift = 60; shift >= 0; shift -= 4) hex += kDigits[(state_ >> shift) & 15];
    return hex;
  }

 private:
  void Byte(unsigned char byte) {
    state_ ^= byte;
    state_ *= kPrime;
  }
  std::uint64_t state_ = 0xcbf29ce484222325ull;
};

// Runs of white space as one blank: reformatting changes no fingerprint.
std::string Normalised(std::string_view text) {
  std::string normal;
  normal.reserve(text.size());
  for (const char c : text) {
    if (std::isspace(static_cast<unsigned char>(c)) == 0) {
      normal += c;
    } else if (!normal.empty() && normal.back() != ' ') {
      normal += ' ';
    }
  }
  return normal;
}

}  // namespace

std::string_view PhraseOf(RouteStep::How how) {
  switch (how) {
    case RouteStep::How::kReference:
      return "read here";
    case RouteStep::How::kModuleInput:
      return "passed in here";
    case RouteStep::How::kModuleOutput:
      return "returned here";
    case RouteStep::How::kVarFile:
      return "set in this var file";
    case RouteStep::How::kCommandLine:
      return "set on the command line";
    case RouteStep::How::kDefault:
      return "the default of an input, which may be overridden";
    case RouteStep::How::kLeftOut:
      return "left at its default here";
    case RouteStep::How::kEncoded:
      return "encoded here";
    case RouteStep::How::kDecision:
      return "chosen by this condition";
    case RouteStep::How::kHandedOver:
      return "provided by another unit here";
    case RouteStep::How::kByName:
      return "matched here by name only";
    case RouteStep::How::kElement:
    case RouteStep::How::kSecret:
      break;
  }
  return "";
}

const RouteStep* CallThatDecides(const Place& place) {
  return FindStep(place.route, RouteStep::How::kLeftOut);
}

std::vector<Related> RouteOf(const Place& place, const SourceMap& sources) {
  std::vector<const RouteStep*> steps;
  for (const RouteStep* step = place.route; step != nullptr; step = step->before) {
    steps.push_back(step);
  }
  std::vector<Related> related;
  const Span written = sources.Spell(place.span);
  for (auto step = steps.rbegin(); step != steps.rend() && related.size() < kMaxRouteSteps;
       ++step) {
    if (PhraseOf((*step)->how).empty() || !(*step)->at.valid()) continue;
    const Span at = sources.Spell((*step)->at);
    if (at == written && (*step)->how != RouteStep::How::kDefault) continue;
    AddRelated(related, {at, std::string(PhraseOf((*step)->how))});
  }
  return related;
}

void AddRelated(std::vector<Related>& to, Related one) {
  const bool there = std::any_of(to.begin(), to.end(),
                                 [&](const Related& other) { return other.span == one.span; });
  if (!there && one.span.valid()) to.push_back(std::move(one));
}

bool Before(Span a, Span b, const SourceMap& sources) {
  if (!a.valid() || !b.valid()) return !a.valid() && b.valid();
  if (a.file == b.file) return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  return std::tuple(sources.path(a.file), a.begin, a.end) <
         std::tuple(sources.path(b.file), b.begin, b.end);
}

std::string AddressFingerprint(std::string_view rule, const Primary& primary,
                               const SourceMap& sources) {
  Hash hash;
  hash.Add(rule);
  if (const RouteStep* call = CallThatDecides(primary.place)) {
    const Span at = sources.Spell(call->at);
    const std::string_view path = sources.path(at.file);
    hash.Add(path.substr(0, path.rfind('/') + 1)).Add(sources.Text(at));
  }
  if (primary.owner != nullptr) {
    hash.Add(primary.owner->module_path).Add(primary.owner->local_address).Add(primary.property);
  } else if (primary.place.span.valid()) {
    hash.Add(sources.path(sources.Spell(primary.place.span).file));
  }
  return hash.Hex();
}

std::string InsideFingerprint(std::string_view rule, const Primary& primary,
                              const SourceMap& sources) {
  Hash hash;
  hash.Add(rule);
  if (const RouteStep* call = CallThatDecides(primary.place)) {
    hash.Add(sources.Text(sources.Spell(call->at)));
  }
  if (primary.owner != nullptr) hash.Add(primary.owner->local_address).Add(primary.property);
  return hash.Hex();
}

std::string BlockFingerprint(std::string_view rule, const Primary& primary,
                             const SourceMap& sources, BlockTexts& blocks) {
  Hash hash;
  hash.Add(rule);
  Span block = primary.place.span;
  if (primary.owner != nullptr && primary.owner->block.valid()) {
    // Without its labels: what stands behind the head.
    block = sources.Spell(primary.owner->block);
    const Span head = sources.Spell(primary.owner->span);
    if (block.Contains(head)) block.begin = head.end;
    hash.Add(primary.owner->type).Add(primary.property);
  }
  return hash.Add(blocks.Of(sources.Spell(block), sources)).Hex();
}

BlockTexts::Text& BlockTexts::Of(Span block, const SourceMap& sources) {
  const auto [at, is_new] = texts_.try_emplace({block.file, block.begin, block.end});
  Text& text = at->second;
  if (!is_new) return text;
  text.normalised = Normalised(sources.Text(block));
  for (std::size_t i = 0; i <= text.normalised.size(); ++i) text.power *= kPrime;
  return text;
}

std::string WithOrdinal(std::string_view fingerprint, unsigned ordinal) {
  if (ordinal <= 1) return std::string(fingerprint);
  return Hash().Add(fingerprint).Add(std::to_string(ordinal)).Hex();
}

}  // namespace execlint
