#include "parsers/yaml/yaml.h"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>

#include "lint/source/utf8.h"
#include "lint/value/text_bound.h"
#include "parsers/yaml/direct.h"
#include "parsers/yaml/line_ends.h"
#include "parsers/yaml/reader.h"
#include "parsers/yaml/text.h"

namespace execlint::yaml {
namespace {

// What the library says, in words for people who do not know its insides.
std::string InPlainWords(const std::string& message) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"end of map not found",
       "expected `key: value` at the indentation of the keys before it, or less"},
      {"end of sequence not found",
       "expected `- ` at the indentation of the entries before it, or less"},
      {"end of map flow not found", "expected `,` or `}`"},
      {"end of sequence flow not found", "expected `,` or `]`"},
      {"illegal flow end", "closing bracket without an opening one"},
      {"illegal block entry", "`- ` cannot begin a list here"},
      {"illegal map key", "a key is not allowed here"},
      {"illegal map value", "`:` is not allowed here: quote the text, or check the indentation"},
      {"unknown token", "a value cannot begin with this character: quote it"},
      {"illegal tab when looking for indentation",
       "tab in the indentation: YAML takes only spaces there"},
      {"illegal EOF in scalar", "string is never closed"},
      {"illegal document indicator in scalar", "document ends inside a string"},
      {"the referenced anchor is not defined", "alias of an anchor that is not defined before"},
      {"unexpected character in block scalar", "only indentation and `+` or `-` are allowed here"},
  };
  for (const auto& [theirs, ours] : kWords) {
    if (message == theirs) return std::string(ours);
  }
  constexpr std::string_view kEscape = "unknown escape character: ";
  if (message.starts_with(kEscape)) {
    return "`\\" + message.substr(kEscape.size()) + "` is not an escape of YAML";
  }
  return message;
}

// The first tab in the indentation of the line that holds `at`.
std::optional<std::uint32_t> TabInIndentation(std::string_view text, std::uint32_t at) {
  const std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  const std::size_t first = std::min(text.find_first_not_of(" \t", line), text.size());
  const std::size_t tab = text.substr(0, first).find('\t', line);
  if (tab == text.npos) return std::nullopt;
  return static_cast<std::uint32_t>(tab);
}

// Does the library complain about where a key or entry of a block stands?
bool IsAboutIndentation(std::string_view message) {
  constexpr std::string_view kMessages[] = {"end of map not found", "end of sequence not found",
                                            "illegal block entry", "illegal map key",
                                            "illegal map value"};
  return std::find(std::begin(kMessages), std::end(kMessages), message) != std::end(kMessages);
}

Problem Explain(FileId file, std::string_view text, std::uint32_t cursor,
                const YAML::ParserException& error) {
  const bool deep = dynamic_cast<const YAML::DeepRecursion*>(&error) != nullptr;
  const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  auto at = static_cast<std::uint32_t>(
      std::min(text.size(), static_cast<std::size_t>(std::max(error.mark.pos, 0)) + skipped));
  std::uint32_t end = at;
  const std::uint32_t next = SkipGap(text, cursor);
  if (error.msg == "illegal EOF in scalar" && (At(text, next) == '"' || At(text, next) == '\'')) {
    at = next;
    end = static_cast<std::uint32_t>(text.size());
  } else if (at < text.size()) {
    end = std::max(at + 1, at);
    while (end < text.size() && !IsSpace(text[at]) && !IsSpace(text[end])) ++end;
  }
  if (deep) {
    return {Problem::kLimit,
            {file, at, end},
            "nested deeper than " + std::to_string(kMaxDepth) + " levels"};
  }
  const auto tab = TabInIndentation(text, at);
  if (tab && IsAboutIndentation(error.msg)) {
    return {Problem::kSyntax,
            {file, *tab, *tab + 1},
            InPlainWords("illegal tab when looking for indentation")};
  }
  return {Problem::kSyntax, {file, at, end}, InPlainWords(error.msg)};
}

bool IsControl(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F; }

// The first control character but tabs and line feeds; the size of the text if there is none.
std::size_t FindControl(std::string_view text) {
  constexpr std::size_t kBlock = 64;  // of a known size, which compilers make fast
  std::size_t at = 0;
  for (; at + kBlock <= text.size(); at += kBlock) {
    unsigned found = 0;
    for (std::size_t i = 0; i < kBlock; ++i) {
      const auto c = static_cast<unsigned char>(text[at + i]);
      found |= static_cast<unsigned>(c < 0x20) & static_cast<unsigned>(c != '\t') &
               static_cast<unsigned>(c != '\n');
      found |= static_cast<unsigned>(c == 0x7F);
    }
    if (found != 0) break;
  }
  while (at < text.size() && !IsControl(static_cast<unsigned char>(text[at]))) ++at;
  return at;
}

// What no YAML text may hold, and the library takes for something else.
std::optional<Problem> BadCharacter(FileId file, std::string_view text) {
  const auto problem = [file](std::size_t begin, std::size_t size, const char* message) {
    const auto at = static_cast<std::uint32_t>(begin);
    return Problem{Problem::kSyntax, {file, at, static_cast<std::uint32_t>(begin + size)}, message};
  };
  if (IsWide(text)) {
    return problem(0, 2, "text is UTF-16: save it as UTF-8");
  }
  if (text.starts_with(kByteOrderMark) &&
      text.substr(kByteOrderMark.size()).starts_with(kByteOrderMark)) {
    return problem(kByteOrderMark.size(), kByteOrderMark.size(), "a second byte order mark");
  }
  for (std::size_t i = FindControl(text); i < text.size(); ++i) {
    if (text[i] == '\r' && At(text, i + 1) != '\n') {
      return problem(i, 1, "carriage return without line feed");
    }
    if (text[i] != '\r' && IsControl(static_cast<unsigned char>(text[i]))) {
      return problem(i, 1, "control characters are not allowed in YAML");
    }
  }
  return std::nullopt;
}

// One try. Nothing: the library gave up, and `problem` says where and why.
struct Attempt {
  Attempt(const SourceMap& sources, const Buffer& buffer, ValueStore& store, Dialect dialect,
          const std::string& shown, const std::vector<MaskedTag>& masked)
      : reader(sources, buffer, store, dialect, masked) {
    std::istringstream stream(shown);
    try {
      YAML::Parser parser(stream);
      parser.HandleNextDocument(reader);
    } catch (const YAML::ParserException& error) {
      problem = Explain(buffer.file, sources.Text(buffer.file), reader.cursor(), error);
    } catch (const BoundMet&) {
      bound_met = true;
    }
  }

  Reader reader;
  std::optional<Problem> problem;
  bool bound_met = false;
};

// Text behind the document that does not begin another. To Terraform, another one is a mistake.
void CheckEnd(Reader& reader, FileId file, std::string_view text, Dialect dialect) {
  const std::uint32_t next = SkipGap(text, reader.cursor());
  reader.Gap(next);
  const std::string_view sign = text.substr(next, 5);
  const bool directive = sign == "%YAML" || sign.starts_with("%TAG");
  const bool new_document =
      Column(text, next) == 0 && (directive || sign.starts_with("---") || sign.starts_with("..."));
  const bool refused = dialect == Dialect::kTerraform && sign.starts_with("---");
  if (next == text.size() || (new_document && !refused)) return;
  reader.tree().AddProblem(Problem::kSyntax, {file, next, LineEnd(text, next)},
                           "expected the end of the document");
}

// Before an error, a text in quotes over several lines may have swallowed them: the quote that ends
// it may be the next one that begins a text.
void DropIfNotClosed(TreeBuilder& tree, FileId file, std::string_view text, const Symbol& broken,
                     ValueStore& store) {
  Traced* const last = tree.Last();
  if (last == nullptr || !(*last)->is_string() || (*last)->span.file != file) return;
  const Span span = (*last)->span;
  const std::string_view written = text.substr(span.begin, span.size());
  if (!written.starts_with('"') && !written.starts_with('\'')) return;
  if (written.find('\n') == written.npos) return;
  *last = {store.Unknown(&broken, Span::At(file, span.begin)), last->route};
}

Parsed ReadWithLibrary(SourceMap& sources, const Buffer& buffer, ValueStore& store,
                       Dialect dialect) {
  const std::string_view text = sources.Text(buffer.file);
  if (auto bad = BadCharacter(buffer.file, text)) return {{}, {*std::move(bad)}};

  std::string shown(text);
  std::vector<MaskedTag> masked;
  std::optional<Attempt> attempt(std::in_place, sources, buffer, store, dialect, shown, masked);
  if (attempt->problem && !(masked = MaskTags(shown)).empty()) {
    attempt.emplace(sources, buffer, store, dialect, shown, masked);
  }
  if (attempt->bound_met) return TextBound::NotRead(buffer.file);
  TreeBuilder& tree = attempt->reader.tree();
  const Symbol* broken = nullptr;
  if (const auto& problem = attempt->problem) {
    attempt->reader.Gap(std::max(attempt->reader.cursor(), problem->span.begin));
    tree.AddProblem(problem->kind, problem->span, problem->message);
    broken = store.Intern({.why = problem->kind == Problem::kLimit ? Why::kLimit : Why::kBroken,
                           .name = problem->message,
                           .naming = Symbol::Naming::kWords,
                           .at = problem->span});
  } else {
    // (Before it gives up, the library takes more for keys than is one.)
    for (const Problem& key : attempt->reader.key_problems()) {
      tree.AddProblem(key.kind, key.span, key.message);
    }
    CheckEnd(attempt->reader, buffer.file, text, dialect);
  }
  const Symbol* uncertain = buffer.Uncertain();
  if (broken != nullptr && uncertain != nullptr) {
    // What stands in the place of the hole may well make it right.
    const Span whole{buffer.file, 0, static_cast<std::uint32_t>(text.size())};
    return {{store.Unknown(uncertain, whole), buffer.route}, {}};
  }
  if (broken != nullptr) DropIfNotClosed(tree, buffer.file, text, *broken, store);
  const Traced root = tree.Finish(attempt->reader.cursor(), broken);
  sources.SetComments(buffer.file, attempt->reader.TakeComments());
  std::vector<Problem> problems = std::move(tree.problems());
  std::sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.span.begin, a.span.end, a.message) <
           std::tie(b.span.begin, b.span.end, b.message);
  });
  return {root, std::move(problems)};
}

}  // namespace

Parsed Parse(SourceMap& sources, FileId file, ValueStore& store, Dialect dialect) {
  return Parse(sources, Buffer::Whole(file), store, dialect);
}

Parsed Parse(SourceMap& sources, const Buffer& buffer, ValueStore& store, Dialect dialect) {
  const bool direct_dialect = dialect != Dialect::kTerraform;
  if (direct_dialect && buffer.IsPlain() && !BadCharacter(buffer.file, sources.Text(buffer.file))) {
    if (auto direct = ReadDirectly(sources, buffer.file, store, dialect)) {
      sources.SetComments(buffer.file, std::move(direct->comments));
      if (dialect != Dialect::kCore) TellLineEnds(sources, buffer.file, direct->parsed);
      return std::move(direct->parsed);
    }
  }
  return ParseWithLibrary(sources, buffer, store, dialect);
}

Parsed ParseWithLibrary(SourceMap& sources, const Buffer& buffer, ValueStore& store,
                        Dialect dialect) {
  Parsed parsed = ReadWithLibrary(sources, buffer, store, dialect);
  if (dialect != Dialect::kCore) TellLineEnds(sources, buffer.file, parsed);
  return parsed;
}

}  // namespace execlint::yaml
