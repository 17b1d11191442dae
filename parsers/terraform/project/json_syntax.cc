#include "parsers/terraform/project/json_syntax.h"

#include <cctype>
#include <string>
#include <string_view>
#include <utility>

#include "lint/value/value_store.h"
#include "parsers/json/json.h"

namespace execlint::terraform {
namespace {

struct BlockType {
  std::string_view name;
  int labels;
};
constexpr BlockType kBlockTypes[] = {{"resource", 2}, {"data", 2},      {"variable", 1},
                                     {"output", 1},   {"module", 1},    {"provider", 1},
                                     {"locals", 0},   {"terraform", 0}, {"import", 0}};
// Blocks of Terraform itself inside of others. Any other object may be an argument as well.
struct InnerBlockType {
  std::string_view inside;
  BlockType type;
};
constexpr InnerBlockType kInnerBlockTypes[] = {
    {"resource", {"lifecycle", 0}},   {"variable", {"validation", 0}},
    {"terraform", {"backend", 1}},    {"terraform", {"cloud", 0}},
    {"backend", {"workspaces", 0}},   {"cloud", {"workspaces", 0}},
    {"provider", {"assume_role", 0}}, {"provider", {"assume_role_with_web_identity", 0}},
    {"provider", {"default_tags", 0}}};
constexpr int kMaxDepth = 100;

const BlockType* FindInnerBlock(std::string_view inside, std::string_view name) {
  for (const InnerBlockType& one : kInnerBlockTypes) {
    if (one.inside == inside && one.type.name == name) return &one.type;
  }
  return nullptr;
}

bool IsIdentifier(std::string_view text) {
  if (text.empty() || (std::isalpha(static_cast<unsigned char>(text[0])) == 0 && text[0] != '_')) {
    return false;
  }
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_' && c != '-') return false;
  }
  return true;
}

// What stands in a body, or below labels: an object, or several in a list, which count as one.
std::vector<const Entry*> EntriesOf(const Value& value) {
  std::vector<const Entry*> all;
  const auto add = [&all](const Value& one) {
    if (!one.is_map()) return;
    for (const Entry& entry : one.entries()) all.push_back(&entry);
  };
  if (value.is_list()) {
    for (const Traced& item : value.items()) add(*item);
  } else {
    add(value);
  }
  return all;
}

// Collects the text of the buffer, each byte with where it comes from.
class Rewriter {
 public:
  std::string text;
  std::vector<Piece> pieces;

  // `type`: of the block that it is the body of.
  void Body(std::string_view type, const Value& body) {
    for (const Entry* one : EntriesOf(body)) {
      const Entry& entry = *one;
      if (!IsIdentifier(entry.key)) continue;  // "//" is a comment
      if (entry.key == "dynamic" && Dynamic(entry)) continue;
      if (const BlockType* inner = FindInnerBlock(type, entry.key)) {
        std::vector<const Entry*> labels;
        Blocks(inner->name, entry.key_span, inner->labels, *entry.value, labels);
      } else {
        Attribute(entry);
      }
    }
  }

  // The blocks of one type, below its remaining labels.
  void Blocks(std::string_view type, Span type_span, int labels, const Value& value,
              std::vector<const Entry*>& names) {
    if (labels > 0) {
      for (const Entry* entry : EntriesOf(value)) {
        if (entry->key == "//") continue;
        names.push_back(entry);
        Blocks(type, type_span, labels - 1, *entry->value, names);
        names.pop_back();
      }
    } else if (value.is_list()) {
      for (const Traced& item : value.items()) Block(type, type_span, *item, names);
    } else {
      Block(type, type_span, value, names);
    }
  }

 private:
  void Block(std::string_view type, Span type_span, const Value& value,
             const std::vector<const Entry*>& names) {
    if (!value.is_map() && !value.is_list()) return;
    Put(type, names.empty() ? type_span : names.front()->key_span);
    for (const Entry* name : names) {
      Put(" \"", name->key_span);
      for (const char c : name->key) {
        if (c != '"' && c != '\\' && c != '\n') Put(std::string_view(&c, 1), name->key_span);
      }
      Put("\"", name->key_span);
    }
    Put(" {\n", value.span);
    Body(type, value);
    Put("}\n", Span{value.span.file, value.span.end > 0 ? value.span.end - 1 : 0, value.span.end});
  }

  void Put(std::string_view bytes, Span from, bool verbatim = false) {
    pieces.push_back(
        {.at = static_cast<std::uint32_t>(text.size()), .from = from, .verbatim = verbatim});
    text += bytes;
  }

  // `"dynamic": {"setting": {"for_each": ..., "content": {...}}}`, or a list of such.
  bool Dynamic(const Entry& dynamic) {
    if (depth_ > kMaxDepth) return false;
    const Value& value = *dynamic.value;
    const std::size_t count = value.is_list() ? value.count : 1;
    bool all = true;
    for (std::size_t i = 0; i < count; ++i) {
      const Value& types = value.is_list() ? *value.items()[i] : value;
      if (!types.is_map()) return false;
      for (const Entry& type : types.entries()) {
        if (type.value->is_list()) {
          for (const Traced& one : type.value->items()) all &= DynamicBlock(dynamic, type, *one);
        } else {
          all &= DynamicBlock(dynamic, type, *type.value);
        }
      }
    }
    return all;
  }

  bool DynamicBlock(const Entry& dynamic, const Entry& type, const Value& block) {
    if (!block.is_map() || !IsIdentifier(type.key)) return false;
    Put("dynamic", dynamic.key_span);
    Put(" \"" + std::string(type.key) + "\"", type.key_span);
    Put(" {\n", block.span);
    ++depth_;
    for (const Entry& entry : block.entries()) {
      if (entry.key != "content") continue;
      const Value& content = *entry.value;
      if (!content.is_map() && !content.is_list()) continue;
      Put("content", entry.key_span);
      Put(" {\n", content.span);
      Body("", content);
      Put("}\n", content.span);
    }
    for (const Entry& entry : block.entries()) {
      if (entry.key == "content" || !IsIdentifier(entry.key)) continue;
      const auto name = KnownText(*entry.value);
      const bool iterator = entry.key == "iterator" && name && IsIdentifier(*name);
      if (!iterator) {
        Attribute(entry);
        continue;
      }
      Put("iterator = ", entry.key_span);  // a name, in JSON too
      Put(*name + "\n", entry.value->span);
    }
    --depth_;
    Put("}\n", block.span);
    return true;
  }

  void Attribute(const Entry& entry) {
    Put(entry.key, entry.key_span);
    Put(" = ", entry.key_span);
    Expression(*entry.value, 0);
    Put("\n", entry.key_span);
  }

  void Expression(const Value& value, int depth) {
    if (depth > kMaxDepth) return Put("null", value.span);
    switch (value.kind) {
      case Kind::kString:
        return String(value);
      case Kind::kList:
        Put("[", value.span);
        for (const Traced& item : value.items()) {
          Expression(*item, depth + 1);
          Put(", ", value.span);
        }
        return Put("]", value.span);
      case Kind::kMap:
        Put("{", value.span);
        for (const Entry& entry : value.entries()) {
          Put("\"", entry.key_span);
          Template(entry.key, entry.key_span, false);
          Put("\" = ", entry.key_span);
          Expression(*entry.value, depth + 1);
          Put(", ", entry.key_span);
        }
        return Put("}", value.span);
      case Kind::kBool:
      case Kind::kNumber:
        return Put(*KnownText(value), value.span);
      default:
        return Put("null", value.span);
    }
  }

  void String(const Value& value) {
    Put("\"", Span{value.span.file, value.span.begin, value.span.begin + 1});
    for (const Part& part : value.parts()) Template(part.text, part.from, part.verbatim);
    Put("\"", Span{value.span.file, value.span.end - 1, value.span.end});
    inside_.clear();
    before_ = before_that_ = 0;
  }

  // Text of a template: what stands in an interpolation is an expression and stays as it is.
  void Template(std::string_view bytes, Span from, bool verbatim) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const char c = bytes[i];
      Span place = from;
      if (verbatim) {
        place.begin = from.begin + static_cast<std::uint32_t>(i);
        place.end = place.begin + 1;
      }
      Follow(c);
      const bool literal = inside_.empty();
      if (literal && c == '\n') {
        Put("\\n", place);
      } else if (literal && c == '\r') {
        Put("\\r", place);
      } else if (literal && c == '\t') {
        Put("\\t", place);
      } else if (literal && (c == '"' || c == '\\')) {
        const char escaped[] = {'\\', c};
        Put(std::string_view(escaped, 2), place);
      } else if (verbatim && i > 0 && Continues(place)) {
        text += c;
      } else {
        Put(std::string_view(&c, 1), place, verbatim);
      }
      before_that_ = std::exchange(before_, c);
    }
  }

  // Does the byte at `place` follow the last one in both texts?
  bool Continues(Span place) const {
    const Piece& last = pieces.back();
    if (!last.verbatim || last.from.file != place.file) return false;
    const auto length = static_cast<std::uint32_t>(text.size()) - last.at;
    return last.from.begin + length == place.begin;
  }

  // Keeps count of the brackets and quotes of interpolations.
  void Follow(char c) {
    if (inside_.empty()) {
      // `$${` is text.
      if (c == '{' && (before_ == '$' || before_ == '%') && before_that_ != before_) {
        inside_ += '{';
      }
      return;
    }
    if (inside_.back() == '"') {
      if (c == '"' && before_ != '\\') inside_.pop_back();
      if (c == '{' && before_ == '$') inside_ += '{';
      return;
    }
    if (c == '"') inside_ += '"';
    if (c == '{') inside_ += '{';
    if (c == '}') {
      inside_.pop_back();
    }
  }

  int depth_ = 0;       // of dynamic blocks
  std::string inside_;  // what is open, innermost last
  char before_ = 0, before_that_ = 0;
};

}  // namespace

Rewritten RewriteJson(SourceMap& sources, FileId file) {
  ValueStore store;
  Parsed parsed = json::Parse(sources, file, store);
  Rewritten made{.problems = std::move(parsed.problems)};
  Rewriter rewriter;
  if (parsed.root) {
    for (const Entry* entry : EntriesOf(*parsed.root)) {
      for (const BlockType& type : kBlockTypes) {
        std::vector<const Entry*> names;
        if (type.name == entry->key) {
          rewriter.Blocks(type.name, entry->key_span, type.labels, *entry->value, names);
        }
      }
    }
  }
  if (rewriter.pieces.empty()) {
    rewriter.text.push_back('\n');
    rewriter.pieces.push_back({.at = 0, .from = Span::At(file, 0), .verbatim = false});
  }
  for (Piece& piece : rewriter.pieces) {
    if (piece.verbatim) {
      // A verbatim piece stands for its bytes up to the next one.
      const auto next = static_cast<std::size_t>(&piece - rewriter.pieces.data()) + 1;
      const auto end = next < rewriter.pieces.size()
                           ? rewriter.pieces[next].at
                           : static_cast<std::uint32_t>(rewriter.text.size());
      piece.from.end = piece.from.begin + (end - piece.at);
    }
  }
  made.buffer = sources.AddBuffer(std::move(rewriter.text), std::move(rewriter.pieces));
  return made;
}

}  // namespace execlint::terraform
