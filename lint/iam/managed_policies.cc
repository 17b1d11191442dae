#include "lint/iam/managed_policies.h"

#include <algorithm>
#include <cctype>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lint/value/glyphs.h"
#include "lint/value/value_store.h"

namespace execlint {
namespace {

// Cuts `text` up to `mark` off its front.
std::string_view Next(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view next = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return next;
}

// The lines of the data by policy, and the documents of those that were asked for.
class Catalogue {
 public:
  Catalogue() {
    std::string_view rest = kManagedPoliciesText;
    std::string_view* statements = nullptr;  // of the policy whose lines these are
    while (!rest.empty()) {
      const std::string_view from = rest;
      std::string_view line = Next(rest, '\n');
      const std::string_view word = Next(line, ' ');
      if (word == "policy" || word == "none") {
        statements = &statements_[Next(line, ' ')];
        *statements = rest.substr(0, 0);
      } else if (statements != nullptr) {
        *statements = {statements->data(), statements->size() + from.size() - rest.size()};
      } else if (word == "date") {
        date_ = line;
      } else if (word == "actions") {
        actions_ = line;
      }
    }
  }

  const PolicyDocument* Find(std::string_view name) {
    const auto found = statements_.find(name);
    if (found == statements_.end()) return nullptr;
    const std::lock_guard<std::mutex> lock(mutex_);
    std::unique_ptr<PolicyDocument>& document = documents_[found->first];
    if (document == nullptr) document = std::make_unique<PolicyDocument>(Make(found->second));
    return document.get();
  }

  std::string_view date() const { return date_; }
  std::string_view actions() const { return actions_; }

 private:
  Fact<Text> TextOf(std::string_view text) {
    if (text == "\"\"") text = {};
    return Fact<Text>::Known(Text{{values_.Literal(text, {}, {})}}, {});
  }

  List<Text> TextsOf(std::string_view line) {
    List<Text> list;
    while (!line.empty()) list.items.push_back(TextOf(Next(line, ' ')));
    return list;
  }

  PolicyDocument Make(std::string_view lines) {
    PolicyDocument document{.version = TextOf("2012-10-17")};
    std::vector<Statement> statements;
    while (!lines.empty()) {
      std::string_view line = Next(lines, '\n');
      const std::string_view word = Next(line, ' ');
      if (word.starts_with("allow") || word.starts_with("deny")) {
        Statement& made = statements.emplace_back();
        made.effect = TextOf(word.starts_with("allow") ? "Allow" : "Deny");
        (word.ends_with("-except") ? made.not_action : made.action) =
            Element<Text>{.written = true, .list = TextsOf(line)};
        made.resource = {true, TextsOf("*")};
      } else if (word == "on") {
        statements.back().resource = {true, TextsOf(line)};
      } else if (word == "on-except") {
        statements.back().resource = {};
        statements.back().not_resource = {true, TextsOf(line)};
      } else if (word == "when") {
        Condition condition;
        condition.test = TextOf(Next(line, ' '));
        condition.key = TextOf(Next(line, ' '));
        condition.values = TextsOf(line);
        statements.back().condition.written = true;
        statements.back().condition.list.items.push_back(
            Fact<Condition>::Known(std::move(condition), {}));
      }
    }
    for (Statement& statement : statements) {
      document.statements.items.push_back(Fact<Statement>::Known(std::move(statement), {}));
    }
    return document;
  }

  std::string_view date_, actions_;
  std::unordered_map<std::string_view, std::string_view> statements_;
  std::mutex mutex_;  // guards what follows
  ValueStore values_;
  std::unordered_map<std::string_view, std::unique_ptr<PolicyDocument>> documents_;
};

Catalogue& TheCatalogue() {
  static Catalogue* const catalogue = new Catalogue;  // never destroyed: threads may outlive main
  return *catalogue;
}

}  // namespace

std::optional<std::string> ManagedPolicyName(const Text& arn) {
  constexpr std::string_view kMark = ":iam::aws:policy/";
  const Glyphs glyphs = GlyphsOf(*arn.value);
  const auto mark = FindFirst(glyphs, kMark);
  if (!mark) return std::nullopt;
  std::string name;
  for (const Glyph& glyph : std::span(glyphs).subspan(*mark + kMark.size())) {
    if (glyph.hole()) return std::nullopt;
    name += glyph.byte;
  }
  return name;
}

const PolicyDocument* FindManagedPolicy(std::string_view name) { return TheCatalogue().Find(name); }

bool ManagedPoliciesCover(std::string_view action) {
  std::string_view rest = TheCatalogue().actions();
  while (!rest.empty()) {
    const std::string_view one = Next(rest, ' ');
    const bool same = std::equal(one.begin(), one.end(), action.begin(), action.end(),
                                 [](char a, char b) { return LowerCase(a) == LowerCase(b); });
    if (same) return true;
  }
  return false;
}

std::string_view ManagedPoliciesDate() { return TheCatalogue().date(); }

}  // namespace execlint
