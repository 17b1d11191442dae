// The part of the lowering that makes templates: their tokens in a row first, because the text
// rules work on neighbours whatever directives they stand in, and then the tree of directives.
#include <algorithm>
#include <utility>

#include "parsers/hcl/lowering.h"

namespace execlint::hcl {

class TemplateLowering {
 public:
  TemplateLowering(Lowering& lowering, const Lowering::TemplateSource& source)
      : lowering_(lowering), source_(source), at_(source.begin) {}

  ExprId Run() {
    for (const NodeIndex child : source_.children) Collect(child);
    TextUpTo(source_.end);
    for (const BadEscape& bad : bad_escapes_) {
      const Span span = lowering_.Between(bad.begin, bad.end);
      lowering_.problems_.push_back(
          {Problem::kSyntax, span,
           "`" + std::string(lowering_.Text(span)) + "` is not an escape sequence"});
    }
    if (broken_) return lowering_.BrokenSpan(source_.span);
    StripWhiteSpace(lowering_.text_, tokens_);
    if (source_.remove_indentation) RemoveIndentation(lowering_.text_, tokens_);
    Template result;
    result.kind = source_.kind;
    result.passes_through = tokens_.size() == 1 && tokens_[0].kind == TemplateToken::kInterpolation;
    std::vector<TemplatePart> parts;
    next_ = 0;
    Parts(parts);
    if (broken_ || next_ < tokens_.size()) return lowering_.BrokenSpan(source_.span);
    result.parts = lowering_.builder_.AddParts(parts);
    return lowering_.Add(source_.span, result);
  }

 private:
  // ---- tokens

  void TextUpTo(std::uint32_t end) {
    end = std::min(end, source_.end);
    if (at_ < end) {
      AppendText(lowering_.text_, at_, end, source_.kind == Template::kQuoted, tokens_,
                 bad_escapes_);
    }
    at_ = std::max(at_, end);
  }

  void Collect(NodeIndex node) {
    switch (lowering_.KindOf(node)) {
      case NodeKind::kInterpolation:
        Sequence(node, TemplateToken::kInterpolation);
        break;
      case NodeKind::kDirective:
      case NodeKind::kTemplateFor:
      case NodeKind::kTemplateIf: {
        if (++depth_ > kMaxDepth) {
          broken_ = true;
          lowering_.ReportDepth(lowering_.SpanOf(node));
        } else {
          for (const NodeIndex child : lowering_.tree_.Children(node)) Collect(child);
        }
        --depth_;
        break;
      }
      case NodeKind::kTemplateForStart:
        Sequence(node, TemplateToken::kFor);
        break;
      case NodeKind::kTemplateForEnd:
        Sequence(node, TemplateToken::kEndFor);
        break;
      case NodeKind::kTemplateIfIntro:
        Sequence(node, TemplateToken::kIf);
        break;
      case NodeKind::kTemplateElseIntro:
        Sequence(node, TemplateToken::kElse);
        break;
      case NodeKind::kTemplateIfEnd:
        Sequence(node, TemplateToken::kEndIf);
        break;
      case NodeKind::kTemplateLiteral:
        break;  // the text between sequences is taken from the source
      default:
        broken_ = true;
    }
  }

  // ${...} or %{...}
  void Sequence(NodeIndex node, TemplateToken::Kind kind) {
    const std::uint32_t begin = lowering_.Begin(node);
    const std::uint32_t end = lowering_.End(node);
    TextUpTo(begin);
    at_ = std::max(at_, end);
    const std::string_view text = lowering_.TextOf(node);
    TemplateToken token{kind, begin, end, node, false, false, {}};
    token.strip_before = text.substr(0, 3).ends_with('~');
    token.strip_after = text.ends_with("~}");
    tokens_.push_back(std::move(token));
  }

  // ---- parts

  const TemplateToken* Next() const { return next_ < tokens_.size() ? &tokens_[next_] : nullptr; }
  bool NextIs(TemplateToken::Kind kind) const {
    return next_ < tokens_.size() && tokens_[next_].kind == kind;
  }

  // Up to the end, or the directive that ends the one around.
  void Parts(std::vector<TemplatePart>& out) {
    while (!broken_ && next_ < tokens_.size()) {
      const TemplateToken& token = tokens_[next_];
      switch (token.kind) {
        case TemplateToken::kText:
          ++next_;
          for (const TextPiece& piece : token.pieces) AddText(piece, out);
          break;
        case TemplateToken::kInterpolation:
          ++next_;
          out.push_back({Place(token.begin, token.end), Interpolation{Operand(token.node)}});
          break;
        case TemplateToken::kIf:
          If(out);
          break;
        case TemplateToken::kFor:
          ForEach(out);
          break;
        default:
          return;
      }
    }
  }

  // Neighbours that are neighbours in the source too become one part.
  void AddText(const TextPiece& piece, std::vector<TemplatePart>& out) {
    const std::string_view text = piece.Text(lowering_.text_);
    if (text.empty()) return;
    if (!piece.verbatim) {
      out.push_back(
          {Place(piece.begin, piece.end), Text{lowering_.builder_.Keep(std::string(text)), false}});
      return;
    }
    if (!out.empty() && out.back().span.end == piece.begin) {
      if (auto* last = std::get_if<Text>(&out.back().form); last != nullptr && last->verbatim) {
        out.back().span.end = piece.end;
        last->text = lowering_.Text(out.back().span);
        return;
      }
    }
    out.push_back({Place(piece.begin, piece.end), Text{text, true}});
  }

  void If(std::vector<TemplatePart>& out) {
    const TemplateToken& intro = tokens_[next_++];
    IfDirective directive;
    directive.condition = Operand(intro.node);
    std::vector<TemplatePart> parts;
    Parts(parts);
    directive.then_parts = lowering_.builder_.AddParts(parts);
    if (NextIs(TemplateToken::kElse)) {
      ++next_;
      parts.clear();
      Parts(parts);
      directive.else_parts = lowering_.builder_.AddParts(parts);
    }
    Close(TemplateToken::kEndIf, intro.begin, directive, out);
  }

  void ForEach(std::vector<TemplatePart>& out) {
    const TemplateToken& intro = tokens_[next_++];
    ForClause clause;
    lowering_.LowerForIntro(intro.node, clause);
    ForDirective directive{clause.key_name, clause.value_name, clause.collection, {}};
    std::vector<TemplatePart> parts;
    Parts(parts);
    directive.parts = lowering_.builder_.AddParts(parts);
    Close(TemplateToken::kEndFor, intro.begin, directive, out);
  }

  template <class Directive>
  void Close(TemplateToken::Kind kind, std::uint32_t begin, Directive directive,
             std::vector<TemplatePart>& out) {
    if (!NextIs(kind)) {
      broken_ = true;
      return;
    }
    out.push_back({Place(begin, tokens_[next_++].end), directive});
  }

  ExprId Operand(NodeIndex node) {
    const NodeIndex expression = lowering_.tree_.Child(node, NodeKind::kExpression);
    if (expression != 0) return lowering_.LowerExpression(expression);
    const Span span = lowering_.SpanOf(node);
    lowering_.problems_.push_back({Problem::kSyntax, span, "no expression between the braces"});
    return lowering_.BrokenSpan(span);
  }

  Span Place(std::uint32_t begin, std::uint32_t end) const { return lowering_.Between(begin, end); }

  Lowering& lowering_;
  const Lowering::TemplateSource& source_;
  std::uint32_t at_;
  std::vector<TemplateToken> tokens_;
  std::vector<BadEscape> bad_escapes_;
  std::size_t next_ = 0;
  int depth_ = 0;
  bool broken_ = false;
};

ExprId Lowering::LowerTemplate(const TemplateSource& source) {
  return TemplateLowering(*this, source).Run();
}

ExprId Lowering::LowerQuoted(NodeIndex node) {
  const std::vector<NodeIndex> children = tree_.ChildList(node);
  const Span span = SpanOf(node);
  if (children.size() < 2 || KindOf(children.back()) != NodeKind::kQuoteEnd) {
    return BrokenSpan(span);
  }
  const NodeIndex close = children.back();
  if (tree_[close].begin == tree_[close].end) {
    problems_.push_back({Problem::kSyntax, Between(span.begin, span.begin + 1),
                         "`\"` is never closed on its line"});
    return BrokenSpan(span);
  }
  TemplateSource source;
  source.begin = span.begin + 1;
  source.end = span.end - 1;
  source.span = span;
  // Most strings are plain.
  const std::string_view text = Text(Between(source.begin, source.end));
  if (text.find_first_of("\\$%") == std::string_view::npos) {
    Template plain;
    if (!text.empty()) {
      plain.parts = builder_.AddParts({{Between(source.begin, source.end), hcl::Text{text, true}}});
    }
    return Add(span, plain);
  }
  source.children.assign(children.begin() + 1, children.end() - 1);
  return LowerTemplate(source);
}

ExprId Lowering::LowerHeredoc(NodeIndex node) {
  const std::vector<NodeIndex> children = tree_.ChildList(node);
  const Span span = SpanOf(node);
  if (children.size() < 3 || KindOf(children[1]) != NodeKind::kHeredocTag ||
      KindOf(children.back()) != NodeKind::kHeredocTag) {
    return BrokenSpan(span);
  }
  const NodeIndex close = children.back();
  const Span opening = Between(span.begin, End(children[1]));
  if (tree_[close].begin == tree_[close].end) {
    problems_.push_back({Problem::kSyntax, opening, NeverClosed(Text(opening))});
    return BrokenSpan(span);
  }
  TemplateSource source;
  source.kind = Template::kHeredoc;
  source.span = span;
  source.remove_indentation = Text(opening).starts_with("<<-");
  // From the line behind the opening one up to the line of the closing tag.
  source.begin = static_cast<std::uint32_t>(text_.find('\n', opening.end) + 1);
  source.end = Begin(close);
  while (source.end > source.begin && text_[source.end - 1] != '\n') --source.end;
  source.children.assign(children.begin() + 2, children.end() - 1);
  return LowerTemplate(source);
}

}  // namespace execlint::hcl
