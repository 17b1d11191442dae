#include "lint/source/unread_text.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>

namespace execlint {
namespace {

constexpr std::size_t kLongestLine = 16'384;  // a longer one is masked whole
constexpr std::uint32_t kMostLines = 64;      // of one place, at its beginning and at its end

constexpr std::string_view kBlockTypes[] = {"resource", "data",      "module",   "variable",
                                            "output",   "locals",    "provider", "terraform",
                                            "check",    "ephemeral", "moved",    "import"};
constexpr std::string_view kRoots[] = {
    "var.",  "local.", "module.",     "data.",     "aws_",
    "each.", "count.", "path.module", "path.root", "terraform.workspace"};
constexpr std::string_view kFunctions[] = {"jsonencode", "yamlencode", "jsondecode", "yamldecode",
                                           "file",       "merge",      "concat",     "templatefile",
                                           "sensitive",  "toset",      "format",     "join"};
// Keys of templates, task definitions, policies and Terraform, in small letters without `_`.
constexpr std::string_view kKeys =
    " action allowedvalues assignpublicip assumerolepolicydocument awsvpcconfiguration "
    "capacityproviderstrategy cluster clustername command condition conditions configuration "
    "container containerdefinitions containeroverrides containerpath containerport "
    "containerproperties containers count cpu data default definition definitionstring "
    "dependson deploymentconfiguration deploymentcontroller description desiredcount "
    "ecsproperties effect enabled enableexecutecommand end entrypoint environment "
    "environmentfiles essential executecommandconfiguration executionrolearn family foreach "
    "getatt healthcheck hostport if image initprocessenabled interactive interval join key "
    "kmskeyid launchtype lifecycle linuxparameters locals logconfiguration logdriver logging "
    "mappings memory memoryreservation metadata module mountpoints name networkconfiguration "
    "networkmode next noecho options output outputs overrides parameters pidmode "
    "placementconstraints platformversion policies policydocument policyname portmappings "
    "principal privileged properties protocol provider providers pseudoterminal readonly "
    "readonlyrootfilesystem ref requirescompatibilities resource resources restartpolicy "
    "retries runtimeplatform secretoptions secrets securitygroups sensitive service "
    "servicename settings sid source sourcevolume startat startperiod statement states sub "
    "subnetids subnets tags taskdefinition taskproperties taskrolearn templatebody terraform "
    "timeout "
    "transform type ulimits user value valuefrom variable variables version volumes "
    "volumesfrom ";
// With what programs write where JSON has `true`, `false` and `null`, and the types of variables.
constexpr std::string_view kWords[] = {"true",  "false",     "null",    "True",   "False",  "None",
                                       "NaN",   "undefined", "!Ref",    "!Sub",   "!If",    "!And",
                                       "!Join", "!GetAtt",   "!Equals", "string", "number", "bool",
                                       "any",   "list",      "map",     "set",    "object"};

template <std::size_t N>
bool IsOneOf(std::string_view word, const std::string_view (&words)[N]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

bool IsOfName(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

// A key that says nothing about the project that it is found in.
bool IsKnownKey(std::string_view word) {
  std::string folded = " ";
  for (const char c : word) {
    if (c != '_') folded += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return word.find(' ') == word.npos && kKeys.find(folded + " ") != kKeys.npos;
}

bool IsName(std::string_view word) {
  return !word.empty() && std::ranges::all_of(word, IsOfName) &&
         (std::isalpha(static_cast<unsigned char>(word[0])) != 0 || word[0] == '_');
}

// `network_configuration`: small letters and `_`, of which there is one.
bool IsTypeOfBlock(std::string_view word) {
  return word.find('_') != word.npos &&
         std::ranges::all_of(word, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
}

class Line {
 public:
  explicit Line(std::string_view line) : line_(line) {}

  std::vector<MaskedPart> Run() {
    at_ = EndOfBlockHead();
    while (at_ < line_.size()) {
      const char c = line_[at_];
      if (c == '"' || (c == '\'' && (at_ == 0 || !IsOfName(line_[at_ - 1])))) {
        if (!Quoted()) break;
      } else if (IsBlank(c) || IsPunctuation(c)) {
        ++at_;
      } else {
        Word();
      }
    }
    return std::move(masked_);
  }

 private:
  // Where `resource "aws_ecs_service" "web" {` ends, if the line begins so; `dynamic "setting" {`
  // or `deployment_circuit_breaker {`, if it is nothing else.
  std::size_t EndOfBlockHead() const {
    std::size_t at = SkipBlanks(0);
    std::size_t end = at;
    while (end < line_.size() && IsOfName(line_[end])) ++end;
    const std::string_view type = line_.substr(at, end - at);
    const std::size_t next = SkipBlanks(end);
    if (IsTypeOfBlock(type) && line_.substr(next, 1) == "{" &&
        SkipBlanks(next + 1) == line_.size()) {
      return line_.size();
    }
    if (type != "dynamic" && !IsOneOf(type, kBlockTypes)) return 0;
    while (end < line_.size() && (IsBlank(line_[end]) || line_[end] == '"')) {
      if (line_[end] == '"') {
        end = line_.find('"', end + 1);
        if (end == line_.npos) return 0;
      }
      ++end;
    }
    return end < line_.size() && line_[end] == '{' ? end : 0;
  }

  std::size_t SkipBlanks(std::size_t at) const {
    while (at < line_.size() && IsBlank(line_[at])) ++at;
    return at;
  }

  static bool IsPunctuation(char c) {
    return std::string_view("{}[](),=<>?;:").find(c) != std::string_view::npos;
  }

  // The character before `at` that is no blank; a line feed at the start of the line.
  char Before(std::size_t at) const {
    while (at > 0 && IsBlank(line_[at - 1])) --at;
    return at == 0 ? '\n' : line_[at - 1];
  }

  // Does `=` or `:` follow, as behind a key?
  bool IsKeyBefore(std::size_t end) const {
    end = SkipBlanks(end);
    if (end == line_.size()) return false;
    if (line_[end] == ':') return true;
    return line_[end] == '=' && (end + 1 == line_.size() || line_[end + 1] != '=');
  }

  // May a key stand behind what is there? In quotes, also where a comma is missing.
  bool KeyMayFollow(std::size_t at) const {
    const char before = Before(at);
    if (line_[at] == '"' && at > 0 && (IsBlank(line_[at - 1]) || before == '}' || before == ']') &&
        std::string_view("=:?[").find(before) == std::string_view::npos && before != '-') {
      return true;
    }
    if (before == '-') return Before(line_.find('-')) == '\n';  // of a list in YAML
    return std::string_view("\n{,;(").find(before) != std::string_view::npos;
  }

  void Mask(std::size_t begin, std::size_t end) {
    if (begin < end) masked_.push_back({begin, end});
  }

  // A text in quotes. False: it does not end in this line, and so any quote may be the wrong one.
  bool Quoted() {
    const std::size_t begin = at_ + 1;
    std::size_t end = begin;
    while (end < line_.size() && line_[end] != line_[at_]) end += line_[end] == '\\' ? 2 : 1;
    if (end >= line_.size()) {
      const std::size_t first = line_.find_first_of("\"'");
      std::erase_if(masked_, [&](const MaskedPart& one) { return one.end > first; });
      Mask(first + 1, line_.size());
      return false;
    }
    const bool key =
        IsKnownKey(line_.substr(begin, end - begin)) && KeyMayFollow(at_) && IsKeyBefore(end + 1);
    if (!key) Mask(begin, end);
    at_ = end + 1;
    return true;
  }

  void Word() {
    const std::size_t begin = at_;
    while (at_ < line_.size() && IsOfWord(at_)) ++at_;
    const std::string_view word = line_.substr(begin, at_ - begin);
    if (!IsShown(word, begin)) Mask(begin, at_);
  }

  // A colon belongs to a word if it goes on behind: `AWS::ECS::Service`, `db:secret`.
  bool IsOfWord(std::size_t at) const {
    const char c = line_[at];
    if (c == ':') {
      return at + 1 < line_.size() && line_[at + 1] != '"' && line_[at + 1] != '\'' &&
             !IsBlank(line_[at + 1]) &&
             std::string_view("{[(,").find(line_[at + 1]) == std::string_view::npos;
    }
    return !IsBlank(c) && c != '"' && !IsPunctuation(c);
  }

  bool IsShown(std::string_view word, std::size_t begin) const {
    if (IsOneOf(word, kWords)) return true;
    if (word.starts_with("AWS::") || word.starts_with("Fn::")) return true;
    const auto is_sign = [](char c) {
      return std::string_view("-+*/%!&|.~$").find(c) != std::string_view::npos;
    };
    if (word.size() <= 2 && std::ranges::all_of(word, is_sign)) return true;
    if (!IsName(word)) return false;
    const std::size_t next = SkipBlanks(at_);
    const char behind = next < line_.size() ? line_[next] : '\n';
    const bool starts =
        std::ranges::any_of(kRoots, [&](std::string_view root) { return word.starts_with(root); });
    if (starts && word.find('.') != word.npos) return true;
    if (behind == '(') return IsOneOf(word, kFunctions);
    if (!IsKnownKey(word)) return false;
    if (!IsKeyBefore(at_)) return behind == '{' && Before(begin) == '\n';
    if (behind == ':') return KeyMayFollow(begin);
    return std::string_view("=:?").find(Before(begin)) == std::string_view::npos;
  }

  const std::string_view line_;
  std::size_t at_ = 0;
  std::vector<MaskedPart> masked_;
};

}  // namespace

std::vector<MaskedPart> MaskedOfUnread(std::string_view line) {
  if (line.size() > kLongestLine) return {{0, line.size()}};
  return Line(line).Run();
}

std::string ShownOfUnread(std::string_view text, std::size_t begin, std::size_t end) {
  const std::size_t line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
  const std::string_view whole = text.substr(line, text.find_first_of("\r\n", begin) - line);
  std::size_t at = begin - line;
  end = std::min(end - line, whole.size());
  std::string shown;
  for (const MaskedPart& one : MaskedOfUnread(whole)) {
    if (one.end <= at) continue;
    if (one.begin >= end) break;
    shown.append(whole.substr(at, std::max(at, one.begin) - at)).append("***");
    at = one.end;
  }
  if (at < end) shown += whole.substr(at, end - at);
  return shown;
}

void MarkUnread(Span place, SourceMap& sources) {
  const Span span = sources.Spell(place);
  if (!span.valid()) return;
  const std::uint32_t first = sources.Locate(span.file, span.begin).line;
  const std::uint32_t last = sources.Locate(span.file, span.end).line;
  std::uint32_t number = first;
  while (number <= last) {
    const Span line = sources.Line(span.file, number);
    for (const MaskedPart& one : MaskedOfUnread(sources.Text(line))) {
      sources.MarkSecret({span.file, line.begin + static_cast<std::uint32_t>(one.begin),
                          line.begin + static_cast<std::uint32_t>(one.end)});
    }
    ++number;
    if (number == first + kMostLines && number + kMostLines < last) {
      const Span next = sources.Line(span.file, last - kMostLines);
      sources.MarkSecret({span.file, line.end, next.begin});
      number = last - kMostLines;
    }
  }
}

}  // namespace execlint
