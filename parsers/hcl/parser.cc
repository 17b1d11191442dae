#include "parsers/hcl/parser.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "lint/source/unread_text.h"
#include "lint/source/utf8.h"
#include "parsers/hcl/ast_builder.h"
#include "parsers/hcl/lowering.h"
#include "parsers/hcl/plain_value.h"
#include "parsers/hcl/syntax_tree.h"

namespace execlint::hcl {
namespace {

constexpr std::size_t kMaxQuotedInMessage = 40;
constexpr std::size_t kMaxProblems = 1000;  // that are told of one text
constexpr const char* kTooManyTrees =
    "all the Terraform code here takes more memory than execlint allows: not read";

// Blocks within blocks are scanned again at every level, and parsed again at every level that has
// an error; this many times their size at most.
constexpr std::uint64_t kScans = 16;
constexpr std::uint64_t kRepeats = 4;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void SortAndMerge(std::vector<Problem>& problems) {
  const auto key = [](const Problem& d) { return std::tie(d.span.begin, d.span.end, d.message); };
  std::ranges::sort(problems, {}, key);
  const auto repeated = std::ranges::unique(problems, {}, key);
  problems.erase(repeated.begin(), repeated.end());
  if (problems.size() > kMaxProblems) problems.resize(kMaxProblems);
}

// The first error of a tree whose text's offset `i` is offset `i + shift` of the file. One line of
// it is enough to find the place by. Always within `part`, so never in what a text was wrapped in.
Problem FirstError(const SourceMap& sources, const SyntaxTree& tree, std::int64_t shift,
                   Span part) {
  if (tree.given_up()) {
    return {Problem::kLimit, part, "takes more steps to parse than execlint makes: not read"};
  }
  const SyntaxNode& error = tree[tree.FirstError()];
  const auto to_file = [&](std::uint32_t offset) {
    return static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(offset + shift, part.begin, part.end));
  };
  Span span{part.file, to_file(error.begin), to_file(error.end)};
  std::string_view line = sources.Text(span);
  line = line.substr(0, line.find_first_of("\r\n"));
  while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
  if (error.missing || line.empty()) {
    if (span.begin > part.begin) --span.begin;
    span.end = std::min(span.begin + 1, part.end);
    return {Problem::kSyntax, span, "something is missing after this"};
  }
  span.end = span.begin + static_cast<std::uint32_t>(line.size());
  const std::string quoted = ShownOfUnread(sources.Text(part.file), span.begin, span.end);
  std::size_t shown = std::min(quoted.size(), kMaxQuotedInMessage);
  while (shown < quoted.size() && (static_cast<unsigned char>(quoted[shown]) & 0xC0) == 0x80) {
    --shown;
  }
  std::string message = "cannot parse `";
  message.append(quoted, 0, shown).append(shown < quoted.size() ? "...`" : "`");
  return {Problem::kSyntax, span, std::move(message)};
}

// Parses items into one tree. A block is taken apart with the block scanner and its parts are
// parsed one by one, so that an error costs the attribute it is in and nothing else; the grammar
// sees values that are not plain, and what the scanner cannot tell apart.
class ItemParser {
 public:
  ItemParser(SyntaxParser& syntax, const SourceMap& sources, FileId file)
      : syntax_(syntax), sources_(sources), file_(file), text_(sources.Text(file)) {}

  // An item that stands in no other one. `read`: else it is left out, and that is told.
  void AddTopLevel(const Item& item, bool read) {
    if (!read) {
      AddUnread(item, contents_);
      problems_.push_back({Problem::kLimit, item.type.span, kTooManyTrees});
      return;
    }
    bytes_to_scan_ = kScans * item.span.size();
    bytes_to_repeat_ = kRepeats * item.span.size();
    AddItem(item, contents_);
  }

  // All that was added.
  ParsedBody Finish(Span span, const std::vector<Problem>& of_the_scan) {
    contents_.broken = contents_.broken || !of_the_scan.empty();
    problems_.insert(problems_.end(), of_the_scan.begin(), of_the_scan.end());
    SortAndMerge(problems_);
    const BodyId body =
        builder_.AddBody(span, contents_.attributes, contents_.blocks, contents_.broken);
    return {builder_.Finish(), body, std::move(problems_)};
  }

 private:
  void AddItem(const Item& item, BodyContents& out) {
    if (item.state == Item::kLimit) {
      AddUnread(item, out);
      return;
    }
    if (item.state == Item::kWhole && AddWithoutTree(item, out)) return;
    const SyntaxTree tree(syntax_, sources_.Text(item.span));
    if (!tree.has_error() && item.state == Item::kWhole) {
      Lowering(sources_, file_, tree, item.span.begin, builder_, problems_).LowerBody(0, out);
    } else if (item.kind == Item::kBlock && Afford(item, bytes_to_repeat_)) {
      AddParts(item, Scan(sources_, item.body), &tree, out);
    } else {
      if (item.state == Item::kWhole) ReportItem(item, tree);
      AddUnread(item, out);
    }
  }

  // An attribute with a plain value, or a block that consists of parts that can be told apart.
  bool AddWithoutTree(const Item& item, BodyContents& out) {
    Span own = item.span;  // what no other item is asked about
    if (item.kind == Item::kBlock) own.end = item.body.begin;
    if (!IsAscii(sources_.Text(own))) return false;  // is it good UTF-8? The grammar knows
    if (item.kind == Item::kAttribute) {
      const auto value = ReadPlainValue(sources_, ValueSpan(item), builder_);
      if (value) out.attributes.push_back({item.type, *value, item.span});
      return value.has_value();
    }
    if (!Afford(item, bytes_to_scan_)) return false;
    const ScannedFile parts = Scan(sources_, item.body);
    if (!parts.problems.empty()) return false;
    AddParts(item, parts, nullptr, out);
    return true;
  }

  static bool Afford(const Item& item, std::uint64_t& bytes) {
    if (item.body.size() > bytes) return false;
    bytes -= item.body.size();
    return true;
  }

  // A block by its parts. `wrong` is its tree where that holds an error.
  void AddParts(const Item& item, const ScannedFile& parts, const SyntaxTree* wrong,
                BodyContents& out) {
    const std::size_t seen = problems_.size();
    Block block = BlockOf(item);
    problems_.insert(problems_.end(), parts.problems.begin(), parts.problems.end());
    BodyContents contents;
    contents.broken = !parts.problems.empty() || item.state != Item::kWhole;
    for (const Item& part : parts.items) AddItem(part, contents);
    if (wrong != nullptr && problems_.size() == seen && item.state == Item::kWhole) {
      // Wrong between the parts, not in one of them.
      contents.broken = true;
      ReportItem(item, *wrong);
    }
    block.body = builder_.AddBody(item.body, contents.attributes, contents.blocks, contents.broken);
    out.blocks.push_back(block);
  }

  // The item is there, and what it says is not known.
  void AddUnread(const Item& item, BodyContents& out) {
    if (item.kind == Item::kAttribute) {
      out.attributes.push_back({item.type, builder_.Add(ValueSpan(item), Broken{}), item.span});
      return;
    }
    Block block = BlockOf(item);
    block.body = builder_.AddBody(item.body, {}, {}, true);
    out.blocks.push_back(block);
  }

  void ReportItem(const Item& item, const SyntaxTree& tree) {
    if (item.kind == Item::kAttribute && ValueSpan(item).empty()) {
      problems_.push_back(
          {Problem::kSyntax, item.span, "`" + std::string(item.type.text) + "` has no value"});
    } else {
      const bool value = tree.given_up() && item.kind == Item::kAttribute;
      const Span part = value ? ValueSpan(item) : item.span;
      problems_.push_back(FirstError(sources_, tree, item.span.begin, part));
    }
  }

  // Where the value of an attribute stands, whatever it is.
  Span ValueSpan(const Item& item) const {
    const std::string_view text = text_.substr(0, item.span.end);
    std::size_t begin = text.find_first_not_of(" \t\r\n", item.type.span.end);
    if (begin < text.size() && text[begin] == '=')
      begin = text.find_first_not_of(" \t\r\n", begin + 1);
    return {file_, static_cast<std::uint32_t>(std::min(begin, text.size())), item.span.end};
  }

  // The block as the scanner saw it, which needs its head again; what is wrong there is reported.
  Block BlockOf(const Item& item) {
    const ScannedFile head = Scan(sources_, Span{file_, item.span.begin, item.body.begin});
    std::vector<Name> labels;
    if (!head.items.empty()) {
      for (const Name& label : head.labels(head.items[0])) {
        const bool escaped = sources_.Text(label.span).find('\\') != std::string_view::npos;
        labels.push_back(
            {escaped ? builder_.Keep(std::string(label.text)) : label.text, label.span});
      }
    }
    for (const Problem& problem : head.problems) {
      // The head alone lacks its closing brace.
      if (problem.span.end < item.body.begin) problems_.push_back(problem);
    }
    Block block{item.type, {}, {}, item.span, item.type.span};
    if (!labels.empty()) block.head.end = labels.back().span.end;
    block.labels = builder_.AddLabels(labels);
    return block;
  }

  SyntaxParser& syntax_;
  const SourceMap& sources_;
  const FileId file_;
  const std::string_view text_;
  AstBuilder builder_;
  BodyContents contents_;
  std::vector<Problem> problems_;
  std::uint64_t bytes_to_scan_ = 0;
  std::uint64_t bytes_to_repeat_ = 0;
};

// The text of a file as the value of an attribute: `before` text `after`.
class WrappedText {
 public:
  WrappedText(SyntaxParser& syntax, const SourceMap& sources, Span part, const std::string& before,
              const std::string& after)
      : sources_(sources),
        part_(part),
        tree_(syntax, std::string(before).append(sources.Text(part)).append(after)),
        shift_(static_cast<std::int64_t>(part.begin) - static_cast<std::int64_t>(before.size())) {}

  // `lower` gets the expression's node; it is not called when the text is something else.
  template <class Lower>
  ParsedExpression Parse(const Lower& lower) const {
    ParsedExpression result;
    AstBuilder builder;
    if (const NodeIndex value = Value(); value != 0) {
      Lowering lowering(sources_, part_.file, tree_, shift_, builder, result.problems);
      result.expression = lower(tree_, value, lowering);
    } else {
      result.expression = builder.Add(part_, Broken{});
      result.problems.push_back(FirstError(sources_, tree_, shift_, part_));
    }
    result.ast = builder.Finish();
    SortAndMerge(result.problems);
    return result;
  }

 private:
  NodeIndex Value() const {
    const NodeIndex body = tree_.Child(0, NodeKind::kBody);
    if (tree_.has_error() || body == 0) return 0;
    const std::vector<NodeIndex> children = tree_.ChildList(body);
    const bool one = children.size() == 1 && tree_[children[0]].kind == NodeKind::kAttribute;
    return one ? tree_.Child(children[0], NodeKind::kExpression) : 0;
  }

  const SourceMap& sources_;
  const Span part_;
  const SyntaxTree tree_;
  const std::int64_t shift_;
};

ParsedExpression TooLarge(Span span) {
  AstBuilder builder;
  const ExprId broken = builder.Add(span, Broken{});
  return {builder.Finish(),
          broken,
          {{Problem::kLimit, span,
            "larger than " + std::to_string(kMaxItemBytes) + " bytes: not read"}}};
}

Span WithoutByteOrderMark(const SourceMap& sources, FileId file) {
  const std::string_view text = sources.Text(file);
  const std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size())};
}

// A tag that no line of the text is; empty when none is found.
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

// A tree-sitter that nobody else uses meanwhile.
class Parser::Lease {
 public:
  explicit Lease(const Parser& from) : from_(from) {
    {
      const std::scoped_lock lock(from_.mutex_);
      if (!from_.idle_.empty()) {
        leased_ = std::move(from_.idle_.back());
        from_.idle_.pop_back();
      }
    }
    if (leased_ == nullptr) leased_ = std::make_unique<SyntaxParser>();
  }
  ~Lease() {
    const std::scoped_lock lock(from_.mutex_);
    from_.idle_.push_back(std::move(leased_));
  }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  SyntaxParser& operator*() const { return *leased_; }

 private:
  const Parser& from_;
  std::unique_ptr<SyntaxParser> leased_;
};

Parser::Parser() = default;
Parser::~Parser() = default;

ParsedBody Parser::Parse(const SourceMap& sources, FileId file, const Item& item) const {
  const Lease syntax(*this);
  ItemParser parser(*syntax, sources, file);
  parser.AddTopLevel(item, tree_bytes_ < kMaxTreeBytes);
  ParsedBody parsed = parser.Finish(item.span, {});
  tree_bytes_ += parsed.ast.bytes();
  return parsed;
}

ParsedBody Parser::ParseFile(const SourceMap& sources, FileId file) const {
  const Lease syntax(*this);
  const ScannedFile scanned = Scan(sources, file);
  ItemParser parser(*syntax, sources, file);
  for (const Item& item : scanned.items) parser.AddTopLevel(item, tree_bytes_ < kMaxTreeBytes);
  ParsedBody parsed = parser.Finish(WithoutByteOrderMark(sources, file), scanned.problems);
  tree_bytes_ += parsed.ast.bytes();
  return parsed;
}

ParsedExpression Parser::ParseExpression(const SourceMap& sources, FileId file) const {
  const Span span = WithoutByteOrderMark(sources, file);
  if (span.size() > kMaxItemBytes) return TooLarge(span);
  // The line end closes a heredoc or a comment that the text ends with.
  return WrappedText(*Lease(*this), sources, span, "x=", "\n")
      .Parse([](const SyntaxTree&, NodeIndex value, Lowering& lowering) {
        return lowering.LowerExpression(value);
      });
}

ParsedExpression Parser::ParseTemplate(const SourceMap& sources, FileId file) const {
  const Span span = WithoutByteOrderMark(sources, file);
  const std::string tag = UnusedTag(sources.Text(span));
  if (span.size() > kMaxItemBytes || tag.empty()) return TooLarge(span);
  // As the text of a heredoc. The line end before the closing tag is not the template's.
  return WrappedText(*Lease(*this), sources, span, "x=<<" + tag + "\n", "\n" + tag + "\n")
      .Parse([&](const SyntaxTree& tree, NodeIndex value, Lowering& lowering) {
        const NodeIndex heredoc = tree.Child(tree.Child(value, NodeKind::kTemplateExpression),
                                             NodeKind::kHeredocTemplate);
        Lowering::TemplateSource source;
        for (const NodeIndex child : tree.Children(heredoc)) {
          const NodeKind kind = tree[child].kind;
          if (kind != NodeKind::kHeredocStart && kind != NodeKind::kHeredocTag) {
            source.children.push_back(child);
          }
        }
        source.begin = span.begin;
        source.end = span.end;
        source.kind = Template::kFile;
        source.span = span;
        return lowering.LowerTemplate(source);
      });
}

}  // namespace execlint::hcl
