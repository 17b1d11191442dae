#include "parsers/ecs/secrets.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "lint/model/environment.h"

namespace execlint::ecs {
namespace {

constexpr int kMaxDepth = 16;
constexpr int kMaxRawDepth = 64;

// Arguments that name a resource, which AWS shows to everybody in the account.
constexpr std::string_view kNaming[] = {"name", "family", "bucket", "ClusterName"};

// Is it the value of such an argument: `name = "${var.env}-app"`?
bool NamesAResource(std::string_view before) {
  const auto trim = [&](std::string_view of) {
    before = before.substr(0, before.find_last_not_of(of) + 1);
  };
  trim(" \t");
  const std::size_t written = before.size();
  trim(" \t=:\"");
  if (before.size() == written) return false;
  before.remove_prefix(std::min(before.size(), before.find_last_of(" \t\"{") + 1));
  return std::ranges::find(kNaming, before) != std::end(kNaming);
}

class Marking {
 public:
  Marking(Span environment, SourceMap& sources) : environment_(environment), sources_(sources) {}

  void Mark(const Value& value, int depth) {
    if (depth > kMaxDepth) return sources_.MarkSecret(value.span);
    if (value.is_list()) {
      for (const Traced& item : value.items()) Mark(*item, depth + 1);
    } else if (value.is_map()) {
      for (const Entry& entry : value.entries()) {
        if (entry.key != "value" && entry.key != "Value" && entry.key != "VALUE") {
          Mark(*entry.value, depth + 1);
        } else if (StandsForAll(entry.value->span)) {
          sources_.MarkSecret(environment_);
        } else if (MayBeSecret(entry.value)) {
          sources_.MarkSecret(entry.value->span);
        }
      }
    }
  }

 private:
  // Is the place of the value known no better than that of the whole environment? So it is where
  // the text that holds it is part of another, with an unknown part.
  bool StandsForAll(Span value) const {
    const Span outer = sources_.Spell(value);
    const Span inner = sources_.Spell(environment_);
    return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
  }

  // What the environment only refers to is a secret where it holds a text of its own that does more
  // than name an environment: `lower(terraform.workspace)` and `"production"` are evidence for
  // other things, and nobody's password.
  bool MayBeSecret(Traced value) const {
    const Span span = value->span;
    const bool inside = span.file == environment_.file && span.begin >= environment_.begin &&
                        span.end <= environment_.end;
    if (inside && value.route == nullptr) return true;
    const Span at = sources_.Spell(span);
    const std::uint32_t line =
        sources_.Line(at.file, sources_.Locate(at.file, at.begin).line).begin;
    if (NamesAResource(sources_.Text(at.file).substr(line, at.begin - line))) return false;
    const auto text = KnownText(*value);
    if (text && ClassifyWord(*text) != Environment::kUnclassified) return false;
    if (!value->is_unknown()) return true;
    // An input without a value stands for its own declaration, which is no secret.
    const std::string_view written = sources_.Text(span);
    return !written.starts_with("variable ") && written.find('"') != std::string_view::npos;
  }

  const Span environment_;
  SourceMap& sources_;
};

void MarkBelow(const Value& raw, SourceMap& sources, int depth) {
  if (depth > kMaxRawDepth) return;
  if (raw.is_list()) {
    for (const Traced& item : raw.items()) MarkBelow(*item, sources, depth + 1);
  } else if (raw.is_map()) {
    for (const Entry& entry : raw.entries()) {
      if (entry.key == "Environment") {
        MarkValues(*entry.value, sources);
      } else {
        MarkBelow(*entry.value, sources, depth + 1);
      }
    }
  }
}

}  // namespace

void MarkValues(const Value& environment, SourceMap& sources) {
  Marking(environment.span, sources).Mark(environment, 0);
}

void MarkEnvironments(const Value& raw, SourceMap& sources) { MarkBelow(raw, sources, 0); }

}  // namespace execlint::ecs
