#include "parsers/ecs/secrets.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>
#include <string>
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
  Marking(Span around, SourceMap& sources) : around_(around), sources_(sources) {}

  // What stands under a `value`, at any depth.
  void MarkValues(const Value& value, int depth) {
    if (depth > kMaxDepth) return sources_.MarkSecret(value.span);
    if (value.is_list()) {
      for (const Traced& item : value.items()) MarkValues(*item, depth + 1);
    } else if (value.is_map()) {
      for (const Entry& entry : value.entries()) {
        const bool is_value = entry.key == "value" || entry.key == "Value" ||
                              entry.key == "VALUE" || entry.key == "valueFrom" ||
                              entry.key == "ValueFrom";
        if (is_value) {
          Mark(entry.value);
        } else {
          MarkValues(*entry.value, depth + 1);
        }
      }
    }
  }

  void MarkTexts(Traced value, int depth) {
    if (depth > kMaxDepth) return sources_.MarkSecret(value->span);
    if (value->is_list()) {
      for (const Traced& item : value->items()) MarkTexts(item, depth + 1);
    } else if (value->is_map()) {
      for (const Entry& entry : value->entries()) MarkTexts(entry.value, depth + 1);
    } else if (!IsReferredTo(value->span, value.route)) {  // the name of the service, say
      Mark(value);
    }
  }

 private:
  void Mark(Traced value) {
    if (StandsForAll(value->span)) {
      sources_.MarkSecret(around_);
    } else if (MayBeSecret(value)) {
      sources_.MarkSecret(value->span);
    }
    if (!value->is_string() || value->count < 2) return;
    // What is put together stands in several places: in the arguments of templatefile(), say.
    for (const Part& part : value->parts()) {
      if (part.hole == nullptr && !IsReferredTo(part.from, part.route) &&
          !IsReferredTo(part.from, value.route) &&
          ClassifyWord(part.text) == Environment::kUnclassified) {
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
    const Span outer = sources_.Spell(value);
    const Span inner = sources_.Spell(around_);
    return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
  }

  // What a container only refers to is a secret where it holds a text of its own that does more
  // than name an environment: `lower(terraform.workspace)` and `"production"` are evidence for
  // other things, and nobody's password.
  bool MayBeSecret(Traced value) const {
    const Span span = value->span;
    const bool inside =
        span.file == around_.file && span.begin >= around_.begin && span.end <= around_.end;
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

  const Span around_;
  SourceMap& sources_;
};

// The words of a key without its case: `HealthCheck` is `healthcheck`.
std::string Folded(std::string_view key) {
  std::string folded(key);
  for (char& c : folded) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return folded;
}

void MarkBelow(const Value& raw, SourceMap& sources, int depth) {
  if (depth > kMaxRawDepth) return;
  if (raw.is_list()) {
    for (const Traced& item : raw.items()) MarkBelow(*item, sources, depth + 1);
  } else if (raw.is_map()) {
    for (const Entry& entry : raw.entries()) {
      const std::string key = Folded(entry.key);
      if (key == "environment" || key == "secrets" || key == "secretoptions") {
        MarkValues(*entry.value, sources);
      } else if (key == "command" || key == "entrypoint" || key == "options") {
        MarkTexts(*entry.value, sources);
      } else {
        MarkBelow(*entry.value, sources, depth + 1);
      }
    }
  }
}

}  // namespace

void MarkValues(const Value& environment, SourceMap& sources) {
  Marking(environment.span, sources).MarkValues(environment, 0);
}

void MarkTexts(const Value& texts, SourceMap& sources) {
  Marking(texts.span, sources).MarkTexts({&texts}, 0);
}

void MarkContainers(const Value& raw, SourceMap& sources) { MarkBelow(raw, sources, 0); }

}  // namespace execlint::ecs
