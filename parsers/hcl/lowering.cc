#include "parsers/hcl/lowering.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace execlint::hcl {
namespace {

struct BinarySign {
  std::string_view text;
  BinaryOp op;
};
constexpr BinarySign kBinarySigns[] = {
    {"*", BinaryOp::kMultiply},   {"/", BinaryOp::kDivide},    {"%", BinaryOp::kModulo},
    {"+", BinaryOp::kAdd},        {"-", BinaryOp::kSubtract},  {"<", BinaryOp::kLess},
    {"<=", BinaryOp::kLessEqual}, {">", BinaryOp::kGreater},   {">=", BinaryOp::kGreaterEqual},
    {"==", BinaryOp::kEqual},     {"!=", BinaryOp::kNotEqual}, {"&&", BinaryOp::kAnd},
    {"||", BinaryOp::kOr},
};

std::optional<BinaryOp> BinaryOpOf(std::string_view sign) {
  for (const BinarySign& known : kBinarySigns) {
    if (known.text == sign) return known.op;
  }
  return std::nullopt;
}

class Deeper {
 public:
  explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  int& depth_;
};

}  // namespace

Lowering::Lowering(const SourceMap& sources, FileId file, const SyntaxTree& tree,
                   std::int64_t shift, AstBuilder& builder, std::vector<Problem>& problems)
    : text_(sources.Text(file)),
      file_(file),
      tree_(tree),
      shift_(shift),
      builder_(builder),
      problems_(problems) {}

std::uint32_t Lowering::ToFile(std::uint32_t offset) const {
  return static_cast<std::uint32_t>(
      std::clamp<std::int64_t>(offset + shift_, 0, static_cast<std::int64_t>(text_.size())));
}

void Lowering::ReportDepth(Span span) {
  const Span place{file_, span.begin, std::min(span.end, span.begin + 1)};
  if (!problems_.empty() && problems_.back().kind == Problem::kLimit) return;
  problems_.push_back({Problem::kLimit, place,
                       "nested deeper than " + std::to_string(kMaxDepth) + " levels: not read"});
}

ExprId Lowering::BrokenAt(NodeIndex node) { return BrokenSpan(SpanOf(node)); }

// ---- bodies

void Lowering::LowerBody(NodeIndex node, BodyContents& out) {
  for (const NodeIndex child : tree_.Children(node)) {
    switch (KindOf(child)) {
      case NodeKind::kBody:
        LowerBody(child, out);
        break;
      case NodeKind::kAttribute:
        LowerAttribute(child, out);
        break;
      case NodeKind::kBlock:
        LowerBlock(child, out);
        break;
      default:
        break;
    }
  }
}

void Lowering::LowerAttribute(NodeIndex node, BodyContents& out) {
  const NodeIndex name = tree_.Child(node, NodeKind::kIdentifier);
  const NodeIndex value = tree_.Child(node, NodeKind::kExpression);
  if (name == 0 || value == 0) return;
  out.attributes.push_back({NameOf(name), LowerExpression(value), SpanOf(node)});
}

void Lowering::LowerBlock(NodeIndex node, BodyContents& out) {
  const Deeper deeper(depth_);
  if (depth_ > kMaxDepth) {
    out.broken = true;
    ReportDepth(SpanOf(node));
    return;
  }
  Block block;
  block.span = SpanOf(node);
  std::vector<Name> labels;
  BodyContents contents;
  std::uint32_t inner_begin = block.span.end;
  std::uint32_t inner_end = block.span.end;
  for (const NodeIndex child : tree_.Children(node)) {
    switch (KindOf(child)) {
      case NodeKind::kIdentifier:
      case NodeKind::kStringLiteral:
        if (!block.type.span.valid()) {
          block.type = NameOf(child);
        } else {
          labels.push_back(LowerLabel(child));
        }
        break;
      case NodeKind::kBlockStart:
        inner_begin = End(child);
        break;
      case NodeKind::kBlockEnd:
        inner_end = Begin(child);
        break;
      case NodeKind::kBody:
        LowerBody(child, contents);
        break;
      default:
        break;
    }
  }
  block.head =
      Between(block.type.span.begin, labels.empty() ? block.type.span.end : labels.back().span.end);
  block.labels = builder_.AddLabels(labels);
  block.body = builder_.AddBody(Between(inner_begin, std::max(inner_begin, inner_end)),
                                contents.attributes, contents.blocks, contents.broken);
  out.blocks.push_back(block);
}

Name Lowering::LowerLabel(NodeIndex node) {
  Name name = NameOf(node);
  if (KindOf(node) != NodeKind::kStringLiteral) return name;
  std::string_view inner = name.text.substr(1);
  if (inner.ends_with('"')) inner.remove_suffix(1);
  const bool escaped = inner.find('\\') != inner.npos;
  name.text = escaped ? builder_.Keep(DecodeLabel(inner)) : inner;
  return name;
}

// ---- expressions

ExprId Lowering::LowerExpression(NodeIndex node) {
  if (KindOf(node) != NodeKind::kExpression && KindOf(node) != NodeKind::kOperation) {
    return LowerNode(node);
  }
  const Deeper deeper(depth_);
  if (depth_ > kMaxDepth) {
    ReportDepth(SpanOf(node));
    return BrokenAt(node);
  }
  return LowerNode(node);
}

ExprId Lowering::LowerNode(NodeIndex node) {
  switch (KindOf(node)) {
    case NodeKind::kExpression:
      return LowerOperand(tree_.ChildList(node));
    case NodeKind::kLiteralValue:
    case NodeKind::kTemplateExpression:
    case NodeKind::kCollection:
    case NodeKind::kForExpression:
    case NodeKind::kOperation: {
      const NodeIndex only = node + 1;
      const bool one = only < tree_[node].next && tree_[only].next == tree_[node].next;
      return one ? LowerExpression(only) : BrokenAt(node);
    }
    case NodeKind::kNumber:
      return LowerNumber(SpanOf(node));
    case NodeKind::kBool:
      return Add(SpanOf(node), Bool{TextOf(node) == "true"});
    case NodeKind::kNull:
      return Add(SpanOf(node), Null{});
    case NodeKind::kStringLiteral:
    case NodeKind::kQuotedTemplate:
      return LowerQuoted(node);
    case NodeKind::kHeredocTemplate:
      return LowerHeredoc(node);
    case NodeKind::kVariable:
      return Add(SpanOf(node), Variable{TextOf(node)});
    case NodeKind::kCall:
      return LowerCall(node);
    case NodeKind::kTuple:
      return LowerTuple(node);
    case NodeKind::kObject:
      return LowerObject(node);
    case NodeKind::kForTuple:
    case NodeKind::kForObject:
      return LowerFor(node);
    case NodeKind::kConditional:
      return LowerConditional(node);
    case NodeKind::kUnary:
      return LowerUnary(node);
    case NodeKind::kBinary:
      return LowerBinary(node);
    default:
      return BrokenAt(node);
  }
}

ExprId Lowering::LowerNumber(Span span) {
  Number number;
  number.text = Text(span);
  std::from_chars(number.text.data(), number.text.data() + number.text.size(), number.value);
  return Add(span, number);
}

// A term and the steps behind it: `(` expression `)` step..., or term step...
ExprId Lowering::LowerOperand(Nodes nodes) {
  if (nodes.empty()) return ExprId::kNone;
  const std::uint32_t begin = Begin(nodes[0]);
  if (KindOf(nodes[0]) != NodeKind::kToken) {
    return LowerSteps(LowerExpression(nodes[0]), begin, nodes.subspan(1));
  }
  if (nodes.size() < 3) return BrokenSpan(Between(begin, End(nodes.back())));
  const ExprId inner = LowerExpression(nodes[1]);
  return LowerSteps(Add(Between(begin, End(nodes[2])), Parens{inner}), begin, nodes.subspan(3));
}

// `begin` is where the whole chain starts; a splat's inside starts at its marker.
ExprId Lowering::LowerSteps(ExprId base, std::uint32_t begin, Nodes steps) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (KindOf(steps[i]) != NodeKind::kSplat) {
      base = LowerStep(base, begin, steps[i]);
      continue;
    }
    const std::vector<NodeIndex> splat = tree_.ChildList(steps[i]);
    if (splat.size() != 1) return BrokenSpan(Between(begin, End(steps.back())));
    const std::vector<NodeIndex> inside = tree_.ChildList(splat[0]);
    if (KindOf(splat[0]) == NodeKind::kFullSplat) {
      return LowerFullSplat(base, begin, inside, steps.subspan(i + 1));
    }
    base = LowerAttributeSplat(base, begin, inside);
  }
  return base;
}

ExprId Lowering::LowerStep(ExprId base, std::uint32_t begin, NodeIndex step) {
  const Span span = Between(begin, End(step));
  if (KindOf(step) == NodeKind::kGetAttr) {
    const NodeIndex name = tree_.Child(step, NodeKind::kIdentifier);
    return name == 0 ? BrokenSpan(span) : Add(span, GetAttr{base, NameOf(name)});
  }
  if (const NodeIndex index = tree_.Child(step, NodeKind::kNewIndex)) {
    const NodeIndex key = tree_.Child(index, NodeKind::kExpression);
    if (key == 0) return BrokenSpan(span);
    return Add(span, Index{base, LowerExpression(key), false});
  }
  if (const NodeIndex index = tree_.Child(step, NodeKind::kLegacyIndex)) {
    // The digits behind the dot.
    const std::string_view text = TextOf(index);
    const auto digits = static_cast<std::uint32_t>(text.find_first_of("0123456789"));
    if (digits >= text.size()) return BrokenSpan(span);
    return Add(span, Index{base, LowerNumber(Between(Begin(index) + digits, End(index))), true});
  }
  return BrokenSpan(span);
}

// a[*] takes everything behind it into the expression for each element.
ExprId Lowering::LowerFullSplat(ExprId source, std::uint32_t begin, Nodes inside, Nodes rest) {
  const Deeper deeper(depth_);
  if (inside.empty()) return BrokenSpan(builder_[source].span);
  if (depth_ > kMaxDepth) {
    const Span span = Between(begin, End(rest.empty() ? inside.back() : rest.back()));
    ReportDepth(span);
    return BrokenSpan(span);
  }
  std::vector<NodeIndex> steps(inside.begin() + 1, inside.end());
  steps.insert(steps.end(), rest.begin(), rest.end());
  const ExprId each = LowerSteps(Add(SpanOf(inside[0]), SplatItem{}), Begin(inside[0]), steps);
  return Add(Between(begin, builder_[each].span.end), Splat{source, each, true});
}

// a.* takes names and legacy indexes only; what follows is a step of the resulting list.
ExprId Lowering::LowerAttributeSplat(ExprId source, std::uint32_t begin, Nodes inside) {
  if (inside.empty()) return BrokenSpan(builder_[source].span);
  std::size_t taken = 1;
  while (taken < inside.size() && (KindOf(inside[taken]) == NodeKind::kGetAttr ||
                                   tree_.Child(inside[taken], NodeKind::kLegacyIndex) != 0)) {
    ++taken;
  }
  const ExprId each = LowerSteps(Add(SpanOf(inside[0]), SplatItem{}), Begin(inside[0]),
                                 inside.subspan(1, taken - 1));
  const ExprId splat = Add(Between(begin, builder_[each].span.end), Splat{source, each, false});
  return LowerSteps(splat, begin, inside.subspan(taken));
}

// The grammar nests c1 ? a1 : c2 ? a2 : b as (c1 ? a1 : c2) ? a2 : b. Going inwards through the
// conditions gives the branches from last to first; the `:` operand of an inner conditional is the
// condition of the branch around it.
ExprId Lowering::LowerConditional(NodeIndex node) {
  struct Branch {
    NodeIndex condition, if_true;
  };
  std::vector<Branch> branches;
  NodeIndex last = 0;  // what follows the last `:`
  for (NodeIndex at = node; at != 0;) {
    std::vector<NodeIndex> operands;
    for (const NodeIndex child : tree_.Children(at)) {
      if (KindOf(child) == NodeKind::kExpression) operands.push_back(child);
    }
    if (operands.size() != 3) return BrokenAt(node);
    (branches.empty() ? last : branches.back().condition) = operands[2];
    branches.push_back({operands[0], operands[1]});
    at = tree_.Child(operands[0], NodeKind::kConditional);
  }
  ExprId result = LowerExpression(last);
  for (const Branch& branch : branches) {
    const ExprId condition = LowerExpression(branch.condition);
    const ExprId if_true = LowerExpression(branch.if_true);
    result =
        Add(Between(Begin(branch.condition), End(node)), Conditional{condition, if_true, result});
  }
  return result;
}

ExprId Lowering::LowerUnary(NodeIndex node) {
  const std::vector<NodeIndex> children = tree_.ChildList(node);
  if (children.size() < 2) return BrokenAt(node);
  const UnaryOp op = TextOf(children[0]) == "!" ? UnaryOp::kNot : UnaryOp::kNegate;
  return Add(SpanOf(node), Unary{op, LowerOperand(Nodes(children).subspan(1))});
}

ExprId Lowering::LowerBinary(NodeIndex node) {
  const std::vector<NodeIndex> children = tree_.ChildList(node);
  for (std::size_t i = 1; i + 1 < children.size(); ++i) {
    if (KindOf(children[i]) != NodeKind::kToken) continue;
    const std::optional<BinaryOp> op = BinaryOpOf(TextOf(children[i]));
    if (!op.has_value()) continue;
    const ExprId left = LowerOperand(Nodes(children).first(i));
    const ExprId right = LowerOperand(Nodes(children).subspan(i + 1));
    return Add(SpanOf(node), Binary{*op, left, right});
  }
  return BrokenAt(node);
}

ExprId Lowering::LowerCall(NodeIndex node) {
  Call call;
  const NodeIndex name = tree_.Child(node, NodeKind::kIdentifier);
  if (name == 0) return BrokenAt(node);
  call.function = NameOf(name);
  std::vector<ExprId> arguments;
  if (const NodeIndex written = tree_.Child(node, NodeKind::kArguments)) {
    for (const NodeIndex child : tree_.Children(written)) {
      if (KindOf(child) == NodeKind::kExpression) arguments.push_back(LowerExpression(child));
      if (KindOf(child) == NodeKind::kEllipsis) call.expand_last = true;
    }
  }
  call.arguments = builder_.AddList(arguments);
  return Add(SpanOf(node), call);
}

ExprId Lowering::LowerTuple(NodeIndex node) {
  std::vector<ExprId> elements;
  for (const NodeIndex child : tree_.Children(node)) {
    if (KindOf(child) == NodeKind::kExpression) elements.push_back(LowerExpression(child));
  }
  return Add(SpanOf(node), Tuple{builder_.AddList(elements)});
}

ExprId Lowering::LowerObject(NodeIndex node) {
  std::vector<ObjectItem> items;
  for (const NodeIndex child : tree_.Children(node)) {
    if (KindOf(child) != NodeKind::kObjectItem) continue;
    std::vector<NodeIndex> sides;
    for (const NodeIndex side : tree_.Children(child)) {
      if (KindOf(side) == NodeKind::kExpression) sides.push_back(side);
    }
    if (sides.size() != 2) return BrokenAt(node);
    ObjectItem item;
    item.key = LowerExpression(sides[0]);
    item.value = LowerExpression(sides[1]);
    const auto& key = builder_[item.key].form;
    if (std::holds_alternative<Variable>(key) || std::holds_alternative<Bool>(key) ||
        std::holds_alternative<Null>(key)) {
      item.name = TextOf(sides[0]);
    }
    items.push_back(item);
  }
  return Add(SpanOf(node), Object{builder_.AddItems(items)});
}

ExprId Lowering::LowerFor(NodeIndex node) {
  For result;
  result.is_object = KindOf(node) == NodeKind::kForObject;
  ForClause clause;
  std::vector<NodeIndex> results;
  for (const NodeIndex child : tree_.Children(node)) {
    switch (KindOf(child)) {
      case NodeKind::kForIntro:
        LowerForIntro(child, clause);
        break;
      case NodeKind::kExpression:
        results.push_back(child);
        break;
      case NodeKind::kEllipsis:
        result.grouped = true;
        break;
      case NodeKind::kForCondition: {
        const NodeIndex condition = tree_.Child(child, NodeKind::kExpression);
        if (condition == 0) return BrokenAt(node);
        clause.condition = LowerExpression(condition);
        break;
      }
      default:
        break;
    }
  }
  if (results.size() != (result.is_object ? 2 : 1)) return BrokenAt(node);
  if (result.is_object) clause.key = LowerExpression(results[0]);
  clause.value = LowerExpression(results.back());
  result.clause = builder_.AddClause(clause);
  return Add(SpanOf(node), result);
}

void Lowering::LowerForIntro(NodeIndex intro, ForClause& clause) {
  for (const NodeIndex child : tree_.Children(intro)) {
    if (KindOf(child) == NodeKind::kIdentifier) {
      clause.key_name = clause.value_name;
      clause.value_name = NameOf(child);
    } else if (KindOf(child) == NodeKind::kExpression) {
      clause.collection = LowerExpression(child);
    }
  }
}

}  // namespace execlint::hcl
