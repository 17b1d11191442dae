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
constexpr std::string_view kNaming[] = {"name", "family", "bucket"};

// Is what follows the value of such an argument of a resource of Terraform: a line of its own,
// `name = "${var.env}-app"`, below a line that begins with `resource`?
bool NamesAResource(std::string_view before) {
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
    if (NamesAResource(sources_.Text(at.file).substr(0, at.begin))) return false;
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
