#include "parsers/hcl/parser.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "parsers/hcl/ast_builder.h"
#include "parsers/hcl/lowering.h"
#include "parsers/hcl/syntax_tree.h"

namespace execlint::hcl {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

void SortAndMerge(std::vector<Diagnostic>& diagnostics) {
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.span.begin, d.span.end, d.message);
  };
  std::ranges::stable_sort(diagnostics, {}, key);
  const auto repeated = std::ranges::unique(diagnostics, {}, key);
  diagnostics.erase(repeated.begin(), repeated.end());
}

// Parses items into one tree. A block in which there is an error is taken apart with the block
// scanner and its parts are parsed one by one, so that an error costs the attribute it is in and
// nothing else.
class ItemParser {
 public:
  ItemParser(const SourceMap& sources, FileId file)
      : sources_(sources), file_(file), text_(sources.Text(file)) {}

  void AddItems(const ScannedFile& scanned, BodyContents& out) {
    for (const Item& item : scanned.items) AddItem(item, out);
  }

  void AddItem(const Item& item, BodyContents& out) {
    if (item.state == Item::kLimit) {
      AddUnread(item, out);
      return;
    }
    const SyntaxTree tree(sources_.Text(item.span));
    Lowering lowering(sources_, file_, tree, item.span.begin, builder_, diagnostics_);
    const bool whole = !tree[0].has_error && item.state == Item::kWhole;
    const bool in_place = whole || (item.kind == Item::kAttribute && ErrorIsInside(tree));
    if (in_place || (item.kind == Item::kBlock && !Afford(item))) {
      const std::size_t seen = out.attributes.size() + out.blocks.size();
      lowering.LowerBody(0, out);
      if (out.attributes.size() + out.blocks.size() > seen) return;
    } else if (item.kind == Item::kBlock) {
      TakeApart(item, lowering, out);
      return;
    } else if (item.state == Item::kWhole) {
      ReportAttribute(item, lowering);
    }
    AddUnread(item, out);
  }

  std::vector<Diagnostic>& diagnostics() { return diagnostics_; }
  AstBuilder& builder() { return builder_; }
  // What one call may parse for a second time.
  void Allow(std::uint64_t bytes) { bytes_to_repeat_ = bytes; }

 private:
  bool Afford(const Item& item) {
    if (item.body.size() > bytes_to_repeat_) return false;
    bytes_to_repeat_ -= item.body.size();
    return true;
  }

  // The grammar found one attribute, and nothing wrong around it.
  static bool ErrorIsInside(const SyntaxTree& tree) {
    const NodeIndex body = tree.Child(0, NodeKind::kBody);
    return body != 0 && !tree.BrokenHere(0) && !tree.BrokenHere(body) &&
           tree.Children(body).size() == 1;
  }

  void ReportAttribute(const Item& item, Lowering& lowering) {
    const std::string_view rest =
        text_.substr(item.type.span.end, item.span.end - item.type.span.end);
    if (rest.find_first_not_of(" \t\r\n=") == std::string_view::npos) {
      diagnostics_.push_back(
          {Diagnostic::kSyntax, item.span, "`" + std::string(item.type.text) + "` has no value"});
    } else {
      lowering.ReportError(0);
    }
  }

  // The block as the scanner saw it, which needs its labels again.
  Block BlockOf(const Item& item) {
    const ScannedFile head = Scan(sources_, Span{file_, item.span.begin, item.body.begin});
    std::vector<Name> labels;
    if (!head.items.empty()) {
      for (const Name& label : head.labels(head.items[0])) {
        labels.push_back({DecodeLabel(label.text, builder_), label.span});
      }
    }
    Block block{item.type, {}, {}, item.span, item.type.span};
    if (!labels.empty()) block.head.end = labels.back().span.end;
    block.labels = builder_.AddLabels(labels);
    return block;
  }

  // The item is there, and what it says is not known.
  void AddUnread(const Item& item, BodyContents& out) {
    if (item.kind == Item::kAttribute) {
      out.attributes.push_back({item.type, builder_.Add(item.span, Broken{}), item.span});
      return;
    }
    Block block = BlockOf(item);
    block.body = builder_.AddBody(item.body, {}, {}, true);
    out.blocks.push_back(block);
  }

  void TakeApart(const Item& item, Lowering& lowering, BodyContents& out) {
    const std::size_t seen = diagnostics_.size();
    const ScannedFile parts = Scan(sources_, item.body);
    diagnostics_.insert(diagnostics_.end(), parts.diagnostics.begin(), parts.diagnostics.end());
    BodyContents contents;
    contents.broken = !parts.diagnostics.empty() || item.state != Item::kWhole;
    AddItems(parts, contents);
    if (diagnostics_.size() == seen && item.state == Item::kWhole) {
      // Wrong between the parts, not in one of them.
      contents.broken = true;
      lowering.ReportError(0);
    }
    Block block = BlockOf(item);
    block.body = builder_.AddBody(item.body, contents.attributes, contents.blocks, contents.broken);
    out.blocks.push_back(block);
  }

  const SourceMap& sources_;
  const FileId file_;
  const std::string_view text_;
  AstBuilder builder_;
  std::vector<Diagnostic> diagnostics_;
  std::uint64_t bytes_to_repeat_ = 0;
};

// Blocks within blocks are parsed again at every level that has an error; this many times at most.
constexpr std::uint64_t kRepeats = 4;

ParsedExpression Refuse(Span span, Diagnostic::Kind kind, std::string message) {
  AstBuilder builder;
  const ExprId broken = builder.Add(span, Broken{});
  return {builder.Finish(), broken, {{kind, span, std::move(message)}}};
}

Span WithoutByteOrderMark(const SourceMap& sources, FileId file) {
  const std::string_view text = sources.Text(file);
  const std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())};
}

// The one attribute that a wrapped expression or template is; 0 when the text is something else.
NodeIndex OnlyAttribute(const SyntaxTree& tree) {
  const NodeIndex body = tree.Child(0, NodeKind::kBody);
  if (body == 0 || tree.BrokenHere(0) || tree.BrokenHere(body)) return 0;
  const std::vector<NodeIndex> children = tree.Children(body);
  const bool one = children.size() == 1 && tree[children[0]].kind == NodeKind::kAttribute;
  return one && !tree.BrokenHere(children[0]) ? children[0] : 0;
}

// A tag for a heredoc that the text does not end; empty when there is none.
std::string UnusedTag(std::string_view text) {
  constexpr std::size_t kLongest = 100;
  for (char letter = 'A'; letter <= 'Z'; ++letter) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
      run = c == letter ? run + 1 : 0;
      longest = std::max(longest, run);
    }
    if (longest < kLongest) return std::string(longest + 1, letter);
  }
  return {};
}

}  // namespace

ParsedBody Parse(const SourceMap& sources, FileId file, const Item& item) {
  ItemParser parser(sources, file);
  parser.Allow(kRepeats * item.span.size());
  BodyContents contents;
  parser.AddItem(item, contents);
  SortAndMerge(parser.diagnostics());
  const BodyId body =
      parser.builder().AddBody(item.span, contents.attributes, contents.blocks, contents.broken);
  return {parser.builder().Finish(), body, std::move(parser.diagnostics())};
}

ParsedBody ParseFile(const SourceMap& sources, FileId file) {
  const ScannedFile scanned = Scan(sources, file);
  const Span span = WithoutByteOrderMark(sources, file);
  ItemParser parser(sources, file);
  BodyContents contents;
  contents.broken = !scanned.diagnostics.empty();
  parser.diagnostics() = scanned.diagnostics;
  for (const Item& item : scanned.items) {
    parser.Allow(kRepeats * item.span.size());
    parser.AddItem(item, contents);
  }
  SortAndMerge(parser.diagnostics());
  const BodyId body =
      parser.builder().AddBody(span, contents.attributes, contents.blocks, contents.broken);
  return {parser.builder().Finish(), body, std::move(parser.diagnostics())};
}

ParsedExpression ParseExpression(const SourceMap& sources, FileId file) {
  const Span span = WithoutByteOrderMark(sources, file);
  if (span.size() > kMaxItemBytes) {
    return Refuse(span, Diagnostic::kLimit, "an expression of this size is not read");
  }
  constexpr std::string_view kBefore = "x=";
  const SyntaxTree tree(std::string(kBefore).append(sources.Text(span)));
  const auto shift =
      static_cast<std::int64_t>(span.begin) - static_cast<std::int64_t>(kBefore.size());
  const NodeIndex attribute = OnlyAttribute(tree);
  if (attribute == 0) return Refuse(span, Diagnostic::kSyntax, "this is not one expression");
  ParsedExpression result;
  AstBuilder builder;
  Lowering lowering(sources, file, tree, shift, builder, result.diagnostics);
  if (tree[0].has_error) lowering.ReportError(0);
  result.expression = lowering.LowerExpression(tree.Child(attribute, NodeKind::kExpression));
  result.ast = builder.Finish();
  SortAndMerge(result.diagnostics);
  return result;
}

ParsedExpression ParseTemplate(const SourceMap& sources, FileId file) {
  const Span span = WithoutByteOrderMark(sources, file);
  const std::string_view text = sources.Text(span);
  const std::string tag = UnusedTag(text);
  if (span.size() > kMaxItemBytes || tag.empty()) {
    return Refuse(span, Diagnostic::kLimit, "a template of this size is not read");
  }
  // As the text of a heredoc, whose line end before the closing tag is not the template's.
  const std::string before = "x=<<" + tag + "\n";
  std::string wrapped = before;
  wrapped.append(text).append("\n").append(tag).append("\n");
  const SyntaxTree tree(wrapped);
  const NodeIndex attribute = OnlyAttribute(tree);
  const auto shift =
      static_cast<std::int64_t>(span.begin) - static_cast<std::int64_t>(before.size());
  ParsedExpression result;
  AstBuilder builder;
  Lowering lowering(sources, file, tree, shift, builder, result.diagnostics);
  if (tree[0].has_error) lowering.ReportError(0);
  NodeIndex heredoc = attribute;
  for (const NodeKind kind :
       {NodeKind::kExpression, NodeKind::kTemplateExpression, NodeKind::kHeredocTemplate}) {
    if (heredoc != 0) heredoc = tree.BrokenHere(heredoc) ? 0 : tree.Child(heredoc, kind);
  }
  if (heredoc == 0 || tree.BrokenHere(heredoc)) {
    result.expression = builder.Add(span, Broken{});
    if (result.diagnostics.empty()) {
      result.diagnostics.push_back({Diagnostic::kSyntax, span, "this is not a template"});
    }
  } else {
    const std::vector<NodeIndex> children = tree.Children(heredoc);
    Lowering::TemplateSource source;
    source.children.assign(children.begin() + 2, children.end() - 1);
    source.begin = span.begin;
    source.end = span.end;
    source.kind = Template::kFile;
    source.span = span;
    result.expression = lowering.LowerTemplate(source);
  }
  result.ast = builder.Finish();
  SortAndMerge(result.diagnostics);
  return result;
}

}  // namespace execlint::hcl
